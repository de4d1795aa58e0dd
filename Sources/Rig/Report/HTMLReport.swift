/// A run as one page.
package enum HTMLReport {
  package static func render(_ document: RunDocument) -> String { "" }
}
