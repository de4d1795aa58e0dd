/// The page: its parts, and where they come from.
enum PageTemplate {
  static let text = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta http-equiv="Content-Security-Policy" content="{{policy}}"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta name="color-scheme" content="light dark"/>
    <title>{{verdict.words}}: {{suite}} on {{rig}}</title>
    <style>
    \(PageStyle.text)
    </style>
    </head>
    <body>
    <a class="skip" href="#cases">To the cases</a>
    <header class="banner {{verdict.style}}">
    <p class="kind">Conformance report</p>
    <h1><span class="badge {{verdict.style}}">{{verdict.symbol}} {{verdict.words}}</span></h1>
    <p class="statement">{{statement}}{{#blame}} <b>{{blame}}</b>{{/blame}}</p>
    <p class="counts">{{#counts}}<span class="group"><b data-at="{{totalPlace}}">{{total}}</b> \
    {{what}}: {{#parts}}<span class="count {{style}}"><b data-at="{{place}}">{{count}}</b> \
    {{words}}</span> {{/parts}}</span>{{/counts}}</p>
    </header>
    <main>
    {{#hasProblems}}
    <section aria-labelledby="problems">
    <h2 id="problems">What went wrong with the run</h2>
    {{#problems}}
    <p><span class="badge {{verdict.style}}">{{verdict.symbol}} {{verdict.words}}</span> \
    <b>suspect {{suspect}}.</b> {{message}}</p>
    \(advice)
    {{/problems}}
    </section>
    {{/hasProblems}}
    <section aria-labelledby="tested">
    <h2 id="tested">What was tested</h2>
    \(facts("facts"))
    </section>
    {{#hasTrouble}}
    <section aria-labelledby="trouble">
    <h2 id="trouble">What did not pass</h2>
    <ul class="trouble">
    {{#trouble}}
    <li>\(badge) <b>{{name}}</b>{{#culprit}}, suspect {{culprit}}{{/culprit}}: {{words}} \
    <a href="#next-{{number}}">What to do next about {{name}}</a></li>
    {{/trouble}}
    {{#moreTrouble}}<li>{{.}}</li>{{/moreTrouble}}
    </ul>
    </section>
    {{/hasTrouble}}
    {{#hasMargins}}
    <section aria-labelledby="margins">
    <h2 id="margins">{{marginsTitle}}</h2>
    <table class="stacked">
    <thead><tr><th scope="col">Case, check</th><th scope="col">Verdict</th>\
    <th scope="col" class="number">Measured</th><th scope="col" class="number">Limit</th>\
    <th scope="col" class="number">Margin</th><td></td></tr></thead>
    <tbody>
    {{#margins}}
    {{#row}}
    <tr><th scope="row"><a href="#case-{{caseNumber}}">{{caseName}}</a>: {{title}}\
    {{#quantity}} <span class="quiet">{{quantity}}</span>{{/quantity}}</th>\
    <td data-label="Verdict">\(badge){{#blamed}} <span class="quiet">{{blamed}}</span>{{/blamed}}</td>\
    \(numbers)</tr>
    {{/row}}
    {{/margins}}
    </tbody>
    </table>
    </section>
    {{/hasMargins}}
    <section aria-labelledby="cases">
    <h2 id="cases">Cases</h2>
    <table class="stacked">
    <thead><tr><th scope="col">Case</th><th scope="col">Verdict</th><th scope="col">Suspect</th>\
    <th scope="col">Checks passed</th><th scope="col">Closest to its limit</th></tr></thead>
    <tbody>
    {{#cases}}
    <tr><th scope="row"><a href="#case-{{number}}">{{name}}</a></th>\
    <td data-label="Verdict">\(badge)</td>\
    <td data-label="Suspect">{{suspect}}</td>\
    <td data-label="Checks passed">{{passed}}</td>\
    <td data-label="Closest to its limit">{{closest}}</td></tr>
    {{/cases}}
    </tbody>
    </table>
    {{#hasWarnings}}
    <h3>To know</h3>
    <ul>
    {{#warnings}}<li>{{.}}</li>
    {{/warnings}}
    </ul>
    {{/hasWarnings}}
    </section>
    {{#cases}}
    \(oneCase)
    {{/cases}}
    {{#hasTrends}}
    <section aria-labelledby="trends">
    <h2 id="trends">Earlier runs of this board and suite</h2>
    <p>{{trendSummary}}</p>
    <div class="plots">
    {{#trends}}
    \(plot)
    {{/trends}}
    </div>
    </section>
    {{/hasTrends}}
    <section aria-labelledby="environment">
    <h2 id="environment">Where it ran</h2>
    \(facts("environment"))
    {{#runOthers}}
    <h3>{{heading}}</h3>
    \(facts("members"))
    {{/runOthers}}
    </section>
    <section aria-labelledby="again">
    <h2 id="again">Run it, or judge it, again</h2>
    {{#commands}}
    <p>{{what}}</p>
    <pre><code>{{command}}</code></pre>
    {{/commands}}
    </section>
    <section aria-labelledby="signature">
    <h2 id="signature">Signature</h2>
    <p>This page was made from run.json and capture.pcapng. The files that a verdict rests on, by their \
    SHA-256:</p>
    \(facts("hashes", kind: "hashes"))
    {{#signature}}
    {{#isSigned}}
    <p>Beside them lies a signature over these hashes, made with this key. Who it belongs to, and \
    whether the signature is good, a page can't tell: check it.</p>
    <dl class="facts hashes"><div><dt>{{key}}</dt><dd class="code">{{fingerprint}}</dd></div></dl>
    <pre><code>{{check}}</code></pre>
    {{/isSigned}}
    {{^isSigned}}
    <p>Nobody has signed this run. To sign it with your SSH key, in the run's folder:</p>
    <pre><code>{{sign}}</code></pre>
    {{/isSigned}}
    {{/signature}}
    </section>
    </main>
    <footer><p>{{tool}}. Times of day are UTC. A margin is the distance to the limit, negative beyond \
    it; ± is a bound, or 95 % where a value is estimated.</p></footer>
    <script>\(PageScript.text)</script>
    </body>
    </html>

    """

  private static let oneCase = """
    <section class="case" aria-labelledby="case-{{number}}">
    <h2 id="case-{{number}}">{{name}} \(badge)</h2>
    <p class="requirement">{{requirement}}</p>
    <p class="why-case">{{statement}}{{#suspect}} <b>Suspect: {{suspect}}.</b>{{/suspect}}</p>
    {{#hasEvidence}}
    <ul class="evidence">
    {{#evidence}}<li>{{.}}</li>
    {{/evidence}}
    </ul>
    {{/hasEvidence}}
    {{#hasAdvice}}
    <h3 id="next-{{number}}">What to do next</h3>
    \(advice)
    {{/hasAdvice}}
    {{#divergence}}
    \(plot)
    {{/divergence}}
    <table class="stacked checks">
    <thead><tr><th scope="col">Asked</th><th scope="col">Verdict</th>\
    <th scope="col" class="number">Measured</th><th scope="col" class="number">Limit</th>\
    <th scope="col" class="number">Margin</th><td></td></tr></thead>
    {{#checks}}
    <tbody>
    {{#rows}}
    <tr><th scope="row">{{title}}{{#quantity}} <span class="quiet">{{quantity}}</span>\
    {{/quantity}}{{#asked}}<span class="asked">{{asked}}</span>{{/asked}}</th>\
    <td data-label="Verdict">\(badge)</td>\(numbers)</tr>
    {{/rows}}
    {{#explained}}
    <tr class="why"><td colspan="6">{{#blamed}}<b>Suspect: {{blamed}}.</b> {{/blamed}}\
    {{#evidence}}<span>{{.}}</span> {{/evidence}}</td></tr>
    {{/explained}}
    </tbody>
    {{/checks}}
    </table>
    {{#hasGoldens}}
    <h3>Held against</h3>
    <ul class="goldens">
    {{#goldens}}<li>{{source}}. <span class="quiet">{{users}}</span></li>
    {{/goldens}}
    </ul>
    {{/hasGoldens}}
    {{#hasPlots}}
    <h3>Plots</h3>
    <div class="plots">
    {{#plots}}
    \(plot)
    {{/plots}}
    </div>
    {{/hasPlots}}
    <details>
    <summary>The numbers behind {{name}}</summary>
    {{#figures}}
    <h3>{{title}}</h3>
    <p class="quiet">{{asked}}</p>
    \(facts("values"))
    {{/figures}}
    <h3>Stimulus</h3>
    <p>{{stimulus}}</p>
    <ul>
    {{#provenance}}<li>{{.}}</li>
    {{/provenance}}
    </ul>
    <h3>Line</h3>
    \(facts("line"))
    {{#others}}
    <h3>{{heading}}</h3>
    \(facts("members"))
    {{/others}}
    <h3>Attempts</h3>
    \(facts("attempts"))
    {{#hasLog}}
    <h3>What the chip logged</h3>
    <ul class="code">
    {{#log}}<li>{{.}}</li>
    {{/log}}
    </ul>
    {{/hasLog}}
    </details>
    </section>
    """

  private static let badge =
    "<span class=\"badge {{verdict.style}}\">{{verdict.symbol}} {{verdict.words}}</span>"

  private static let numbers = """
    <td class="number" data-label="Measured"{{#place}} data-at="{{place}}/value"{{/place}}>{{measured}}\
    </td><td class="number" data-label="Limit"{{#place}} data-at="{{place}}/limit"{{/place}}>{{limit}}\
    </td><td class="number" data-label="Margin"{{#place}} data-at="{{place}}/margin"{{/place}}>\
    {{margin}}</td><td class="bar">{{#bar}}{{{bar}}}{{/bar}}</td>
    """

  private static let plot = """
    <figure class="plot{{#isPair}} pair{{/isPair}}">
    <div class="panels">
    {{#svgs}}
    {{{.}}}
    {{/svgs}}
    </div>
    <figcaption><b>{{title}}.</b> {{caption}}</figcaption>
    </figure>
    """

  private static let advice = """
    <ol class="advice">
    {{#advice}}<li>{{why}}{{#command}} <code>{{command}}</code>{{/command}}</li>
    {{/advice}}
    </ol>
    """

  private static func facts(_ list: String, kind: String = "") -> String {
    """
    <dl class="facts \(kind)">
    {{#\(list)}}<div{{#isLong}} class="long"{{/isLong}}><dt>{{name}}</dt><dd{{#isCode}} class="code"{{/isCode}}\
    {{#pointer}} data-at="{{pointer}}"{{/pointer}}>{{value}}</dd></div>
    {{/\(list)}}
    </dl>
    """
  }
}
