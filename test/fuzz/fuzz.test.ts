/** A short, seeded piece of `npm run fuzz` (S6): wrong requests at every door, and what holds of each answer. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DOORS } from './doors.js';
import { type Fuzzer, startFuzzer } from './fuzz.js';

const SEED = 20_261_122;
const REQUESTS = 500;

let fuzzer: Fuzzer;

beforeAll(async () => {
  fuzzer = await startFuzzer('memory');
});
afterAll(() => fuzzer.close());

test('S6 malformed requests at every door: a 4xx and a word, never a 5xx nor a stack, nothing reflected, nothing written', async () => {
  await fuzzer.batch({ seed: SEED, runs: REQUESTS });
  expect(fuzzer.tally.findings).toEqual([]);
  expect(fuzzer.tally.requests).toBeGreaterThanOrEqual(REQUESTS / 2);
  expect(fuzzer.tally.doors.size).toBeGreaterThan(DOORS.length * 0.8);
});

test('O2 the audit writes everything that the malformed requests left in it', async () => {
  expect(await fuzzer.remains()).toEqual([]);
});
