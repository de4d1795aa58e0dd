/// Which reading of the sensor each sample of a trace is, and where the true time is among them.
///
/// The sensor reads by its own clock; some of its readings get lost, and what follows comes one
/// index early, some come twice. Truth is told in sample time, so it is moved along.
struct SampleSchedule {
  /// Readings a second.
  private let readingRate: Double
  private let sampleRate: Double
  /// The number of the reading that each sample is, never falling.
  let readings: [Int]
  let dropped: Int
  let repeated: Int

  init(_ parameters: RunnerParameters, durationSeconds: Double) {
    let sensor = parameters.sensor
    sampleRate = Double(parameters.sampleRateHertz)
    readingRate = sampleRate * (1 + sensor.rateErrorPercent / 100)
    let count = Int((durationSeconds * readingRate).rounded(.down))
    guard sensor.droppedPerThousand > 0 || sensor.repeatedPerThousand > 0 else {
      (readings, dropped, repeated) = (Array(0..<count), 0, 0)
      return
    }
    var random = RandomGenerator(seed: parameters.seed, stream: 3)
    var (kept, lost, twice): ([Int], Int, Int) = ([], 0, 0)
    kept.reserveCapacity(count)
    for reading in 0..<count {
      let draws = (random.uniform(), random.uniform())
      if draws.0 * 1000 < sensor.droppedPerThousand {
        lost += 1
        continue
      }
      kept.append(reading)
      guard draws.1 * 1000 < sensor.repeatedPerThousand else { continue }
      kept.append(reading)
      twice += 1
    }
    (readings, dropped, repeated) = (kept, lost, twice)
  }

  /// The true time of a reading, in seconds.
  func seconds(ofReading reading: Int) -> Double { Double(reading) / readingRate }

  /// A true time, as the samples' own time has it.
  func sampleSeconds(_ seconds: Double) -> Double {
    let reading = seconds * readingRate
    guard dropped > 0 || repeated > 0, !readings.isEmpty else { return reading / sampleRate }
    var (low, high) = (0, readings.count)
    while low < high {
      let middle = (low + high) / 2
      if Double(readings[middle]) < reading { low = middle + 1 } else { high = middle }
    }
    if low == 0 { return (reading - Double(readings[0])) / sampleRate }
    let before = Double(readings[low - 1])
    let step = low < readings.count ? Double(readings[low]) - before : 1
    return (Double(low - 1) + (reading - before) / step) / sampleRate
  }
}
