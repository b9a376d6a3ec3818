/** The stores of one process keep the promises of their ports. */
import { createMemoryAttemptCounter } from '../../src/adapters/memory/attempt_counter.js';
import { createMemoryChallengeStore } from '../../src/adapters/memory/challenge_store.js';
import { createMemoryEphemeralStore } from '../../src/adapters/memory/ephemeral_store.js';
import { describeAttemptCounter } from './attempt_counter_contract.js';
import { describeChallengeStore } from './challenge_store_contract.js';
import { createTestClock, type TestClock } from './clock_of_test.js';
import { describeEphemeralStore } from './ephemeral_store_contract.js';

const HISTORIES = 500;

function withClock<Store>(create: (clock: TestClock) => Store) {
  const clock = createTestClock();
  return { store: create(clock), elapse: async (seconds: number) => clock.passSeconds(seconds) };
}

describeAttemptCounter('memory', createMemoryAttemptCounter, HISTORIES);
describeChallengeStore('memory', () => withClock(createMemoryChallengeStore));
describeEphemeralStore('memory', () => withClock(createMemoryEphemeralStore));
