import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Claim, type Owner, settle, type Verdict } from '../../../src/domain/import/settle.js';

type Keys = readonly [string, ...string[]];

const claims = (...keys: readonly string[]): readonly Claim[] =>
  keys.map((key) => ({ field: key[0] ?? '', keys: [key] as Keys }));

/** A file of which the first `cut` lines are in the database already, written by the same run. */
function inTwoBatches(
  lines: ReadonlyArray<readonly Claim[]>,
  before: ReadonlyMap<string, Owner>,
  cut: number,
): readonly Verdict[] {
  const first = settle(lines.slice(0, cut), (key) => before.get(key));
  const owners = new Map(before);
  for (const [at, verdict] of first.entries())
    if (verdict === 'create')
      for (const { keys } of lines[at] ?? []) owners.set(keys[0], { accountId: `new${at}`, isOfThisRun: true });
  return [...first, ...settle(lines.slice(cut), (key) => owners.get(key))];
}

test('C9 a person who is there is left alone; numbers of two people, or of an earlier line, are refused', () => {
  const owners = new Map<string, Owner>([
    ['n1', { accountId: 'one', isOfThisRun: false }],
    ['a1', { accountId: 'one', isOfThisRun: false }],
    ['a2', { accountId: 'two', isOfThisRun: false }],
  ]);
  expect(
    settle(
      [
        claims('n1', 'a1'),
        claims('n1', 'a2'),
        claims('n3', 'a2'),
        claims('n4', 'a4'),
        claims('n5', 'a4'),
        claims('n5'),
      ],
      (key) => owners.get(key),
    ),
  ).toEqual([
    'present',
    [{ field: 'n', code: 'identifier-taken' }],
    [{ field: 'a', code: 'identifier-taken' }],
    'create',
    [{ field: 'a', code: 'duplicate-in-file' }],
    'create',
  ]);
});

test('C9 an identifier that is kept under an older key is found all the same', () => {
  const owner = { accountId: 'one', isOfThisRun: false };
  expect(settle([[{ field: 'nir', keys: ['new', 'old'] }]], (key) => (key === 'old' ? owner : undefined))).toEqual([
    'present',
  ]);
});

test('C9 where a file is cut into batches changes nothing of what becomes of its lines', () => {
  const line = fc
    .tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }))
    .map(([n, a]) => claims(`n${n}`, `a${a}`));
  const owner = fc.constantFrom<Owner>(
    { accountId: 'one', isOfThisRun: false },
    { accountId: 'two', isOfThisRun: false },
  );
  const before = fc
    .array(fc.tuple(fc.constantFrom('n0', 'n1', 'a0', 'a1'), owner))
    .map((entries) => new Map<string, Owner>(entries));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), before, fc.nat(20), (lines, owners, cut) => {
      expect(inTwoBatches(lines, owners, cut)).toEqual(settle(lines, (key) => owners.get(key)));
    }),
  );
});
