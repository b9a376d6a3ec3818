/** Shows whose proofs count, and how often (A2). */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { NOTHING_FORCED } from '../../../src/domain/assurance/forced_steps.js';
import { nextStep } from '../../../src/domain/assurance/next_step.js';
import { countingProofs, type Proof, recordProof } from '../../../src/domain/assurance/proof.js';
import { reachedLevels } from '../../../src/domain/assurance/reached.js';
import { acrRequest, HERE, KINDS, ledger, ME, NOW, OTHER, proof, proofOf, situation } from './arbitrary.js';
import { isFirst } from './worth.js';

const RUNS = { numRuns: 1_000 };

describe('A2 whose proofs count, and how often', () => {
  test('A2 nobody is done without a first factor of their own', () => {
    fc.assert(
      fc.property(acrRequest, situation(), (request, here) => {
        if (nextStep(request, here).step !== 'done') return;
        expect(here.ledger.some((entry) => entry.accountId === ME && isFirst(entry))).toBe(true);
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

  test.each(KINDS.filter((kind) => !/^eidas[23]$|passkey$/.test(kind)))(
    'A2 one proof never counts twice: %s alone is never two steps',
    (kind) => {
      const alone = proofOf(kind, { id: 'a', accountId: ME, at: NOW, request: HERE });
      const reached = reachedLevels([alone], { now: NOW, request: HERE, freshFirstFactorSeconds: 900 });
      expect(reached.filter((level) => level !== 'one-step' && level !== 'eidas1')).toEqual([]);
    },
  );

  test('A2 one proof never counts twice: any number of first factors below FranceConnect+ are no second step', () => {
    const firsts = ledger({ accounts: [ME], kinds: ['password', 'eidas1', 'net-entreprises', 'plain'] });
    fc.assert(
      fc.property(firsts, situation(), (proofs, here) => {
        const reached = reachedLevels(proofs, here);
        expect(reached.filter((level) => level !== 'one-step' && level !== 'eidas1')).toEqual([]);
      }),
      RUNS,
    );
  });

  test('A2 a session with many proofs stays short and still proves all that it proved', () => {
    // A trusted browser is presented anew with each first factor, and leaves with the one before.
    const kinds = KINDS.filter((kind) => kind !== 'trusted');
    const long = fc.uniqueArray(proof({ accounts: [ME], kinds }), {
      minLength: 10,
      maxLength: 60,
      selector: ({ id }) => id,
    });
    fc.assert(
      fc.property(long, acrRequest, (proofs, request) => {
        const kept = proofs.reduce<readonly Proof[]>((sofar, added) => recordProof(sofar, added, ME), []);
        expect(kept.length).toBeLessThanOrEqual(16);
        const moment = { accountId: ME, request: undefined, now: NOW, freshFirstFactorSeconds: 900 };
        const here = { ...moment, upstreamLevels: [], isLinking: false, forced: NOTHING_FORCED };
        const channels = {
          channels: [],
          realmChannels: ['email', 'sms', 'voice'] as const,
          passkey: false,
          offersPasskeys: true,
        };
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
