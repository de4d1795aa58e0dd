internal import Judge
internal import Mustache
internal import Wording

/// A run as one page: self-contained, whole without JavaScript, fit for a phone, for paper and the dark.
package enum HTMLReport {
  package static func render(_ report: RunReport) -> String {
    template.render(PageView(report))
  }

  /// The name under which `EscapedText` is known to the template.
  private static let contentType = "SOLERIG"

  private static let template: MustacheTemplate = {
    MustacheContentTypes.register(EscapedText(), named: contentType)
    let text = "{{% CONTENT_TYPE:\(contentType)}}" + PageTemplate.text
    do {
      return try MustacheTemplate(string: text)
    } catch {
      preconditionFailure("the page's template parses: \(error)")
    }
  }()
}

/// Escapes scalar by scalar: the library's own way goes by characters, and does not see a quotation
/// mark that carries an accent.
private struct EscapedText: MustacheContentType {
  func escapeText(_ text: String) -> String { SafeText.markup(text) }
}
