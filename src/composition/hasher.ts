/** The password hasher with this machine's share of work: cores are shared by the workers. */
import { availableParallelism } from 'node:os';
import { createPasswordHasher, type MeasuredHasher } from '../adapters/system/password/password_hasher.js';
import type { Config } from '../config/environment.js';
import type { Metrics } from '../ports/metrics.js';

/** @param onVerification told of every Argon2 verification */
export function createHasher(
  config: Config,
  metrics: Metrics,
  onVerification: (() => void) | undefined,
): Promise<MeasuredHasher> {
  const cost = {
    memoryKib: config.ARGON2_MEMORY_KIB,
    iterations: config.ARGON2_ITERATIONS,
    parallelism: config.ARGON2_PARALLELISM,
  };
  const share = Math.max(1, Math.floor(availableParallelism() / config.WORKERS));
  const limits = { concurrency: config.ARGON2_CONCURRENCY ?? share, queue: config.ARGON2_QUEUE };
  return createPasswordHasher(config.secrets.pepper, cost, limits, onVerification, (seconds) =>
    metrics.hashComputed(seconds),
  );
}
