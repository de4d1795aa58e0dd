/// Every file that is made from the contract, by its path in the project.
package enum GeneratedFiles {
  package static let contractPath = "protocols/sole-link.yaml"

  package static func render(_ contract: Contract) -> [(path: String, contents: String)] {
    [
      ("Sources/Shared/SoleLink/Generated/Messages.swift", SwiftCodec.render(contract)),
      ("Sources/Rig/Capture/Generated/MessageFields.swift", SwiftFields.render(contract)),
      ("protocols/wireshark/sole-link.lua", WiresharkDissector.render(contract)),
      ("protocols/sole-link.md", ReferencePage.render(contract)),
    ]
  }
}
