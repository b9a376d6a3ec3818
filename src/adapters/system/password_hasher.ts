/**
 * Argon2id with a pepper (C2). Verifications run on libuv's pool, where too many at once starve token signing: as many
 * as cores are in flight, a bounded number waits, and the rest is shed at once.
 */
import { hash, verify } from '@node-rs/argon2';
import type { KeyRing } from '../../domain/key_ring.js';
import type { StoredPassword } from '../../ports/account_store.js';
import type { PasswordHasher } from '../../ports/password_hasher.js';

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

// the library's Algorithm.Argon2id, a const enum that isolated modules cannot read
const ARGON2ID = 2;
const RETRY_AFTER_SECONDS = 2;
/** libuv's pool, which token signing shares: two of its threads are never lent to Argon2. */
const POOL_THREADS = Number(process.env['UV_THREADPOOL_SIZE']) || 4;
const MOST_IN_FLIGHT = Math.max(1, POOL_THREADS - 2);
const DECOY_PASSWORD = 'nobody signs in with this one';

/**
 * @param onVerification told of every verification as it starts
 * @param onComputed told how many seconds each Argon2 computation took, its wait left out
 */
export async function createPasswordHasher(
  pepper: KeyRing,
  cost: Argon2Cost,
  limits: HashingLimits,
  onVerification: () => void = () => {},
  onComputed: (seconds: number) => void = () => {},
): Promise<MeasuredHasher> {
  const options = {
    algorithm: ARGON2ID,
    memoryCost: cost.memoryKib,
    timeCost: cost.iterations,
    parallelism: cost.parallelism,
  };
  const { turn, load } = boundedTurns(limits, onComputed);

  const hashNow = async (password: string): Promise<StoredPassword> => ({
    hash: await hash(password, { ...options, secret: pepper.current.secret }),
    pepperKeyId: pepper.current.id,
  });
  const decoy = await hashNow(DECOY_PASSWORD);
  const isCurrent = (stored: StoredPassword) =>
    stored.pepperKeyId === pepper.current.id && parametersOf(stored.hash) === parametersOf(decoy.hash);

  return {
    load,
    busySeconds: () => (load().waiting >= limits.queue ? RETRY_AFTER_SECONDS : 0),
    async hash(password) {
      const answer = await turn(() => hashNow(password), Number.POSITIVE_INFINITY);
      if (answer === 'full') throw new Error('an unbounded turn cannot be refused');
      return answer;
    },
    async check(password, stored) {
      const against = stored ?? decoy;
      const answer = await turn(() => {
        onVerification();
        return verify(against.hash, password, { ...options, secret: pepper.byId(against.pepperKeyId).secret });
      }, limits.queue);
      if (answer === 'full') return { state: 'busy', retryAfterSeconds: RETRY_AFTER_SECONDS };
      if (!answer || !stored) return { state: 'wrong' };
      if (isCurrent(stored)) return { state: 'right' };
      const upgraded = await turn(() => hashNow(password), limits.queue);
      return upgraded === 'full' ? { state: 'right' } : { state: 'right', upgraded };
    },
  };
}

function parametersOf(phc: string): string {
  return phc.split('$').slice(1, 4).join('$');
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
