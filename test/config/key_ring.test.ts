/** S4, S7: key rings rotate: newest first, each key by the id that stands beside what it protects. */
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { generateSecrets } from '../../src/config/development_secrets.js';
import { keyRing, readKeyRing } from '../../src/config/key_ring.js';
import { readSecrets } from '../../src/config/secrets.js';

const secret = () => randomBytes(32).toString('base64url');

describe('S4 a key ring', () => {
  test('S4 the first key is the current one, and every one is found by its id', () => {
    const [newer, older] = [secret(), secret()];
    const reading = readKeyRing(`2026-11:${newer}, 2025_04:${older}`);
    if (!reading.ok) throw new Error(reading.why);
    expect(reading.ring.current).toEqual({ id: '2026-11', secret: Buffer.from(newer, 'base64url') });
    expect(reading.ring.keys.map(({ id }) => id)).toEqual(['2026-11', '2025_04']);
    expect(reading.ring.byId('2025_04').secret.toString('base64url')).toBe(older);
  });

  test('S4 an id that is not there is an error, never another key', () => {
    const ring = keyRing([{ id: 'k1', secret: randomBytes(32) }]);
    expect(() => ring.byId('k2')).toThrow('no key with id k2 in the ring');
    expect(() => ring.byId('')).toThrow();
  });

  test('S4 a ring has at least one key', () => {
    expect(() => keyRing([])).toThrow('a key ring needs a key');
  });

  test('S4 keys in standard base64 are read as well', () => {
    const bytes = randomBytes(32);
    const reading = readKeyRing(`k1:${bytes.toString('base64')}`);
    expect(reading.ok && reading.ring.current.secret.equals(bytes)).toBe(true);
  });

  test.each([
    ['no id', secret()],
    ['an empty id', `:${secret()}`],
    ['an id with a space', `k 1:${secret()}`],
    ['an id too long', `${'k'.repeat(33)}:${secret()}`],
    ['an empty secret', 'k1:'],
    ['a secret that is no base64', 'k1:éééééééééééééééééééééééééééééééé'],
    ['a key left out', `k1:${secret()},`],
    ['nothing', ''],
  ])('S4 refuses %s', (_, text) => {
    expect(readKeyRing(text)).toEqual({ ok: false, why: 'must be id:base64url[,id:base64url…], newest first' });
  });

  test('S4 refuses one id for two keys', () => {
    expect(readKeyRing(`k1:${secret()},k1:${secret()}`)).toEqual({ ok: false, why: 'key id "k1" is used twice' });
  });

  test('S4 a weak old key is refused as a weak new one, by its id', () => {
    const short = randomBytes(16).toString('base64url');
    expect(readKeyRing(`k2:${secret()},k1:${short}`)).toEqual({ ok: false, why: 'key "k1" is shorter than 32 bytes' });
  });

  test('S4 random secrets are never taken for known ones', () => {
    for (let run = 0; run < 5_000; run += 1) expect(readKeyRing(`k1:${secret()}`).ok).toBe(true);
    for (let run = 0; run < 500; run += 1) expect(readKeyRing(`k1:${randomBytes(32).toString('hex')}`).ok).toBe(true);
  });
});

describe('O1 generated secrets', () => {
  test('O1 they are accepted, and no two are alike', async () => {
    const [first, second] = [await generateSecrets(), await generateSecrets()];
    expect(readSecrets(first).ok).toBe(true);
    expect(readSecrets(second).ok).toBe(true);
    for (const variable of Object.keys(first)) expect(first[variable]).not.toBe(second[variable]);
  });
});
