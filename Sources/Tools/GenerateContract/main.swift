import Foundation
import LinkContract

// Writes every file that is made from the contract: `GenerateContract PROJECT`.
let project = URL(filePath: CommandLine.arguments.dropFirst().first ?? ".")
do {
  let yaml = try String(
    contentsOf: project.appending(path: GeneratedFiles.contractPath), encoding: .utf8)
  let contract = try ContractParser.parse(yaml)
  for file in GeneratedFiles.render(contract) {
    let url = project.appending(path: file.path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try file.contents.write(to: url, atomically: true, encoding: .utf8)
    print("wrote \(file.path)")
  }
} catch {
  FileHandle.standardError.write(Data("generate: \(error)\n".utf8))
  exit(1)
}
