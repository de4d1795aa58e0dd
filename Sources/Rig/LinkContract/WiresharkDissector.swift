/// Writes the Wireshark dissector of the contract: `protocols/wireshark/sole-link.lua`.
///
/// It dissects captures of solerig: link type USER0 holds what came between two delimiters of the
/// line, USER1 the rig's own events as JSON.
package struct WiresharkDissector {
  private let contract: Contract
  private var lines: [String] = []

  private init(_ contract: Contract) { self.contract = contract }

  package static func render(_ contract: Contract) -> String {
    var writer = WiresharkDissector(contract)
    writer.lines += [
      "-- Generated from protocols/sole-link.yaml by scripts/generate; do not edit.",
      "-- Use: tshark -X lua_script:sole-link.lua -r capture.pcapng", "",
      "local sole = Proto(\"sole\", \"Sole link\")", "local f = sole.fields",
    ]
    writer.frameFields()
    for item in contract.enumerations { writer.valueTable(item) }
    for item in contract.records { writer.protoFields(item.name, item.fields) }
    for item in contract.messages { writer.protoFields(item.name, item.fields) }
    for item in contract.records { writer.recordDissector(item) }
    writer.messageTable()
    // COBS adds a byte; the shortest frame has no payload.
    writer.emit("local longest = \(contract.limit("frame_bytes") + 1)")
    writer.emit(
      "local shortest = \(contract.limit("frame_bytes") - contract.limit("payload_bytes") + 1)")
    writer.lines.append(frameDissector)
    return writer.lines.joined(separator: "\n") + "\n"
  }

  private mutating func emit(_ line: String) { lines.append(line) }

  private mutating func frameFields() {
    let types = contract.messages.map { "[\($0.type)]=\($0.name.quoted)" }.joined(separator: ", ")
    emit("local message_names = {\(types)}")
    emit("f.type = ProtoField.uint8(\"sole.type\", \"type\", base.HEX, message_names)")
    emit("f.sequence = ProtoField.uint8(\"sole.sequence\", \"sequence\")")
    emit("f.payload = ProtoField.bytes(\"sole.payload\", \"payload\")")
    emit("f.crc = ProtoField.uint32(\"sole.crc\", \"CRC-32\", base.HEX)")
    emit("f.chunk = ProtoField.string(\"sole.chunk\", \"chunk\")")
  }

  private mutating func valueTable(_ item: Contract.Enumeration) {
    let values = item.values.map { "[\($0.value)]=\($0.name.quoted)" }.joined(separator: ", ")
    emit("local \(item.name)_names = {\(values)}")
  }

  private mutating func protoFields(_ owner: String, _ fields: [Contract.Field]) {
    for field in fields {
      let filter = "sole.\(owner).\(field.name)"
      switch field.type {
      case .flags(let name, let scalar):
        emit("f.\(owner)_\(field.name) = \(protoField(field, filter))")
        for bit in contract.flagSets.first(where: { $0.name == name })?.bits ?? [] {
          emit(
            "f.\(owner)_\(field.name)_\(bit.name) = ProtoField.bool(\"\(filter).\(bit.name)\", "
              + "\(bit.name.quoted), \(scalar.byteCount * 8), nil, \(1 << bit.bit))")
        }
      case .list: continue
      default: emit("f.\(owner)_\(field.name) = \(protoField(field, filter))")
      }
    }
  }

  private func protoField(_ field: Contract.Field, _ filter: String) -> String {
    let label = field.name.quoted
    switch field.type {
    case .scalar(let scalar):
      let base = field.isHexadecimal ? "base.HEX" : "base.DEC"
      return "ProtoField.\(luaType(scalar))(\"\(filter)\", \(label), \(base))"
    case .enumeration(let name, let scalar):
      return "ProtoField.\(luaType(scalar))(\"\(filter)\", \(label), base.DEC, \(name)_names)"
    case .flags(_, let scalar):
      return "ProtoField.\(luaType(scalar))(\"\(filter)\", \(label), base.HEX)"
    case .text: return "ProtoField.string(\"\(filter)\", \(label), base.UNICODE)"
    case .bytes, .data, .list: return "ProtoField.bytes(\"\(filter)\", \(label))"
    }
  }

  private mutating func recordDissector(_ record: Contract.Record) {
    emit("local function dissect_\(record.name)(tree, range)")
    var offset = 0
    for field in record.fields { add(field, record.name, "range", at: offset, &offset) }
    emit("end")
  }

  private mutating func messageTable() {
    emit("local dissectors = {}")
    for message in contract.messages {
      emit("dissectors[\(message.type)] = function(tree, range)")
      emit("  if \(misfit(message)) then return false end")
      var offset = 0
      for field in message.fields { add(field, message.name, "range", at: offset, &offset) }
      emit("  return true")
      emit("end")
    }
  }

  /// The condition under which a payload is none of the message.
  private func misfit(_ message: Contract.Message) -> String {
    let fixed = contract.fixedByteCount(message.fields)
    var conditions = ["range:len() ~= \(fixed)"]
    switch message.fields.last?.type {
    case .data, .text: conditions = ["range:len() < \(fixed)"]
    case .list(let record):
      let size = contract.fixedByteCount(contract.record(record).fields)
      let most = fixed + size * contract.limit("samples_per_frame")
      conditions = [
        "range:len() <= \(fixed)", "range:len() > \(most)",
        "(range:len() - \(fixed)) % \(size) ~= 0",
      ]
    default: break
    }
    var offset = 0
    for field in message.fields {
      let size = contract.byteCount(field.type) ?? 0
      if case .enumeration(let name, _) = field.type {
        conditions.append("\(name)_names[range(\(offset), \(size)):le_uint()] == nil")
      }
      offset += size
    }
    return conditions.joined(separator: " or ")
  }

  private mutating func add(
    _ field: Contract.Field, _ owner: String, _ range: String, at start: Int, _ offset: inout Int
  ) {
    let key = "f.\(owner)_\(field.name)"
    switch field.type {
    case .data, .text, .bytes:
      let count = contract.byteCount(field.type)
      let length = count.map(String.init) ?? "\(range):len() - \(start)"
      // Wireshark has no range of nothing: an empty field is given its value instead.
      emit("  if \(range):len() > \(start) then")
      emit("    tree:add_packet_field(\(key), \(range)(\(start), \(length)), ENC_UTF_8)")
      emit("  else")
      emit("    tree:add(\(key), \"\")")
      emit("  end")
    case .list(let record):
      let size = contract.fixedByteCount(contract.record(record).fields)
      emit("  for at = \(start), \(range):len() - \(size), \(size) do")
      emit("    local item = tree:add(sole, \(range)(at, \(size)), \(record.quoted) .. \" \" ..")
      emit("      math.floor((at - \(start)) / \(size)))")
      emit("    dissect_\(record)(item, \(range)(at, \(size)))")
      emit("  end")
    case .scalar, .enumeration, .flags:
      let size = contract.byteCount(field.type) ?? 0
      emit("  local item = tree:add_le(\(key), \(range)(\(start), \(size)))".doIfLocal)
      if let suffix = unitSuffix(field, range, start, size) { emit("  \(suffix)") }
      if case .flags(let name, _) = field.type {
        for bit in contract.flagSets.first(where: { $0.name == name })?.bits ?? [] {
          emit("  item:add_le(\(key)_\(bit.name), \(range)(\(start), \(size)))")
        }
      }
      emit("  end")
      offset += size
      return
    }
    offset += contract.byteCount(field.type) ?? 0
  }

  private func unitSuffix(
    _ field: Contract.Field, _ range: String, _ start: Int, _ size: Int
  ) -> String? {
    guard let unit = field.unit, size <= 4 else {
      return field.unit.map { "item:append_text(\" \($0)\")" }
    }
    guard let scale = field.scale else { return "item:append_text(\" \(unit)\")" }
    let getter = isSigned(field.type) ? "le_int" : "le_uint"
    let value =
      "\(range)(\(start), \(size)):\(getter)() * \(scale.numerator) / \(scale.denominator)"
    return
      "item:append_text(string.format(\" = %.10g \(unit.replacing("%", with: "%%"))\", \(value)))"
  }

  private func isSigned(_ type: Contract.FieldType) -> Bool {
    type == .scalar(.i16) || type == .scalar(.i32)
  }

  private func luaType(_ scalar: Contract.Scalar) -> String {
    switch scalar {
    case .u8: "uint8"
    case .u16: "uint16"
    case .u32: "uint32"
    case .u64: "uint64"
    case .i16: "int16"
    case .i32: "int32"
    }
  }

  private static let frameDissector = #"""
    -- Lua 5.2 has bit32; later ones have Wireshark's bit, whose results are signed.
    local bits = bit32 or bit
    local crc_table = {}
    for byte = 0, 255 do
      local register = byte
      for _ = 1, 8 do
        if bits.band(register, 1) == 1 then
          register = bits.bxor(bits.rshift(register, 1), 0xEDB88320)
        else
          register = bits.rshift(register, 1)
        end
      end
      crc_table[byte] = register
    end

    local function crc32(bytes, count)
      local register = 0xFFFFFFFF
      for index = 0, count - 1 do
        local slot = bits.band(bits.bxor(register, bytes:get_index(index)), 0xFF)
        register = bits.bxor(bits.rshift(register, 8), crc_table[slot])
      end
      return bits.bnot(register) % 0x100000000
    end

    -- The decoded bytes, or nil where a code points past the end.
    local function cobs_decode(chunk)
      local decoded = ByteArray.new()
      decoded:set_size(chunk:len())
      local read, write, count = 0, 0, chunk:len()
      while read < count do
        local code = chunk:get_index(read)
        if code == 0 or read + code > count then return nil end
        for index = read + 1, read + code - 1 do
          decoded:set_index(write, chunk:get_index(index))
          write = write + 1
        end
        read = read + code
        if code ~= 255 and read < count then
          decoded:set_index(write, 0)
          write = write + 1
        end
      end
      decoded:set_size(write)
      return decoded
    end

    local function bad_chunk(tree, info, buffer, name)
      tree:add(f.chunk, buffer(), name):add_expert_info(PI_CHECKSUM, PI_WARN, name)
      info.cols.info = name .. ", " .. buffer:reported_len() .. " bytes"
    end

    function sole.dissector(buffer, info, root)
      info.cols.protocol = "SOLE"
      local tree = root:add(sole, buffer())
      -- Of an oversize chunk a capture keeps the first bytes only.
      if buffer:reported_len() > longest then return bad_chunk(tree, info, buffer, "oversize frame") end
      if buffer:len() < shortest then return bad_chunk(tree, info, buffer, "noise") end
      local decoded = cobs_decode(buffer():bytes())
      if decoded == nil then return bad_chunk(tree, info, buffer, "cut frame") end
      local frame = decoded:tvb("Sole frame")
      local length = frame:len()
      local crc = frame(length - 4, 4)
      if crc:le_uint() ~= crc32(decoded, length - 4) then
        return bad_chunk(tree, info, buffer, "CRC error")
      end
      local kind = frame(0, 1):uint()
      local name = message_names[kind] or string.format("unknown type 0x%02x", kind)
      info.cols.info = name
      tree:append_text(", " .. name)
      tree:add(f.type, frame(0, 1))
      tree:add(f.sequence, frame(1, 1))
      local payload = frame(2, length - 6)
      local dissect = dissectors[kind]
      if dissect == nil and length == 6 then
        tree:add_expert_info(PI_UNDECODED, PI_WARN, "unknown type")
      elseif dissect == nil then
        tree:add(f.payload, payload):add_expert_info(PI_UNDECODED, PI_WARN, "unknown type")
      elseif not dissect(tree, payload) then
        info.cols.info = name .. ", malformed payload"
        if length > 6 then tree:add(f.payload, payload) end
        tree:add_expert_info(PI_MALFORMED, PI_WARN, "malformed payload")
      end
      tree:add_le(f.crc, crc)
    end

    local rig = Proto("solerig", "Rig event")
    function rig.dissector(buffer, info, root)
      info.cols.protocol = "RIG"
      local json = Dissector.get("json")
      json:call(buffer, info, root)
      info.cols.info = buffer():string()
    end

    local links = DissectorTable.get("wtap_encap")
    links:add(wtap.USER0, sole)
    links:add(wtap.USER1, rig)
    """#
}

extension String {
  /// A local in its own block: Lua allows no more than 200 of them in one function.
  fileprivate var doIfLocal: String { "  do" + dropFirst(1) }
}
