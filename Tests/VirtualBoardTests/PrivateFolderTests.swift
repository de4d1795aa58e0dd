import Glibc
import Testing

@testable import VirtualBoard

/// What a board's start clears away in /tmp, where everybody may write.
struct PrivateFolderTests {
  /// Above the largest number that Linux gives out: its owner is gone.
  private static let stale = "/tmp/solerig-board-of-99999999-"

  @Test func whatADeadRigLeftIsRemoved() throws {
    let path = Self.stale + "left-\(getpid())"
    try #require(mkdir(path, 0o700) == 0)
    close(open(path + "/file", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600))
    _ = try PrivateFolder()
    #expect(access(path, F_OK) < 0)
  }

  /// A link that somebody put there leads to files of others.
  @Test func aLinkIsNotFollowed() throws {
    let folder = TestFolder()
    let file = folder.write("line", [1, 2, 3])
    let link = Self.stale + "link-\(getpid())"
    try #require(symlink(folder.path, link) == 0)
    defer { withExtendedLifetime(folder) { _ = unlink(link) } }
    _ = try PrivateFolder()
    #expect(access(file, F_OK) == 0)
  }
}
