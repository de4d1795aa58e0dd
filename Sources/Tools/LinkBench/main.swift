import Foundation

// How fast the host decodes frames, and whether it allocates for one: see scripts/bench-peers.
guard let options = Options(CommandLine.arguments.dropFirst()) else {
  FileHandle.standardError.write(Data("usage: \(Options.usage)\n".utf8))
  exit(64)
}
let bench = DecodeBench()
if let path = options.emitPath {
  do {
    try Data(bench.stream).write(to: URL(filePath: path))
  } catch {
    FileHandle.standardError.write(Data("LinkBench: writing \(path): \(error)\n".utf8))
    exit(3)
  }
  exit(0)
}
let result = bench.run(seconds: options.seconds)
if options.isJSON {
  print(
    """
    {"name": "solerig", "frames_per_second": \(Int(result.framesPerSecond)), \
    "megabytes_per_second": \(Int(result.megabytesPerSecond)), \
    "allocations_per_frame": \(result.allocationsPerFrame), "rounds": \(result.rounds)}
    """)
} else {
  let frames = String(format: "%.2f", result.framesPerSecond / 1e6)
  print("\(frames) M frames/s, \(Int(result.megabytesPerSecond)) MB/s on the wire")
  print("\(result.allocationsPerFrame) allocations a frame over \(result.rounds) rounds")
}
