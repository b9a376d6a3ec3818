/** Colours of each theme, measured (design: Look; WCAG 2.2 1.4.3 and 1.4.11). */
import { describe, expect, test } from '@jest/globals';
import { type Palette, THEMES } from '../../src/http/assets/themes.js';

type Role = keyof Palette;

const TEXT: readonly (readonly [Role, Role])[] = [
  ...(['ink', 'muted', 'accent', 'danger', 'success', 'warning'] as const).flatMap((ink) =>
    (['surface', 'page', 'soft'] as const).map((paper) => [ink, paper] as const),
  ),
  ['ink', 'dangerSoft'],
  ['danger', 'dangerSoft'],
  ['accent', 'dangerSoft'],
  ['accentInk', 'accent'],
  ['bandInk', 'band'],
];

const EDGES: readonly (readonly [Role, Role])[] = [
  ...(['line', 'accent', 'danger', 'focus'] as const).flatMap((edge) =>
    (['surface', 'page', 'soft'] as const).map((paper) => [edge, paper] as const),
  ),
  ['focus', 'dangerSoft'],
  ['highlight', 'band'],
];

/** Relative luminance contrast, WCAG 2.2's definition. */
function contrast(first: string, second: string): number {
  const [lighter = 0, darker = 0] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test('X2 contrast is measured as WCAG defines it', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

describe.each(Object.values(THEMES))('X2 theme $name', (theme) => {
  describe.each(['light', 'dark'] as const)('%s', (scheme) => {
    const palette = theme[scheme];

    test.each(TEXT)('text %s on %s has 4.5:1', (ink, paper) => {
      expect(contrast(palette[ink], palette[paper])).toBeGreaterThanOrEqual(4.5);
    });

    test.each(EDGES)('edge %s on %s has 3:1', (edge, paper) => {
      expect(contrast(palette[edge], palette[paper])).toBeGreaterThanOrEqual(3);
    });

    test('every colour is #rrggbb', () => {
      for (const colour of Object.values(palette)) expect(colour).toMatch(/^#[0-9a-f]{6}$/);
    });
  });
});
