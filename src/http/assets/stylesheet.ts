/**
 * The one style sheet of a realm's pages: its colours as custom properties, then the base rules (design: Look; X1, X2).
 */
import { BASE_CSS } from './base_css.js';
import type { Palette, Theme } from './themes.js';

/**
 * Builds the style sheet of a theme: light, dark by `prefers-color-scheme`, forced colours by the base rules.
 *
 * @returns CSS without comments or needless spaces, ready to be served
 */
export function stylesheet(theme: Theme): string {
  const light = `:root{color-scheme:light dark;${properties(theme.light)}}`;
  const dark = `@media (prefers-color-scheme:dark){:root{${properties(theme.dark)}}}`;
  return light + dark + compact(BASE_CSS);
}

function properties(palette: Palette): string {
  return Object.entries(palette)
    .map(([role, colour]) => `--${role.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${colour}`)
    .join(';');
}

/** A sheet without comments and needless spaces. */
export function compact(css: string): string {
  return css
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .trim();
}
