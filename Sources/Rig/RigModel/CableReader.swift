extension Rig.Cable {
  private enum Key: String, YAMLKey {
    case baud, seed
    case latency = "latency_us"
    case jitter = "jitter_us"
    case frame = "frame_us"
    case toChip = "to_chip"
    case toHost = "to_host"
    case chipFIFO = "chip_fifo"
    case unplug = "unplug_after_ms"
    case plug = "plug_after_ms"
    case logsTraffic = "logs_traffic"
  }

  init(yaml: YAMLValue) throws(ModelError) {
    self.init()
    let keys = try yaml.object(Key.self)
    if let value = keys[.baud] { baud = try value.integer(YAMLRanges.baud, "bit/s") }
    if let value = keys[.latency] {
      latencyMicroseconds = try value.integer(YAMLRanges.microseconds, "µs")
    }
    if let value = keys[.jitter] {
      jitterMicroseconds = try value.integer(YAMLRanges.microseconds, "µs")
    }
    if let value = keys[.frame] {
      frameMicroseconds = try value.integer(YAMLRanges.microseconds, "µs")
    }
    if let value = keys[.seed] { seed = try value.integer(0...UInt64.max) }
    if let value = keys[.toChip] { toChip = try LineFaults(yaml: value) }
    if let value = keys[.toHost] { toHost = try LineFaults(yaml: value) }
    if let value = keys[.logsTraffic] { logsTraffic = try value.flag() }
    try readFIFO(keys[.chipFIFO])
    try readPlug(keys[.unplug], keys[.plug])
  }

  /// A paced line has the chip's FIFO unless the file says otherwise.
  private mutating func readFIFO(_ value: YAMLValue?) throws(ModelError) {
    if baud != nil { chipFIFO = ChipFIFO() }
    guard let value else { return }
    guard baud != nil else {
      throw value.fail("needs a paced line", hint: "give `baud` too")
    }
    chipFIFO = value.isWord("none") ? nil : try ChipFIFO(yaml: value)
  }

  private mutating func readPlug(
    _ unplug: YAMLValue?, _ plug: YAMLValue?
  ) throws(ModelError) {
    if let unplug { unplugAfterMicroseconds = try unplug.integer(0...86_400_000, "ms") * 1000 }
    guard let plug else { return }
    guard unplug != nil else {
      throw plug.fail("needs an unplug before it", hint: "give `unplug_after_ms` too")
    }
    plugAfterMicroseconds = try plug.integer(0...86_400_000, "ms") * 1000
  }
}

extension Rig.Cable.LineFaults {
  private enum Key: String, YAMLKey {
    case flip, drop, duplicate, stall, stalls
    case stallTime = "stall_us"
    case cutBytes = "cut_after_bytes"
    case cutTime = "cut_after_ms"
  }

  fileprivate init(yaml: YAMLValue) throws(ModelError) {
    self.init()
    let keys = try yaml.object(Key.self)
    bitFlipsPerByte = try keys.probability(.flip)
    dropsPerByte = try keys.probability(.drop)
    duplicatesPerByte = try keys.probability(.duplicate)
    stallsPerByte = try keys.probability(.stall)
    if stallsPerByte > 0 {
      stallMicroseconds = try keys.required(.stallTime).integer(1...60_000_000, "µs")
    } else if let value = keys[.stallTime] {
      throw value.fail("needs stalls", hint: "give `stall`, their probability for a byte, too")
    }
    for item in try keys[.stalls]?.items() ?? [] {
      stalls.append(try Rig.Cable.LineFaults.Stall(yaml: item))
    }
    if let value = keys[.cutBytes] { cutAfterBytes = try value.integer(0...UInt64.max, "bytes") }
    if let value = keys[.cutTime] {
      cutAfterMicroseconds = try value.integer(0...86_400_000, "ms") * 1000
    }
  }
}

extension Rig.Cable.LineFaults.Stall {
  private enum Key: String, YAMLKey {
    case after = "after_bytes"
    case time = "stall_us"
  }

  fileprivate init(yaml: YAMLValue) throws(ModelError) {
    let keys = try yaml.object(Key.self)
    self.init(
      afterBytes: try keys.required(.after).integer(0...UInt64.max, "bytes"),
      microseconds: try keys.required(.time).integer(1...60_000_000, "µs"))
  }
}

extension Rig.Cable.ChipFIFO {
  private enum Key: String, YAMLKey {
    case depth = "depth_bytes"
    case grace = "grace_us"
  }

  fileprivate init(yaml: YAMLValue) throws(ModelError) {
    self.init()
    let keys = try yaml.object(Key.self)
    if let value = keys[.depth] { depthBytes = try value.integer(1...4096, "bytes") }
    if let value = keys[.grace] { graceMicroseconds = try value.integer(0...10_000_000, "µs") }
  }
}

extension YAMLObject {
  /// A probability for each byte; 0 where the key is not given.
  fileprivate func probability(_ key: Key) throws(ModelError) -> Double {
    try self[key]?.number(YAMLRanges.probability) ?? 0
  }
}
