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

extension Wire.FeedbackKind {
  /// The value's name in the contract.
  package var wireName: String {
    switch self {
    case .cadenceLow: "cadence_low"
    }
  }
}

extension Wire.PhoneService {
  /// The value's name in the contract.
  package var wireName: String {
    switch self {
    case .runningSpeedAndCadence: "running_speed_and_cadence"
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
    default: nil
    }
  }
}
