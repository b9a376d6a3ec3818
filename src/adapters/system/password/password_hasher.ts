/**
 * Argon2id with a pepper (C2), and other systems' hashes until their owners sign in (C9). Verifications run on libuv's
 * pool, where too many at once starve token signing: as many as cores are in flight, a bounded number waits, and the rest
 * is shed at once.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { parseLegacyHash } from '../../../domain/credential/legacy_hash.js';
import type { KeyRing } from '../../../domain/keys/key_ring.js';
import type { StoredPassword } from '../../../ports/account/account_store.js';
import type { PasswordCheck, PasswordHasher } from '../../../ports/password/password_hasher.js';
import { verifyLegacy } from './legacy_verification.js';

export interface Argon2Cost {
  readonly memoryKib: number;
  readonly iterations: number;
  readonly parallelism: number;
}

export interface HashingLimits {
  /** verifications in flight */
  readonly concurrency: number;
  /** verifications that may wait */
  readonly queue: number;
}

export interface MeasuredHasher extends PasswordHasher {
  /** computations under way, and those that wait for their turn */
  load(): { readonly inFlight: number; readonly waiting: number };
}

/** What a computation depends on, beside the password; two hashes that share it are one computation. */
interface Recipe extends Argon2Cost {
  readonly salt: Buffer;
  readonly pepperKeyId: string;
  readonly bytes: number;
}

interface Candidate {
  readonly which: 'stored' | 'other';
  readonly stored: StoredPassword;
}

// the library's Algorithm.Argon2id, a const enum that isolated modules cannot read
const ARGON2ID = 2;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const RETRY_AFTER_SECONDS = 2;
/** libuv's pool, which token signing shares: two of its threads are never lent to Argon2. */
const POOL_THREADS = Number(process.env['UV_THREADPOOL_SIZE']) || 4;
const MOST_IN_FLIGHT = Math.max(1, POOL_THREADS - 2);

/**
 * @param onVerification told of every Argon2 computation that verifies, as it starts
 * @param onComputed told how many seconds each computation took, its wait left out
 */
export async function createPasswordHasher(
  pepper: KeyRing,
  cost: Argon2Cost,
  limits: HashingLimits,
  onVerification: () => void = () => {},
  onComputed: (seconds: number) => void = () => {},
): Promise<MeasuredHasher> {
  const { turn, load } = boundedTurns(limits, onComputed);

  const compute = (password: string, recipe: Recipe) =>
    hashRaw(password, {
      algorithm: ARGON2ID,
      memoryCost: recipe.memoryKib,
      timeCost: recipe.iterations,
      parallelism: recipe.parallelism,
      outputLen: recipe.bytes,
      salt: recipe.salt,
      secret: pepper.byId(recipe.pepperKeyId).secret,
    });
  const today = (salt: Buffer = randomBytes(SALT_BYTES)): Recipe => ({
    ...cost,
    salt,
    pepperKeyId: pepper.current.id,
    bytes: HASH_BYTES,
  });
  const isToday = (recipe: Recipe) => sharesWork(recipe, today(recipe.salt));

  /** Which of the candidates the password is; `fresh` is the password's own hash at today's cost. */
  const weigh = async (password: string, candidates: readonly Candidate[]) => {
    const ours: Array<Candidate & ReturnType<typeof readOurs>> = [];
    const legacy: Candidate[] = [];
    for (const candidate of candidates) {
      if (candidate.stored.pepperKeyId === '') legacy.push(candidate);
      else ours.push({ ...candidate, ...readOurs(candidate.stored) });
    }
    const recipes = ours
      .map(({ recipe }) => recipe)
      .filter((recipe, at, all) => all.findIndex((earlier) => sharesWork(earlier, recipe)) === at);
    // Something to compare with, or a hash to replace another system's, or a decoy: never nothing.
    if (recipes.length === 0 || (legacy.length > 0 && !recipes.some(isToday))) recipes.push(today());

    const computing = recipes.map((recipe) =>
      turn(async () => {
        onVerification();
        return { recipe, digest: await compute(password, recipe) };
      }, limits.queue),
    );
    // Side by side, so that the dearest of the two is what is waited for.
    const verifying = legacy.map(({ which, stored }) =>
      turn(async () => ({ which, isRight: await verifyLegacy(readLegacy(stored), password) }), limits.queue),
    );
    const [computed, verified] = await Promise.all([Promise.all(computing), Promise.all(verifying)]);
    const digests = computed.filter((answer) => answer !== 'full');
    const answers = verified.filter((answer) => answer !== 'full');
    if (digests.length < computed.length || answers.length < verified.length) return 'full';

    const right = new Set(answers.filter(({ isRight }) => isRight).map(({ which }) => which));
    for (const { which, recipe, digest } of ours) {
      const made = digests.find((answer) => sharesWork(answer.recipe, recipe));
      if (made && timingSafeEqual(made.digest, digest)) right.add(which);
    }
    const fresh = digests.find(({ recipe }) => isToday(recipe));
    return { right, fresh: fresh && written(fresh.recipe, fresh.digest) };
  };

  const hashLike = async (password: string, like: StoredPassword | null | undefined): Promise<StoredPassword> => {
    const lender = like && like.pepperKeyId !== '' ? readOurs(like).recipe : undefined;
    const recipe = lender && isToday(lender) ? lender : today();
    return written(recipe, await compute(password, recipe));
  };

  return {
    load,
    busySeconds: () => (load().waiting >= limits.queue ? RETRY_AFTER_SECONDS : 0),
    async hash(password, like) {
      const answer = await turn(() => hashLike(password, like), Number.POSITIVE_INFINITY);
      if (answer === 'full') throw new Error('an unbounded turn cannot be refused');
      return answer;
    },
    async check(password, stored, other = null): Promise<PasswordCheck> {
      const candidates: Candidate[] = [];
      if (stored) candidates.push({ which: 'stored', stored });
      if (other) candidates.push({ which: 'other', stored: other });
      const answer = await weigh(password, candidates);
      if (answer === 'full') return { state: 'busy', retryAfterSeconds: RETRY_AFTER_SECONDS };
      const found = candidates.find(({ which }) => answer.right.has(which));
      if (!found) return { state: 'wrong' };
      const { which } = found;
      if (found.stored.pepperKeyId !== '' && isToday(readOurs(found.stored).recipe)) return { state: 'right', which };
      const upgraded = answer.fresh ?? (await turn(() => hashLike(password, null), limits.queue));
      return upgraded === 'full' ? { state: 'right', which } : { state: 'right', which, upgraded };
    },
  };
}

function sharesWork(one: Recipe, two: Recipe): boolean {
  return (
    one.pepperKeyId === two.pepperKeyId &&
    one.memoryKib === two.memoryKib &&
    one.iterations === two.iterations &&
    one.parallelism === two.parallelism &&
    one.bytes === two.bytes &&
    one.salt.equals(two.salt)
  );
}

const OURS = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** @throws Error when the row holds no hash of ours: never the hash itself, which would reach a log */
function readOurs({ hash, pepperKeyId }: StoredPassword): { readonly recipe: Recipe; readonly digest: Buffer } {
  const match = OURS.exec(hash);
  if (!match) throw new Error('a stored password is no Argon2id hash of ours');
  const [memoryKib = 0, iterations = 0, parallelism = 0] = match.slice(1, 4).map(Number);
  const digest = Buffer.from(match[5] ?? '', 'base64');
  const salt = Buffer.from(match[4] ?? '', 'base64');
  return { recipe: { memoryKib, iterations, parallelism, salt, pepperKeyId, bytes: digest.length }, digest };
}

/** The PHC string. */
function written(recipe: Recipe, digest: Buffer): StoredPassword {
  const { memoryKib, iterations, parallelism, salt, pepperKeyId } = recipe;
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  const work = `m=${memoryKib},t=${iterations},p=${parallelism}`;
  return { hash: `$argon2id$v=19$${work}$${text(salt)}$${text(digest)}`, pepperKeyId };
}

function readLegacy({ hash }: StoredPassword) {
  const parsed = parseLegacyHash(hash);
  if (!parsed.ok) throw new Error(`a stored legacy hash is ${parsed.reason}`);
  return parsed.hash;
}

/** Runs at most `concurrency` tasks; at most `longestQueue` others wait their turn. */
function boundedTurns(limits: HashingLimits, onDone: (seconds: number) => void) {
  const concurrency = Math.min(limits.concurrency, MOST_IN_FLIGHT);
  let running = 0;
  const waiting: Array<() => void> = [];
  const load = () => ({ inFlight: running, waiting: waiting.length });
  const turn = async <T>(task: () => Promise<T>, longestQueue: number): Promise<T | 'full'> => {
    if (running >= concurrency) {
      if (waiting.length >= longestQueue) return 'full';
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    const started = performance.now();
    try {
      return await task();
    } finally {
      onDone((performance.now() - started) / 1000);
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
  return { turn, load };
}
