/// What resets a chip whose main loop stopped.
public protocol Watchdog {
  /// Starts the dog; once started it can't be stopped or given another time.
  func start(timeoutMilliseconds: UInt32)
  /// Tells the dog that the main loop is alive.
  func feed()
}
