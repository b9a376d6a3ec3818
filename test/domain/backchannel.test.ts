/** S1 A4: how often a person is asked, and which level a caller gets; pure rules. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { REALMS } from '../../src/config/realms.js';
import { ACR_VALUES, isAcr, isFresh, satisfies, withoutFresh } from '../../src/domain/assurance/acr.js';
import { readBindingMessage } from '../../src/domain/backchannel/binding_message.js';
import { levelsToProve, reportedLevel } from '../../src/domain/backchannel/levels.js';
import { judgeOpening, memorySeconds, type PastRequest } from '../../src/domain/backchannel/limits.js';

const [rules] = REALMS.map(({ backchannel }) => backchannel);
if (!rules) throw new Error('no realm');
const NOW = Date.UTC(2026, 10, 28);
const past = (agoSeconds: number, over: Partial<PastRequest> = {}): PastRequest => ({
  clientId: 'centre',
  createdAt: NOW - agoSeconds * 1000,
  expiresAt: NOW - agoSeconds * 1000 + 300_000,
  decision: null,
  decidedAt: null,
  ...over,
});

describe('S1 how often a person is asked', () => {
  test('an open request of the same client holds the next until its end; another client’s does not', () => {
    expect(judgeOpening([past(100)], 'centre', rules, NOW)).toEqual({ verdict: 'wait', retryAt: NOW + 200_000 });
    expect(judgeOpening([past(100)], 'other', rules, NOW)).toEqual({ verdict: 'open' });
    expect(judgeOpening([past(300)], 'centre', rules, NOW)).toEqual({ verdict: 'open' });
  });

  test('one that was answered holds nothing, and counts', () => {
    const answered = [10, 20, 30].map((ago) => past(ago, { decision: 'confirmed', decidedAt: NOW }));
    expect(judgeOpening(answered.slice(1), 'centre', rules, NOW)).toEqual({ verdict: 'open' });
    expect(judgeOpening(answered, 'centre', rules, NOW).verdict).toBe('wait');
  });

  test('whoever was sent away is silent for a day, from the answer on', () => {
    const contested = past(200, { decision: 'contested', decidedAt: NOW });
    for (const [later, verdict] of [
      [0, 'silenced'],
      [86_399, 'silenced'],
      [86_400, 'open'],
    ] as const) {
      expect(judgeOpening([contested], 'centre', rules, NOW + later * 1000).verdict).toBe(verdict);
    }
    expect(judgeOpening([contested], 'other', rules, NOW).verdict).toBe('open');
    // What is remembered is enough to judge by: the answer came at the latest when the request ended.
    expect(memorySeconds(rules)).toBeGreaterThanOrEqual(86_400 + rules.lifeSeconds);
  });
});

describe('A4 which level a caller gets', () => {
  const asked = fc.uniqueArray(fc.constantFrom(...ACR_VALUES));

  test('never more than was proved, and for any asked level that can be had, what is proved satisfies it', () => {
    fc.assert(
      fc.property(asked, fc.constantFrom(...ACR_VALUES), (values, proved) => {
        const reported = reportedLevel(values, proved);
        expect(isAcr(reported) && satisfies(proved, reported)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(asked, (values) => {
        for (const level of levelsToProve(values)) {
          expect(isFresh(level)).toBe(true);
          expect(values.length === 0 || values.some((acr) => satisfies(level, acr))).toBe(true);
          if (values.length > 0) expect(values).toContain(reportedLevel(values, level));
        }
      }),
    );
  });

  test('a level of an upstream or a passkey cannot be had by a call; the first of those that can is most wanted', () => {
    expect(levelsToProve(['eidas2', 'phr'])).toEqual([]);
    expect(levelsToProve([])).toEqual(['two-step-fresh']);
    expect(levelsToProve(['eidas2', 'two-factor', 'two-step', 'one-step'])).toEqual([
      'two-factor-fresh',
      'two-step-fresh',
    ]);
    // As for a portal that asks for nothing: no level that only holds now.
    expect(reportedLevel([], 'two-step-fresh')).toBe('two-step');
    expect(withoutFresh(reportedLevel(['two-factor'], 'two-factor-fresh'))).toBe('two-factor');
  });
});

describe('the words to compare', () => {
  test('are shown as they were sent, in one form, and never more than 32 characters with 4 digits', () => {
    expect(readBindingMessage('47 — Violette')).toEqual({ ok: true, message: '47 — Violette' });
    expect(readBindingMessage('Te\u0301le\u0301 12')).toEqual({ ok: true, message: 'Télé 12' });
    expect(readBindingMessage('Cœur d’Été')).toMatchObject({ ok: true });
    // Latin letters too, but not as French writes them: dots, bars, wide letters, numbers beyond the four.
    for (const given of [
      'caf\ua78ffr',
      'http\u01c3 caf',
      'caf\u01c0\u01c0fr',
      '\uff43\uff41\uff46',
      '\u2167 \u2169\u2169\u2169',
    ])
      expect(readBindingMessage(given)).toEqual({ ok: false, code: 'characters' });
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (given) => {
        const read = readBindingMessage(given);
        if (!read.ok) return;
        expect(read.message).not.toMatch(/[./:@<>&\p{C}\p{Zl}\p{Zp}]/u);
        expect([...read.message].length).toBeLessThanOrEqual(32);
        expect(read.message.replace(/\D/g, '').length).toBeLessThanOrEqual(4);
      }),
    );
  });
});
