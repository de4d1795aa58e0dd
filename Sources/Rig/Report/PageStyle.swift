/// The page's style sheet: light, dark, narrow, and on paper.
///
/// Verdicts are told by word and symbol first; their colours keep apart for the colour-blind (Okabe
/// and Ito 2008).
enum PageStyle {
  static let text = """
    :root { --ink: #1b1f24; --quiet: #57606a; --paper: #fff; --panel: #f4f6f8; --rule: #d0d7de;
      --pass: #00664a; --fail: #a33c00; --error: #8a2a66; --doubt: #6b5200; --none: #57606a;
      --told: #0072b2; --truth: #8c959f; --odd: #d55e00; }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e6edf3; --quiet: #9aa5b1; --paper: #0d1117; --panel: #161b22;
        --rule: #30363d; --pass: #4dc79f; --fail: #ff8f4d; --error: #e795c8; --doubt: #e3c04f;
        --none: #9aa5b1; --told: #56b4e9; --truth: #8b949e; --odd: #ff9c5a; } }
    * { box-sizing: border-box; }
    body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink);
      background: var(--paper); overflow-wrap: anywhere; }
    header, main, footer { max-width: 60rem; margin: 0 auto; padding: 0 1rem; }
    header { padding-top: 1.5rem; }
    .kind { margin: 0; color: var(--quiet); }
    h1 { margin: .25rem 0; font-size: 2rem; line-height: 1.2; }
    h2 { margin: 2.5rem 0 .5rem; font-size: 1.3rem; }
    h3 { margin: 1rem 0 .25rem; font-size: 1rem; }
    .statement { margin: .25rem 0; font-size: 1.15rem; }
    .counts, .quiet, .requirement { color: var(--quiet); }
    .counts, .requirement { margin: 0 0 .5rem; }
    .badge { color: var(--none); font-weight: 600; white-space: nowrap; }
    h2 .badge { font-size: 1rem; margin-left: .5rem; }
    .badge.pass { color: var(--pass); } .badge.fail { color: var(--fail); }
    .badge.error { color: var(--error); } .badge.inconclusive { color: var(--doubt); }
    .facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr));
      gap: .5rem 1.5rem; margin: .5rem 0; }
    .facts dt { color: var(--quiet); font-size: .85rem; }
    .facts dd { margin: 0; }
    .code, code { font-family: ui-monospace, monospace; font-size: .85rem; }
    pre { background: var(--panel); padding: .75rem 1rem; border-radius: 6px;
      white-space: pre-wrap; margin: .25rem 0 1rem; }
    table { border-collapse: collapse; width: 100%; margin: .75rem 0; }
    th, td { text-align: left; vertical-align: top; padding: .4rem .6rem;
      border-bottom: 1px solid var(--rule); font-weight: normal; }
    thead th { color: var(--quiet); font-size: .85rem; }
    tbody th { font-weight: 500; }
    .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
    .why td { background: var(--panel); font-size: .9rem; }
    .why span { display: block; }
    a { color: inherit; }
    figure { margin: 1rem 0; }
    figcaption { color: var(--quiet); font-size: .9rem; }
    svg { width: 100%; max-width: 46rem; height: auto; display: block; }
    svg text { fill: var(--quiet); font: 12px system-ui, sans-serif; }
    svg .grid { stroke: var(--rule); stroke-width: 1; }
    svg .truth { stroke: var(--truth); stroke-width: 9; stroke-linecap: round; fill: none; }
    svg .told { stroke: var(--told); stroke-width: 5; stroke-linecap: round; fill: none; }
    svg .odd { stroke: var(--odd); stroke-width: 2; fill: none; }
    details { margin: .75rem 0; }
    summary { cursor: pointer; color: var(--quiet); }
    footer { margin-top: 3rem; padding-bottom: 2rem; color: var(--quiet); font-size: .85rem; }
    @media (max-width: 40rem) {
      .facts { grid-template-columns: 1fr 1fr; }
      .stacked thead { position: absolute; width: 1px; height: 1px; overflow: hidden;
        clip-path: inset(50%); }
      .stacked tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--rule); }
      .stacked th, .stacked td { display: block; border: 0; padding: .1rem 0; }
      .stacked td { display: flex; justify-content: space-between; gap: 1rem; text-align: right; }
      .stacked td:empty { display: none; }
      .stacked td::before { content: attr(data-label); color: var(--quiet); text-align: left; }
      .stacked .why td { display: block; text-align: left; padding: .5rem; }
      .stacked .why td::before { content: none; }
      .stacked .number { white-space: normal; }
    }
    @media print {
      :root { --ink: #000; --quiet: #444; --paper: #fff; --panel: #f4f4f4; --rule: #bbb;
        --pass: #00664a; --fail: #a33c00; --error: #8a2a66; --doubt: #6b5200; --none: #444;
        --told: #0072b2; --truth: #8c959f; --odd: #d55e00; }
      body { font-size: 10.5pt; }
      .case { break-before: auto; }
      tr, figure, .facts div { break-inside: avoid; }
      h2, h3, thead { break-after: avoid; }
      summary { display: none; }
      details::details-content { content-visibility: visible; }
    }
    """
}
