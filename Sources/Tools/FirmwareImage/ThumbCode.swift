import FirmwarePack

/// The functions in a chip's code sections, read instruction by instruction.
struct ThumbCode {
  private(set) var functions: [ThumbFunction] = []

  init(_ elf: ElfImage) throws(PackError) {
    for section in elf.sections where section.name == ".text" || section.name == ".stub" {
      let code = ThumbSection(
        start: section.address, bytes: try elf.contents(of: section), symbols: elf.symbols)
      functions += code.functions()
    }
  }
}

/// One section: code, with the constants that stand between.
private struct ThumbSection {
  let start: UInt32
  let bytes: [UInt8]
  /// Names by address, thumb bit cleared.
  let names: [UInt32: [String]]
  /// Where code (true) and constants (false) begin, in order.
  let kinds: [(address: UInt32, isCode: Bool)]

  init(start: UInt32, bytes: [UInt8], symbols: [ElfImage.Symbol]) {
    self.start = start
    self.bytes = bytes
    let end = start + UInt32(bytes.count)
    var names: [UInt32: [String]] = [:]
    var kinds: [UInt32: Bool] = [:]
    for symbol in symbols where symbol.value >= start && symbol.value < end {
      if symbol.isFunction {
        names[symbol.value & ~1, default: []].append(symbol.name)
      } else if symbol.name == "$t" || symbol.name.hasPrefix("$t.") {
        kinds[symbol.value] = true
      } else if symbol.name == "$d" || symbol.name.hasPrefix("$d.") {
        kinds[symbol.value] = false
      }
    }
    self.names = names
    self.kinds = kinds.map { ($0.key, $0.value) }.sorted { $0.address < $1.address }
  }

  func functions() -> [ThumbFunction] {
    let starts = names.keys.sorted()
    var functions: [ThumbFunction] = []
    for (index, address) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] : start + UInt32(bytes.count)
      functions.append(function(at: address, end: end))
    }
    return functions
  }

  private func function(at address: UInt32, end: UInt32) -> ThumbFunction {
    var function = ThumbFunction(address: address, names: names[address] ?? [])
    var registers: [UInt16: UInt32] = [:]
    var position = address
    while position < end, let instruction = half(at: position) {
      defer { position += 2 }
      guard isCode(position) else { continue }
      if instruction & 0xF800 == 0xF000, let low = half(at: position + 2), low & 0xC000 == 0xC000 {
        let target = branchTarget(position, instruction, low)
        // Within a function it is a jump too far for the other branches, which saves lr before.
        let isJump = target > address && target < end
        if low & 0xD000 == 0xD000 && !isJump { function.callees.insert(target) }
        position += 2
        registers = registers.filter { $0.key > 3 }
      } else {
        take(instruction, at: position, in: address..<end, &function, &registers)
      }
    }
    function.callees.formUnion(function.pointers)
    return function
  }

  private func take(
    _ instruction: UInt16, at position: UInt32, in range: Range<UInt32>,
    _ function: inout ThumbFunction, _ registers: inout [UInt16: UInt32]
  ) {
    if instruction & 0xFE00 == 0xB400 {  // push
      function.frameBytes += UInt32((instruction & 0x1FF).nonzeroBitCount) * 4
    } else if instruction & 0xFF80 == 0xB080 {  // sub sp, #
      function.frameBytes += UInt32(instruction & 0x7F) * 4
    } else if instruction & 0xFF87 == 0x4485 {  // add sp, register
      if let value = registers[instruction >> 3 & 15] {
        if value > 0x8000_0000 { function.frameBytes += 0 &- value }
      } else {
        function.problem = "has a frame whose size is not in its code"
      }
    } else if instruction & 0xF800 == 0x4800 {  // ldr register, constant
      let address = (position + 4) & ~3 + UInt32(instruction & 0xFF) * 4
      registers[instruction >> 8 & 7] = word(at: address)
      mayCall(word(at: address), &function)
    } else if instruction & 0xFFF8 == 0x4478 {  // add register, pc
      let value = registers[instruction & 7].map { $0 &+ position &+ 4 }
      registers[instruction & 7] = value
      mayCall(value, &function)
    } else if instruction & 0xF800 == 0x2000 {  // movs register, #
      registers[instruction >> 8 & 7] = UInt32(instruction & 0xFF)
    } else if instruction & 0xF800 == 0x0000 {  // lsls register, register, #
      let shift = UInt32(instruction >> 6 & 31)
      registers[instruction & 7] = registers[instruction >> 3 & 7].map { $0 << shift }
    } else if instruction & 0xFFC0 == 0x4240 {  // rsbs register, register, #0
      registers[instruction & 7] = registers[instruction >> 3 & 7].map { 0 &- $0 }
    } else if instruction & 0xFF80 == 0x4780 {  // blx register
      function.callsPointer = true
    } else if instruction & 0xF800 == 0xE000 {  // b
      let distance = Int32(Int16(bitPattern: instruction << 5)) >> 4
      let target = position &+ 4 &+ UInt32(bitPattern: distance)
      if !range.contains(target), names[target] != nil { function.callees.insert(target) }
    }
  }

  /// A function whose address is made may be called: the compiler keeps it in a register where it
  /// is called often.
  private func mayCall(_ value: UInt32?, _ function: inout ThumbFunction) {
    guard let value, value & 1 == 1, names[value & ~1] != nil else { return }
    function.pointers.insert(value & ~1)
  }

  private func isCode(_ address: UInt32) -> Bool {
    var low = 0
    var high = kinds.count
    while low < high {
      let middle = (low + high) / 2
      if kinds[middle].address <= address { low = middle + 1 } else { high = middle }
    }
    return low == 0 || kinds[low - 1].isCode
  }

  private func half(at address: UInt32) -> UInt16? {
    let offset = Int(address) - Int(start)
    guard offset >= 0, offset + 1 < bytes.count else { return nil }
    return UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8
  }

  private func word(at address: UInt32) -> UInt32? {
    guard let low = half(at: address), let high = half(at: address + 2) else { return nil }
    return UInt32(low) | UInt32(high) << 16
  }

  private func branchTarget(_ position: UInt32, _ high: UInt16, _ low: UInt16) -> UInt32 {
    let sign = UInt32(high >> 10 & 1)
    let bit23 = ~(UInt32(low >> 13 & 1) ^ sign) & 1
    let bit22 = ~(UInt32(low >> 11 & 1) ^ sign) & 1
    var offset = sign << 24 | bit23 << 23 | bit22 << 22
    offset |= UInt32(high & 0x3FF) << 12 | UInt32(low & 0x7FF) << 1
    let distance = Int32(bitPattern: offset << 7) >> 7
    return position &+ 4 &+ UInt32(bitPattern: distance)
  }
}
