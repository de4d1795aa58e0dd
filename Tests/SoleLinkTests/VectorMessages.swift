import SoleLink

/// A message of either direction.
enum LinkMessage: Equatable, Sendable {
  case host(HostMessage)
  case chip(ChipMessage)

  init(_ sender: Vectors.Sender, type: UInt8, payload: RawSpan) throws(PayloadError) {
    switch sender {
    case .host: self = .host(try HostMessage(type: type, payload: payload))
    case .chip: self = .chip(try ChipMessage(type: type, payload: payload))
    }
  }

  var messageType: UInt8 {
    switch self {
    case .host(let message): message.messageType
    case .chip(let message): message.messageType
    }
  }

  /// The frame with a sequence number of the caller's choice.
  func frame(sequence: UInt8) -> WireFrame {
    var encoder = FrameEncoder()
    while encoder.nextSequence != sequence { _ = encoder.encode(Wire.Reset()) }
    return switch self {
    case .host(let message): encoder.encode(message)
    case .chip(let message): encoder.encode(message)
    }
  }
}

extension Vectors.Frame {
  /// The vector's fields, put into the project's own message field by field.
  func build() throws -> LinkMessage {
    switch from {
    case .host: .host(try hostMessage())
    case .chip: .chip(try chipMessage())
    }
  }

  private func hostMessage() throws -> HostMessage {
    let f = fields
    return switch message {
    case "hello": .hello(.init(contractHash: try f.number("contract_hash")))
    case "configure": .configure(try configure())
    case "start":
      .start(
        .init(
          session: try f.number("session"), clock: try name("clock", WireNumbers.sampleClocks)))
    case "stop":
      .stop(.init(session: try f.number("session"), endIndex: try f.number("end_index")))
    case "samples":
      .samples(.init(firstIndex: try f.number("first_index"), samples: try f.samples("samples")))
    case "time_sync": .timeSync(.init(exchange: try f.number("exchange")))
    case "status_query": .statusQuery(.init())
    case "record_read":
      .recordRead(
        .init(
          record: try f.number("record"), offset: try f.number("offset"),
          length: try f.number("length")))
    case "record_erase": .recordErase(.init(record: try f.number("record")))
    case "loopback": .loopback(.init(data: try f.payload(f.bytes("data"))))
    case "reset": .reset(.init())
    case "enter_bootloader": .enterBootloader(.init())
    case "record_query": .recordQuery(.init(record: try f.number("record")))
    case "record_fetched": .recordFetched(.init(record: try f.number("record")))
    case "totals_query": .totalsQuery(.init())
    default: throw VectorFields.Mismatch(field: "message \(message)")
    }
  }

  private func chipMessage() throws -> ChipMessage {
    let f = fields
    return switch message {
    case "identity": .identity(try identity())
    case "credit":
      .credit(
        .init(
          nextIndex: try f.number("next_index"), freeSlots: try f.number("free_slots"),
          consumed: try f.number("consumed"), underruns: try f.number("underruns")))
    case "stride": .stride(try stride())
    case "summary": .summary(try summary())
    case "feedback": .feedback(try feedback())
    case "time_sync_reply":
      .timeSyncReply(
        .init(
          exchange: try f.number("exchange"), received: try f.number("received"),
          sent: try f.number("sent")))
    case "status": .status(try status())
    case "record_chunk":
      .recordChunk(
        .init(
          record: try f.number("record"), offset: try f.number("offset"),
          data: try f.payload(f.bytes("data"))))
    case "phone_payload":
      .phonePayload(
        .init(
          sent: try f.number("sent"), sampleIndex: try f.number("sample_index"),
          service: try name("service", WireNumbers.phoneServices),
          data: try f.payload(f.bytes("data"))))
    case "log":
      .log(
        .init(
          sent: try f.number("sent"), level: try name("level", WireNumbers.logLevels),
          text: try f.payload(Array(f.text("text").utf8))))
    case "panic": .panic(try panic())
    case "loopback_reply": .loopbackReply(.init(data: try f.payload(f.bytes("data"))))
    case "acknowledgement":
      .acknowledgement(
        .init(
          request: try f.number("request"), sequence: try f.number("sequence"),
          result: try name("result", WireNumbers.results)))
    case "sample_fault":
      .sampleFault(
        .init(
          kind: try name("kind", WireNumbers.sampleFaultKinds),
          firstIndex: try f.number("first_index"), count: try f.number("count")))
    case "record_info": .recordInfo(try recordInfo())
    case "record_event": .recordEvent(try recordEvent())
    case "progress": .progress(try progress())
    case "advice": .advice(try advice())
    case "totals": .totals(try totals())
    default: throw VectorFields.Mismatch(field: "message \(message)")
    }
  }

  private func identity() throws -> Wire.Identity {
    Wire.Identity(
      contractHash: try fields.number("contract_hash"), uniqueId: try fields.number("unique_id"),
      board: try name("board", WireNumbers.boards),
      flavour: try name("flavour", WireNumbers.flavours),
      resetReason: try name("reset_reason", WireNumbers.resetReasons),
      versionMajor: try fields.number("version_major"),
      versionMinor: try fields.number("version_minor"),
      versionRevision: try fields.number("version_revision"), boots: try fields.number("boots"),
      bufferSamples: try fields.number("buffer_samples"),
      calibration: try fields.number("calibration"),
      imageHash: try fields.fixed("image_hash"))
  }

  private func stride() throws -> Wire.Stride {
    Wire.Stride(
      sent: try fields.number("sent"), emittedIndex: try fields.number("emitted_index"),
      number: try fields.number("number"), startMidstance: try fields.number("start_midstance"),
      toeOff: try fields.number("toe_off"),
      initialContact: try fields.number("initial_contact"),
      endMidstance: try fields.number("end_midstance"),
      strideTime: try fields.number("stride_time"),
      strideLength: try fields.number("stride_length"), speed: try fields.number("speed"),
      cadence: try fields.number("cadence"), contactTime: try fields.number("contact_time"),
      swingTime: try fields.number("swing_time"), flightTime: try fields.number("flight_time"),
      dutyFactor: try fields.number("duty_factor"),
      strikeAngle: try fields.number("strike_angle"), pronation: try fields.number("pronation"),
      impact: try fields.number("impact"), braking: try fields.number("braking"),
      clearance: try fields.number("clearance"),
      strike: try name("strike", WireNumbers.strikes),
      activity: try name("activity", WireNumbers.activities),
      quality: try flags("quality", WireNumbers.strideQualities))
  }

  private func summary() throws -> Wire.Summary {
    Wire.Summary(
      sent: try fields.number("sent"), sampleIndex: try fields.number("sample_index"),
      activity: try name("activity", WireNumbers.activities),
      strides: try fields.number("strides"), distance: try fields.number("distance"),
      movingTime: try fields.number("moving_time"), speed: try fields.number("speed"),
      cadence: try fields.number("cadence"), goodStrides: try fields.number("good_strides"),
      meanStrideTime: try fields.number("mean_stride_time"),
      spreadStrideTime: try fields.number("spread_stride_time"),
      meanStrideLength: try fields.number("mean_stride_length"),
      spreadStrideLength: try fields.number("spread_stride_length"),
      meanContactTime: try fields.number("mean_contact_time"),
      spreadContactTime: try fields.number("spread_contact_time"),
      meanStrikeAngle: try fields.number("mean_strike_angle"),
      spreadStrikeAngle: try fields.number("spread_strike_angle"),
      meanPronation: try fields.number("mean_pronation"),
      spreadPronation: try fields.number("spread_pronation"))
  }

  private func status() throws -> Wire.Status {
    Wire.Status(
      uptime: try fields.number("uptime"), load: try fields.number("load"),
      stackUsed: try fields.number("stack_used"), stackSize: try fields.number("stack_size"),
      receiveQueueUsed: try fields.number("receive_queue_used"),
      sendQueueUsed: try fields.number("send_queue_used"),
      sampleQueueUsed: try fields.number("sample_queue_used"),
      lateTicks: try fields.number("late_ticks"),
      uartOverruns: try fields.number("uart_overruns"),
      uartLineErrors: try fields.number("uart_line_errors"),
      framesReceived: try fields.number("frames_received"),
      noiseChunks: try fields.number("noise_chunks"), cutFrames: try fields.number("cut_frames"),
      oversizeFrames: try fields.number("oversize_frames"),
      crcErrors: try fields.number("crc_errors"),
      unknownTypes: try fields.number("unknown_types"),
      malformedPayloads: try fields.number("malformed_payloads"),
      sequenceGaps: try fields.number("sequence_gaps"),
      discardedBytes: try fields.number("discarded_bytes"),
      samplesSkipped: try fields.number("samples_skipped"),
      samplesLate: try fields.number("samples_late"),
      samplesOverflowed: try fields.number("samples_overflowed"),
      samplesConsumed: try fields.number("samples_consumed"),
      unsentFrames: try fields.number("unsent_frames"),
      firstTick: try fields.number("first_tick"),
      worstSample: try fields.number("worst_sample"))
  }

  private func panic() throws -> Wire.Panic {
    Wire.Panic(
      sent: try fields.number("sent"), programCounter: try fields.number("program_counter"),
      linkRegister: try fields.number("link_register"),
      statusRegister: try fields.number("status_register"),
      stackPointer: try fields.number("stack_pointer"), r0: try fields.number("r0"),
      r1: try fields.number("r1"), r2: try fields.number("r2"), r3: try fields.number("r3"),
      r12: try fields.number("r12"))
  }

  private func configure() throws -> Wire.Configure {
    Wire.Configure(
      sampleRate: try fields.number("sample_rate"),
      side: try name("side", WireNumbers.sides),
      legLength: try fields.number("leg_length"),
      mountingW: try fields.number("mounting_w"),
      mountingX: try fields.number("mounting_x"),
      mountingY: try fields.number("mounting_y"),
      mountingZ: try fields.number("mounting_z"),
      calibration: try fields.number("calibration"),
      recording: try name("recording", WireNumbers.recordings),
      recordInterval: try fields.number("record_interval"),
      whenFull: try name("when_full", WireNumbers.whenFulls),
      units: try name("units", WireNumbers.unitSystems),
      reports: try flags("reports", WireNumbers.reports),
      feedback: try flags("feedback", WireNumbers.feedbackRules),
      feedbackInterval: try fields.number("feedback_interval"),
      bodyMass: try fields.number("body_mass"),
      goalTime: try fields.number("goal_time"),
      goalDistance: try fields.number("goal_distance"),
      goalCalories: try fields.number("goal_calories"),
      goalSteps: try fields.number("goal_steps"),
      cadenceLimit: try fields.number("cadence_limit"),
      overstrideLimit: try fields.number("overstride_limit"),
      impactLimit: try fields.number("impact_limit"),
      heelStrikeSpeed: try fields.number("heel_strike_speed"),
      pronationLimit: try fields.number("pronation_limit"),
      sprintSpeed: try fields.number("sprint_speed"))
  }

  private func feedback() throws -> Wire.Feedback {
    Wire.Feedback(
      sent: try fields.number("sent"),
      sampleIndex: try fields.number("sample_index"),
      kind: try name("kind", WireNumbers.feedbackKinds),
      stride: try fields.number("stride"),
      value: try fields.number("value"),
      limit: try fields.number("limit"))
  }

  private func recordInfo() throws -> Wire.RecordInfo {
    Wire.RecordInfo(
      record: try fields.number("record"),
      state: try flags("state", WireNumbers.recordStates),
      session: try fields.number("session"),
      sampleRate: try fields.number("sample_rate"),
      recordInterval: try fields.number("record_interval"),
      bytes: try fields.number("bytes"),
      strides: try fields.number("strides"),
      distance: try fields.number("distance"),
      duration: try fields.number("duration"))
  }

  private func recordEvent() throws -> Wire.RecordEvent {
    Wire.RecordEvent(
      sent: try fields.number("sent"),
      sampleIndex: try fields.number("sample_index"),
      kind: try name("kind", WireNumbers.recordEventKinds),
      record: try fields.number("record"))
  }

  private func progress() throws -> Wire.Progress {
    Wire.Progress(
      sent: try fields.number("sent"),
      sampleIndex: try fields.number("sample_index"),
      kind: try name("kind", WireNumbers.progressKinds),
      number: try fields.number("number"),
      value: try fields.number("value"),
      distance: try fields.number("distance"),
      movingTime: try fields.number("moving_time"))
  }

  private func advice() throws -> Wire.Advice {
    Wire.Advice(
      sent: try fields.number("sent"),
      sampleIndex: try fields.number("sample_index"),
      kind: try name("kind", WireNumbers.feedbackKinds),
      share: try fields.number("share"),
      value: try fields.number("value"),
      limit: try fields.number("limit"))
  }

  private func totals() throws -> Wire.Totals {
    Wire.Totals(
      sent: try fields.number("sent"),
      sampleIndex: try fields.number("sample_index"),
      scope: try name("scope", WireNumbers.totalsScopes),
      steps: try fields.number("steps"),
      distance: try fields.number("distance"),
      walkTime: try fields.number("walk_time"),
      runTime: try fields.number("run_time"),
      calories: try fields.number("calories"),
      walkStrides: try fields.number("walk_strides"),
      runStrides: try fields.number("run_strides"),
      rearfootStrides: try fields.number("rearfoot_strides"),
      midfootStrides: try fields.number("midfoot_strides"),
      forefootStrides: try fields.number("forefoot_strides"),
      sprints: try fields.number("sprints"),
      topSpeed: try fields.number("top_speed"),
      pace: try fields.number("pace"),
      meanPace: try fields.number("mean_pace"),
      best400M: try fields.number("best_400_m"),
      best1Km: try fields.number("best_1_km"),
      best5Km: try fields.number("best_5_km"),
      longest: try fields.number("longest"),
      records: try fields.number("records"))
  }

  private func flags<Flags: OptionSet & Sendable>(
    _ field: String, _ table: [WireNumber<Flags>]
  ) throws -> Flags where Flags.Element == Flags {
    try fields.names(field).reduce(into: []) { $0.formUnion(try find($1, table)) }
  }

  private func name<Value>(_ field: String, _ table: [WireNumber<Value>]) throws -> Value {
    try find(fields.text(field), table)
  }

  private func find<Value>(_ name: String, _ table: [WireNumber<Value>]) throws -> Value {
    guard let entry = table.first(where: { $0.name == name }) else {
      throw VectorFields.Mismatch(field: name)
    }
    return entry.value
  }
}
