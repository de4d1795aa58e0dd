import SoleLink

/// One name of the contract, what it is called here, and its number on the wire.
struct WireNumber<Value: Sendable>: Sendable {
  var name: String
  var value: Value
  var number: UInt16

  init(_ name: String, _ value: Value, _ number: UInt16) {
    self.name = name
    self.value = value
    self.number = number
  }
}

/// Every number of the contract, written out by hand: nothing generated may move one.
enum WireNumbers {
  static let messages: [WireNumber<any WirePayload.Type>] = [
    .init("hello", Wire.Hello.self, 0x01),
    .init("configure", Wire.Configure.self, 0x02),
    .init("start", Wire.Start.self, 0x03),
    .init("stop", Wire.Stop.self, 0x04),
    .init("samples", Wire.Samples.self, 0x05),
    .init("time_sync", Wire.TimeSync.self, 0x06),
    .init("status_query", Wire.StatusQuery.self, 0x07),
    .init("record_read", Wire.RecordRead.self, 0x08),
    .init("record_erase", Wire.RecordErase.self, 0x09),
    .init("loopback", Wire.Loopback.self, 0x0A),
    .init("reset", Wire.Reset.self, 0x0B),
    .init("enter_bootloader", Wire.EnterBootloader.self, 0x0C),
    .init("record_query", Wire.RecordQuery.self, 0x0D),
    .init("record_fetched", Wire.RecordFetched.self, 0x0E),
    .init("totals_query", Wire.TotalsQuery.self, 0x0F),
    .init("identity", Wire.Identity.self, 0x81),
    .init("credit", Wire.Credit.self, 0x82),
    .init("stride", Wire.Stride.self, 0x83),
    .init("summary", Wire.Summary.self, 0x84),
    .init("feedback", Wire.Feedback.self, 0x85),
    .init("time_sync_reply", Wire.TimeSyncReply.self, 0x86),
    .init("status", Wire.Status.self, 0x87),
    .init("record_chunk", Wire.RecordChunk.self, 0x88),
    .init("phone_payload", Wire.PhonePayload.self, 0x89),
    .init("log", Wire.Log.self, 0x8A),
    .init("panic", Wire.Panic.self, 0x8B),
    .init("loopback_reply", Wire.LoopbackReply.self, 0x8C),
    .init("acknowledgement", Wire.Acknowledgement.self, 0x8D),
    .init("sample_fault", Wire.SampleFault.self, 0x8E),
    .init("record_info", Wire.RecordInfo.self, 0x8F),
    .init("record_event", Wire.RecordEvent.self, 0x90),
    .init("progress", Wire.Progress.self, 0x91),
    .init("advice", Wire.Advice.self, 0x92),
    .init("totals", Wire.Totals.self, 0x93),
  ]
  static let boards: [WireNumber<Wire.Board>] = [
    .init("microbit_v1", .microbitV1, 1),
    .init("microbit_v2", .microbitV2, 2),
    .init("native", .native, 3),
  ]
  static let flavours: [WireNumber<Wire.Flavour>] = [
    .init("release", .release, 0),
    .init("hardware_like", .hardwareLike, 1),
    .init("known_bad", .knownBad, 2),
  ]
  static let resetReasons: [WireNumber<Wire.ResetReason>] = [
    .init("power_on", .powerOn, 0),
    .init("pin", .pin, 1),
    .init("watchdog", .watchdog, 2),
    .init("software", .software, 3),
    .init("lockup", .lockup, 4),
    .init("panic", .panic, 5),
  ]
  static let sides: [WireNumber<Wire.Side>] = [
    .init("left", .left, 0),
    .init("right", .right, 1),
  ]
  static let sampleClocks: [WireNumber<Wire.SampleClock>] = [
    .init("real_time", .realTime, 0),
    .init("as_fast_as_possible", .asFastAsPossible, 1),
  ]
  static let activities: [WireNumber<Wire.Activity>] = [
    .init("still", .still, 0),
    .init("walk", .walk, 1),
    .init("run", .run, 2),
  ]
  static let strikes: [WireNumber<Wire.Strike>] = [
    .init("unknown", .unknown, 0),
    .init("rearfoot", .rearfoot, 1),
    .init("midfoot", .midfoot, 2),
    .init("forefoot", .forefoot, 3),
  ]
  static let results: [WireNumber<Wire.Result>] = [
    .init("done", .done, 0),
    .init("wrong_contract", .wrongContract, 1),
    .init("invalid_value", .invalidValue, 2),
    .init("wrong_state", .wrongState, 3),
    .init("unsupported", .unsupported, 4),
    .init("not_found", .notFound, 5),
  ]
  static let sampleFaultKinds: [WireNumber<Wire.SampleFaultKind>] = [
    .init("skipped", .skipped, 0),
    .init("late", .late, 1),
    .init("overflow", .overflow, 2),
    .init("underrun", .underrun, 3),
  ]
  static let logLevels: [WireNumber<Wire.LogLevel>] = [
    .init("info", .info, 0),
    .init("warning", .warning, 1),
    .init("error", .error, 2),
  ]
  static let recordings: [WireNumber<Wire.Recording>] = [
    .init("nothing", .nothing, 0),
    .init("by_session", .bySession, 1),
    .init("by_itself", .byItself, 2),
  ]
  static let whenFulls: [WireNumber<Wire.WhenFull>] = [
    .init("keep_oldest", .keepOldest, 0),
    .init("overwrite_oldest", .overwriteOldest, 1),
  ]
  static let unitSystems: [WireNumber<Wire.Units>] = [
    .init("metric", .metric, 0),
    .init("imperial", .imperial, 1),
  ]
  static let feedbackKinds: [WireNumber<Wire.FeedbackKind>] = [
    .init("cadence_low", .cadenceLow, 0),
    .init("overstriding", .overstriding, 1),
    .init("heavy_impact", .heavyImpact, 2),
    .init("heel_strike", .heelStrike, 3),
    .init("excess_pronation", .excessPronation, 4),
    .init("rhythm_uneven", .rhythmUneven, 5),
    .init("fatigue_contact", .fatigueContact, 6),
    .init("fatigue_cadence", .fatigueCadence, 7),
  ]
  static let progressKinds: [WireNumber<Wire.ProgressKind>] = [
    .init("split", .split, 0),
    .init("best_400_m", .best400M, 1),
    .init("best_1_km", .best1Km, 2),
    .init("best_5_km", .best5Km, 3),
    .init("milestone_5_km", .milestone5Km, 4),
    .init("milestone_10_km", .milestone10Km, 5),
    .init("milestone_half_marathon", .milestoneHalfMarathon, 6),
    .init("longest_run", .longestRun, 7),
    .init("goal_time", .goalTime, 8),
    .init("goal_distance", .goalDistance, 9),
    .init("goal_calories", .goalCalories, 10),
    .init("goal_steps", .goalSteps, 11),
    .init("sprint", .sprint, 12),
  ]
  static let recordEventKinds: [WireNumber<Wire.RecordEventKind>] = [
    .init("begun", .begun, 0),
    .init("ended", .ended, 1),
    .init("full", .full, 2),
  ]
  static let totalsScopes: [WireNumber<Wire.TotalsScope>] = [
    .init("session", .session, 0),
    .init("lifetime", .lifetime, 1),
  ]
  static let phoneServices: [WireNumber<Wire.PhoneService>] = [
    .init("running_speed_and_cadence", .runningSpeedAndCadence, 0),
    .init("running_feature", .runningFeature, 1),
    .init("sensor_location", .sensorLocation, 2),
    .init("stride_page_1", .stridePage1, 3),
    .init("stride_page_2", .stridePage2, 4),
  ]
  static let reports: [WireNumber<Wire.Reports>] = [
    .init("totals", .totals, 1),
    .init("progress", .progress, 2),
    .init("running_speed_and_cadence", .runningSpeedAndCadence, 4),
    .init("stride_based_speed_and_distance", .strideBasedSpeedAndDistance, 8),
  ]
  static let feedbackRules: [WireNumber<Wire.FeedbackRules>] = [
    .init("cadence_low", .cadenceLow, 1),
    .init("overstriding", .overstriding, 2),
    .init("heavy_impact", .heavyImpact, 4),
    .init("heel_strike", .heelStrike, 8),
    .init("excess_pronation", .excessPronation, 16),
    .init("rhythm_uneven", .rhythmUneven, 32),
    .init("fatigue_contact", .fatigueContact, 64),
    .init("fatigue_cadence", .fatigueCadence, 128),
  ]
  static let recordStates: [WireNumber<Wire.RecordState>] = [
    .init("open", .open, 1),
    .init("cut", .cut, 2),
    .init("fetched", .fetched, 4),
    .init("damaged", .damaged, 8),
  ]
  static let strideQualities: [WireNumber<Wire.StrideQuality>] = [
    .init("samples_lost", .samplesLost, 1),
    .init("gyro_clipped", .gyroClipped, 2),
    .init("accelerometer_clipped", .accelerometerClipped, 4),
    .init("from_standing", .fromStanding, 8),
    .init("to_standing", .toStanding, 16),
    .init("changed_height", .changedHeight, 32),
    .init("no_contact", .noContact, 64),
    .init("no_toe_off", .noToeOff, 128),
    .init("turned", .turned, 256),
    .init("on_the_spot", .onTheSpot, 512),
  ]
}
