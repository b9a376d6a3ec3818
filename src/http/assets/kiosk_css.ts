/** What a kiosk's pages have beside the rest (I9): « Terminer », the keys, the question whether somebody is there. */
export const KIOSK_CSS = `
.kiosk-bar { background: var(--surface); border-bottom: 1px solid var(--rule) }
.kiosk-bar .wide { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px; padding-top: 8px; padding-bottom: 8px }
.kiosk-bar p { flex: 1 1 12rem; font-size: 1rem }
.finish {
  display: inline-flex; align-items: center; justify-content: center; min-height: 56px; padding: 8px 32px; border-radius: 8px;
  background: var(--danger); color: var(--surface); font-weight: 650; text-decoration: none
}
.kiosk-keys { padding: 16px }
.kiosk-keys > * + * { margin-top: 8px }
.kiosk-keys .key { min-height: 64px }
.keyed { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent) }
dialog {
  max-width: min(34rem, calc(100% - 32px)); padding: 24px 16px; border: 2px solid var(--line); border-radius: 8px;
  background: var(--surface); color: var(--ink)
}
dialog > * + * { margin-top: 16px }
dialog::backdrop { background: rgb(0 0 0 / .6) }
@media (min-width: 50rem) {
  .with-keys main { display: grid; grid-template-columns: 1fr 20rem; gap: 24px; align-items: start; max-width: 62rem }
  .with-keys .wide { max-width: 62rem }
  .kiosk-keys { position: sticky; top: 0 }
}
`;
