/**
 * Base rules of every page: one column, a scale of 4-8-12-16-24-32-48, targets of 48 px, a focus ring of 3 px (design:
 * Look; WCAG 2.2 1.4.10, 2.4.7, 2.5.8). A string in a module, so that a build copies nothing.
 */
export const BASE_CSS = `
*, ::before, ::after { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100% }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column;
  background: var(--page); color: var(--ink);
  font: 1.125rem/1.5 -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", system-ui, sans-serif;
  overflow-wrap: break-word; text-wrap: pretty;
}
h1, h2, h3, p, ul, ol, dl, dd, fieldset { margin: 0; padding: 0; border: 0; min-width: 0 }
h1 { font-size: 1.75rem; line-height: 1.25; letter-spacing: -.01em; text-wrap: balance }
h2 { font-size: 1.375rem; line-height: 1.3 }
h3 { font-size: 1.25rem; line-height: 1.3 }
h1, h2, h3, strong { font-weight: 650 }
h1, h2, h3, label, legend, summary, .help, .badge, .wrong, .upstream, .button, .quiet { overflow-wrap: anywhere }
a { color: var(--accent); text-underline-offset: .2em }
a:hover { text-decoration-thickness: .13em }
svg { flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round }
[hidden] { display: none !important }
:focus-visible, [autofocus]:focus { outline: 3px solid var(--focus); outline-offset: 3px; border-radius: 4px }
.unseen {
  position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap
}
.wide { width: 100%; max-width: 34rem; margin: 0 auto; padding: 0 16px }
.stack > * + * { margin-top: 16px }
.stack > form + form { margin-top: 8px }
.muted { color: var(--muted) }
.strong { font-weight: 650 }
.small { font-size: 1rem }

.skip { position: absolute; left: 16px; top: -100px; z-index: 1; padding: 12px 16px; background: var(--surface) }
.skip:focus { top: 8px }

.band { background: var(--band); color: var(--band-ink); border-bottom: 4px solid var(--highlight) }
.band .wide { display: flex; align-items: center; gap: 4px 12px; padding-top: 12px; padding-bottom: 12px }
.band a { color: inherit; display: inline-flex; align-items: center; min-height: 48px; padding: 0 4px }
.band :focus-visible { outline-color: var(--highlight); outline-offset: 0 }
.band .mark { color: var(--highlight) }
.portal { flex: 1; min-width: 0; line-height: 1.3 }
.portal b { display: block; font-size: 1.25rem; font-weight: 650 }
.portal span { display: inline-flex; align-items: center; gap: 6px; font-size: 1rem }

main { flex: 1; width: 100%; max-width: 34rem; margin: 0 auto }
.panel { background: var(--surface); padding: 24px 16px 32px; border-bottom: 1px solid var(--rule) }
.panel > * + * { margin-top: 24px }
.head > * + * { margin-top: 12px }

.step { display: flex; align-items: center; gap: 12px; color: var(--muted); font-size: 1rem }
.step i { display: flex; gap: 4px }
.step i b { width: 32px; height: 6px; border-radius: 3px; background: var(--rule) }
.step i .on { background: var(--accent) }

form > * + *, noscript > .field { margin-top: 24px }
form > :not(:not([type=hidden]) ~ *) { margin-top: 0 }
form > .field + details { margin-top: 8px }
.field > * + * { margin-top: 8px }
label, legend { display: block; padding: 0; font-weight: 650 }
.hint { color: var(--muted); font-size: 1rem }
.input {
  display: block; width: 100%; min-height: 52px; padding: 10px 14px;
  font: inherit; color: var(--ink); background: var(--surface);
  border: 2px solid var(--line); border-radius: 8px; appearance: none
}
.input[aria-invalid] { border-color: var(--danger) }
.input:focus { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 8px }
.digits { font-size: 1.5rem; font-variant-numeric: tabular-nums; letter-spacing: .04em; padding-top: 6px; padding-bottom: 6px }
.code { font-size: 2rem; letter-spacing: .3em; max-width: 12.5rem; min-height: 64px }
.code.two { max-width: 6.5rem }
.short { max-width: 9rem }
select.input { appearance: auto; padding-right: 4px }
.parts { display: flex; flex-wrap: wrap; gap: 8px 12px }
.parts label { font-weight: 400 }
.parts .input { width: 4rem; padding-left: 10px; padding-right: 10px }
.parts .year { width: 6rem }
.keypad { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 8px; max-width: 20rem }
.key {
  min-height: 56px; padding: 4px; border: 2px solid var(--line); border-radius: 8px; background: var(--surface);
  color: var(--ink); font-size: 1.5rem; font-weight: 650; font-variant-numeric: tabular-nums
}
.key[data-key=clear], .key[data-key=delete] { color: var(--accent); font-size: 1rem }
.with-toggle { display: flex; gap: 8px }
.with-toggle .input { flex: 1; min-width: 0 }
.with-toggle .quiet { width: auto; min-width: 0; overflow-wrap: normal }
.wrong { color: var(--danger); font-weight: 650 }
.wrong, .badge { display: flex; align-items: flex-start; gap: 8px }
.wrong svg, .badge svg { margin-top: .15em }

button { font: inherit; cursor: pointer }
.button, .toggle, .quiet {
  text-wrap: balance;
  display: inline-flex; align-items: center; justify-content: center; gap: 8px; min-height: 52px; padding: 10px 16px;
  border: 2px solid var(--accent); border-radius: 8px; font-weight: 650; text-align: center; text-decoration: none
}
.button { width: 100%; background: var(--accent); color: var(--accent-ink) }
.button:hover { box-shadow: inset 0 0 0 2px var(--surface) }
.button[aria-disabled] { cursor: progress }
.quiet { width: 100%; background: transparent; color: var(--accent) }
.buttons { display: flex; flex-wrap: wrap; gap: 12px }
.toggle { padding: 8px 14px; border-color: var(--line); background: transparent; color: var(--accent) }
.link {
  display: inline-flex; align-items: center; min-height: 48px; padding: 4px 0; border: 0; background: none;
  color: var(--accent); text-decoration: underline; text-underline-offset: .2em; text-align: left
}
.ways { list-style: none; padding-top: 16px; border-top: 1px solid var(--rule) }
h2 + .ways { padding-top: 0; border-top: 0 }

.upstreams { list-style: none }
.upstreams > li + li { margin-top: 24px }
.upstreams > li > * + * { margin-top: 12px }
.upstream {
  display: flex; align-items: center; justify-content: center; width: 15.3rem; max-width: 100%; min-height: 56px; padding: 8px 16px;
  border: 2px solid var(--accent); border-radius: 8px; background: var(--surface); color: var(--accent);
  font-weight: 650; line-height: 1.25; text-align: center; text-decoration: none
}
.upstream:hover { background: var(--soft); box-shadow: inset 0 0 0 2px var(--accent) }
.upstream.official { padding: 0; border: 0; border-radius: 4px; background: none }
.upstream.official:hover { box-shadow: 0 0 0 3px var(--accent) }
.upstream img { display: block; max-width: 100%; height: auto }
.about { display: inline-flex; align-items: center; min-height: 24px; font-size: 1rem }
.or { display: flex; align-items: center; gap: 16px; color: var(--muted); font-weight: 650 }
.or::before, .or::after { content: ""; flex: 1; border-top: 1px solid var(--rule) }

.cards > * + * { margin-top: 12px }
.card {
  display: flex; align-items: center; gap: 16px; min-height: 64px; padding: 12px 16px; font-weight: 400;
  border: 2px solid var(--line); border-radius: 8px; cursor: pointer
}
.card input { flex: none; width: 1.5rem; height: 1.5rem; margin: 0; accent-color: var(--accent) }
.card svg { color: var(--accent) }
.card b { display: block; font-weight: 650 }
.card span { min-width: 0 }
.card:has(:checked) { border-color: var(--accent); background: var(--soft); box-shadow: inset 0 0 0 1px var(--accent) }
.card:has(:focus-visible) { outline: 3px solid var(--focus); outline-offset: 3px }
.card :focus-visible { outline: 0 }
.good { color: var(--success) }
.panel > .ways + details { margin-top: 0 }
.panel > details + .link { margin-top: 12px }
.ways form { display: flex; flex-wrap: wrap; align-items: center; gap: 0 12px }
.ways form > * { margin: 0 }
.masked { font-variant-numeric: tabular-nums; overflow-wrap: anywhere }

.identity { padding: 16px; border: 2px solid var(--rule); border-radius: 8px }
.identity > * + * { margin-top: 16px }
.identity > div > * + * { margin-top: 4px }
.facts > div + div { margin-top: 8px }
.codes { columns: 12rem auto }
.codes > div { display: flex; flex-wrap: wrap; gap: 0 16px; align-items: baseline; break-inside: avoid }
.codes dt { min-width: 3.5rem; color: var(--muted) }
.codes dd { white-space: nowrap }
.codes dd, .secret { font-size: 1.5rem; font-variant-numeric: tabular-nums; letter-spacing: .04em }
.facts dt { color: var(--muted); font-size: 1rem }
.up { display: inline-block; min-height: 48px; padding: 10px 0 }
.up::before { content: "‹" / ""; display: inline-block; margin-right: 6px; font-size: 1.5rem; line-height: 1 }
.head > .up + h1 { margin-top: 4px }
.concerns { list-style: none; border: 2px solid var(--rule); border-radius: 8px }
.concerns > li + li { border-top: 1px solid var(--rule) }
.concerns a {
  display: flex; align-items: center; justify-content: space-between; gap: 16px; min-height: 72px; padding: 12px 16px;
  color: inherit; text-decoration: none
}
.concerns a:hover { background: var(--soft) }
.concerns a:hover b { text-decoration: underline; text-underline-offset: .2em }
.concerns b { display: block; color: var(--accent); font-weight: 650 }
.concerns .state { display: block; color: var(--muted); font-size: 1rem }
.concerns svg { color: var(--accent) }
.concerns span { min-width: 0; overflow-wrap: anywhere }
.leave { padding-top: 24px; border-top: 1px solid var(--rule) }
.leave > .link { margin-top: 8px }

.notice { padding: 16px; border-radius: 8px; background: var(--soft); border-left: 6px solid var(--accent) }
.notice.danger { background: var(--danger-soft); border: 2px solid var(--danger); border-left-width: 6px }
.notice.warning { border-left-color: var(--warning) }
.notice.success { border-left-color: var(--success) }
.notice > * + * { margin-top: 8px }
.notice > .spaced { margin-top: 16px }
.notice h2 { display: flex; align-items: center; gap: 8px; font-size: 1.25rem }
.notice.danger h2, .notice.danger a { color: var(--danger) }
.notice.success h2 { color: var(--success) }
.notice.warning h2 { color: var(--warning) }
.notice > [role=alert] > * + * { margin-top: 8px }
.notice ul { list-style: none }
.notice.danger > .badge svg { color: var(--danger) }
.notice.success > .badge svg { color: var(--success) }
.notice.warning > .badge svg { color: var(--warning) }
.notice li + li { margin-top: 8px }

.organisation { padding-bottom: 4px; border-bottom: 1px solid var(--rule) }
.organisation ul, .counts, .doors, .lines, .pages { list-style: none }
.organisation ul { display: flex; flex-wrap: wrap; gap: 0 clamp(10px, 3vw, 20px); margin-top: 4px }
.organisation .small { display: inline-block; overflow-wrap: anywhere }
.organisation a { display: inline-flex; align-items: center; min-height: 48px }
.organisation [aria-current] { color: inherit; font-weight: 650; text-decoration: none; box-shadow: inset 0 -3px var(--accent) }
.doors > li + li { margin-top: 12px }
.doors .card { color: inherit; text-decoration: none; justify-content: space-between }
.counts { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 12px }
.counts a { display: block; height: 100%; padding: 12px 16px; border: 2px solid var(--rule); border-radius: 8px; text-decoration: none }
.counts b { display: block; font-size: 1.75rem; line-height: 1.2; font-variant-numeric: tabular-nums }
.lines > li { display: flex; align-items: center; justify-content: space-between; gap: 4px 16px; padding: 8px 0; border-bottom: 1px solid var(--rule) }
.lines > li > :first-child { min-width: 0 }
.journal > li { align-items: baseline; justify-content: flex-start }
.journal time { flex: none }
.journal > li > * { overflow-wrap: anywhere }
.ways-out { display: flex; flex-wrap: wrap; align-items: center; gap: 0 24px; padding-top: 8px }
.leave.ways-out > * { margin: 0 }
.tick { display: flex; align-items: center; gap: 12px; min-height: 48px; font-weight: 400 }
.tick input, .rows input { flex: none; width: 1.5rem; height: 1.5rem; margin: 0; accent-color: var(--accent) }
.inner > * + *, .filters > * + * { margin-top: 16px }
.pages { display: flex; flex-wrap: wrap; align-items: center; gap: 0 24px }
.shown-code { font-size: 2.5rem; line-height: 1.3; font-weight: 650; font-variant-numeric: tabular-nums; letter-spacing: .1em }
.rows { width: 100%; border-collapse: collapse; text-align: left; font-size: 1rem }
.rows tr { position: relative }
.rows label { display: flex; align-items: center; justify-content: center; width: 48px; min-height: 48px }
.rows .ticks { width: 48px; padding: 0 }
.rows th { font-weight: 400 }
.narrow { display: none }
.rows thead th { color: var(--muted); padding: 8px }
.rows tbody th a { font-weight: 650 }
.rows tbody tr { border-top: 1px solid var(--rule) }
.rows tbody th, .rows td { padding: 12px 8px; vertical-align: top }

summary { display: flex; align-items: center; gap: 8px; min-height: 48px; padding: 8px 0; color: var(--accent); cursor: pointer; list-style: none }
summary::-webkit-details-marker { display: none }
summary svg { width: 20px; height: 20px }
summary span { text-decoration: underline; text-underline-offset: .2em }
[open] > summary svg { transform: rotate(90deg) }
details > :not(summary) { margin: 8px 0 16px }
.drawing { display: block; width: 100%; max-width: 20rem; height: auto; color: var(--muted); stroke-width: 1.5 }
.drawing text { fill: var(--ink); stroke: none; font-size: 13px; font-weight: 650; letter-spacing: .04em }
.drawing .found { stroke: var(--focus); stroke-width: 2.5 }
.list { padding-left: 1.25em }
.rules { list-style: none; font-size: 1rem }
.rules li { display: flex; gap: 8px; margin-top: 4px }
.rules li::before { content: "○" / ""; flex: none; width: 1.25em; text-align: center; color: var(--muted) }
.rules .met::before { content: "✓" / ""; color: var(--success); font-weight: 650 }
.rules .not-met { color: var(--danger); font-weight: 650 }
.rules .not-met::before { content: "✕" / ""; color: inherit }
.list li + li { margin-top: 8px }
.help { display: inline-flex; align-items: center; font-size: 1.5rem; font-weight: 650; font-variant-numeric: tabular-nums; min-height: 48px }

footer { padding: 24px 0 48px; font-size: 1rem }
footer ul { list-style: none; margin-top: 8px }
footer li a { display: inline-flex; align-items: center; min-height: 48px }
footer .wide > p a { white-space: nowrap }

@media (min-width: 36rem) {
  main { padding: 32px 16px 0 }
  .panel { padding: 32px 40px 40px; border: 1px solid var(--rule); border-radius: 12px }
  .button, .quiet { width: auto; min-width: 11rem }
  .pairs > div { display: grid; grid-template-columns: 12rem 1fr; gap: 0 16px }
  footer ul { display: flex; flex-wrap: wrap; gap: 0 24px }
}
@media (min-width: 50rem) {
  main.broad, body:has(.broad) .wide { max-width: 62rem }
  .filters { display: grid; grid-template-columns: repeat(3, 1fr); gap: 0 16px; align-items: end }
  .filters > * + * { margin-top: 0 }
  .search .with-toggle { max-width: 34rem }
}
@media (max-width: 49.99rem) {
  .rows thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  .rows, .rows tbody, .rows tbody tr, .rows tbody th, .rows td { display: block }
  .rows tbody tr { padding: 12px 0 12px 44px }
  .rows tbody th, .rows td { padding: 0 }
  .rows .ticks { position: absolute; left: -8px; top: 4px }
  .narrow { display: inline }
}
@media (max-width: 35.99rem) {
  .band .mark { display: none }
  .digits:not(.code) { letter-spacing: 0; padding-left: 10px; padding-right: 10px }
  .card { gap: 12px; padding: 12px }
}
@media (prefers-reduced-motion: no-preference) { summary svg { transition: transform .12s } }
@media (prefers-reduced-motion: reduce) { * { scroll-behavior: auto; transition: none; animation: none } }
@media (forced-colors: active) {
  .button, .quiet, .toggle, .key, .card, .input { border-color: ButtonBorder }
  .card:has(:checked) { border-color: Highlight }
  .step i b { border: 1px solid CanvasText }
  .step i .on { background: CanvasText; forced-color-adjust: none }
  .band { border-bottom-color: CanvasText }
  :focus-visible { outline-color: Highlight }
  main svg { color: CanvasText }
}
@media print {
  @page { size: A4; margin: 14mm }
  .band, .skip, footer, .button, .quiet, .link, .up, .on-screen { display: none }
  body { font-size: 12pt; line-height: 1.35; background: none; color: #000 }
  main { max-width: none; padding: 0 }
  .panel { padding: 0; border: 0; background: none }
  .panel > * + * { margin-top: 12pt }
  .stack > * + * { margin-top: 4pt }
  .list li + li { margin-top: 3pt }
  .muted { color: #000 }
  h1 { font-size: 20pt }
  h2 { font-size: 13pt; break-after: avoid }
  li { break-inside: avoid }
}
`;
