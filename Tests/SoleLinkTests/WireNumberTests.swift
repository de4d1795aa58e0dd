import SoleLink
import Testing

@Suite("Numbers on the wire")
struct WireNumberTests {
  @Test("every message keeps its type number", arguments: WireNumbers.messages)
  func messageType(_ entry: WireNumber<any WirePayload.Type>) {
    #expect(entry.value.type == entry.number, "\(entry.name)")
  }

  @Test("both directions know every message, and no other type")
  func unions() {
    let empty: [UInt8] = []
    for type in UInt8.min...UInt8.max {
      let isKnown = WireNumbers.messages.contains { $0.number == type }
      let isHost = isKnown && type < 0x80
      let isChip = isKnown && type >= 0x80
      #expect(isUnknown(type) { try HostMessage(type: type, payload: empty.span.bytes) } == !isHost)
      #expect(isUnknown(type) { try ChipMessage(type: type, payload: empty.span.bytes) } == !isChip)
    }
  }

  private func isUnknown(_ type: UInt8, _ read: () throws -> Any) -> Bool {
    do {
      _ = try read()
      return false
    } catch {
      return error as? PayloadError == .unknownType(type)
    }
  }

  @Test("every value of every enumeration keeps its number")
  func enumerations() {
    check(WireNumbers.boards)
    check(WireNumbers.flavours)
    check(WireNumbers.resetReasons)
    check(WireNumbers.sides)
    check(WireNumbers.sampleClocks)
    check(WireNumbers.activities)
    check(WireNumbers.strikes)
    check(WireNumbers.results)
    check(WireNumbers.sampleFaultKinds)
    check(WireNumbers.logLevels)
    check(WireNumbers.recordings)
    check(WireNumbers.whenFulls)
    check(WireNumbers.unitSystems)
    check(WireNumbers.feedbackKinds)
    check(WireNumbers.progressKinds)
    check(WireNumbers.recordEventKinds)
    check(WireNumbers.totalsScopes)
    check(WireNumbers.phoneServices)
  }

  private func check<Value>(_ table: [WireNumber<Value>])
  where Value: RawRepresentable<UInt8> & CaseIterable & Equatable {
    #expect(Value.allCases.count == table.count, "\(Value.self) has other cases than the table")
    for entry in table {
      #expect(UInt16(entry.value.rawValue) == entry.number, "\(Value.self).\(entry.name)")
      #expect(
        Value(rawValue: UInt8(clamping: entry.number)) == entry.value,
        "\(Value.self).\(entry.name)")
    }
  }

  @Test("every flag keeps its bit", arguments: WireNumbers.strideQualities)
  func flag(_ entry: WireNumber<Wire.StrideQuality>) {
    #expect(entry.value.rawValue == entry.number, "\(entry.name)")
  }

  @Test("every flag of a shoe's settings and records keeps its bit")
  func shoeFlags() {
    checkBits(WireNumbers.reports)
    checkBits(WireNumbers.feedbackRules)
    checkBits(WireNumbers.recordStates)
  }

  private func checkBits<Flags: OptionSet>(_ table: [WireNumber<Flags>])
  where Flags.RawValue == UInt8 {
    for entry in table {
      #expect(UInt16(entry.value.rawValue) == entry.number, "\(Flags.self).\(entry.name)")
    }
  }

  @Test("frames keep their limits")
  func limits() {
    #expect(FrameLimits.payloadBytes == 248)
    #expect(FrameLimits.frameBytes == 254)
    #expect(FrameLimits.shortestFrameBytes == 6)
    #expect(FrameLimits.shortestEncodedBytes == 7)
    #expect(FrameLimits.encodedBytes == 255)
    #expect(FrameLimits.wireBytes == 257)
    #expect(Wire.samplesPerFrame == 20)
    #expect(Wire.answerMilliseconds == 2000)
    #expect(Wire.Sample.byteCount == 12)
  }
}
