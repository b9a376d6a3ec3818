import { createHash, pbkdf2Sync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { hash as argon2 } from '@node-rs/argon2';
import { hash as bcrypt } from '@node-rs/bcrypt';
import { createPasswordHasher } from '../../src/adapters/system/password/password_hasher.js';
import type { KeyRing, RingKey } from '../../src/domain/keys/key_ring.js';
import type { StoredPassword } from '../../src/ports/account/account_store.js';

const PASSWORD = '70413928';
const COST = { memoryKib: 64, iterations: 1, parallelism: 1 };
const LIMITS = { concurrency: 2, queue: 10 };
const [ARGON2D, ARGON2I, ARGON2ID] = [0, 1, 2];

const OLD = { id: 'k1', secret: Buffer.alloc(32, 1) };
const NEW = { id: 'k2', secret: Buffer.alloc(32, 2) };
const RING = ringOf(NEW, OLD);

function ringOf(current: RingKey, ...older: readonly RingKey[]): KeyRing {
  const keys = [current, ...older];
  const byId = (id: string) => {
    const key = keys.find((candidate) => candidate.id === id);
    if (!key) throw new Error('the ring lacks it');
    return key;
  };
  return { current, keys, byId };
}

async function countedHasher(ring = RING, cost = COST, limits = LIMITS) {
  const count = { verifications: 0, computations: 0 };
  const hasher = await createPasswordHasher(
    ring,
    cost,
    limits,
    () => {
      count.verifications += 1;
    },
    () => {
      count.computations += 1;
    },
  );
  return { hasher, count };
}

const imported = (hash: string): StoredPassword => ({ hash, pepperKeyId: '' });
const bare = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
const SALT = Buffer.from('a salt of 16 b..');
const derived = (digest: string, iterations: number) => pbkdf2Sync(PASSWORD, SALT, iterations, 32, digest);
const sha256 = (...parts: ReadonlyArray<string | Buffer>) =>
  createHash('sha256')
    .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
    .digest();

const LEGACY: ReadonlyArray<readonly [string, () => Promise<string> | string]> = [
  ['bcrypt $2a$', () => bcrypt(PASSWORD, { cost: 4, version: '2a' })],
  ['bcrypt $2b$', () => bcrypt(PASSWORD, { cost: 4, version: '2b' })],
  ['bcrypt $2y$', () => bcrypt(PASSWORD, { cost: 4, version: '2y' })],
  [
    'SHA-256, salt before, hex',
    () => `$sha256$order=before,salt=text$Sel-é$${sha256('Sel-é', PASSWORD).toString('hex')}`,
  ],
  [
    'SHA-256, salt after, base64',
    () => `$sha256$order=after,salt=base64$${bare(SALT)}$${bare(sha256(PASSWORD, SALT))}`,
  ],
  [
    'SHA-256, salt in hex',
    () => `$sha256$order=before,salt=hex$${SALT.toString('hex')}$${bare(sha256(SALT, PASSWORD))}`,
  ],
  ['PBKDF2-SHA-256', () => `$pbkdf2-sha256$i=100,l=32$${bare(SALT)}$${bare(derived('sha256', 100))}`],
  [
    'PBKDF2-SHA-512 of passlib',
    () => `$pbkdf2-sha512$100$${bare(SALT)}$${bare(derived('sha512', 100)).replaceAll('+', '.')}`,
  ],
  ['PBKDF2 of Django', () => `pbkdf2_sha256$100$${SALT.toString()}$${derived('sha256', 100).toString('base64')}`],
  ['PBKDF2-SHA-1 of Django', () => `pbkdf2_sha1$100$${SALT.toString()}$${derived('sha1', 100).toString('base64')}`],
  ['Argon2id', () => argon2(PASSWORD, { memoryCost: 64, timeCost: 1 })],
  ['Argon2i', () => argon2(PASSWORD, { algorithm: ARGON2I, memoryCost: 64, timeCost: 1 } as object)],
  ['Argon2d', () => argon2(PASSWORD, { algorithm: ARGON2D, version: 0, memoryCost: 64, timeCost: 2 } as object)],
];

describe('C9 other systems’ hashes', () => {
  test.each(LEGACY)('%s verifies once and is ours from then on; a wrong password never is', async (_, make) => {
    const { hasher, count } = await countedHasher();
    const stored = imported(await make());
    expect(await hasher.check('70413929', stored)).toEqual({ state: 'wrong' });
    expect(await hasher.check('', stored)).toEqual({ state: 'wrong' });
    const right = await hasher.check(PASSWORD, stored);
    expect(right).toMatchObject({ state: 'right', which: 'stored', upgraded: { pepperKeyId: 'k2' } });
    // one Argon2 computation a check: of the new hash where it was right, of nothing where it was wrong
    expect(count.verifications).toBe(3);
    const upgraded = right.state === 'right' ? right.upgraded : undefined;
    expect(upgraded?.hash).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$/);
    expect(await hasher.check(PASSWORD, upgraded ?? null)).toEqual({ state: 'right', which: 'stored' });
    expect(await hasher.check('70413929', upgraded ?? null)).toEqual({ state: 'wrong' });
  });

  test('bcrypt reads 72 bytes of a long password, as the system that it came from did', async () => {
    const { hasher } = await countedHasher();
    const long = 'x'.repeat(72);
    const stored = imported(await bcrypt(long, { cost: 4 }));
    expect(await hasher.check(`${long}y`, stored)).toMatchObject({ state: 'right' });
    expect(await hasher.check(`${'x'.repeat(71)}y`, stored)).toEqual({ state: 'wrong' });
  });

  test('a row that holds no hash is a fault that does not repeat it', async () => {
    const { hasher } = await countedHasher();
    await expect(hasher.check(PASSWORD, imported('in-plain-text'))).rejects.toThrow(
      /^a stored legacy hash is unknown-scheme$/,
    );
    await expect(hasher.check(PASSWORD, { hash: 'in-plain-text', pepperKeyId: 'k1' })).rejects.toThrow(
      /^a stored password is no Argon2id hash of ours$/,
    );
  });
});

describe('C2 C3 hashes of ours', () => {
  test('a hash reads by the library’s own verification, pepper included', async () => {
    const { verify } = await import('@node-rs/argon2');
    const { hasher } = await countedHasher();
    const stored = await hasher.hash(PASSWORD);
    expect(await verify(stored.hash, PASSWORD, { secret: NEW.secret })).toBe(true);
    expect(await verify(stored.hash, PASSWORD, { secret: OLD.secret })).toBe(false);
    const theirs = await argon2(PASSWORD, {
      algorithm: ARGON2ID,
      memoryCost: 64,
      timeCost: 1,
      secret: NEW.secret,
    } as object);
    expect(await hasher.check(PASSWORD, { hash: theirs, pepperKeyId: 'k2' })).toEqual({
      state: 'right',
      which: 'stored',
    });
  });

  test('two hashes that share a salt are decided by one computation', async () => {
    const { hasher, count } = await countedHasher();
    const stored = await hasher.hash(PASSWORD);
    const other = await hasher.hash('58294170', stored);
    expect(other.hash.split('$')[4]).toBe(stored.hash.split('$')[4]);
    expect(await hasher.check(PASSWORD, stored, other)).toEqual({ state: 'right', which: 'stored' });
    expect(await hasher.check('58294170', stored, other)).toEqual({ state: 'right', which: 'other' });
    expect(await hasher.check('11111111', stored, other)).toEqual({ state: 'wrong' });
    expect(await hasher.check('11111111', null, null)).toEqual({ state: 'wrong' });
    expect(await hasher.check('58294170', null, other)).toEqual({ state: 'right', which: 'other' });
    expect(count.verifications).toBe(5);
    expect(count.computations).toBe(5 + 2);
  });

  test('hashes that share nothing take a computation each', async () => {
    const { hasher, count } = await countedHasher();
    const [stored, other] = [await hasher.hash(PASSWORD), await hasher.hash('58294170')];
    expect(await hasher.check('58294170', stored, other)).toEqual({ state: 'right', which: 'other' });
    expect(await hasher.check('11111111', stored, other)).toEqual({ state: 'wrong' });
    expect(count.verifications).toBe(4);
  });

  test.each([
    ['pepper', ringOf(OLD), COST],
    ['cost', RING, { ...COST, iterations: 2 }],
  ])('a hash of an earlier %s is upgraded once it proves right, and lends no salt', async (_, ring, cost) => {
    const before = await countedHasher(ring, cost);
    const stored = await before.hasher.hash(PASSWORD);
    const { hasher } = await countedHasher();
    const fresh = await hasher.hash('58294170', stored);
    expect(fresh.hash.split('$')[4]).not.toBe(stored.hash.split('$')[4]);
    expect(await hasher.check('11111111', stored)).toEqual({ state: 'wrong' });
    const right = await hasher.check(PASSWORD, stored);
    expect(right).toMatchObject({ state: 'right', which: 'stored', upgraded: { pepperKeyId: 'k2' } });
    const upgraded = right.state === 'right' ? right.upgraded : undefined;
    expect(await hasher.check(PASSWORD, upgraded ?? null)).toEqual({ state: 'right', which: 'stored' });
  });

  test('beside an imported password, a provisional one costs no more, and both end up on one salt', async () => {
    const { hasher, count } = await countedHasher();
    const stored = imported(await bcrypt(PASSWORD, { cost: 4 }));
    const other = await hasher.hash('58294170', stored);
    const right = await hasher.check(PASSWORD, stored, other);
    expect(right).toMatchObject({ state: 'right', which: 'stored' });
    const upgraded = right.state === 'right' ? right.upgraded : undefined;
    expect(upgraded?.hash.split('$')[4]).toBe(other.hash.split('$')[4]);
    expect(await hasher.check('58294170', stored, other)).toEqual({ state: 'right', which: 'other' });
    expect(count.verifications).toBe(2);
  });

  test('C2 more checks than may wait are shed at once', async () => {
    const { hasher } = await countedHasher(RING, COST, { concurrency: 1, queue: 1 });
    const stored = await hasher.hash(PASSWORD);
    const states = await Promise.all([1, 2, 3, 4].map(() => hasher.check(PASSWORD, stored)));
    expect(states.map(({ state }) => state)).toEqual(['right', 'right', 'busy', 'busy']);
    const legacy = imported(await bcrypt(PASSWORD, { cost: 4 }));
    expect(
      (await Promise.all([hasher.check(PASSWORD, legacy), hasher.check(PASSWORD, legacy)])).map(({ state }) => state),
    ).toEqual(['right', 'busy']);
  });
});
