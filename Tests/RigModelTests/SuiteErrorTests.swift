import RigModel
import Testing

struct SuiteErrorTests {
  /// A suite of one case, in lines that begin with its name.
  private static func whole(_ lines: [String], says: String) -> WrongFile {
    WrongFile(
      "name: gait\ntitle: G\ncases:\n  - " + lines.joined(separator: "\n    ") + "\n", says: says)
  }

  /// A case with one more line.
  private static func line(_ line: String, says: String) -> WrongFile {
    whole(["name: a", "requirement: R", "recording: x", line, "checks: [no_strides]"], says: says)
  }

  /// A case with these checks.
  private static func checks(_ checks: String, says: String) -> WrongFile {
    whole(["name: a", "requirement: R", "recording: x", "checks: \(checks)"], says: says)
  }

  /// A case with these two lines for a runner.
  private static func runner(_ first: String, _ second: String, says: String) -> WrongFile {
    whole(
      [
        "name: a", "requirement: R", "checks: [no_strides]", "runner:", "  \(first)",
        "  \(second)",
      ], says: says)
  }

  private static let files = [
    line(
      "▸clocks: real-time",
      says: "unknown key `clocks` in `case`; did you mean `clock`? known keys: name, "
        + "requirement, runner, trace, recording, slice, clock, configure, faults, checks"),
    line(
      "clock: ▸realtime",
      says: "`clock` can't be `realtime`; did you mean `real-time`? it can be: real-time, "
        + "as-fast-as-possible"),
    whole(
      ["▸name: a", "requirement: R", "recording: x", "trace: a.json", "checks: [no_strides]"],
      says: "one of `runner`, `trace`, `recording` is wanted: 2 are given"),
    whole(
      ["▸name: a", "requirement: R", "checks: [no_strides]"],
      says: "one of `runner`, `trace`, `recording` is wanted: none is given"),
    whole(
      ["▸name: a", "recording: x", "checks: [no_strides]"],
      says: "the key `requirement` is missing in `case`"),
    whole(
      ["name: a", "requirement: R", "recording: ▸data/x.csv", "checks: [no_strides]"],
      says: "`recording` is `data/x.csv`, a file; give a recording's name alone, or `trace` "
        + "and a file"),
    line(
      "slice: ▸{from_s: 5, to_s: 5}",
      says: "`slice` ends at 5 s, before it begins; `to_s` has to be more than `from_s`"),
    line(
      "configure: {sample_rate_hz: ▸50}",
      says: "`sample_rate_hz` is 50: give a value from 100 to 400 Hz"),
    line(
      "configure: {leg_length_mm: ▸0.9}",
      says: "`leg_length_mm` wants a whole number from 400 to 1400 mm, not `0.9`"),
    line(
      "configure: {mounting: ▸{w: 1, x: 1, y: 0, z: 0}}",
      says: "`mounting` has the length 1.414; a turn is a quaternion of length 1; leave it "
        + "out to let the chip find it"),
    line(
      "faults: [▸skp: {at_sample: 1}]",
      says: "there is no fault `skp`; did you mean `skip`? known are: noise, crc_error, "
        + "skip, cut_frame, oversize_frame, unknown_type"),
    line(
      "faults: [noise: {at_sample: 1, bytes: ▸7}]",
      says: "`bytes` is 7: give a value from 1 to 6 bytes"),
    line(
      "faults: [skip: {at_sample: 10}, ▸skip: {at_sample: 10}]",
      says: "`skip` at sample 10 lies among samples that the fault in line 7 takes away; put "
        + "it elsewhere"),
    line(
      "faults: [▸cut_frame]",
      says: "the key `at_sample` is missing in `cut_frame`"),
    checks(
      "[▸stride_lenght: {mean_absolute_error_percent: 4}]",
      says: "there is no check `stride_lenght`; did you mean `stride_length`? known are: "
        + "strides_found, false_strides, stride_count, stride_length, distance, cadence, "
        + "calibrated_distance, midstance_timing, stride_time, contact_time, swing_time, "
        + "flight_time, duty_factor, "
        + "contact_timing, toe_off_timing, speed, strike_angle, pronation, clearance, "
        + "strike_class, no_strides, activity, sample_accounting, reported_faults, "
        + "stride_event_deadline, summaries, real_time, clock_drift, event_latency, "
        + "feedback_latency, response_time, summary_period, boot_to_ready, load, sample_cost, "
        + "throughput, stack, snapshot, kept_run, kept_by_itself, record_access, record_erased, "
        + "survives_restart, session_totals, calories, lifetime_totals, splits, bests, milestones, "
        + "goals, sprints, pace, feedback, advice, running_speed_and_cadence, "
        + "stride_based_speed_and_distance"),
    checks(
      "[stride_length: {▸bias_percnt: 2}]",
      says: "unknown key `bias_percnt` in `stride_length`; did you mean `bias_percent`? "
        + "known keys: mean_absolute_error_percent, bias_percent"),
    checks(
      "[strides_found: {minimum_percent: ▸110}]",
      says: "`minimum_percent` is 110: give a value from 0 to 100 %"),
    checks(
      "[strides_found: {minimum_percent: ▸}]",
      says: "`minimum_percent` wants a number from 0 to 100 %, not nothing"),
    checks(
      "[no_strides: {▸minimum: 1}]",
      says: "unknown key `minimum` in `no_strides`; it takes no keys"),
    checks(
      "[midstance_timing: ▸{}]",
      says: "`midstance_timing` limits nothing; give `drift_ppm`, `spread_ms` or both"),
    checks(
      "[contact_time: {▸spread_mm: 2}]",
      says: "unknown key `spread_mm` in `contact_time`; did you mean `spread_ms`? known keys: "
        + "bias_ms, mean_absolute_error_ms, spread_ms"),
    checks(
      "[strike_angle: {mean_absolute_error_degrees: ▸200}]",
      says: "`mean_absolute_error_degrees` is 200: give a value from 0 to 180 °"),
    checks(
      "[pronation: ▸{}]",
      says: "`pronation` limits nothing; give at least one of `bias_degrees`, "
        + "`mean_absolute_error_degrees`, `spread_degrees`"),
    checks(
      "[strike_class: ▸{}]",
      says: "the key `minimum_percent` is missing in `strike_class`"),
    checks(
      "[activity: {is: ▸jog, minimum_percent: 1}]",
      says: "`is` can't be `jog`; it can be: still, walk, run"),
    checks(
      "[no_strides, ▸no_strides]",
      says: "`no_strides` is checked in line 7 already; keep one of them"),
    checks(
      "[▸real_time: {maximum_late_ticks: 0, maximum_underruns: 0}]",
      says: "`real_time` means nothing where samples come as fast as possible; give the case "
        + "`clock: real-time`, or leave the check out"),
    checks(
      "[▸clock_drift: {maximum_ppm: 40}]",
      says: "`clock_drift` means nothing where samples come as fast as possible; give the case "
        + "`clock: real-time`, or leave the check out"),
    checks(
      "[▸event_latency: {p99_ms: 3}]",
      says: "`event_latency.device` means nothing where samples come as fast as possible; give the "
        + "case `clock: real-time`, or leave the check out"),
    whole(
      [
        "name: a", "requirement: R", "recording: x", "clock: real-time",
        "checks: [▸throughput: {minimum_samples_per_s: 10}]",
      ],
      says:
        "`throughput` means nothing where the chip keeps the samples' own time; leave `clock` or "
        + "the check out"),
    checks(
      "[event_latency: ▸{clock: host}]",
      says: "`event_latency` limits nothing; give `maximum_ms`, `p99_ms`, `mean_ms` or `jitter_ms`"),
    checks(
      "[event_latency: {clock: ▸sample, p99_ms: 3}]",
      says:
        "`clock` is `sample`, which has no finer time than its samples; give `device` or `host`; "
        + "`stride_event_deadline` and `summaries` are on sample time"),
    checks(
      "[event_latency: {p99_ms: ▸-1}]",
      says: "`p99_ms` is -1: give a value from 0 to 60000 ms"),
    checks(
      "[response_time: ▸{to: loopback, clock: device, p99_ms: 3}]",
      says:
        "`response_time` asks for the device's time from a `loopback`, which carries none; give "
        + "`to: time_sync`, or `clock: host`"),
    checks(
      "[summary_period: {period_ms: ▸0, tolerance_ms: 1}]",
      says: "`period_ms` is 0: give a value from 1 to 60000 ms"),
    checks(
      "[summary_period: ▸{period_ms: 1000}]",
      says: "the key `tolerance_ms` is missing in `summary_period`"),
    checks(
      "[event_latency: {p99_ms: 3}, ▸event_latency: {maximum_ms: 3}]",
      says: "`event_latency.device` is checked in line 7 already; keep one of them"),
    checks(
      "[▸{no_strides: {}, stack: {}}]",
      says: "`checks` wants one check an item, not 2; begin each with `- `"),
    checks(
      "[▸[a]]",
      says: "`checks` wants a check, not a list"),
    checks(
      "▸[]",
      says: "`checks` is empty; a case that checks nothing proves nothing"),
    runner(
      "▸side: left", "segments: [stand: {duration_s: 1}]",
      says: "unknown key `side` in `runner`; known keys: segments, strike, variability, "
        + "seed, sensor, strike_angle_degrees, pronation_degrees, surface_kn_per_m"),
    runner(
      "pronation_degrees: ▸50", "segments: [stand: {duration_s: 1}]",
      says: "`pronation_degrees` is 50.0: give 0.0 to 20.0"),
    runner(
      "sensor: {mounting_degrees: ▸[1, 2]}", "segments: [stand: {duration_s: 1}]",
      says: "`mounting_degrees` wants 3 numbers, not 2"),
    runner(
      "seed: 1", "segments: [walk: {duration_s: 10, speed_m_per_s: ▸9}]",
      says: "`speed_m_per_s` is 9.0: give 0.5 to 2.2"),
    runner(
      "seed: 1", "segments: [walk: ▸{duration_s: 10}]",
      says: "the key `speed_m_per_s` is missing in `walk`"),
    runner(
      "seed: 1", "segments: [▸hop: {duration_s: 10}]",
      says: "there is no segment `hop`; known are: stand, walk, run"),
    runner(
      "seed: 1", "segments: [run: {duration_s: 1, speed_m_per_s: 3, incline_percent: ▸30}]",
      says: "`incline_percent` is 30.0: give -25.0 to 25.0"),
    runner(
      "sensor: {rate_error_percent: ▸3}", "segments: [stand: {duration_s: 1}]",
      says: "`rate_error_percent` is 3.0: give -2.0 to 2.0"),
    runner(
      "seed: 1", "segments: ▸[]",
      says: "`segments` is empty: name at least one segment to do"),
  ]

  @Test(arguments: files) func says(_ wrong: WrongFile) {
    let said = message { () throws(ModelError) in _ = try suite(wrong.yaml) }
    #expect(said == "gait.yaml:\(wrong.position): cannot read the suite: \(wrong.says)")
  }

  @Test func twoCasesOfOneName() {
    let yaml = """
      name: gait
      title: G
      cases:
        - {name: a, requirement: R, recording: x, checks: [no_strides]}
        - {name: a, requirement: R, recording: y, checks: [no_strides]}
      """
    let said = message { () throws(ModelError) in _ = try suite(yaml) }
    #expect(
      said
        == "gait.yaml:5:12: cannot read the suite: `name` is `a`, as is that of the case in "
        + "line 4; give each its own")
  }
}
