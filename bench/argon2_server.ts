/** Argon2 alone (C2): verifies with production's parameters, as many in flight as cores, in a process of its own. */
import { hash, verify } from '@node-rs/argon2';
import { answerParent } from './process_meter.js';

export interface Argon2Order {
  readonly verify: number;
  readonly inFlight: number;
}

export interface Argon2Result {
  readonly milliseconds: readonly number[];
  readonly wallMilliseconds: number;
}

const ARGON2ID = 2;
const PASSWORD = '70413928';
const secret = Buffer.alloc(32, 7);
const options = { algorithm: ARGON2ID, memoryCost: 19456, timeCost: 2, parallelism: 1, secret };
const stored = await hash(PASSWORD, options);

process.on('message', async (order: Argon2Order | string) => {
  if (typeof order === 'string') return;
  const milliseconds: number[] = [];
  let left = order.verify;
  const started = performance.now();
  const work = async () => {
    while (left > 0) {
      left -= 1;
      const begun = performance.now();
      await verify(stored, PASSWORD, options);
      milliseconds.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: order.inFlight }, work));
  process.send?.({ milliseconds, wallMilliseconds: performance.now() - started } satisfies Argon2Result);
});
answerParent(async () => {});
