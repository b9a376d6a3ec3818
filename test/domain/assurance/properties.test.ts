/** Shows what no ledger and no request can bring about (A1 to A4). The oracle here counts for itself. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Acr } from '../../../src/domain/assurance/acr.js';
import {
  type AcrRequest,
  type NextStep,
  nextStep,
  type Situation,
  targetLevels,
} from '../../../src/domain/assurance/next_step.js';
import { countingProofs, type Proof, recordProof } from '../../../src/domain/assurance/proof.js';
import { acrRequest, HERE, ledger, ME, NOW, OTHER, proof, situation } from './arbitrary.js';

const RUNS = { numRuns: 1_000 };

/** The levels that the proofs are worth, read off the requirement's words rather than off the code. */
function worth(request: AcrRequest, { accountId, ledger: proofs, ...moment }: Situation): ReadonlySet<Acr> {
  const own = proofs.filter((entry) => entry.accountId === accountId);
  const counting = request.promptLogin ? own.filter((entry) => entry.request === moment.request) : own;
  const passwords = counting.filter(({ factor }) => factor === 'password').map(({ at }) => at);
  if (passwords.length === 0) return new Set();
  const codes = counting.filter((entry) => entry.factor === 'code');
  const here = codes.filter((entry) => entry.request === moment.request);
  const held = (code: Proof) => code.factor === 'code' && code.channel !== 'email';
  const recent = moment.now - Math.max(...passwords) <= moment.freshFirstFactorSeconds * 1000;
  const levels = new Set<Acr>(['one-step']);
  if (codes.length > 0) levels.add('two-step');
  if (codes.some(held)) levels.add('two-factor');
  if (recent && here.length > 0) levels.add('two-step-fresh');
  if (recent && here.some(held)) levels.add('two-factor-fresh');
  return levels;
}

function ownCodes({ ledger: proofs }: Situation, where?: string) {
  return proofs.filter(
    (entry) => entry.accountId === ME && entry.factor === 'code' && (!where || entry.request === where),
  );
}

describe('A1 A4 the level of a token', () => {
  test('A1 nothing lower is ever reported as higher', () => {
    fc.assert(
      fc.property(acrRequest, situation(), (request, here) => {
        const next = nextStep(request, here);
        if (next.step === 'done') expect(worth(request, here)).toContain(next.acr);
      }),
      RUNS,
    );
  });

  test('A4 the token says the first requested value that the proofs are worth, else the strongest lasting one', () => {
    fc.assert(
      fc.property(acrRequest, situation(), (request, here) => {
        const next = nextStep(request, here);
        if (next.step !== 'done') return;
        const levels = worth(request, here);
        const lasting = (['two-factor', 'two-step', 'one-step'] as const).find((level) => levels.has(level));
        expect(next.acr).toBe(request.values.find((value) => levels.has(value)) ?? lasting);
      }),
      RUNS,
    );
  });

  test('A4 no sign-in ends below the floor', () => {
    fc.assert(
      fc.property(acrRequest, situation(), (request, here) => {
        if (nextStep(request, here).step === 'done') expect(worth(request, here)).toContain(request.floor);
      }),
      RUNS,
    );
  });

  test('A4 a weaker value never suppresses the prompt of one before it that the person can reach', () => {
    const canReach = (acr: Acr, { channels }: Situation) =>
      acr === 'one-step' ||
      (acr.startsWith('two-step') && channels.length > 0) ||
      (acr.startsWith('two-factor') && channels.some((channel) => channel !== 'email'));
    fc.assert(
      fc.property(acrRequest, situation(), (request, here) => {
        if (nextStep(request, here).step !== 'done') return;
        const levels = worth(request, here);
        const missed = request.values.filter((value) => !levels.has(value) && canReach(value, here));
        const said = request.values.find((value) => levels.has(value));
        for (const value of missed) {
          expect(said && request.values.indexOf(said) < request.values.indexOf(value)).toBe(true);
        }
      }),
      RUNS,
    );
  });

  test('A4 a fresh request below the floor is raised to a level that is fresh too', () => {
    const request = {
      values: ['two-step-fresh'],
      floor: 'two-factor',
      fallback: 'two-factor',
      promptLogin: false,
      maxAgeSeconds: undefined,
    } as const;
    expect(targetLevels(request, ['one-step', 'two-step', 'two-factor'], () => true)).toEqual(['two-factor-fresh']);
  });

  test('A1 an e-mail code never yields mfa, two-factor or two-factor-fresh', () => {
    const byMail = situation(ledger({ channels: ['email'] }));
    fc.assert(
      fc.property(acrRequest, byMail, (request, here) => {
        const next = nextStep(request, here);
        if (next.step !== 'done') return;
        expect(['one-step', 'two-step', 'two-step-fresh']).toContain(next.acr);
        expect(next.amr).not.toContain('mfa');
      }),
      RUNS,
    );
  });

  test('A3 amr says what was given: mfa beside a code by SMS or voice, and only then', () => {
    const words = { email: 'mail', sms: 'sms', voice: 'tel' } as const;
    fc.assert(
      fc.property(acrRequest, situation(), (request, here) => {
        const next = nextStep(request, here);
        if (next.step !== 'done') return;
        const codes = request.promptLogin ? ownCodes(here, here.request) : ownCodes(here);
        const channels = codes.flatMap((code) => (code.factor === 'code' ? [code.channel] : []));
        const expected = ['pwd', ...(codes.length > 0 ? ['otp'] : []), ...channels.map((channel) => words[channel])];
        if (channels.some((channel) => channel !== 'email')) expected.push('mfa');
        expect(new Set(next.amr)).toEqual(new Set(expected));
        expect(next.amr.length).toBe(new Set(next.amr).size);
      }),
      RUNS,
    );
  });

  test('A4 a fresh level needs a code of this very request', () => {
    fc.assert(
      fc.property(acrRequest, situation(), (request, here) => {
        const next = nextStep(request, here);
        if (next.step !== 'done' || !next.acr.endsWith('-fresh')) return;
        expect(here.request).toBe(HERE);
        expect(ownCodes(here, HERE).length).toBeGreaterThan(0);
        expect(NOW / 1000 - next.authTimeSeconds).toBeLessThanOrEqual(here.freshFirstFactorSeconds + 1);
      }),
      RUNS,
    );
  });

  test('A4 without this request, nothing is fresh', () => {
    fc.assert(
      fc.property(acrRequest, situation(), (request, here) => {
        const next = nextStep(request, { ...here, request: undefined });
        expect(next.step === 'done' && next.acr.endsWith('-fresh')).toBe(false);
      }),
      RUNS,
    );
  });
});

describe('A2 whose proofs count, and how often', () => {
  test('A2 nobody is done without a password of their own', () => {
    fc.assert(
      fc.property(acrRequest, situation(), (request, here) => {
        if (nextStep(request, here).step !== 'done') return;
        expect(here.ledger.some((entry) => entry.accountId === ME && entry.factor === 'password')).toBe(true);
      }),
      RUNS,
    );
  });

  test('A2 somebody else’s proofs change nothing', () => {
    fc.assert(
      fc.property(acrRequest, situation(), (request, here) => {
        const own = here.ledger.filter((entry) => entry.accountId === ME);
        expect(nextStep(request, here)).toEqual(nextStep(request, { ...here, ledger: own }));
      }),
      RUNS,
    );
  });

  test('A2 somebody else’s proof never enters the ledger, and theirs leave it', () => {
    fc.assert(
      fc.property(ledger(), proof(), (before, added) => {
        const after = recordProof(before, added, ME);
        expect(after.filter((entry) => entry.accountId === OTHER)).toEqual([]);
        expect(after.includes(added)).toBe(added.accountId === ME);
      }),
      RUNS,
    );
  });

  test('A2 one proof recorded twice counts once', () => {
    fc.assert(
      fc.property(ledger({ accounts: [ME] }), proof({ accounts: [ME] }), (before, added) => {
        const once = recordProof(before, added, ME);
        expect(recordProof(once, added, ME)).toEqual(once);
        expect(once.filter(({ id }) => id === added.id)).toHaveLength(1);
      }),
      RUNS,
    );
  });

  test('A2 a proof recorded again under its id cannot be made into another one', () => {
    fc.assert(
      fc.property(
        ledger({ accounts: [ME] }),
        proof({ accounts: [ME] }),
        proof({ accounts: [ME] }),
        (before, first, other) => {
          const once = recordProof(before, first, ME);
          expect(recordProof(once, { ...other, id: first.id }, ME)).toEqual(once);
        },
      ),
      RUNS,
    );
  });

  test('A2 a session with many proofs stays short and still proves all that it proved', () => {
    const long = fc.uniqueArray(proof({ accounts: [ME] }), { minLength: 10, maxLength: 60, selector: ({ id }) => id });
    fc.assert(
      fc.property(long, acrRequest, (proofs, request) => {
        const kept = proofs.reduce<readonly Proof[]>((sofar, added) => recordProof(sofar, added, ME), []);
        expect(kept.length).toBeLessThanOrEqual(16);
        const moment = { accountId: ME, request: undefined, now: NOW, freshFirstFactorSeconds: 900 };
        const here = { ...moment, upstreamLevels: [], isLinking: false };
        const channels = { channels: [], realmChannels: ['email', 'sms', 'voice'] as const };
        const asked = { ...request, promptLogin: false };
        expect(nextStep(asked, { ...here, ...channels, ledger: kept })).toEqual(
          nextStep(asked, { ...here, ...channels, ledger: proofs }),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('A4 prompt=login ignores what was proved in earlier requests', () => {
    fc.assert(
      fc.property(acrRequest, situation(), (request, here) => {
        const asked = { ...request, promptLogin: true };
        const now = here.ledger.filter((entry) => entry.request === here.request);
        expect(nextStep(asked, here)).toEqual(nextStep(asked, { ...here, ledger: now }));
        expect(countingProofs(here.ledger, { accountId: ME, request: undefined, onlyThisRequest: true })).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe('A4 a sign-in comes to an end', () => {
  /** Gives the proof that a step asks for; `pick` chooses among the channels it offers. */
  function obey(next: NextStep, here: Situation, pick: number, step: number): Situation {
    const base = { id: `step ${step}`, accountId: ME, at: here.now, request: HERE };
    if (next.step === 'login') {
      const added: Proof = { ...base, factor: 'password' };
      return { ...here, accountId: ME, request: HERE, ledger: recordProof(here.ledger, added, ME) };
    }
    if (next.step !== 'one_time_code') return here;
    const channel = next.channels[pick % next.channels.length] ?? 'email';
    const added: Proof = { ...base, factor: 'code', channel, contact: 'a contact' };
    return { ...here, request: HERE, ledger: recordProof(here.ledger, added, ME) };
  }

  test('A4 following the steps it asks for ends within four, and never in a circle', () => {
    const pauseMs = fc.integer({ min: 0, max: 10 * 60_000 });
    fc.assert(
      fc.property(acrRequest, situation(), pauseMs, fc.nat({ max: 2 }), (request, start, pause, pick) => {
        let here = start;
        const seen: string[] = [];
        for (let step = 0; step < 4; step += 1) {
          const next = nextStep(request, here);
          seen.push(next.step);
          if (next.step !== 'login' && next.step !== 'one_time_code') break;
          here = { ...obey(next, here, pick, step), now: here.now + pause };
        }
        expect(['done', 'unmet', 'no_channel']).toContain(seen.at(-1));
        if (seen.includes('one_time_code')) expect(seen.at(-1)).toBe('done');
      }),
      RUNS,
    );
  });

  test('A1 a step never offers a channel that the person has not, nor e-mail towards two factors', () => {
    fc.assert(
      fc.property(acrRequest, situation(), (request, here) => {
        const next = nextStep(request, here);
        if (next.step !== 'one_time_code') return;
        expect(next.channels.length).toBeGreaterThan(0);
        for (const channel of next.channels) expect(here.channels).toContain(channel);
        if (next.target.startsWith('two-factor')) expect(next.channels).not.toContain('email');
      }),
      RUNS,
    );
  });
});
