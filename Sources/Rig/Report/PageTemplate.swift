/// The page, and how it looks.
enum PageTemplate {
  static let text = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta name="color-scheme" content="light dark"/>
    <title>{{verdict.words}}: {{suite}} on {{rig}}</title>
    <style>
    \(PageStyle.text)
    </style>
    </head>
    <body>
    <header class="banner {{verdict.style}}">
    <p class="kind">Conformance report</p>
    <h1><span class="badge {{verdict.style}}">{{verdict.symbol}} {{verdict.words}}</span></h1>
    <p class="statement">{{statement}}</p>
    <p class="counts">{{counts}}</p>
    </header>
    <main>
    {{#hasProblems}}
    <section aria-labelledby="problems">
    <h2 id="problems">What went wrong with the run</h2>
    {{#problems}}
    <p><span class="badge {{verdict.style}}">{{verdict.symbol}} {{verdict.words}}</span> \
    <b>suspect {{suspect}}.</b> {{message}}</p>
    {{/problems}}
    </section>
    {{/hasProblems}}
    <section aria-labelledby="tested">
    <h2 id="tested">What was tested</h2>
    <dl class="facts">
    {{#facts}}<div><dt>{{name}}</dt><dd{{#isCode}} class="code"{{/isCode}}>{{value}}</dd></div>
    {{/facts}}
    </dl>
    {{#hasWarnings}}
    <h3>To know</h3>
    <ul>
    {{#warnings}}<li>{{.}}</li>
    {{/warnings}}
    </ul>
    {{/hasWarnings}}
    </section>
    <section aria-labelledby="cases">
    <h2 id="cases">Cases</h2>
    <table class="stacked">
    <thead><tr><th scope="col">Case</th><th scope="col">Verdict</th><th scope="col">Suspect</th>\
    <th scope="col">Checks passed</th><th scope="col">Closest to its limit</th></tr></thead>
    <tbody>
    {{#cases}}
    <tr><th scope="row"><a href="#case-{{number}}">{{name}}</a></th>\
    <td data-label="Verdict"><span class="badge {{verdict.style}}">{{verdict.symbol}} \
    {{verdict.words}}</span></td>\
    <td data-label="Suspect">{{suspect}}</td>\
    <td data-label="Checks passed">{{passed}}</td>\
    <td data-label="Closest to its limit">{{closest}}</td></tr>
    {{/cases}}
    </tbody>
    </table>
    </section>
    {{#cases}}
    <section class="case" aria-labelledby="case-{{number}}">
    <h2 id="case-{{number}}">{{name}} <span class="badge {{verdict.style}}">{{verdict.symbol}} \
    {{verdict.words}}</span></h2>
    <p class="requirement">{{requirement}}</p>
    <p>{{statement}}{{#suspect}} <b>Suspect: {{suspect}}.</b>{{/suspect}}</p>
    {{#hasEvidence}}
    <ul class="evidence">
    {{#evidence}}<li>{{.}}</li>
    {{/evidence}}
    </ul>
    {{/hasEvidence}}
    <table class="stacked checks">
    <thead><tr><th scope="col">Asked</th><th scope="col">Verdict</th>\
    <th scope="col" class="number">Measured</th><th scope="col" class="number">Limit</th>\
    <th scope="col" class="number">Margin</th></tr></thead>
    {{#checks}}
    <tbody class="{{verdict.style}}">
    {{#rows}}
    <tr><th scope="row">{{title}}{{#quantity}} <span class="quiet">{{quantity}}</span>\
    {{/quantity}}</th>\
    <td data-label="Verdict"><span class="badge {{verdict.style}}">{{verdict.symbol}} \
    {{verdict.words}}</span></td>\
    <td class="number" data-label="Measured">{{measured}}</td>\
    <td class="number" data-label="Limit">{{limit}}</td>\
    <td class="number" data-label="Margin">{{margin}}</td></tr>
    {{/rows}}
    {{#explained}}
    <tr class="why"><td colspan="5">{{#blamed}}<b>Suspect: {{blamed}}.</b> {{/blamed}}\
    {{#evidence}}<span>{{.}}</span> {{/evidence}}</td></tr>
    {{/explained}}
    </tbody>
    {{/checks}}
    </table>
    {{#chart}}
    <figure>
    {{{svg}}}
    <figcaption>{{caption}}</figcaption>
    </figure>
    {{/chart}}
    <details>
    <summary>The numbers behind it</summary>
    {{#figures}}
    <h3>{{title}}</h3>
    <p class="quiet">{{asked}}{{#reference}} Golden: {{reference}}.{{/reference}}</p>
    <dl class="facts">
    {{#values}}<div><dt>{{name}}</dt><dd>{{value}}</dd></div>
    {{/values}}
    </dl>
    {{/figures}}
    <h3>Stimulus</h3>
    <p>{{stimulus}}</p>
    <ul>
    {{#provenance}}<li>{{.}}</li>
    {{/provenance}}
    </ul>
    <h3>Line</h3>
    <dl class="facts">
    {{#line}}<div><dt>{{name}}</dt><dd>{{value}}</dd></div>
    {{/line}}
    </dl>
    {{#hasLog}}
    <h3>What the chip logged</h3>
    <ul class="code">
    {{#log}}<li>{{.}}</li>
    {{/log}}
    </ul>
    {{/hasLog}}
    </details>
    </section>
    {{/cases}}
    <section aria-labelledby="again">
    <h2 id="again">Run it, or judge it, again</h2>
    {{#commands}}
    <p>{{what}}</p>
    <pre><code>{{command}}</code></pre>
    {{/commands}}
    </section>
    <section aria-labelledby="environment">
    <h2 id="environment">Where it ran</h2>
    <dl class="facts">
    {{#environment}}<div><dt>{{name}}</dt><dd{{#isCode}} class="code"{{/isCode}}>{{value}}</dd>\
    </div>
    {{/environment}}
    </dl>
    </section>
    </main>
    <footer><p>{{tool}}</p></footer>
    </body>
    </html>

    """
}
