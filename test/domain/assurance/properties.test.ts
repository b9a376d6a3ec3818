/** Shows what level no ledger and no request can bring about (A1, A3, A4). */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Acr, satisfies } from '../../../src/domain/assurance/acr.js';
import { type AcrRequest, targetLevels } from '../../../src/domain/assurance/acr_request.js';
import { nextStep } from '../../../src/domain/assurance/next_step.js';
import { type CodeProof, type PasskeyProof, type Proof, recordProof } from '../../../src/domain/assurance/proof.js';
import { reachedLevels, tokenAcr, tokenAmr } from '../../../src/domain/assurance/reached.js';
import type { Situation } from '../../../src/domain/assurance/situation.js';
import { type EidasLevel, isEidasLevel, reachesEidas } from '../../../src/domain/federation/upstream.js';
import {
  ACTIONS,
  acrRequest,
  actionRequest,
  anyRequest,
  HERE,
  ledger,
  ME,
  NOW,
  proof,
  proofOf,
  situation,
} from './arbitrary.js';
import { counted, isFirst, isHeld, isKnown, isSubstantial, worth } from './worth.js';

const RUNS = { numRuns: 1_000 };
const STRONGEST_FIRST: readonly Acr[] = ['eidas3', 'eidas2', 'phr', 'two-factor', 'two-step', 'eidas1', 'one-step'];

/** What a page asks for, and may name an action. */
function isGiven(proof: Proof): proof is CodeProof | PasskeyProof {
  return proof.factor === 'code' || proof.factor === 'passkey';
}

/** A step that ends the sign-in, of any request and ledger. */
function whenDone(
  check: (acr: Acr, request: AcrRequest, here: Situation, amr: readonly string[], authTimeSeconds: number) => void,
  situations: fc.Arbitrary<Situation> = situation(),
  requests: fc.Arbitrary<AcrRequest> = acrRequest,
): void {
  fc.assert(
    fc.property(requests, situations, (request, here) => {
      const next = nextStep(request, here);
      if (next.step === 'done') check(next.acr, request, here, next.amr, next.authTimeSeconds);
    }),
    RUNS,
  );
}

describe('A1 A4 the level of a token', () => {
  test('A1 nothing lower is ever reported as higher', () => {
    whenDone((acr, request, here) => expect(worth(request, here)).toContain(acr), situation(), anyRequest);
  });

  test('A4 the token says the first requested value that the proofs are worth, else the strongest lasting one', () => {
    whenDone((acr, request, here) => {
      const levels = worth(request, here);
      const lasting = STRONGEST_FIRST.find((level) => levels.has(level));
      expect(acr).toBe(request.values.find((value) => levels.has(value)) ?? lasting);
    });
  });

  test.each(STRONGEST_FIRST.map((level, at) => ({ level, weaker: STRONGEST_FIRST.slice(at) })))(
    'A4 nothing asked: $level is said before what is weaker',
    ({ level, weaker }) => {
      expect(tokenAcr([...weaker.toReversed(), 'two-factor-fresh'], [])).toBe(level);
    },
  );

  test('A4 no sign-in ends below the floor', () => {
    whenDone((_, request, here) => expect(worth(request, here)).toContain(request.floor), situation(), anyRequest);
  });

  test('A4 no sign-in ends beyond max_age', () => {
    whenDone((_, request, here) => {
      if (request.maxAgeSeconds === undefined) return;
      const oldest = NOW - request.maxAgeSeconds * 1000;
      const firsts = counted(request, here).filter(isFirst);
      expect(firsts.some(({ at, request: of }) => at >= oldest || of === here.request)).toBe(true);
    });
  });

  test('A4 a weaker value never suppresses the prompt of one before it that the person can reach', () => {
    const canReach = (acr: Acr, { channels, upstreamLevels, ...here }: Situation) => {
      const chosen = here.ledger.findLast(
        (entry) => entry.accountId === ME && isFirst(entry) && entry.request === here.request,
      );
      return (
        acr === 'one-step' ||
        (here.passkey && !isEidasLevel(acr)) ||
        (acr.startsWith('two-step') && channels.length > 0) ||
        (acr.startsWith('two-factor') && channels.some((channel) => ['sms', 'voice', 'totp'].includes(channel))) ||
        (isEidasLevel(acr) &&
          upstreamLevels.some((level) => reachesEidas(level, acr)) &&
          (!chosen || chosen.factor === 'upstream'))
      );
    };
    whenDone((_, request, here) => {
      const levels = worth(request, here);
      const missed = request.values.filter((value) => !levels.has(value) && canReach(value, here));
      const said = request.values.find((value) => levels.has(value));
      for (const value of missed) {
        expect(said && request.values.indexOf(said) < request.values.indexOf(value)).toBe(true);
      }
    });
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

  test('A1 one more proof of this person never lowers what is reached', () => {
    fc.assert(
      fc.property(ledger({ accounts: [ME] }), proof({ accounts: [ME] }), situation(), (before, added, here) => {
        const after = reachedLevels([...before, added], here);
        for (const level of reachedLevels(before, here)) {
          expect(after.some((each) => satisfies(each, level))).toBe(true);
        }
      }),
      RUNS,
    );
  });

  test('A4 who has what is asked still has it after one more proof', () => {
    fc.assert(
      fc.property(acrRequest, situation(), proof({ accounts: [ME] }), (request, here, added) => {
        const [value] = request.values;
        const asked = { ...request, values: value ? [value] : [] };
        const next = nextStep(asked, here);
        if (next.step !== 'done') return;
        const after = nextStep(asked, { ...here, ledger: [...here.ledger, added] });
        expect(after.step).toBe('done');
        if (value) expect(after).toMatchObject({ acr: next.acr });
      }),
      RUNS,
    );
  });
});

describe('A1 A3 codes', () => {
  test('A1 a code by e-mail or on paper never yields mfa, two-factor or two-factor-fresh', () => {
    const byMail = situation(ledger({ kinds: ['password', 'email', 'letter', 'eidas1', 'net-entreprises', 'plain'] }));
    whenDone((acr, _request, _here, amr) => {
      expect(['one-step', 'two-step', 'two-step-fresh', 'eidas1']).toContain(acr);
      expect(amr).not.toContain('mfa');
    }, byMail);
  });

  test('A1 FranceConnect and any codes never yield mfa, two-factor or two-factor-fresh', () => {
    const byFranceConnect = situation(ledger({ kinds: ['eidas1', 'plain', 'email', 'sms', 'voice'] }));
    whenDone((acr, _request, _here, amr) => {
      expect(['one-step', 'two-step', 'two-step-fresh', 'eidas1']).toContain(acr);
      expect(amr).not.toContain('mfa');
    }, byFranceConnect);
  });

  test('A3 amr says what was given, and our own mfa stands only beside a code by SMS, voice or an app, or for a passkey', () => {
    const words = { email: ['mail'], sms: ['sms'], voice: ['tel'], letter: [], totp: [], recovery: [] } as const;
    whenDone((_acr, request, here, amr) => {
      const proofs = counted(request, here);
      const expected = proofs.flatMap((entry) => {
        if (entry.factor === 'code') return ['otp', ...words[entry.channel]];
        if (entry.factor === 'trusted_device') return [];
        if (entry.factor === 'passkey') return ['pop', entry.deviceBound ? 'hwk' : 'swk', 'user', 'mfa'];
        return entry.factor === 'password' ? ['pwd'] : entry.amr;
      });
      if (proofs.some(isHeld) && proofs.some(isKnown)) expected.push('mfa');
      expect(new Set(amr)).toEqual(new Set(expected));
      expect(amr.length).toBe(new Set(amr).size);
    });
  });
});

describe('I6 A1 a passkey', () => {
  const moment = { now: NOW, request: HERE, freshFirstFactorSeconds: 900 };
  const here = { accountId: ME, at: NOW, request: HERE };

  test('A1 without one, nothing is phr; it satisfies two factors, and no level of FranceConnect', () => {
    whenDone((acr, request, session) => {
      if (acr !== 'phr') return;
      expect(counted(request, session).some(({ factor }) => factor === 'passkey')).toBe(true);
    });
    const reached = reachedLevels([proofOf('passkey', { id: 'a', ...here })], moment);
    expect(new Set(reached)).toEqual(new Set(['one-step', 'phr', 'two-step-fresh', 'two-factor-fresh']));
    for (const level of ['eidas1', 'eidas2', 'eidas3'] as const) {
      expect(reached.some((each) => satisfies(each, level))).toBe(false);
    }
  });

  test('A1 A5 it is fresh in its own request alone, while it is recent, and for the action that its page named alone', () => {
    const fresh = (over: object, action?: string, of = {}) =>
      reachedLevels([proofOf('passkey', { id: 'a', ...here, ...over }, true, action)], { ...moment, ...of });
    expect(fresh({ request: 'request b' })).toEqual(['one-step', 'phr']);
    expect(fresh({ at: NOW - 901_000 })).toEqual(['one-step', 'phr']);
    expect(fresh({}, ACTIONS[0])).toEqual(['one-step', 'phr']);
    expect(fresh({}, undefined, { action: ACTIONS[0] })).toEqual(['one-step', 'phr']);
    expect(fresh({}, ACTIONS[1], { action: ACTIONS[0] })).toEqual(['one-step', 'phr']);
    expect(fresh({}, ACTIONS[0], { action: ACTIONS[0] })).toContain('two-factor-fresh');
  });

  test('I6 whoever may use one here is never told to call, and is asked for no password that a passkey does for', () => {
    fc.assert(
      fc.property(anyRequest, situation(), (request, session) => {
        if (!session.accountId || !session.passkey) return;
        const next = nextStep(request, session);
        expect(next.step).not.toBe('no_channel');
        if (next.step === 'one_time_code') expect(next.passkey).toBe(true);
      }),
      RUNS,
    );
  });

  test('I9 where none may be used, none is offered', () => {
    fc.assert(
      fc.property(anyRequest, situation(), (request, session) => {
        const next = nextStep(request, { ...session, passkey: false, offersPasskeys: false });
        if (next.step === 'one_time_code') expect([next.passkey, next.channels.length > 0]).toEqual([undefined, true]);
        if (next.step === 'login') expect(next.offer.passkey).toBeUndefined();
      }),
      RUNS,
    );
  });
});

describe('I3 A1 A3 a trusted browser', () => {
  const TRUSTED = ['password', 'net-entreprises', 'trusted', 'eidas1', 'plain'] as const;

  test('I3 it never yields more than two-step, nothing fresh, and nothing in amr', () => {
    whenDone(
      (acr, _request, here, amr) => {
        expect(['one-step', 'two-step', 'eidas1']).toContain(acr);
        const without = here.ledger.filter(({ factor }) => factor !== 'trusted_device');
        expect(amr).toEqual(tokenAmr(counted({ ..._request }, { ...here, ledger: without })));
      },
      situation(ledger({ kinds: TRUSTED })),
    );
  });

  test('I3 it is worth nothing beside a first factor of another request, FranceConnect, or nothing at all', () => {
    const moment = { now: NOW, request: HERE, freshFirstFactorSeconds: 900 };
    const trust = proofOf('trusted', { id: 't', accountId: ME, at: NOW, request: HERE });
    for (const [kind, request] of [
      ['password', 'request b'],
      ['eidas1', HERE],
      ['plain', HERE],
      ['email', HERE],
    ] as const) {
      const beside = proofOf(kind, { id: 'a', accountId: ME, at: NOW, request });
      expect(reachedLevels([beside, trust], moment)).not.toContain(kind === 'email' ? 'one-step' : 'two-step');
    }
  });

  test('I3 F4 it never stands for the code that a link asks for', () => {
    fc.assert(
      fc.property(acrRequest, situation(ledger({ kinds: TRUSTED })), (request, here) => {
        expect(nextStep(request, { ...here, isLinking: true }).step).not.toBe('link_identity');
      }),
      RUNS,
    );
  });

  test('I3 whoever signs in anew presents it anew: what was revoked meanwhile does not come back by the session', () => {
    const base = { accountId: ME, at: NOW };
    const before = [
      proofOf('password', { ...base, id: 'a', request: 'request b' }),
      proofOf('trusted', { ...base, id: 'b', request: 'request b' }),
    ];
    for (const kind of ['password', 'net-entreprises', 'eidas1', 'passkey'] as const) {
      const after = recordProof(before, proofOf(kind, { ...base, id: 'c', request: HERE }), ME);
      expect(after.map(({ id }) => id)).toEqual(['a', 'c']);
    }
    const code = recordProof(before, proofOf('sms', { ...base, id: 'c', request: HERE }), ME);
    expect(code.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });
});

describe('A1 F1 levels that are relayed', () => {
  test('A1 a level of FranceConnect is only said if it vouched for at least that level of this person', () => {
    whenDone((acr, request, here) => {
      if (!isEidasLevel(acr)) return;
      const vouched = counted(request, here).some(
        (entry) =>
          entry.accountId === ME && entry.factor === 'upstream' && entry.level && reachesEidas(entry.level, acr),
      );
      expect(vouched).toBe(true);
    });
  });

  test.each<[EidasLevel, readonly Acr[]]>([
    ['eidas1', ['one-step', 'eidas1']],
    ['eidas2', ['one-step', 'eidas1', 'two-step', 'two-factor', 'eidas2', 'two-step-fresh', 'two-factor-fresh']],
    [
      'eidas3',
      ['one-step', 'eidas1', 'two-step', 'two-factor', 'eidas2', 'eidas3', 'two-step-fresh', 'two-factor-fresh'],
    ],
  ])('A1 a recent round trip at %s reaches %j and nothing else', (level, expected) => {
    const trip = proofOf(level, { id: 'a', accountId: ME, at: NOW, request: HERE });
    const reached = reachedLevels([trip], { now: NOW, request: HERE, freshFirstFactorSeconds: 900 });
    expect(new Set(satisfiedBy(reached))).toEqual(new Set(expected));
  });

  function satisfiedBy(reached: readonly Acr[]): readonly Acr[] {
    const all: readonly Acr[] = [...STRONGEST_FIRST, 'two-step-fresh', 'two-factor-fresh'];
    return all.filter((wanted) => reached.some((level) => satisfies(level, wanted)));
  }
});

describe('A4 freshness', () => {
  test('A4 a fresh level needs a code or passkey of this very request, or a recent FranceConnect+ round trip of it', () => {
    whenDone((acr, _request, here, _amr, authTimeSeconds) => {
      if (!acr.endsWith('-fresh')) return;
      expect(here.request).toBe(HERE);
      const own = here.ledger.filter(({ accountId, request }) => accountId === ME && request === HERE);
      expect(own.some((entry) => isGiven(entry) || (isSubstantial(entry) && entry.recent))).toBe(true);
      expect(NOW / 1000 - authTimeSeconds).toBeLessThanOrEqual(here.freshFirstFactorSeconds + 1);
    });
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

  test('F1 an upstream that kept a session, or does not say when, is never fresh by itself', () => {
    const kept = situation(ledger()).map((here) => ({
      ...here,
      ledger: here.ledger
        .filter(({ factor }) => factor === 'upstream')
        .map((entry) => ({ ...entry, recent: false }) as typeof entry),
    }));
    whenDone((acr, request) => {
      expect(acr.endsWith('-fresh')).toBe(false);
      expect(request.promptLogin).toBe(false);
    }, kept);
  });
});

describe('A5 sensitive actions', () => {
  /** Somebody who is likely to be done: a recent password, and codes of this request. */
  const likely = situation(
    ledger({ accounts: [ME], kinds: ['password', 'trusted', 'email', 'sms', 'voice', 'passkey', 'eidas2', 'eidas3'] }),
  ).map((here): Situation => ({ ...here, accountId: ME, isLinking: false, request: HERE }));

  test('A5 a request that names an action ends only on a code or passkey of this request whose page named it, at its level', () => {
    let ended = 0;
    fc.assert(
      fc.property(actionRequest, likely, (request, here) => {
        if (nextStep(request, here).step !== 'done') return;
        ended += 1;
        const { digest, minimumAcr } = request.action;
        expect(worth(request, here)).toContain(minimumAcr);
        const given = here.ledger.filter(isGiven).filter((entry) => entry.request === HERE);
        const named = given.filter(({ action }) => action === digest);
        expect(named.length).toBeGreaterThan(0);
        if (minimumAcr === 'two-factor-fresh')
          expect(named.some((proof) => isHeld(proof) || proof.factor === 'passkey')).toBe(true);
      }),
      { numRuns: 20_000 },
    );
    expect(ended).toBeGreaterThan(100);
  });

  test('A5 without it nothing ends it: another action’s, a sign-in’s, also by passkey, an earlier request’s, a trusted device, FranceConnect+', () => {
    fc.assert(
      fc.property(actionRequest, likely, (request, here) => {
        const others = here.ledger.filter(
          (entry) => !isGiven(entry) || entry.request !== HERE || entry.action !== request.action.digest,
        );
        expect(nextStep(request, { ...here, ledger: others }).step).not.toBe('done');
      }),
      { numRuns: 5_000 },
    );
  });

  test('A5 I6 the sign-in page names the action for its passkey, which is then the one gesture; one that named nothing is asked for again', () => {
    const given = { id: 'given', accountId: ME, at: NOW, request: HERE };
    fc.assert(
      fc.property(anyRequest, likely, (asked, here) => {
        const nobody = { ...here, accountId: undefined, ledger: [], offersPasskeys: true };
        const first = nextStep(asked, nobody);
        if (first.step !== 'login' || !first.offer.passkey) return;
        expect(first.offer.confirmsAction).toBe(asked.action && true);
        const following = (action: string | undefined) =>
          nextStep(asked, {
            ...nobody,
            accountId: ME,
            passkey: true,
            ledger: [proofOf('passkey', given, true, action)],
          });
        expect(following(asked.action?.digest).step).not.toBe('one_time_code');
        if (asked.action) expect(following(undefined).step).not.toBe('done');
      }),
      { numRuns: 5_000 },
    );
  });

  test('A5 a code that named an action is no fresh proof for a request that names none', () => {
    const named = proofOf('sms', { id: 'b', accountId: ME, at: NOW, request: HERE }, true, ACTIONS[0]);
    const proofs = [proofOf('password', { id: 'a', accountId: ME, at: NOW, request: HERE }), named];
    const moment = { now: NOW, request: HERE, freshFirstFactorSeconds: 900 };
    expect(reachedLevels(proofs, moment)).toEqual(['one-step', 'two-step', 'two-factor']);
    expect(reachedLevels(proofs, { ...moment, action: ACTIONS[0] })).toContain('two-factor-fresh');
    expect(reachedLevels(proofs, { ...moment, action: ACTIONS[1] })).not.toContain('two-step-fresh');
  });

  test('A5 naming an action alone asks for its level, and the token says it', () => {
    const request = {
      values: [],
      floor: 'two-step',
      fallback: 'two-step',
      promptLogin: false,
      maxAgeSeconds: undefined,
      action: { digest: ACTIONS[0], minimumAcr: 'two-step-fresh' },
    } as const;
    whenDone(
      (acr, _request, here) => {
        const asked = nextStep(request, here);
        if (asked.step === 'done') expect(asked.acr).toBe('two-step-fresh');
        expect(acr).not.toBe('');
      },
      likely,
      actionRequest,
    );
  });
});
