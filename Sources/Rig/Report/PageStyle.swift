/// The page's style sheet: light, dark, narrow, and on paper.
///
/// Verdicts are told by word and symbol first; their colours keep apart for the colour-blind (Okabe
/// and Ito 2008).
enum PageStyle {
  static let text = """
    :root { --ink: #1b1f24; --quiet: #57606a; --paper: #fff; --panel: #f4f6f8; --rule: #d0d7de;
      --pass: #00664a; --fail: #a33c00; --error: #8a2a66; --doubt: #6b5200; --none: #57606a;
      --told: #0072b2; --truth: #8c959f; --odd: #d55e00; --band: #56b4e9; --wave: #47525c; }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e6edf3; --quiet: #9aa5b1; --paper: #0d1117; --panel: #161b22;
        --rule: #30363d; --pass: #4dc79f; --fail: #ff8f4d; --error: #e795c8; --doubt: #e3c04f;
        --none: #9aa5b1; --told: #56b4e9; --truth: #6e7681; --odd: #ff9c5a; --band: #4a9fd6;
        --wave: #b6c0ca; } }
    * { box-sizing: border-box; }
    body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink);
      background: var(--paper); overflow-wrap: anywhere; }
    header, main, footer { max-width: 64rem; margin: 0 auto; padding: 0 1rem; }
    header { padding-top: 1rem; }
    .skip { position: absolute; left: -100vw; }
    .skip:focus { left: 1rem; background: var(--paper); padding: .5rem; }
    .kind { margin: 0; color: var(--quiet); }
    h1 { margin: 0; font-size: 2rem; line-height: 1.2; }
    h2 { margin: 1.5rem 0 .25rem; font-size: 1.2rem; }
    .case h2 { margin-top: 3rem; font-size: 1.4rem; }
    h3 { margin: 1rem 0 .25rem; font-size: 1rem; }
    .statement { margin: .25rem 0; font-size: 1.15rem; }
    .counts, .quiet, .requirement { color: var(--quiet); }
    .counts, .requirement { margin: 0 0 .5rem; }
    .count { white-space: nowrap; margin-left: .3rem; }
    .group { margin-right: 1.5rem; }
    .count.pass b { color: var(--pass); } .count.fail b { color: var(--fail); }
    .count.error b { color: var(--error); } .count.inconclusive b { color: var(--doubt); }
    .badge { color: var(--none); font-weight: 600; white-space: nowrap; }
    h2 .badge { font-size: 1rem; margin-left: .5rem; }
    .badge.pass { color: var(--pass); } .badge.fail { color: var(--fail); }
    .badge.error { color: var(--error); } .badge.inconclusive { color: var(--doubt); }
    .facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(11.5rem, 1fr));
      gap: .4rem 1.25rem; margin: .25rem 0; }
    .facts.hashes { grid-template-columns: 1fr; }
    .facts .long { grid-column: 1 / -1; }
    .facts dt { color: var(--quiet); font-size: .85rem; }
    .facts dd { margin: 0; }
    .code, code { font-family: ui-monospace, monospace; font-size: .85rem; }
    pre { background: var(--panel); padding: .75rem 1rem; border-radius: 6px;
      white-space: pre-wrap; margin: .25rem 0 1rem; }
    .trouble, .goldens, .evidence { margin: .25rem 0; padding-left: 1.25rem; }
    .advice { margin: .25rem 0 1rem; padding-left: 1.5rem; }
    .advice code { display: block; background: var(--panel); padding: .4rem .75rem;
      border-radius: 6px; margin: .15rem 0 .4rem; }
    table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
    th, td { text-align: left; vertical-align: top; padding: .3rem .6rem;
      border-bottom: 1px solid var(--rule); font-weight: normal; }
    thead th { color: var(--quiet); font-size: .85rem; }
    tbody th { font-weight: 500; }
    .asked { display: block; color: var(--quiet); font-size: .85rem; }
    .checks thead th:first-child { width: 38%; }
    .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
    td.bar { width: 132px; padding-top: .6rem; }
    .why td { background: var(--panel); font-size: .9rem; }
    .why span { display: block; }
    a { color: inherit; }
    a:focus-visible, summary:focus-visible, button:focus-visible {
      outline: 3px solid var(--told); outline-offset: 2px; }
    .plots { display: grid; gap: 1rem 1.5rem;
      grid-template-columns: repeat(auto-fill, minmax(min(27rem, 100%), 1fr)); }
    figure { margin: .5rem 0; position: relative; max-width: 34rem; }
    figure.pair { grid-column: 1 / -1; max-width: none; }
    .pair .panels { display: grid; gap: 0 1.5rem;
      grid-template-columns: repeat(auto-fit, minmax(min(27rem, 100%), 1fr)); }
    figure.wide { grid-column: 1 / -1; max-width: none; }
    figcaption { color: var(--quiet); font-size: .9rem; }
    figcaption b { display: block; font-weight: 500; color: var(--ink); }
    figcaption b::first-letter { text-transform: uppercase; }
    .larger { font: inherit; font-size: .85rem; color: var(--quiet); background: none;
      border: 1px solid var(--rule); border-radius: 4px; margin-top: .25rem; }
    .place { margin-left: .75rem; font-size: .85rem; color: var(--quiet);
      font-variant-numeric: tabular-nums; }
    svg { width: 100%; height: auto; display: block; }
    svg text { fill: var(--quiet); font: 12.5px system-ui, sans-serif; }
    svg path { fill: none; stroke-width: 1.2; }
    svg .grid, svg .axis { stroke: var(--rule); stroke-width: 1; }
    svg .axis { stroke: var(--quiet); }
    svg .line { stroke-linejoin: round; }
    svg .dots { stroke-width: 5; stroke-linecap: round; }
    svg .marks { stroke-width: 2; }
    svg .told { stroke: var(--told); } svg .told.area { fill: var(--told); stroke: none; }
    svg .golden { stroke: var(--truth); } svg .golden.dots { stroke-width: 9; }
    svg .band { stroke: var(--band); stroke-width: 6; opacity: .35; }
    svg .limit { stroke: var(--odd); stroke-width: 2; stroke-dasharray: 6 3; }
    svg .odd { stroke: var(--odd); stroke-width: 2; }
    svg .quiet { stroke: var(--quiet); stroke-dasharray: 2 3; }
    svg .stimulus { stroke: var(--wave); } svg .stimulus.area { fill: var(--wave); }
    .margin { width: 120px; }
    .margin .track { fill: var(--panel); }
    .margin .allowed { fill: var(--truth); opacity: .45; }
    .margin .doubt { stroke: var(--ink); stroke-width: 2; }
    .margin .value { stroke: var(--ink); stroke-width: 3; }
    .margin.fail .value { stroke: var(--fail); stroke-width: 4; }
    details { margin: .75rem 0; }
    summary { cursor: pointer; color: var(--quiet); }
    footer { margin-top: 3rem; padding-bottom: 2rem; color: var(--quiet); font-size: .85rem; }
    @media (max-width: 44rem) {
      .facts { grid-template-columns: 1fr 1fr; }
      .facts.hashes { grid-template-columns: 1fr; }
      .stacked thead { position: absolute; width: 1px; height: 1px; overflow: hidden;
        clip-path: inset(50%); }
      .stacked tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--rule); }
      .stacked th, .stacked td { display: block; border: 0; padding: .1rem 0; }
      .stacked td { display: flex; justify-content: space-between; gap: 1rem; text-align: right; }
      .stacked td:empty { display: none; }
      .stacked td::before { content: attr(data-label); color: var(--quiet); text-align: left; }
      .stacked .bar { width: auto; } .stacked .bar::before { content: none; }
      .stacked .margin { width: 100%; height: 16px; }
      .stacked .why td { display: block; text-align: left; padding: .5rem; }
      .stacked .why td::before { content: none; }
      .stacked .number { white-space: normal; }
    }
    @media print {
      :root { --ink: #000; --quiet: #444; --paper: #fff; --panel: #f4f4f4; --rule: #bbb;
        --pass: #00664a; --fail: #a33c00; --error: #8a2a66; --doubt: #6b5200; --none: #444;
        --told: #0072b2; --truth: #8c959f; --odd: #d55e00; --band: #56b4e9; --wave: #47525c; }
      html { font-size: 10pt; }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      .skip, .larger, .place { display: none; }
      .plots, .pair .panels { grid-template-columns: 1fr 1fr; }
      .bar { width: 90px; } .margin { width: 78px; }
      tr, figure, .facts div { break-inside: avoid; }
      h2, h3, thead { break-after: avoid; }
      summary { display: none; }
      details::details-content { content-visibility: visible; block-size: auto; }
    }
    """
}
