/// A script of operations on the app (see `AppScript`): it never traps, never sends what there is no
/// room for, and all that it sends is messages of the contract.
@c(LLVMFuzzerTestOneInput)
public func fuzzApp(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  do {
    try AppScript.run(Array(UnsafeBufferPointer(start: start, count: count)))
  } catch {
    preconditionFailure("the app sent what is no message: \(error)")
  }
  return 0
}
