/** S7: the life of a key as a table: what each state lets be done with it, and what a rotation does next. */
import { describe, expect, test } from '@jest/globals';
import {
  decideActivation,
  decidePublication,
  decideRetirement,
  isOffered,
  type KeyRules,
  type KeyState,
  nextStep,
  type ProviderKey,
} from '../../src/domain/keys/provider_key.js';

const RULES: KeyRules = { publishedAheadSeconds: 620, retireAfterSeconds: 43_220 };
const NOW = Date.parse('2026-11-22T10:00:00Z');
const secondsAgo = (seconds: number) => NOW - seconds * 1000;

function key(kid: string, state: KeyState, change: Partial<ProviderKey> = {}): ProviderKey {
  return {
    kid,
    purpose: 'signing',
    alg: 'ES256',
    state,
    publishedAt: secondsAgo(100_000),
    activatedAt: undefined,
    deactivatedAt: undefined,
    retiredAt: undefined,
    ...change,
  };
}

const ACTIVE = key('active', 'active');
const published = (seconds: number) => key('published', 'published', { publishedAt: secondsAgo(seconds) });
const retiring = (seconds: number) => key('retiring', 'retiring', { deactivatedAt: secondsAgo(seconds) });
const RETIRED = key('retired', 'retired');

describe('S7 activation', () => {
  const activate = (keys: readonly ProviderKey[], kid: string, isForced = false) =>
    decideActivation([ACTIVE, ...keys], kid, NOW, RULES, isForced);
  const toThe = (kid: string) => ({
    ok: true,
    moves: [
      { kid: 'active', to: 'retiring' },
      { kid, to: 'active' },
    ],
  });

  test.each([
    ['a key published long enough', [published(620)], 'published', false, toThe('published')],
    ['a key just published', [published(619)], 'published', false, { ok: false, code: 'too-early', from: NOW + 1000 }],
    ['a key just published, at once', [published(0)], 'published', true, toThe('published')],
    ['a retiring key: everybody knows it still', [retiring(1)], 'retiring', false, toThe('retiring')],
    ['the active key', [], 'active', true, { ok: false, code: 'is-active' }],
    ['a retired key, whose private part is gone', [RETIRED], 'retired', true, { ok: false, code: 'is-retired' }],
    ['a key that nobody has', [], 'other', true, { ok: false, code: 'unknown-key' }],
  ])('S7 of %s', (_, keys, kid, isForced, expected) => {
    expect(activate(keys, kid, isForced)).toEqual(expected);
  });

  test('S7 replaces the key of the same purpose and algorithm, and no other', () => {
    const others = [
      key('rs256', 'active', { alg: 'RS256' }),
      key('towards-upstreams', 'active', { purpose: 'upstream_authentication' }),
    ];
    expect(activate([published(620), ...others], 'published')).toEqual(toThe('published'));
  });
});

describe('S7 retirement', () => {
  const retire = (keys: readonly ProviderKey[], kid: string, isForced = false) =>
    decideRetirement([ACTIVE, ...keys], kid, NOW, RULES, isForced);
  const gone = (kid: string) => ({ ok: true, moves: [{ kid, to: 'retired' }] });

  test.each([
    ['a key replaced long enough ago', [retiring(43_220)], 'retiring', false, gone('retiring')],
    ['a key just replaced', [retiring(43_219)], 'retiring', false, { ok: false, code: 'too-early', from: NOW + 1000 }],
    ['a key just replaced, at once', [retiring(0)], 'retiring', true, gone('retiring')],
    ['a key that was never used', [published(0)], 'published', false, gone('published')],
    ['the active key, whatever is said', [published(620)], 'active', true, { ok: false, code: 'is-active' }],
    ['a retired key', [RETIRED], 'retired', true, { ok: false, code: 'is-retired' }],
    ['a key that nobody has', [], 'other', true, { ok: false, code: 'unknown-key' }],
  ])('S7 of %s', (_, keys, kid, isForced, expected) => {
    expect(retire(keys, kid, isForced)).toEqual(expected);
  });
});

describe('S7 the next step of a rotation', () => {
  const next = (...keys: readonly ProviderKey[]) => nextStep(keys, 'signing', 'ES256', RULES);

  test.each([
    ['none under way: publish', [ACTIVE, RETIRED], { step: 'publish' }],
    ['a published key waits', [ACTIVE, published(20)], { step: 'activate', kid: 'published', from: NOW + 600_000 }],
    ['a replaced key waits', [ACTIVE, retiring(20)], { step: 'retire', kid: 'retiring', from: NOW + 43_200_000 }],
    [
      'both wait: the earlier one',
      [ACTIVE, retiring(43_210), published(600)],
      { step: 'retire', kid: 'retiring', from: NOW + 10_000 },
    ],
    [
      'a key published before the active one was overtaken: it goes unused',
      [key('active', 'active', { publishedAt: secondsAgo(700) }), published(800)],
      { step: 'retire', kid: 'published', from: secondsAgo(800) },
    ],
    [
      'keys of another algorithm are another rotation',
      [ACTIVE, key('rs256', 'published', { alg: 'RS256' })],
      { step: 'publish' },
    ],
  ])('S7 %s', (_, keys, expected) => {
    expect(next(...keys)).toEqual(expected);
  });

  test('S7 of two published keys the newest goes on, and the other is retired', () => {
    const older = key('older', 'published', { publishedAt: secondsAgo(900) });
    expect(next(ACTIVE, older, published(800))).toMatchObject({ step: 'retire', kid: 'older' });
    expect(next(ACTIVE, published(800))).toMatchObject({ step: 'activate', kid: 'published' });
  });

  test('S7 more than eight living keys of one kind are refused', () => {
    const living = Array.from({ length: 8 }, (_, at) => key(`k${at}`, at === 0 ? 'active' : 'retiring'));
    expect(decidePublication(living, 'signing', 'ES256')).toEqual({ ok: false, code: 'too-many-keys' });
    expect(decidePublication(living, 'signing', 'RS256').ok).toBe(true);
    expect(decidePublication([...living.slice(1), RETIRED], 'signing', 'ES256').ok).toBe(true);
  });
});

describe('F1 decryption keys that upstreams are told of', () => {
  const of = (kid: string, state: KeyState, seconds: number) =>
    key(kid, state, { purpose: 'upstream_decryption', alg: 'ECDH-ES', publishedAt: secondsAgo(seconds) });

  test.each([
    ['the active one', [of('a', 'active', 9_000)], ['a']],
    ['no published one that a process may not hold yet', [of('a', 'active', 9_000), of('b', 'published', 619)], ['a']],
    ['the published one once all hold it', [of('a', 'active', 9_000), of('b', 'published', 620)], ['a', 'b']],
    [
      'of two published ones the newest',
      [of('a', 'active', 9_000), of('b', 'published', 900), of('c', 'published', 800)],
      ['a', 'c'],
    ],
    ['none that was replaced: it opens what still comes', [of('a', 'retiring', 9_000), of('b', 'active', 900)], ['b']],
  ])('F1 %s', (_, keys, expected) => {
    expect(keys.filter((each) => isOffered(each, keys, NOW, RULES)).map(({ kid }) => kid)).toEqual(expected);
  });
});
