/** Shows that every step asks for something that leads on, and that following the steps ends (A1, A4, F1, F4). */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AcrRequest } from '../../../src/domain/assurance/acr_request.js';
import { NOTHING_FORCED } from '../../../src/domain/assurance/forced_steps.js';
import { type LoginOffer, type NextStep, nextStep } from '../../../src/domain/assurance/next_step.js';
import { recordProof } from '../../../src/domain/assurance/proof.js';
import type { Situation } from '../../../src/domain/assurance/situation.js';
import { EIDAS_LEVELS, type EidasLevel, reachesEidas } from '../../../src/domain/federation/upstream.js';
import { acrRequest, anyRequest, HERE, type Kind, ledger, ME, NOW, proofOf, situation } from './arbitrary.js';

const RUNS = { numRuns: 1_000 };
const MINUTE_MS = 60_000;

/** How the person takes one step. */
interface Choice {
  /** takes the password where a page offers both */
  readonly local: boolean;
  /** which of the offered channels */
  readonly channel: number;
  /** the upstream answers out of its session if it can */
  readonly kept: boolean;
  readonly keptMs: number;
  /** agrees to link the identity */
  readonly links: boolean;
  /** goes on by an upstream where no code can be sent */
  readonly goesOn: boolean;
  /** signs in by a passkey where the page offers it */
  readonly passkey: boolean;
  readonly pauseMs: number;
}

const choice: fc.Arbitrary<Choice> = fc.record({
  local: fc.boolean(),
  channel: fc.nat({ max: 2 }),
  kept: fc.boolean(),
  keptMs: fc.integer({ min: 0, max: 90 * MINUTE_MS }),
  links: fc.boolean(),
  goesOn: fc.boolean(),
  passkey: fc.boolean(),
  pauseMs: fc.integer({ min: 0, max: 7 * MINUTE_MS }),
});

/** What a person may give on the page of a code. */
function waysOf({ channels, passkey }: NextStep & { step: 'one_time_code' }): readonly Kind[] {
  return [...channels, ...(passkey ? (['passkey'] as const) : [])];
}

/** Gives the proof that a step asks for, in a way that it offers; undefined where it ends. */
function obey(next: NextStep, here: Situation, how: Choice, at: number, { action }: AcrRequest): Situation | undefined {
  const given = (kind: Kind, ageMs = 0, recent = true): Situation => {
    const base = { id: `step ${at}`, accountId: ME, at: here.now - ageMs, request: HERE };
    const isNamed =
      next.step === 'login'
        ? kind === 'passkey' && next.offer.confirmsAction
        : next.step === 'one_time_code' && next.confirmsAction;
    const named = isNamed ? action?.digest : undefined;
    const proofs = recordProof(here.ledger, proofOf(kind, base, recent, named), ME);
    return { ...here, accountId: ME, request: HERE, ledger: proofs, now: here.now + how.pauseMs };
  };
  const travelled = (level: EidasLevel) => {
    // The highest level keeps no session; neither does one that is asked for want of a higher one.
    const kept = how.kept && level !== here.upstreamLevels.at(-1);
    return kept ? given(level, how.keptMs, false) : given(level);
  };
  switch (next.step) {
    case 'login': {
      const { local, level } = next.offer;
      if (level && !(local && how.local)) return travelled(level);
      return given(how.passkey && next.offer.passkey && here.passkey ? 'passkey' : 'password');
    }
    case 'one_time_code': {
      const ways = waysOf(next);
      return given(ways[how.channel % ways.length] ?? 'email');
    }
    case 'link_identity': {
      const linked = how.links ? given(here.upstreamLevels[0] ?? 'plain', how.keptMs, !how.kept) : here;
      return { ...linked, isLinking: false };
    }
    case 'no_channel':
      return next.level && how.goesOn ? travelled(next.level) : undefined;
    default:
      return undefined;
  }
}

describe('A4 a sign-in comes to an end', () => {
  test('A4 doing what each step asks, in any way that it offers, ends within eight', () => {
    const choices = fc.array(choice, { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(anyRequest, situation(), choices, (request, start, all) => {
        let here = start;
        const seen: NextStep[] = [];
        for (const [at, how] of all.entries()) {
          const next = nextStep(request, here);
          seen.push(next);
          const after = obey(next, here, how, at, request);
          if (!after) return;
          here = after;
        }
        throw new Error(`no end: ${JSON.stringify(seen)}`);
      }),
      { numRuns: 5_000 },
    );
  });

  test('A4 without upstreams it ends within four, and a code asked for leads to the end', () => {
    const local = situation(ledger({ kinds: ['password', 'email', 'sms', 'voice'] })).map(
      (here): Situation => ({
        ...here,
        upstreamLevels: [],
        isLinking: false,
      }),
    );
    fc.assert(
      fc.property(anyRequest, local, choice, (request, start, how) => {
        let here = start;
        const seen: string[] = [];
        for (let at = 0; at < 4; at += 1) {
          const next = nextStep(request, here);
          seen.push(next.step);
          const after = obey(next, here, how, at, request);
          if (!after) break;
          here = after;
        }
        expect(['done', 'unmet', 'no_channel']).toContain(seen.at(-1));
        if (seen.includes('one_time_code')) expect(seen.at(-1)).toBe('done');
      }),
      RUNS,
    );
  });
});

describe('A4 F1 what a step offers', () => {
  const offered = (check: (offer: LoginOffer, here: Situation) => void) =>
    fc.assert(
      fc.property(anyRequest, situation(), (request, here) => {
        const next = nextStep(request, here);
        if (next.step === 'login') check(next.offer, here);
      }),
      RUNS,
    );

  test('A4 a sign-in page always offers a way', () => {
    offered(({ local, level }) => expect(local || level !== undefined).toBe(true));
  });

  test('F1 a level is only offered if an upstream in use can vouch for it', () => {
    offered(({ level }, here) => expect([undefined, ...here.upstreamLevels]).toContain(level));
  });

  test('F4 while an identity waits for its account, only the account is asked', () => {
    offered((offer, here) => {
      if (here.isLinking) expect(offer).toEqual({ local: true, level: undefined });
    });
  });

  test('A1 the password is not offered where only an upstream leads', () => {
    fc.assert(
      fc.property(acrRequest, situation(), fc.constantFrom(...EIDAS_LEVELS), (request, here, level) => {
        const next = nextStep(
          { ...request, values: [level], floor: 'two-step' },
          { ...here, accountId: undefined, isLinking: false },
        );
        const isInUse = here.upstreamLevels.some((each) => reachesEidas(each, level));
        if (!isInUse) expect(next.step).toBe('unmet');
        else expect(next).toMatchObject({ step: 'login', offer: { local: false } });
      }),
      RUNS,
    );
  });

  test('A4 where the floor is two factors, FranceConnect’s level is completed by a password or by FranceConnect+', () => {
    const floor = 'two-factor';
    const request = {
      values: ['eidas1'],
      floor,
      fallback: floor,
      promptLogin: false,
      maxAgeSeconds: undefined,
    } as const;
    const base = { accountId: ME, at: NOW, request: HERE };
    const here: Situation = {
      accountId: ME,
      channels: ['sms'],
      realmChannels: ['sms'],
      passkey: false,
      offersPasskeys: false,
      upstreamLevels: EIDAS_LEVELS,
      isLinking: false,
      forced: NOTHING_FORCED,
      ledger: [proofOf('eidas1', { ...base, id: 'a' })],
      request: HERE,
      now: NOW,
      freshFirstFactorSeconds: 900,
    };
    expect(nextStep(request, here)).toEqual({ step: 'login', offer: { local: true, level: 'eidas2' } });
    const both = [...here.ledger, proofOf('password', { ...base, id: 'b' }), proofOf('sms', { ...base, id: 'c' })];
    expect(nextStep(request, { ...here, ledger: both })).toMatchObject({ step: 'done', acr: 'eidas1' });
  });

  test('A1 a step never offers a channel that the person has not, nor e-mail towards two factors', () => {
    fc.assert(
      fc.property(anyRequest, situation(), (request, here) => {
        const next = nextStep(request, here);
        if (next.step !== 'one_time_code') return;
        expect(waysOf(next).length).toBeGreaterThan(0);
        expect(next.passkey ?? false).toBe(here.passkey);
        for (const channel of next.channels) expect(here.channels).toContain(channel);
        if (next.target.startsWith('two-factor'))
          expect(next.channels).not.toEqual(expect.arrayContaining([expect.stringMatching(/email|letter/)]));
      }),
      RUNS,
    );
  });

  test('A4 whoever gives the code or passkey that is asked has the level it was asked for', () => {
    fc.assert(
      fc.property(anyRequest, situation(), fc.nat({ max: 2 }), (request, here, pick) => {
        const next = nextStep(request, here);
        if (next.step !== 'one_time_code') return;
        const kind = waysOf(next)[pick % waysOf(next).length] ?? 'email';
        const named = next.confirmsAction ? request.action?.digest : undefined;
        const code = proofOf(kind, { id: 'code', accountId: ME, at: here.now, request: HERE }, true, named);
        const after = nextStep(request, { ...here, request: HERE, ledger: [...here.ledger, code] });
        expect(after).not.toMatchObject({ step: 'one_time_code', target: next.target });
      }),
      RUNS,
    );
  });
});

describe('F4 linking', () => {
  test('F4 an identity is only linked after a password and a code or passkey of this very request, both of this person', () => {
    fc.assert(
      fc.property(acrRequest, situation(), (request, here) => {
        const next = nextStep(request, { ...here, isLinking: true });
        expect(next.step).not.toBe('done');
        if (next.step !== 'link_identity') return;
        const own = here.ledger.filter(({ accountId, request: of }) => accountId === ME && of === HERE);
        expect(here.request).toBe(HERE);
        expect(own.some(({ factor }) => factor === 'password')).toBe(true);
        expect(own.some(({ factor }) => factor === 'code' || factor === 'passkey')).toBe(true);
      }),
      RUNS,
    );
  });

  test('F4 nobody is asked to link where no identity waits', () => {
    fc.assert(
      fc.property(acrRequest, situation(), (request, here) => {
        expect(nextStep(request, { ...here, isLinking: false }).step).not.toBe('link_identity');
      }),
      RUNS,
    );
  });
});
