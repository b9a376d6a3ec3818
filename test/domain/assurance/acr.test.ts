/** A1: dominance is the explicit table of docs/assurance.md, not an order of strings. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ACR_VALUES, type Acr, isAcr, isFresh, satisfies, withoutFresh } from '../../../src/domain/assurance/acr.js';

const DOCUMENT = readFileSync(new URL('../../../docs/assurance.md', import.meta.url), 'utf8');

/** The table of the document: for each reached level, the levels it satisfies. */
function documentedDominance(): { columns: readonly string[]; rows: ReadonlyMap<string, readonly string[]> } {
  const table = /<!-- dominance -->\n([\s\S]*?)<!-- \/dominance -->/.exec(DOCUMENT)?.[1] ?? '';
  const lines = table.split('\n').filter((line) => line.startsWith('|') && !/^\| ?---/.test(line));
  const [head = [], ...body] = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
  const columns = head.slice(1);
  const rows = body.map(([level = '', ...cells]) => [level, columns.filter((_, at) => cells[at] === '✓')] as const);
  return { columns, rows: new Map(rows) };
}

describe('A1 which level satisfies which', () => {
  const { columns, rows } = documentedDominance();

  test('A1 the documented table has every level, once as a row and once as a column', () => {
    expect(columns).toEqual([...ACR_VALUES]);
    expect([...rows.keys()]).toEqual([...ACR_VALUES]);
  });

  test.each([...ACR_VALUES])('A1 %s satisfies what docs/assurance.md says, and nothing else', (reached) => {
    expect(ACR_VALUES.filter((wanted) => satisfies(reached, wanted))).toEqual(rows.get(reached));
  });

  test.each<[Acr, Acr]>([
    ['eidas2', 'two-factor'],
    ['eidas3', 'two-factor'],
    ['eidas3', 'eidas2'],
    ['phr', 'two-factor'],
    ['two-factor-fresh', 'two-step-fresh'],
    ['two-step-fresh', 'two-step'],
    ['eidas1', 'one-step'],
  ])('A1 %s satisfies %s', (reached, wanted) => {
    expect(satisfies(reached, wanted)).toBe(true);
  });

  test.each<[Acr, Acr]>([
    ['one-step', 'two-step'],
    ['eidas1', 'two-step'],
    ['two-step', 'two-factor'],
    ['two-step-fresh', 'two-factor'],
    ['two-factor', 'two-step-fresh'],
    ['two-factor', 'eidas1'],
    ['two-factor-fresh', 'phr'],
    ['eidas3', 'two-step-fresh'],
    ['eidas2', 'eidas3'],
    ['phr', 'two-factor-fresh'],
    ['phr', 'eidas2'],
  ])('A1 %s does not satisfy %s', (reached, wanted) => {
    expect(satisfies(reached, wanted)).toBe(false);
  });

  test('A1 what satisfies a level satisfies all that the level satisfies', () => {
    for (const a of ACR_VALUES) {
      for (const b of ACR_VALUES.filter((level) => satisfies(a, level))) {
        for (const c of ACR_VALUES.filter((level) => satisfies(b, level)))
          expect([a, c, satisfies(a, c)]).toEqual([a, c, true]);
      }
    }
  });

  test('A1 no two levels satisfy each other', () => {
    for (const a of ACR_VALUES) {
      for (const b of ACR_VALUES) expect(a !== b && satisfies(a, b) && satisfies(b, a)).toBe(false);
    }
  });

  test('A1 only a fresh level satisfies a fresh one', () => {
    for (const wanted of ACR_VALUES.filter(isFresh)) {
      expect(ACR_VALUES.filter((reached) => satisfies(reached, wanted) && !isFresh(reached))).toEqual([]);
    }
  });
});

describe('A4 names of levels', () => {
  test.each([undefined, null, 2, '', 'two-Step', 'two-step ', 'toString', '__proto__', ['two-step']])(
    'A4 %j is no level',
    (value) => {
      expect(isAcr(value)).toBe(false);
    },
  );

  test.each([...ACR_VALUES])('A4 a refreshed token of %s carries the same level without freshness', (acr) => {
    const refreshed = withoutFresh(acr);
    expect(refreshed).toBe(acr.replace('-fresh', ''));
    expect(isAcr(refreshed) && !isFresh(refreshed) && satisfies(acr, refreshed)).toBe(true);
  });

  test('A4 a refreshed token keeps a name that is no level of ours', () => {
    expect(withoutFresh('urn:example:two-step-fresh')).toBe('urn:example:two-step-fresh');
  });
});
