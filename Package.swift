// swift-tools-version: 6.3
import PackageDescription

/// The firmware's targets are cross-built for the chip with a toolset that applies to the whole
/// graph, so they form a graph of their own: `SOLERIG_FIRMWARE=1` selects it.
let buildsFirmware = Context.environment["SOLERIG_FIRMWARE"] != nil

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableExperimentalFeature("Lifetimes"),
]

/// A library of one layer: `Sources/<layer>/<name>`.
func library(_ layer: String, _ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Sources/\(layer)/\(name)",
    swiftSettings: settings)
}

/// A program of one layer: `Sources/<layer>/<name>`.
func program(_ layer: String, _ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, path: "Sources/\(layer)/\(name)",
    swiftSettings: settings)
}

/// The tests of one target: `Tests/<name>Tests`.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.init(stringLiteral: name), "TestSupport"] + dependencies,
    swiftSettings: settings)
}

let shared: [Target] = [
  library("Shared", "SoleLink"),
  library("Shared", "SoleGait"),
  library("Shared", "SoleFlash"),
  library("Shared", "SoleStore", ["SoleFlash", "SoleLink"]),
  library("Shared", "SoleShoe", ["SoleFlash", "SoleGait", "SoleStore"]),
  library("Shared", "SoleApp", ["SoleFlash", "SoleLink", "SoleGait", "SoleShoe", "SoleStore"]),
  library("Shared", "BootWire"),
  library("Shared", "BootCrypto"),
  library("Shared", "SoleBoot", ["BootCrypto", "BootWire", "SoleFlash"]),
  library("Chip", "SoleBoard", ["BootWire"]),
]

let firmware: [Target] = [
  .target(name: "CMicrobit", path: "Sources/Chip/CMicrobit"),
  program(
    "Chip", "SoleMicrobit",
    [
      "BootWire", "CMicrobit", "SoleApp", "SoleBoard", "SoleFlash", "SoleGait", "SoleLink",
      "SoleStore",
    ]),
  .target(name: "CSemihost", path: "Sources/Chip/CSemihost"),
  program("Chip", "SoleGaitCost", ["CMicrobit", "CSemihost", "SoleGait"]),
  program(
    "Chip", "SoleBootloader", ["BootWire", "CMicrobit", "SoleBoard", "SoleBoot", "SoleFlash"]),
  program("Chip", "SoleProfile", ["CMicrobit", "CSemihost", "SoleApp", "SoleFlash", "SoleLink"]),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

let rig: [Target] = [
  program(
    "Chip", "SoleNative",
    ["BootWire", "CLinux", "SoleApp", "SoleBoot", "SoleFlash", "SoleLink", "SoleStore"]),
  library("Rig", "LinkContract", [crypto, yams]),
  library("Rig", "FirmwarePack", ["BootWire", crypto]),
  library("Rig", "Wording"),
  library("Rig", "RigModel", ["Stimulus", "Wording", crypto, yams]),
  library("Rig", "Stimulus", ["Wording"]),
  library("Rig", "Capture", ["SoleLink", "Stimulus", "Wording"]),
  library(
    "Rig", "Judge", ["Activity", "Capture", "RigModel", "SoleApp", "SoleLink", "Stimulus"]),
  library(
    "Rig", "Report", ["Capture", "Judge", "RigModel", "SoleLink", "Stimulus", "Wording", mustache]),
  library("Rig", "Activity", ["SoleLink", "Wording"]),
  library("Rig", "History", ["Judge", "Report", "Wording", grdb]),
  .target(name: "CLinux", path: "Sources/Platform/CLinux"),
  library("Rig", "SerialPort", ["CLinux"]),
  .systemLibrary(name: "CUdev", path: "Sources/Platform/CUdev", providers: [.apt(["libudev-dev"])]),
  library("Rig", "Discovery", ["CUdev", "RigModel", "SerialPort"]),
  library(
    "Rig", "VirtualBoard",
    [
      "CLinux", "FirmwarePack", "RigModel", "SerialPort", "Stimulus", logging, subprocess, system,
    ]),
  library(
    "Rig", "Flash", ["BootWire", "FirmwarePack", "SerialPort", "SoleLink", crypto]),
  library(
    "Rig", "TestRun",
    [
      "BootWire", "CLinux", "Capture", "Discovery", "FirmwarePack", "Flash", "Judge", "RigModel",
      "SerialPort", "SoleLink", "Stimulus", "VirtualBoard", "Wording", logging,
    ]),
  program(
    "", "solerig",
    [
      "Activity", "BootWire", "CLinux", "Capture", "Discovery", "FirmwarePack", "Flash", "History",
      "Judge", "Report", "RigModel", "SerialPort", "SoleLink", "Stimulus", "TestRun",
      "VirtualBoard", "Wording",
      arguments, crypto, logging, system,
    ]),
  .target(
    name: "TestSupport", dependencies: ["SoleFlash"], path: "Tests/TestSupport",
    swiftSettings: settings),
  tests("SoleGait", ["Stimulus"]),
  tests("BootWire"),
  tests("FirmwarePack", ["BootWire", crypto]),
  tests("BootCrypto", [crypto]),
  tests("SoleBoot", ["BootWire", "SoleFlash", crypto]),
  tests("SoleBoard", ["BootWire"]),
  tests("SoleLink"),
  tests("SoleStore", ["SoleFlash"]),
  tests("SoleShoe", ["SoleFlash", "SoleGait", "SoleStore"]),
  tests("SoleApp", ["SoleFlash", "SoleGait", "SoleLink", "SoleStore", "Stimulus"]),
  tests("LinkContract", ["Capture", "SoleLink"]),
  tests("Wording"),
  tests("RigModel", ["Stimulus"]),
  tests("SerialPort"),
  tests("Discovery", ["RigModel"]),
  .testTarget(
    name: "ShoeBoardTests",
    dependencies: [
      "Activity", "Capture", "RigModel", "SerialPort", "SoleLink", "SoleNative", "Stimulus",
      "TestSupport", "VirtualBoard",
    ],
    exclude: ["Peers"], swiftSettings: settings),
  .testTarget(
    name: "FlashTests",
    dependencies: [
      "BootWire", "FirmwarePack", "Flash", "RigModel", "SerialPort", "SoleLink", "TestRun",
      "TestSupport", "VirtualBoard",
    ],
    exclude: ["Peers"], swiftSettings: settings),
  tests("Stimulus"),
  tests("Capture", ["SoleLink", "Stimulus"]),
  .testTarget(
    name: "TestRunTests",
    dependencies: [
      "BootWire", "CLinux", "Capture", "Discovery", "FirmwarePack", "Flash", "Judge", "RigModel",
      "SerialPort", "SoleLink", "SoleNative", "Stimulus", "TestRun", "TestSupport", "VirtualBoard",
    ],
    swiftSettings: settings),
  .testTarget(
    name: "SolerigTests",
    dependencies: [
      "BootWire", "Capture", "Judge", "SerialPort", "SoleLink", "SoleNative", "Stimulus",
      "TestSupport", "solerig",
    ],
    exclude: ["Shells"], swiftSettings: settings),
  .target(
    name: "JudgeBench",
    dependencies: [
      "Capture", "Judge", "RigModel", "SoleApp", "SoleLink", "SoleStore", "Stimulus", "TestSupport",
    ],
    path: "Tests/JudgeBench", swiftSettings: settings),
  tests("Judge", ["JudgeBench", "Capture", "RigModel", "SoleLink", "Stimulus"]),
  .testTarget(
    name: "ReportTests",
    dependencies: [
      "Capture", "Judge", "JudgeBench", "Report", "RigModel", "SoleLink", "Stimulus", "TestSupport",
    ],
    exclude: ["Peers"], swiftSettings: settings),
  .testTarget(
    name: "ActivityTests", dependencies: ["Activity", "SoleLink", "TestSupport"],
    exclude: ["Peers"], swiftSettings: settings),
  tests("History", ["Judge", "Report", grdb]),
  tests("VirtualBoard", ["CLinux", "RigModel", "SerialPort", "Stimulus", logging]),
  program("Tools", "GenerateContract", ["LinkContract"]),
  .target(name: "CAllocationCount", path: "Sources/Tools/CAllocationCount"),
  program("Tools", "LinkBench", ["CAllocationCount", "SoleLink"]),
  .target(name: "CEcho", path: "Sources/Tools/CEcho"),
  program(
    "Tools", "RigBench",
    [
      "CEcho", "Capture", "Judge", "RigModel", "SerialPort", "SoleLink", "TestRun", "VirtualBoard",
      logging,
    ]),
  program(
    "Tools", "GaitAccuracy",
    [
      "Capture", "RigModel", "SoleApp", "SoleGait", "SoleLink", "Stimulus", "TestRun", arguments,
    ]),
  program(
    "Tools", "BlameCampaign",
    [
      "Capture", "Judge", "JudgeBench", "RigModel", "SoleLink", "Stimulus", "TestRun", arguments,
    ]),
  program("Tools", "RunnerWaveforms", ["Stimulus", arguments]),
  program("Tools", "FirmwareImage", ["BootWire", "FirmwarePack", "SoleLink"]),
]

let hostDependencies: [Package.Dependency] = [
  .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
]

let package = Package(
  name: "solerig",
  dependencies: buildsFirmware ? [] : hostDependencies,
  targets: shared + (buildsFirmware ? firmware : rig)
)
