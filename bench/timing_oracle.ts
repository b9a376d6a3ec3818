/**
 * I1, S1: an unknown NIR and a wrong password must take the same time. One try after the other, the two kinds in random
 * order, each from a network of its own; each number is tried past the free failures, so that throttled answers count.
 */
import { randomInt } from 'node:crypto';
import { authorizationPath, formOf, newBrowser } from './flows.js';
import { strangers } from './people.js';
import { areaUnderCurve, percentile, standardErrorOfArea } from './statistics.js';
import type { World } from './world.js';

export interface Comparison {
  readonly answers: string;
  readonly known: number;
  readonly unknown: number;
  readonly knownMedian: number;
  readonly unknownMedian: number;
  readonly area: number;
  readonly standardError: number;
}

const TRIES_A_NUMBER = 8;
const WRONG = '19283746';
/** visits far from those of the other operations */
const FIRST_VISIT = 60_000;

/** @param tries of both kinds together */
export async function compareTimes(world: World, tries: number): Promise<readonly Comparison[]> {
  const numbers = Math.ceil(tries / 2 / TRIES_A_NUMBER);
  const known = world.people.slice(-numbers).map(({ nir }) => nir);
  const pairs = strangers(numbers, world.accounts).map((unknown, at) => ({ unknown, known: known[at] ?? '' }));
  const samples: Array<{ isKnown: boolean; status: number; milliseconds: number }> = [];
  let visit = FIRST_VISIT;
  for (const pair of pairs) {
    for (let attempt = 0; attempt < TRIES_A_NUMBER; attempt += 1) {
      const knownFirst = randomInt(2) === 0;
      for (const isKnown of [knownFirst, !knownFirst]) {
        visit += 1;
        const browser = newBrowser(world.poterne, visit);
        const page = await browser.get(authorizationPath(world.poterne));
        const { action, fields } = formOf(page, '/login');
        const identifier = isKnown ? pair.known : pair.unknown;
        const started = performance.now();
        const { status } = await browser.post(action, { ...fields, identifier, password: WRONG });
        samples.push({ isKnown, status, milliseconds: performance.now() - started });
      }
    }
  }
  const compare = (answers: string, wanted: (status: number) => boolean): Comparison => {
    const of = (isKnown: boolean) =>
      samples.filter((each) => each.isKnown === isKnown && wanted(each.status)).map(({ milliseconds }) => milliseconds);
    const [a, b] = [of(true), of(false)];
    return {
      answers,
      known: a.length,
      unknown: b.length,
      knownMedian: percentile(a, 0.5),
      unknownMedian: percentile(b, 0.5),
      area: areaUnderCurve(a, b),
      standardError: standardErrorOfArea(a.length, b.length),
    };
  };
  return [
    compare('all', () => true),
    compare('checked (422)', (status) => status === 422),
    compare('throttled (429)', (status) => status === 429),
  ];
}
