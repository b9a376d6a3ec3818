/** One-time-code challenges in this process. */

import type { Clock } from '../../ports/clock.js';
import type { ActiveCode, ChallengeStore } from '../../ports/one_time_code/challenge_store.js';

interface Challenge {
  readonly nonce: string;
  readonly keyId: string;
  readonly keptUntil: number;
  issued: number;
  accepted: number;
  active: Omit<ActiveCode, 'accepted' | 'tries'> | null;
  tries: number;
  used: boolean;
}

export function createMemoryChallengeStore(clock: Clock): ChallengeStore {
  const challenges = new Map<string, Challenge>();
  const living = (request: string) => {
    const challenge = challenges.get(request);
    if (challenge && challenge.keptUntil <= clock.now()) {
      challenges.delete(request);
      return undefined;
    }
    return challenge;
  };
  const read = (challenge: Challenge): ActiveCode | null =>
    challenge.active && { ...challenge.active, tries: challenge.tries, accepted: challenge.accepted };

  return {
    async beginSending(request, fresh, lifeSeconds) {
      let challenge = living(request);
      if (!challenge) {
        const keptUntil = clock.now() + lifeSeconds * 1000;
        challenge = { ...fresh, keptUntil, issued: 0, accepted: 0, active: null, tries: 0, used: false };
        challenges.set(request, challenge);
      }
      challenge.issued += 1;
      return { number: challenge.issued, nonce: challenge.nonce, keyId: challenge.keyId };
    },
    async accepted(request, number, message) {
      const challenge = living(request);
      if (!challenge || challenge.active?.number === number) return;
      challenge.accepted += 1;
      if (challenge.active && challenge.active.number > number) return;
      challenge.active = { number, nonce: challenge.nonce, keyId: challenge.keyId, ...message };
      challenge.tries = 0;
      challenge.used = false;
    },
    async active(request) {
      const challenge = living(request);
      return challenge && !challenge.used ? read(challenge) : null;
    },
    async latest(request) {
      const challenge = living(request);
      return challenge ? read(challenge) : null;
    },
    async takeTry(request, limit, now) {
      const challenge = living(request);
      const code = challenge && read(challenge);
      if (!challenge || !code) return { state: 'none' };
      if (challenge.used) return { state: 'used' };
      if (now >= code.expiresAt) return { state: 'expired' };
      if (challenge.tries >= limit) return { state: 'exhausted' };
      challenge.tries += 1;
      return { state: 'try', code: { ...code, tries: challenge.tries } };
    },
    async consume(request, number) {
      const challenge = living(request);
      if (!challenge || challenge.used || challenge.active?.number !== number) return false;
      challenge.used = true;
      return true;
    },
  };
}
