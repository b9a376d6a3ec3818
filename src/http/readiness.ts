/** Readiness (O2): what Poterne stands on is asked, and whatever does not answer in time is missing. */
import type { HealthProbe } from '../ports/health.js';

/** A load balancer gets its answer within 2 s, even when a store hangs. */
const PATIENCE_MS = 1_500;

/**
 * @returns names of what is missing, within PATIENCE_MS; however often it is called, a probe that has no answer yet is
 *   not sent again
 */
export function createReadiness(probes: readonly HealthProbe[]): () => Promise<readonly string[]> {
  const running = new Map<string, Promise<boolean>>();

  const answers = ({ name, probe }: HealthProbe): Promise<boolean> => {
    const known = running.get(name);
    if (known) return known;
    const fresh = probe()
      .then(
        () => true,
        () => false,
      )
      .finally(() => running.delete(name));
    running.set(name, fresh);
    return fresh;
  };

  return async () => {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), PATIENCE_MS);
    });
    const there = await Promise.all(probes.map((each) => Promise.race([answers(each), patience])));
    clearTimeout(timer);
    return probes.filter((_, at) => !there[at]).map(({ name }) => name);
  };
}
