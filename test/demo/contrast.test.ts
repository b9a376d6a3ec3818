/** X2 the colours of the demonstration's pages: 4.5:1 for text and 3:1 for edges, in light and in dark (WCAG 2.2). */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { assetPath } from '../../demo/asset_path.js';

type Colours = ReadonlyMap<string, string>;

function tokensOf(names: readonly string[], dark: boolean): Colours {
  const colours = new Map<string, string>();
  for (const name of names) {
    const css = readFileSync(assetPath(name), 'utf8');
    const darkBlock = /@media \(prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}/.exec(css);
    const light = css.slice(0, darkBlock?.index ?? css.length);
    const declarations = `${/:root \{([^}]*)\}/.exec(light)?.[1] ?? ''}\n${dark ? (darkBlock?.[1] ?? '') : ''}`;
    // the sheets follow each other: a later `:root` wins over an earlier dark one too
    for (const [, token = '', value = ''] of declarations.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6})/g))
      colours.set(token, value);
  }
  return colours;
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((from) => {
    const channel = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(colours: Colours, a: string, b: string): number {
  const [high = 1, low = 1] = [a, b].map((token) => luminance(colours.get(token) ?? '#808080')).sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const SHEETS: ReadonlyArray<readonly [string, readonly string[]]> = [
  ['inbox', ['web/base.css', 'inbox/inbox.css']],
  ['caf', ['web/base.css', 'portal/portal.css', 'portal/caf.css']],
  ['peps', ['web/base.css', 'portal/portal.css', 'portal/peps.css']],
  ['call centre', ['web/base.css', 'call_centre/call_centre.css']],
  ['simulator', ['web/base.css', 'simulator/simulator.css']],
];
const TEXT: ReadonlyArray<readonly [string, string]> = [
  ...['ink', 'muted', 'link', 'danger', 'success', 'warning'].flatMap((ink) => [
    [ink, 'surface'] as const,
    [ink, 'page'] as const,
  ]),
  ['ink', 'quiet'],
  ['accent-ink', 'accent'],
  ['band-ink', 'band'],
  ['mark-ink', 'mark'],
];
const EDGES: ReadonlyArray<readonly [string, string]> = [
  ['edge', 'surface'],
  ['edge', 'page'],
  ['focus', 'surface'],
  ['focus', 'page'],
  ['accent', 'surface'],
  ['accent', 'page'],
];

describe.each(SHEETS)('%s', (_, names) => {
  test.each([false, true])('X2 contrast holds, dark: %s', (dark) => {
    const colours = tokensOf(names, dark);
    for (const [ink, ground] of TEXT)
      expect({ ink, ground, enough: contrast(colours, ink, ground) >= 4.5 }).toEqual({ ink, ground, enough: true });
    for (const [edge, ground] of EDGES)
      expect({ edge, ground, enough: contrast(colours, edge, ground) >= 3 }).toEqual({ edge, ground, enough: true });
  });
});
