/** docs/simulator.md says all that the simulator does: each rule has its test, each misbehaviour its row (F6). */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { MISBEHAVIOURS } from '../../demo/simulator/misbehaviours.js';

const DOCUMENT = readFileSync('docs/simulator.md', 'utf8');
const TESTS = ['rules', 'people'].map((name) => readFileSync(`test/demo/simulator_${name}.test.ts`, 'utf8')).join('\n');

describe('docs/simulator.md', () => {
  test('F6 every rule has a test of its number, and every test a rule', () => {
    const rules = [...DOCUMENT.matchAll(/^\| (S\d\d) \|/gm)].map(([, id]) => id);
    const named = [...TESTS.matchAll(/['`]F6 ((?:O1 )?(?:S\d\d )+)/g)].flatMap(([, ids = '']) => ids.match(/S\d\d/g));
    expect([...new Set(named)].sort()).toEqual(rules);
  });

  test('F6 every misbehaviour has its row, in its words', () => {
    const rows = [...DOCUMENT.matchAll(/^\| `([a-z0-9-]+)` \| (.+) \|$/gm)].map(([, id, says]) => ({ id, says }));
    expect(rows).toEqual(MISBEHAVIOURS.map(({ id, says }) => ({ id, says })));
  });
});
