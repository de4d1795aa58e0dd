// Generated from protocols/sole-link.yaml by scripts/generate; do not edit.
// swift-format-ignore-file

package import SoleLink

extension Wire.Board {
  /// The value's name in the contract.
  package var wireName: String {
    switch self {
    case .microbitV1: "microbit_v1"
    case .microbitV2: "microbit_v2"
    case .native: "native"
    }
  }
}

extension Wire.Flavour {
  /// The value's name in the contract.
  package var wireName: String {
    switch self {
    case .release: "release"
    case .hardwareLike: "hardware_like"
    case .knownBad: "known_bad"
    }
  }
}

extension Wire.ResetReason {
  /// The value's name in the contract.
  package var wireName: String {
    switch self {
    case .powerOn: "power_on"
    case .pin: "pin"
    case .watchdog: "watchdog"
    case .software: "software"
    case .lockup: "lockup"
    case .panic: "panic"
    }
  }
}

extension Wire.Side {
  /// The value's name in the contract.
  package var wireName: String {
    switch self {
    case .left: "left"
    case .right: "right"
    }
  }
}

extension Wire.SampleClock {
  /// The value's name in the contract.
  package var wireName: String {
    switch self {
    case .realTime: "real_time"
    case .asFastAsPossible: "as_fast_as_possible"
    }
  }
}

extension Wire.Activity {
  /// The value's name in the contract.
  package var wireName: String {
    switch self {
    case .still: "still"
    case .walk: "walk"
    case .run: "run"
    }
  }
}

extension Wire.Strike {
  /// The value's name in the contract.
  package var wireName: String {
    switch self {
    case .unknown: "unknown"
    case .rearfoot: "rearfoot"
    case .midfoot: "midfoot"
    case .forefoot: "forefoot"
    }
  }
}

extension Wire.Result {
  /// The value's name in the contract.
  package var wireName: String {
    switch self {
    case .done: "done"
    case .wrongContract: "wrong_contract"
    case .invalidValue: "invalid_value"
    case .wrongState: "wrong_state"
    case .unsupported: "unsupported"
    case .notFound: "not_found"
    }
  }
}

extension Wire.SampleFaultKind {
  /// The value's name in the contract.
  package var wireName: String {
    switch self {
    case .skipped: "skipped"
    case .late: "late"
    case .overflow: "overflow"
    case .underrun: "underrun"
    }
  }
}

extension Wire.LogLevel {
  /// The value's name in the contract.
  package var wireName: String {
    switch self {
    case .info: "info"
    case .warning: "warning"
    case .error: "error"
    }
  }
}

extension Wire.Recording {
  /// The value's name in the contract.
  package var wireName: String {
    switch self {
    case .nothing: "nothing"
    case .bySession: "by_session"
    case .byItself: "by_itself"
    }
  }
}

extension Wire.WhenFull {
  /// The value's name in the contract.
  package var wireName: String {
    switch self {
    case .keepOldest: "keep_oldest"
    case .overwriteOldest: "overwrite_oldest"
    }
  }
}

extension Wire.Units {
  /// The value's name in the contract.
  package var wireName: String {
    switch self {
    case .metric: "metric"
    case .imperial: "imperial"
    }
  }
}

extension Wire.FeedbackKind {
  /// The value's name in the contract.
  package var wireName: String {
    switch self {
    case .cadenceLow: "cadence_low"
    case .overstriding: "overstriding"
    case .heavyImpact: "heavy_impact"
    case .heelStrike: "heel_strike"
    case .excessPronation: "excess_pronation"
    case .rhythmUneven: "rhythm_uneven"
    case .fatigueContact: "fatigue_contact"
    case .fatigueCadence: "fatigue_cadence"
    }
  }
}

extension Wire.ProgressKind {
  /// The value's name in the contract.
  package var wireName: String {
    switch self {
    case .split: "split"
    case .best400M: "best_400_m"
    case .best1Km: "best_1_km"
    case .best5Km: "best_5_km"
    case .milestone5Km: "milestone_5_km"
    case .milestone10Km: "milestone_10_km"
    case .milestoneHalfMarathon: "milestone_half_marathon"
    case .longestRun: "longest_run"
    case .goalTime: "goal_time"
    case .goalDistance: "goal_distance"
    case .goalCalories: "goal_calories"
    case .goalSteps: "goal_steps"
    case .sprint: "sprint"
    }
  }
}

extension Wire.RecordEventKind {
  /// The value's name in the contract.
  package var wireName: String {
    switch self {
    case .begun: "begun"
    case .ended: "ended"
    case .full: "full"
    }
  }
}

extension Wire.TotalsScope {
  /// The value's name in the contract.
  package var wireName: String {
    switch self {
    case .session: "session"
    case .lifetime: "lifetime"
    }
  }
}

extension Wire.PhoneService {
  /// The value's name in the contract.
  package var wireName: String {
    switch self {
    case .runningSpeedAndCadence: "running_speed_and_cadence"
    case .runningFeature: "running_feature"
    case .sensorLocation: "sensor_location"
    case .stridePage1: "stride_page_1"
    case .stridePage2: "stride_page_2"
    }
  }
}

extension Wire.StrideQuality {
  /// The names of the bits that are set, in the contract's words; "none" for none.
  package var wireName: String {
    var names: [String] = []
    if contains(.samplesLost) { names.append("samples_lost") }
    if contains(.gyroClipped) { names.append("gyro_clipped") }
    if contains(.accelerometerClipped) { names.append("accelerometer_clipped") }
    if contains(.fromStanding) { names.append("from_standing") }
    if contains(.toStanding) { names.append("to_standing") }
    if contains(.changedHeight) { names.append("changed_height") }
    if contains(.noContact) { names.append("no_contact") }
    if contains(.noToeOff) { names.append("no_toe_off") }
    if contains(.turned) { names.append("turned") }
    if contains(.onTheSpot) { names.append("on_the_spot") }
    return names.isEmpty ? "none" : names.joined(separator: "+")
  }
}

extension Wire.Reports {
  /// The names of the bits that are set, in the contract's words; "none" for none.
  package var wireName: String {
    var names: [String] = []
    if contains(.totals) { names.append("totals") }
    if contains(.progress) { names.append("progress") }
    if contains(.runningSpeedAndCadence) { names.append("running_speed_and_cadence") }
    if contains(.strideBasedSpeedAndDistance) { names.append("stride_based_speed_and_distance") }
    return names.isEmpty ? "none" : names.joined(separator: "+")
  }
}

extension Wire.FeedbackRules {
  /// The names of the bits that are set, in the contract's words; "none" for none.
  package var wireName: String {
    var names: [String] = []
    if contains(.cadenceLow) { names.append("cadence_low") }
    if contains(.overstriding) { names.append("overstriding") }
    if contains(.heavyImpact) { names.append("heavy_impact") }
    if contains(.heelStrike) { names.append("heel_strike") }
    if contains(.excessPronation) { names.append("excess_pronation") }
    if contains(.rhythmUneven) { names.append("rhythm_uneven") }
    if contains(.fatigueContact) { names.append("fatigue_contact") }
    if contains(.fatigueCadence) { names.append("fatigue_cadence") }
    return names.isEmpty ? "none" : names.joined(separator: "+")
  }
}

extension Wire.RecordState {
  /// The names of the bits that are set, in the contract's words; "none" for none.
  package var wireName: String {
    var names: [String] = []
    if contains(.open) { names.append("open") }
    if contains(.cut) { names.append("cut") }
    if contains(.fetched) { names.append("fetched") }
    if contains(.damaged) { names.append("damaged") }
    return names.isEmpty ? "none" : names.joined(separator: "+")
  }
}

extension Wire.Sample: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("acceleration_x", accelerationX, unit: "g", scale: (1, 2048)),
      .number("acceleration_y", accelerationY, unit: "g", scale: (1, 2048)),
      .number("acceleration_z", accelerationZ, unit: "g", scale: (1, 2048)),
      .number("angular_rate_x", angularRateX, unit: "°/s", scale: (10, 164)),
      .number("angular_rate_y", angularRateY, unit: "°/s", scale: (10, 164)),
      .number("angular_rate_z", angularRateZ, unit: "°/s", scale: (10, 164)),
    ]
  }
}

extension Wire.Hello: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .hexadecimal("contract_hash", contractHash),
    ]
  }
}

extension Wire.Configure: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("sample_rate", sampleRate, unit: "Hz"),
      .name("side", side.wireName, raw: side.rawValue),
      .number("leg_length", legLength, unit: "mm"),
      .number("mounting_w", mountingW, unit: "1", scale: (1, 16384)),
      .number("mounting_x", mountingX, unit: "1", scale: (1, 16384)),
      .number("mounting_y", mountingY, unit: "1", scale: (1, 16384)),
      .number("mounting_z", mountingZ, unit: "1", scale: (1, 16384)),
      .number("calibration", calibration, unit: "1", scale: (1, 10000)),
      .name("recording", recording.wireName, raw: recording.rawValue),
      .number("record_interval", recordInterval, unit: "s"),
      .name("when_full", whenFull.wireName, raw: whenFull.rawValue),
      .name("units", units.wireName, raw: units.rawValue),
      .name("reports", reports.wireName, raw: reports.rawValue),
      .name("feedback", feedback.wireName, raw: feedback.rawValue),
      .number("feedback_interval", feedbackInterval, unit: "s"),
      .number("body_mass", bodyMass, unit: "kg", scale: (1, 10)),
      .number("goal_time", goalTime, unit: "s"),
      .number("goal_distance", goalDistance, unit: "m"),
      .number("goal_calories", goalCalories, unit: "kcal"),
      .number("goal_steps", goalSteps, unit: "steps"),
      .number("cadence_limit", cadenceLimit, unit: "steps/min", scale: (1, 10)),
      .number("overstride_limit", overstrideLimit, unit: "%"),
      .number("impact_limit", impactLimit, unit: "g", scale: (1, 100)),
      .number("heel_strike_speed", heelStrikeSpeed, unit: "mm/s"),
      .number("pronation_limit", pronationLimit, unit: "°", scale: (1, 10)),
      .number("sprint_speed", sprintSpeed, unit: "mm/s"),
    ]
  }
}

extension Wire.Start: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("session", session),
      .name("clock", clock.wireName, raw: clock.rawValue),
    ]
  }
}

extension Wire.Stop: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("session", session),
      .number("end_index", endIndex, unit: "samples"),
    ]
  }
}

extension Wire.Samples: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("first_index", firstIndex, unit: "samples"),
      .list("samples", (0..<samples.count).map { samples[$0].fields }),
    ]
  }
}

extension Wire.TimeSync: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("exchange", exchange),
    ]
  }
}

extension Wire.StatusQuery: FieldDescribing {
  package var fields: [FieldDescription] {
    [
    ]
  }
}

extension Wire.RecordRead: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("record", record),
      .number("offset", offset, unit: "bytes"),
      .number("length", length, unit: "bytes"),
    ]
  }
}

extension Wire.RecordErase: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("record", record),
    ]
  }
}

extension Wire.Loopback: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .bytes("data", (0..<data.count).map { data[$0] }),
    ]
  }
}

extension Wire.Reset: FieldDescribing {
  package var fields: [FieldDescription] {
    [
    ]
  }
}

extension Wire.EnterBootloader: FieldDescribing {
  package var fields: [FieldDescription] {
    [
    ]
  }
}

extension Wire.RecordQuery: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("record", record),
    ]
  }
}

extension Wire.RecordFetched: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("record", record),
    ]
  }
}

extension Wire.TotalsQuery: FieldDescribing {
  package var fields: [FieldDescription] {
    [
    ]
  }
}

extension Wire.Identity: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .hexadecimal("contract_hash", contractHash),
      .hexadecimal("unique_id", uniqueId),
      .name("board", board.wireName, raw: board.rawValue),
      .name("flavour", flavour.wireName, raw: flavour.rawValue),
      .name("reset_reason", resetReason.wireName, raw: resetReason.rawValue),
      .number("version_major", versionMajor),
      .number("version_minor", versionMinor),
      .number("version_revision", versionRevision),
      .number("boots", boots),
      .number("buffer_samples", bufferSamples, unit: "samples"),
      .number("calibration", calibration, unit: "1", scale: (1, 10000)),
      .bytes("image_hash", (0..<imageHash.byteCount).map { imageHash[$0] }),
    ]
  }
}

extension Wire.Credit: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("next_index", nextIndex, unit: "samples"),
      .number("free_slots", freeSlots, unit: "samples"),
      .number("consumed", consumed, unit: "samples"),
      .number("underruns", underruns),
    ]
  }
}

extension Wire.Stride: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("sent", sent, unit: "µs"),
      .number("emitted_index", emittedIndex, unit: "samples"),
      .number("number", number),
      .number("start_midstance", startMidstance, unit: "samples", scale: (1, 16)),
      .number("toe_off", toeOff, unit: "samples", scale: (1, 16)),
      .number("initial_contact", initialContact, unit: "samples", scale: (1, 16)),
      .number("end_midstance", endMidstance, unit: "samples", scale: (1, 16)),
      .number("stride_time", strideTime, unit: "ms", scale: (1, 10)),
      .number("stride_length", strideLength, unit: "mm"),
      .number("speed", speed, unit: "mm/s"),
      .number("cadence", cadence, unit: "steps/min", scale: (1, 10)),
      .number("contact_time", contactTime, unit: "ms", scale: (1, 10)),
      .number("swing_time", swingTime, unit: "ms", scale: (1, 10)),
      .number("flight_time", flightTime, unit: "ms", scale: (1, 10)),
      .number("duty_factor", dutyFactor, unit: "%", scale: (1, 10)),
      .number("strike_angle", strikeAngle, unit: "°", scale: (1, 10)),
      .number("pronation", pronation, unit: "°", scale: (1, 10)),
      .number("impact", impact, unit: "g", scale: (1, 100)),
      .number("braking", braking, unit: "g", scale: (1, 100)),
      .number("clearance", clearance, unit: "mm"),
      .name("strike", strike.wireName, raw: strike.rawValue),
      .name("activity", activity.wireName, raw: activity.rawValue),
      .name("quality", quality.wireName, raw: quality.rawValue),
    ]
  }
}

extension Wire.Summary: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("sent", sent, unit: "µs"),
      .number("sample_index", sampleIndex, unit: "samples"),
      .name("activity", activity.wireName, raw: activity.rawValue),
      .number("strides", strides),
      .number("distance", distance, unit: "mm"),
      .number("moving_time", movingTime, unit: "ms"),
      .number("speed", speed, unit: "mm/s"),
      .number("cadence", cadence, unit: "steps/min", scale: (1, 10)),
      .number("good_strides", goodStrides),
      .number("mean_stride_time", meanStrideTime, unit: "ms", scale: (1, 10)),
      .number("spread_stride_time", spreadStrideTime, unit: "ms", scale: (1, 10)),
      .number("mean_stride_length", meanStrideLength, unit: "mm"),
      .number("spread_stride_length", spreadStrideLength, unit: "mm"),
      .number("mean_contact_time", meanContactTime, unit: "ms", scale: (1, 10)),
      .number("spread_contact_time", spreadContactTime, unit: "ms", scale: (1, 10)),
      .number("mean_strike_angle", meanStrikeAngle, unit: "°", scale: (1, 10)),
      .number("spread_strike_angle", spreadStrikeAngle, unit: "°", scale: (1, 10)),
      .number("mean_pronation", meanPronation, unit: "°", scale: (1, 10)),
      .number("spread_pronation", spreadPronation, unit: "°", scale: (1, 10)),
    ]
  }
}

extension Wire.Feedback: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("sent", sent, unit: "µs"),
      .number("sample_index", sampleIndex, unit: "samples"),
      .name("kind", kind.wireName, raw: kind.rawValue),
      .number("stride", stride),
      .number("value", value),
      .number("limit", limit),
    ]
  }
}

extension Wire.TimeSyncReply: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("exchange", exchange),
      .number("received", received, unit: "µs"),
      .number("sent", sent, unit: "µs"),
    ]
  }
}

extension Wire.Status: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("uptime", uptime, unit: "µs"),
      .number("load", load, unit: "%", scale: (1, 10)),
      .number("stack_used", stackUsed, unit: "bytes"),
      .number("stack_size", stackSize, unit: "bytes"),
      .number("receive_queue_used", receiveQueueUsed, unit: "bytes"),
      .number("send_queue_used", sendQueueUsed, unit: "bytes"),
      .number("sample_queue_used", sampleQueueUsed, unit: "samples"),
      .number("late_ticks", lateTicks),
      .number("uart_overruns", uartOverruns),
      .number("uart_line_errors", uartLineErrors),
      .number("frames_received", framesReceived),
      .number("noise_chunks", noiseChunks),
      .number("cut_frames", cutFrames),
      .number("oversize_frames", oversizeFrames),
      .number("crc_errors", crcErrors),
      .number("unknown_types", unknownTypes),
      .number("malformed_payloads", malformedPayloads),
      .number("sequence_gaps", sequenceGaps),
      .number("discarded_bytes", discardedBytes, unit: "bytes"),
      .number("samples_skipped", samplesSkipped, unit: "samples"),
      .number("samples_late", samplesLate, unit: "samples"),
      .number("samples_overflowed", samplesOverflowed, unit: "samples"),
      .number("samples_consumed", samplesConsumed, unit: "samples"),
      .number("unsent_frames", unsentFrames),
      .number("first_tick", firstTick, unit: "µs"),
      .number("worst_sample", worstSample, unit: "µs"),
    ]
  }
}

extension Wire.RecordChunk: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("record", record),
      .number("offset", offset, unit: "bytes"),
      .bytes("data", (0..<data.count).map { data[$0] }),
    ]
  }
}

extension Wire.PhonePayload: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("sent", sent, unit: "µs"),
      .number("sample_index", sampleIndex, unit: "samples"),
      .name("service", service.wireName, raw: service.rawValue),
      .bytes("data", (0..<data.count).map { data[$0] }),
    ]
  }
}

extension Wire.Log: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("sent", sent, unit: "µs"),
      .name("level", level.wireName, raw: level.rawValue),
      .text("text", (0..<text.count).map { text[$0] }),
    ]
  }
}

extension Wire.Panic: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("sent", sent, unit: "µs"),
      .hexadecimal("program_counter", programCounter),
      .hexadecimal("link_register", linkRegister),
      .hexadecimal("status_register", statusRegister),
      .hexadecimal("stack_pointer", stackPointer),
      .hexadecimal("r0", r0),
      .hexadecimal("r1", r1),
      .hexadecimal("r2", r2),
      .hexadecimal("r3", r3),
      .hexadecimal("r12", r12),
    ]
  }
}

extension Wire.LoopbackReply: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .bytes("data", (0..<data.count).map { data[$0] }),
    ]
  }
}

extension Wire.Acknowledgement: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .hexadecimal("request", request),
      .number("sequence", sequence),
      .name("result", result.wireName, raw: result.rawValue),
    ]
  }
}

extension Wire.SampleFault: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .name("kind", kind.wireName, raw: kind.rawValue),
      .number("first_index", firstIndex, unit: "samples"),
      .number("count", count, unit: "samples"),
    ]
  }
}

extension Wire.RecordInfo: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("record", record),
      .name("state", state.wireName, raw: state.rawValue),
      .number("session", session),
      .number("sample_rate", sampleRate, unit: "Hz"),
      .number("record_interval", recordInterval, unit: "s"),
      .number("bytes", bytes, unit: "bytes"),
      .number("strides", strides),
      .number("distance", distance, unit: "mm"),
      .number("duration", duration, unit: "ms"),
    ]
  }
}

extension Wire.RecordEvent: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("sent", sent, unit: "µs"),
      .number("sample_index", sampleIndex, unit: "samples"),
      .name("kind", kind.wireName, raw: kind.rawValue),
      .number("record", record),
    ]
  }
}

extension Wire.Progress: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("sent", sent, unit: "µs"),
      .number("sample_index", sampleIndex, unit: "samples"),
      .name("kind", kind.wireName, raw: kind.rawValue),
      .number("number", number),
      .number("value", value),
      .number("distance", distance, unit: "mm"),
      .number("moving_time", movingTime, unit: "ms"),
    ]
  }
}

extension Wire.Advice: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("sent", sent, unit: "µs"),
      .number("sample_index", sampleIndex, unit: "samples"),
      .name("kind", kind.wireName, raw: kind.rawValue),
      .number("share", share, unit: "%", scale: (1, 10)),
      .number("value", value),
      .number("limit", limit),
    ]
  }
}

extension Wire.Totals: FieldDescribing {
  package var fields: [FieldDescription] {
    [
      .number("sent", sent, unit: "µs"),
      .number("sample_index", sampleIndex, unit: "samples"),
      .name("scope", scope.wireName, raw: scope.rawValue),
      .number("steps", steps, unit: "steps"),
      .number("distance", distance, unit: "mm"),
      .number("walk_time", walkTime, unit: "s"),
      .number("run_time", runTime, unit: "s"),
      .number("calories", calories, unit: "kcal", scale: (1, 10)),
      .number("walk_strides", walkStrides),
      .number("run_strides", runStrides),
      .number("rearfoot_strides", rearfootStrides),
      .number("midfoot_strides", midfootStrides),
      .number("forefoot_strides", forefootStrides),
      .number("sprints", sprints),
      .number("top_speed", topSpeed, unit: "mm/s"),
      .number("pace", pace, unit: "s/km"),
      .number("mean_pace", meanPace, unit: "s/km"),
      .number("best_400_m", best400M, unit: "ms"),
      .number("best_1_km", best1Km, unit: "ms"),
      .number("best_5_km", best5Km, unit: "ms"),
      .number("longest", longest, unit: "mm"),
      .number("records", records),
    ]
  }
}

extension HostMessage: FieldDescribing {
  /// The names of all messages, in the contract's order.
  package static let names = [
    "hello",
    "configure",
    "start",
    "stop",
    "samples",
    "time_sync",
    "status_query",
    "record_read",
    "record_erase",
    "loopback",
    "reset",
    "enter_bootloader",
    "record_query",
    "record_fetched",
    "totals_query",
  ]

  /// The message's name in the contract.
  package var name: String {
    switch self {
    case .hello: "hello"
    case .configure: "configure"
    case .start: "start"
    case .stop: "stop"
    case .samples: "samples"
    case .timeSync: "time_sync"
    case .statusQuery: "status_query"
    case .recordRead: "record_read"
    case .recordErase: "record_erase"
    case .loopback: "loopback"
    case .reset: "reset"
    case .enterBootloader: "enter_bootloader"
    case .recordQuery: "record_query"
    case .recordFetched: "record_fetched"
    case .totalsQuery: "totals_query"
    }
  }

  package var fields: [FieldDescription] {
    switch self {
    case .hello(let message): message.fields
    case .configure(let message): message.fields
    case .start(let message): message.fields
    case .stop(let message): message.fields
    case .samples(let message): message.fields
    case .timeSync(let message): message.fields
    case .statusQuery(let message): message.fields
    case .recordRead(let message): message.fields
    case .recordErase(let message): message.fields
    case .loopback(let message): message.fields
    case .reset(let message): message.fields
    case .enterBootloader(let message): message.fields
    case .recordQuery(let message): message.fields
    case .recordFetched(let message): message.fields
    case .totalsQuery(let message): message.fields
    }
  }
}

extension ChipMessage: FieldDescribing {
  /// The names of all messages, in the contract's order.
  package static let names = [
    "identity",
    "credit",
    "stride",
    "summary",
    "feedback",
    "time_sync_reply",
    "status",
    "record_chunk",
    "phone_payload",
    "log",
    "panic",
    "loopback_reply",
    "acknowledgement",
    "sample_fault",
    "record_info",
    "record_event",
    "progress",
    "advice",
    "totals",
  ]

  /// The message's name in the contract.
  package var name: String {
    switch self {
    case .identity: "identity"
    case .credit: "credit"
    case .stride: "stride"
    case .summary: "summary"
    case .feedback: "feedback"
    case .timeSyncReply: "time_sync_reply"
    case .status: "status"
    case .recordChunk: "record_chunk"
    case .phonePayload: "phone_payload"
    case .log: "log"
    case .panic: "panic"
    case .loopbackReply: "loopback_reply"
    case .acknowledgement: "acknowledgement"
    case .sampleFault: "sample_fault"
    case .recordInfo: "record_info"
    case .recordEvent: "record_event"
    case .progress: "progress"
    case .advice: "advice"
    case .totals: "totals"
    }
  }

  package var fields: [FieldDescription] {
    switch self {
    case .identity(let message): message.fields
    case .credit(let message): message.fields
    case .stride(let message): message.fields
    case .summary(let message): message.fields
    case .feedback(let message): message.fields
    case .timeSyncReply(let message): message.fields
    case .status(let message): message.fields
    case .recordChunk(let message): message.fields
    case .phonePayload(let message): message.fields
    case .log(let message): message.fields
    case .panic(let message): message.fields
    case .loopbackReply(let message): message.fields
    case .acknowledgement(let message): message.fields
    case .sampleFault(let message): message.fields
    case .recordInfo(let message): message.fields
    case .recordEvent(let message): message.fields
    case .progress(let message): message.fields
    case .advice(let message): message.fields
    case .totals(let message): message.fields
    }
  }
}

extension ChipMessage {
  /// Where in a payload of the given type the departure time stands, as byte offsets.
  package static func departureBytes(type: UInt8) -> Range<Int>? {
    switch type {
    case 131: 0..<8
    case 132: 0..<8
    case 133: 0..<8
    case 134: 12..<20
    case 135: 0..<8
    case 137: 0..<8
    case 138: 0..<8
    case 139: 0..<8
    case 144: 0..<8
    case 145: 0..<8
    case 146: 0..<8
    case 147: 0..<8
    default: nil
    }
  }
}
