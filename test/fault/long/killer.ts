/** Kills PostgreSQL and Redis with -9 at random moments, starts them again, and times how Poterne recovers. */
import type { FaultWorld } from '../world.js';

export interface Kill {
  readonly store: 'postgresql' | 'redis';
  readonly downMs: number;
  /** did /readyz name the store while it was away? */
  readonly wasTold: boolean;
  /** from the moment the store answered again until /readyz was green */
  readonly recoveryMs: number;
}

const UP_MS = { from: 700, to: 2_500 };
const DOWN_MS = { from: 200, to: 1_800 };
const POLL_MS = 20;

export interface Killer {
  readonly kills: readonly Kill[];
  readonly slowestReadinessMs: number;
  /** Stops killing; resolves when everything is up again. */
  stop(): Promise<void>;
}

export function startKiller(world: FaultWorld, random: () => number): Killer {
  const kills: Kill[] = [];
  let stopped = false;
  let slowestReadinessMs = 0;
  const between = ({ from, to }: { from: number; to: number }) => from + random() * (to - from);
  const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  const missing = async (): Promise<readonly string[]> => {
    const start = performance.now();
    const answer = await fetch(`${world.poterne.origin}/readyz`);
    const body = (await answer.json()) as { missing?: readonly string[] };
    slowestReadinessMs = Math.max(slowestReadinessMs, performance.now() - start);
    return answer.status === 200 ? [] : (body.missing ?? ['?']);
  };

  const work = (async () => {
    while (!stopped) {
      await sleep(between(UP_MS));
      const store = random() < 0.5 ? 'postgresql' : 'redis';
      const server = store === 'postgresql' ? world.postgres : world.redis;
      await server.kill('SIGKILL');
      const died = performance.now();
      const down = between(DOWN_MS);
      let wasTold = false;
      while (performance.now() - died < down) {
        wasTold ||= (await missing()).includes(store);
        await sleep(POLL_MS);
      }
      await server.restart();
      const back = performance.now();
      while ((await missing()).length > 0) await sleep(POLL_MS);
      kills.push({ store, downMs: back - died, wasTold, recoveryMs: performance.now() - back });
    }
  })();

  return {
    kills,
    get slowestReadinessMs() {
      return slowestReadinessMs;
    },
    async stop() {
      stopped = true;
      await work;
    },
  };
}
