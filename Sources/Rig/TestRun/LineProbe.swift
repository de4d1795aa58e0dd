internal import Capture
internal import SerialPort

/// One question and its answer over a port, captured, as the driver of a run asks it: for benches.
package struct LineProbe: ~Copyable {
  private var driver: LinkDriver

  /// - Parameter capture: a file that must not exist.
  package init(port path: String, baud: UInt32, capture: String) throws {
    let file = try CaptureFile.create(path: capture, header: .now(environment: [:]))
    let port = try SerialPort.open(path: path, baud: baud)
    driver = LinkDriver(
      link: BoardLink(port: port, capture: file), answerMilliseconds: 2000,
      isInterrupted: { false })
  }

  /// Sends a loopback and returns once its answer has come.
  package mutating func ask() throws { try driver.settle() }

  package consuming func close() throws { try driver.close() }
}
