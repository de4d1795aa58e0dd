import CLinux
import Glibc

/// Starts a thread with that name (15 bytes at most) that no one waits for.
func startDetachedThread(named name: String, _ body: @escaping @Sendable () -> Void) {
  pthread_detach(startThread(named: name, body))
}

/// Starts a thread with that name (15 bytes at most), to be joined once.
func startThread(named name: String, _ body: @escaping @Sendable () -> Void) -> pthread_t {
  final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var thread = pthread_t()
  let named: @Sendable () -> Void = {
    _ = clinux_set_thread_name(name)
    body()
  }
  let box = Unmanaged.passRetained(Box(named)).toOpaque()
  let result = pthread_create(
    &thread, nil,
    { argument in
      guard let argument else { return nil }
      Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
      return nil
    }, box)
  precondition(result == 0, "no thread to be had: errno \(result)")
  return thread
}
