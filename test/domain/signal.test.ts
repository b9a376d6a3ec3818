/** What a receiver's answer means, when it is asked again, and what a token says (S8; RFC 8935, RFC 8417, CAEP 1.0). */
import { describe, expect, test } from '@jest/globals';
import { type StoredSignal, setClaims } from '../../src/domain/signals/claims.js';
import { isTimeToPause, judgeAnswer, pushPause, reportedError } from '../../src/domain/signals/delivery_rules.js';
import { deliveredTypes, EVENT_URIS } from '../../src/domain/signals/event.js';
import { REASONS } from '../../src/domain/signals/reason.js';

const ISSUER = 'https://connexion.example.test/allocataires';

describe('security events', () => {
  test('S8 nothing but 202 is a receiver that has it', () => {
    for (const status of [200, 201, 204, 301, 302, 401, 403, 404, 413, 429, 500, 503])
      expect(judgeAnswer(status, '')).toEqual({ outcome: 'unavailable', why: `status ${status}` });
    expect(judgeAnswer(202, 'whatever')).toEqual({ outcome: 'accepted' });
  });

  test('S8 an error that speaks of the token gives it up; any other may pass, and no word of a receiver’s own is kept', () => {
    const answered = (err: unknown) => judgeAnswer(400, JSON.stringify({ err, description: 'Claire MARTIN' }));
    for (const err of ['invalid_request', 'invalid_issuer', 'invalid_audience'])
      expect(answered(err)).toEqual({ outcome: 'refused', why: err });
    for (const err of ['invalid_key', 'authentication_failed', 'access_denied', 'of_its_own'])
      expect(answered(err)).toEqual({ outcome: 'unavailable', why: err });
    for (const err of [undefined, 12, 'nom: Claire MARTIN', '', 'x'.repeat(41)])
      expect(answered(err)).toEqual({ outcome: 'unavailable', why: 'status 400' });
    expect(judgeAnswer(400, '<p>no</p>')).toEqual({ outcome: 'unavailable', why: 'status 400' });
    expect([reportedError('jwtIss'), reportedError('Claire MARTIN'), reportedError(7)]).toEqual([
      'jwtIss',
      'reported',
      'reported',
    ]);
  });

  test('S8 pauses grow to an hour, never shrink, and reach a portal within 15 s of a minute’s absence', () => {
    const pauses = Array.from({ length: 30 }, (_, at) => pushPause(at + 1));
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect([pauses[0], pauses.at(-1)]).toEqual([1_000, 3_600_000]);
    let at = 0;
    for (const pause of pauses) {
      if (at > 60_000) break;
      at += pause;
    }
    expect(at).toBeGreaterThan(60_000);
    expect(at).toBeLessThanOrEqual(75_000);
    expect([isTimeToPause(0, 86_399_999, 86_400_000), isTimeToPause(0, 86_400_000, 86_400_000)]).toEqual([false, true]);
  });

  test('S8 a receiver gets of what it asked for what we know', () => {
    const asked = [EVENT_URIS['credential-change'], 'urn:unknown', EVENT_URIS['session-revoked']];
    expect(deliveredTypes(asked)).toEqual(['session-revoked', 'credential-change']);
    expect(deliveredTypes([])).toEqual([]);
  });

  test('S8 a session is named beside its person, a level in our namespace, and a stream by its id alone', () => {
    const signal = (changes: Partial<StoredSignal>): StoredSignal => ({
      id: 'jti-1',
      streamId: 'stream-1',
      type: 'session-revoked',
      sub: 'sub-1',
      sid: null,
      data: { by: 'user', reason: 'signed-out' },
      happenedAt: 1_700_000_000_900,
      createdAt: 1_700_000_001_900,
      ...changes,
    });
    const user = { format: 'iss_sub', iss: ISSUER, sub: 'sub-1' };
    expect(setClaims(signal({}), ISSUER, 'caf')).toMatchObject({ jti: 'jti-1', iat: 1_700_000_001, sub_id: user });
    expect(setClaims(signal({ sid: 'sid-1' }), ISSUER, 'caf')['sub_id']).toEqual({
      format: 'complex',
      user,
      session: { format: 'opaque', id: 'sid-1' },
    });
    const data = {
      by: 'user',
      reason: 'stepped-up',
      current: 'two-factor',
      previous: 'two-step',
      direction: 'increase',
    };
    expect(setClaims(signal({ type: 'assurance-level-change', data }), ISSUER, 'caf')['events']).toEqual({
      [EVENT_URIS['assurance-level-change']]: {
        event_timestamp: 1_700_000_000,
        initiating_entity: 'user',
        reason_admin: { en: 'stepped-up' },
        reason_user: REASONS['stepped-up'],
        namespace: `${ISSUER}/acr`,
        current_level: 'two-factor',
        previous_level: 'two-step',
        change_direction: 'increase',
      },
    });
    const own = setClaims(signal({ type: 'verification', sub: null, data: { state: 'x' } }), ISSUER, 'caf');
    expect(own['sub_id']).toEqual({ format: 'opaque', id: 'stream-1' });
  });
});
