/// Writes the Swift codec of the contract: `Sources/Shared/SoleLink/Generated/Messages.swift`.
package struct SwiftCodec {
  private let contract: Contract
  private var lines: [String] = []

  private init(_ contract: Contract) { self.contract = contract }

  package static func render(_ contract: Contract) -> String {
    var codec = SwiftCodec(contract)
    codec.header()
    for item in contract.enumerations { codec.enumeration(item) }
    for item in contract.flagSets { codec.flagSet(item) }
    for item in contract.records { codec.record(item) }
    for item in contract.messages { codec.message(item) }
    codec.union("HostMessage", .host, "Every message that the host sends.")
    codec.union("ChipMessage", .chip, "Every message that the chip sends.")
    return codec.lines.joined(separator: "\n") + "\n"
  }

  private mutating func emit(_ line: String) { lines.append(line) }

  private mutating func header() {
    emit("// Generated from protocols/sole-link.yaml by scripts/generate; do not edit.")
    emit("// swift-format-ignore-file")
    emit("")
    emit("/// The messages, records and enumerations of the wire contract.")
    emit("public enum Wire {")
    emit("  /// First eight bytes of the SHA-256 of the contract.")
    emit("  public static let contractHash: UInt64 = 0x\(contract.hash.hexadecimal)")
    emit("  /// Most samples a frame can hold.")
    emit("  public static let samplesPerFrame = \(contract.limit("samples_per_frame"))")
    emit("  /// Milliseconds of silence after which a chip that owes an answer is lost.")
    emit("  public static let answerMilliseconds = \(contract.limit("answer_milliseconds"))")
    emit("}")
  }

  private mutating func enumeration(_ item: Contract.Enumeration) {
    emit("")
    emit("extension Wire {")
    emit("  /// \(item.doc)")
    emit("  public enum \(item.name.pascalCased): \(swift(item.type)), CaseIterable, Sendable {")
    for value in item.values {
      emit("    /// \(sentence(value.doc))")
      emit("    case \(value.name.camelCased) = \(value.value)")
    }
    emit("  }")
    emit("}")
  }

  private mutating func flagSet(_ item: Contract.FlagSet) {
    let type = swift(item.type)
    emit("")
    emit("extension Wire {")
    emit("  /// \(item.doc)")
    emit("  public struct \(item.name.pascalCased): OptionSet, Sendable {")
    emit("    public var rawValue: \(type)")
    emit("    public init(rawValue: \(type)) { self.rawValue = rawValue }")
    for bit in item.bits {
      emit("    /// \(sentence(bit.doc))")
      emit("    public static let \(bit.name.camelCased) = Self(rawValue: 1 << \(bit.bit))")
    }
    emit("  }")
    emit("}")
  }

  private mutating func record(_ item: Contract.Record) {
    emit("")
    emit("extension Wire {")
    emit("  /// \(item.doc)")
    emit("  public struct \(item.name.pascalCased): Equatable, Sendable {")
    properties(item.fields)
    emit("    /// Length on the wire, in bytes.")
    emit("    public static let byteCount = \(contract.fixedByteCount(item.fields))")
    initializer(item.fields)
    emit("    init(_ bytes: RawSpan, at start: Int) {")
    var offset = 0
    for field in item.fields {
      emit("      \(field.name.camelCased) = bytes.\(getter(field.type))(at: start + \(offset))")
      offset += contract.byteCount(field.type) ?? 0
    }
    emit("    }")
    emit("    func encode(into writer: inout PayloadWriter) {")
    for field in item.fields { emit("      writer.append(\(field.name.camelCased))") }
    emit("    }")
    emit("  }")
    emit("")
    list(item)
    emit("}")
  }

  private mutating func list(_ item: Contract.Record) {
    let element = item.name.pascalCased
    let capacity = contract.limit("samples_per_frame")
    emit("  /// Up to \(capacity) records, one after the other.")
    emit("  public struct \(element)List: Equatable, Sendable {")
    emit("    private var storage = InlineArray<\(capacity), \(element)>(repeating: \(element)())")
    emit("    /// How many there are.")
    emit("    public private(set) var count = 0")
    emit("    public init() {}")
    emit("    init?(_ bytes: RawSpan, from start: Int) {")
    emit("      let length = bytes.byteCount - start")
    emit("      guard length > 0, length % \(element).byteCount == 0 else { return nil }")
    emit("      guard length / \(element).byteCount <= \(capacity) else { return nil }")
    emit("      count = length / \(element).byteCount")
    emit("      for index in 0..<count {")
    emit("        storage[index] = \(element)(bytes, at: start + index * \(element).byteCount)")
    emit("      }")
    emit("    }")
    emit("    public subscript(index: Int) -> \(element) {")
    emit("      precondition(index < count)")
    emit("      return storage[index]")
    emit("    }")
    emit("    /// Adds a record, as long as a frame has room; tells whether it had.")
    emit("    @discardableResult")
    emit("    public mutating func append(_ element: \(element)) -> Bool {")
    emit("      guard count < \(capacity) else { return false }")
    emit("      storage[count] = element")
    emit("      count += 1")
    emit("      return true")
    emit("    }")
    emit("    func encode(into writer: inout PayloadWriter) {")
    emit("      for index in 0..<count { storage[index].encode(into: &writer) }")
    emit("    }")
    emit("    public static func == (left: Self, right: Self) -> Bool {")
    emit("      guard left.count == right.count else { return false }")
    emit("      for index in 0..<left.count where left[index] != right[index] { return false }")
    emit("      return true")
    emit("    }")
    emit("  }")
  }

  private mutating func message(_ item: Contract.Message) {
    emit("")
    emit("extension Wire {")
    emit("  /// \(item.doc)")
    emit("  public struct \(item.name.pascalCased): WirePayload {")
    emit("    public static var type: UInt8 { \(hexadecimal(item.type)) }")
    properties(item.fields)
    initializer(item.fields)
    decoder(item)
    emit("    public func encode(into writer: inout PayloadWriter) {")
    for field in item.fields { emit("      \(append(field))") }
    emit("    }")
    if let departure = item.fields.first(where: \.isDeparture) {
      let name = departure.name.camelCased
      emit("    public mutating func leave(at time: UInt64) { \(name) = time }")
    }
    emit("  }")
    emit("}")
  }

  private mutating func decoder(_ item: Contract.Message) {
    let fixed = contract.fixedByteCount(item.fields)
    let isVariable = item.fields.contains { contract.byteCount($0.type) == nil }
    emit("    public init(payload: RawSpan) throws(PayloadError) {")
    let lengths = "\(fixed)...\(contract.limit("payload_bytes"))"
    let fits = isVariable ? "\(lengths) ~= payload.byteCount" : "payload.byteCount == \(fixed)"
    emit("      guard \(fits) else {")
    emit("        throw .wrongLength(type: Self.type, actual: payload.byteCount)")
    emit("      }")
    var offset = 0
    for field in item.fields {
      decode(field, at: offset)
      offset += contract.byteCount(field.type) ?? 0
    }
    emit("    }")
  }

  private mutating func decode(_ field: Contract.Field, at offset: Int) {
    let name = field.name.camelCased
    switch field.type {
    case .scalar: emit("      \(name) = payload.\(getter(field.type))(at: \(offset))")
    case .enumeration(let type, let scalar):
      let raw = "payload.\(getter(.scalar(scalar)))(at: \(offset))"
      emit("      guard let \(name) = Wire.\(type.pascalCased)(rawValue: \(raw)) else {")
      emit("        throw .invalidValue(type: Self.type, offset: \(offset))")
      emit("      }")
      emit("      self.\(name) = \(name)")
    case .flags(let type, let scalar):
      let raw = "payload.\(getter(.scalar(scalar)))(at: \(offset))"
      emit("      \(name) = Wire.\(type.pascalCased)(rawValue: \(raw))")
    case .bytes: emit("      \(name) = FixedBytes(payload, at: \(offset))")
    case .data, .text: emit("      \(name) = \(swift(field.type))(payload, from: \(offset))")
    case .list(let record):
      emit(
        "      guard let \(name) = Wire.\(record.pascalCased)List(payload, from: \(offset)) else {")
      emit("        throw .wrongLength(type: Self.type, actual: payload.byteCount)")
      emit("      }")
      emit("      self.\(name) = \(name)")
    }
  }

  private func append(_ field: Contract.Field) -> String {
    let name = field.name.camelCased
    return switch field.type {
    case .scalar: "writer.append(\(name))"
    case .enumeration, .flags: "writer.append(\(name).rawValue)"
    case .bytes, .data, .text, .list: "\(name).encode(into: &writer)"
    }
  }

  private mutating func properties(_ fields: [Contract.Field]) {
    for field in fields {
      let unit = [field.scale?.text, field.unit].compactMap { $0 }.joined(separator: " ")
      let doc = [
        field.doc.isEmpty ? nil : sentence(field.doc), unit.isEmpty ? nil : "Unit: \(unit).",
      ]
      emit("    /// \(doc.compactMap { $0 }.joined(separator: " "))".trimmed)
      emit("    public var \(field.name.camelCased): \(swift(field.type))")
    }
  }

  private mutating func initializer(_ fields: [Contract.Field]) {
    guard !fields.isEmpty else { return emit("    public init() {}") }
    emit("    public init(")
    for (index, field) in fields.enumerated() {
      let comma = index == fields.count - 1 ? "" : ","
      let name = field.name.camelCased
      emit("      \(name): \(swift(field.type)) = \(initialValue(field.type))\(comma)")
    }
    emit("    ) {")
    for field in fields { emit("      self.\(field.name.camelCased) = \(field.name.camelCased)") }
    emit("    }")
  }

  private mutating func union(_ name: String, _ sender: Contract.Sender, _ doc: String) {
    let messages = contract.messages.filter { $0.sender == sender }
    emit("")
    emit("/// \(doc)")
    emit("public enum \(name): FrameContent, Equatable, Sendable {")
    for message in messages {
      emit("  case \(message.name.camelCased)(Wire.\(message.name.pascalCased))")
    }
    emit("")
    emit("  /// Reads the payload of a frame of the given type.")
    emit("  public init(type: UInt8, payload: RawSpan) throws(PayloadError) {")
    emit("    switch type {")
    for message in messages {
      let read = "try Wire.\(message.name.pascalCased)(payload: payload)"
      emit("    case \(hexadecimal(message.type)): self = .\(message.name.camelCased)(\(read))")
    }
    emit("    default: throw .unknownType(type)")
    emit("    }")
    emit("  }")
    emit("")
    emit("  /// The message's number on the wire.")
    emit("  public var messageType: UInt8 {")
    emit("    switch self {")
    for message in messages {
      emit("    case .\(message.name.camelCased): \(hexadecimal(message.type))")
    }
    emit("    }")
    emit("  }")
    emit("")
    emit("  public func encode(into writer: inout PayloadWriter) {")
    emit("    switch self {")
    for message in messages {
      emit("    case .\(message.name.camelCased)(let message): message.encode(into: &writer)")
    }
    emit("    }")
    emit("  }")
    emit("}")
  }

  private func swift(_ scalar: Contract.Scalar) -> String {
    switch scalar {
    case .u8: "UInt8"
    case .u16: "UInt16"
    case .u32: "UInt32"
    case .u64: "UInt64"
    case .i16: "Int16"
    case .i32: "Int32"
    }
  }

  private func swift(_ type: Contract.FieldType) -> String {
    switch type {
    case .scalar(let scalar): swift(scalar)
    case .enumeration(let name, _), .flags(let name, _): "Wire.\(name.pascalCased)"
    case .bytes(let count): "FixedBytes<\(count)>"
    case .data(let capacity), .text(let capacity): "PayloadBytes<\(capacity)>"
    case .list(let record): "Wire.\(record.pascalCased)List"
    }
  }

  private func getter(_ type: Contract.FieldType) -> String {
    guard case .scalar(let scalar) = type else { preconditionFailure("only numbers have getters") }
    return swift(scalar).prefix(1).lowercased()
      + swift(scalar).dropFirst()
      .replacing("Int", with: "int")
  }

  private func initialValue(_ type: Contract.FieldType) -> String {
    switch type {
    case .scalar: "0"
    case .enumeration(let name, _): ".\(firstValue(name))"
    case .flags: "[]"
    case .bytes, .data, .text, .list: "\(swift(type))()"
    }
  }

  private func firstValue(_ enumeration: String) -> String {
    contract.enumerations.first { $0.name == enumeration }?.values.first?.name.camelCased ?? ""
  }

  private func hexadecimal(_ type: Int) -> String {
    "0x" + (type < 16 ? "0" : "") + String(type, radix: 16, uppercase: true)
  }

  private func sentence(_ text: String) -> String {
    guard !text.isEmpty else { return "" }
    return text.prefix(1).uppercased() + text.dropFirst() + (text.hasSuffix(".") ? "" : ".")
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
