/** What every grant store promises (P5, P6): refresh tokens used once, a grace, and grants that stay revoked. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { GrantStore } from '../../src/ports/protocol/oidc_store.js';
import { START } from './clock_of_test.js';

const REALM = 'allocataires';
const LATER_SECONDS = START / 1000 + 90 * 86_400;
const GRACE_SECONDS = 30;

export function describeGrantStore(adapter: string, open: () => GrantStore): void {
  const newId = () => randomUUID();

  async function grantWithToken(store: GrantStore): Promise<{ grantId: string; token: string; successor: string }> {
    const grantId = newId();
    const token = newId();
    await store.putGrant(grantId, REALM, { accountId: newId(), clientId: 'portal' }, LATER_SECONDS);
    await store.putRefreshToken(token, REALM, { grantId, clientId: 'portal', scope: 'openid' }, LATER_SECONDS);
    return { grantId, token, successor: newId() };
  }

  describe(`P5 grants in ${adapter}`, () => {
    test('P5 a grant is found as it was put, and as it was put again', async () => {
      const store = open();
      const id = newId();
      const payload = { accountId: 'a', clientId: 'portal', openid: { scope: 'openid', claims: ['sub'] }, exp: 12 };
      await store.putGrant(id, REALM, payload, LATER_SECONDS);
      expect(await store.findGrant(id)).toEqual(payload);
      await store.putGrant(id, REALM, { ...payload, openid: { scope: 'openid profile' } }, LATER_SECONDS);
      expect(await store.findGrant(id)).toEqual({ ...payload, openid: { scope: 'openid profile' } });
      expect(await store.findGrant(newId())).toBeUndefined();
    });

    test('P3 a subject whose account is gone does not hold up its grant', async () => {
      const store = open();
      const id = newId();
      const issued = [{ realm: REALM, sector: 'portal', sub: newId(), accountId: newId() }];
      await store.putGrant(id, REALM, { clientId: 'portal' }, LATER_SECONDS, issued);
      expect(await store.findGrant(id)).toEqual({ clientId: 'portal' });
    });

    test('U1 the grants of an account that a living refresh token keeps usable, last used first, and no others', async () => {
      const store = open();
      const accountId = newId();
      const seconds = START / 1000;
      const grant = async (clientId: string, tokens: ReadonlyArray<Record<string, unknown>>, of = accountId) => {
        const id = newId();
        await store.putGrant(id, REALM, { accountId: of, clientId }, LATER_SECONDS);
        for (const { exp = LATER_SECONDS, ...token } of tokens) {
          const payload = { grantId: id, accountId: of, clientId, ...token };
          await store.putRefreshToken(newId(), REALM, payload, Number(exp));
        }
        return id;
      };
      const old = await grant('app', [
        { iat: seconds - 50, iiat: seconds - 900, sid: 'a-session' },
        { iat: seconds - 40, iiat: seconds - 700 },
      ]);
      const recent = await grant('partner', [{ iat: seconds - 10 }]);
      await grant('without', []);
      await grant('over', [{ iat: seconds - 5, exp: seconds - 1 }]);
      await grant('foreign', [{ iat: seconds - 5 }], newId());
      const used = newId();
      const spent = await grant('spent', []);
      const payload = { grantId: spent, accountId, clientId: 'spent', iat: seconds };
      await store.putRefreshToken(used, REALM, payload, LATER_SECONDS);
      await store.consumeRefreshToken(used, newId(), START, GRACE_SECONDS);
      expect(await store.refreshableGrantsOf(accountId, START)).toEqual([
        { id: recent, clientId: 'partner', sid: undefined, startedAt: START - 10_000, usedAt: START - 10_000 },
        { id: old, clientId: 'app', sid: 'a-session', startedAt: START - 900_000, usedAt: START - 40_000 },
      ]);
      await store.destroyGrant(recent);
      expect(await store.refreshableGrantsOf(accountId, START)).toHaveLength(1);
    });

    test('P6 a grant that was read, then revoked, is not brought back by changing it', async () => {
      const store = open();
      const id = newId();
      await store.putGrant(id, REALM, { clientId: 'portal', openid: { scope: 'openid' } }, LATER_SECONDS);
      await store.changeGrant(id, { clientId: 'portal', openid: { scope: 'openid email' } }, LATER_SECONDS);
      expect(await store.findGrant(id)).toEqual({ clientId: 'portal', openid: { scope: 'openid email' } });
      await store.destroyGrant(id);
      await store.changeGrant(id, { clientId: 'portal' }, LATER_SECONDS);
      expect(await store.findGrant(id)).toBeUndefined();
    });

    test('P6 a code is used up once, by itself or with the refresh token that it gives', async () => {
      const store = open();
      const { grantId } = await grantWithToken(store);
      const [alone, withToken] = [newId(), newId()].map((id) => ({ id, expiresAtSeconds: START / 1000 + 60 }));
      const [first, second] = [newId(), newId()];
      if (!alone || !withToken) throw new Error('two codes');
      const use = (token: string) =>
        store.useCodeForRefreshToken(withToken, token, REALM, { grantId, clientId: 'portal' }, LATER_SECONDS);
      expect([await store.useCode(alone), await store.useCode(alone)]).toEqual([true, false]);
      expect([await use(first), await use(second)]).toEqual([true, false]);
      expect(await store.findRefreshToken(first)).toMatchObject({ consumed: false, payload: { grantId } });
      expect(await store.findRefreshToken(second)).toBeUndefined();
      expect(await store.useCode(withToken)).toBe(false);
    });

    test('P6 a code of a revoked grant is used up and gives no refresh token', async () => {
      const store = open();
      const [code, token] = [{ id: newId(), expiresAtSeconds: START / 1000 + 60 }, newId()];
      const payload = { grantId: newId(), clientId: 'portal' };
      expect(await store.useCodeForRefreshToken(code, token, REALM, payload, LATER_SECONDS)).toBe(true);
      expect(await store.findRefreshToken(token)).toBeUndefined();
    });

    test('P6 a used code is remembered for an hour after its end, then purged', async () => {
      const store = open();
      const code = { id: newId(), expiresAtSeconds: START / 1000 + 60 };
      await store.useCode(code);
      await store.purge(START + 3_659_000);
      expect(await store.useCode(code)).toBe(false);
      await store.purge(START + 3_661_000);
      expect(await store.useCode(code)).toBe(true);
    });

    test('P5 a refresh token is found as it was put, not consumed', async () => {
      const store = open();
      const { grantId, token } = await grantWithToken(store);
      expect(await store.findRefreshToken(token)).toEqual({
        payload: { grantId, clientId: 'portal', scope: 'openid' },
        consumed: false,
      });
      expect(await store.findRefreshToken(newId())).toBeUndefined();
    });

    test('P5 a refresh token put again changes nothing: a retry has the same successor', async () => {
      const store = open();
      const { grantId, token, successor } = await grantWithToken(store);
      await store.consumeRefreshToken(token, successor, START, GRACE_SECONDS);
      await store.putRefreshToken(token, REALM, { grantId, clientId: 'portal', scope: 'openid nir' }, LATER_SECONDS);
      expect(await store.findRefreshToken(token)).toMatchObject({ payload: { scope: 'openid' }, consumed: true });
    });

    test('P5 a refresh token is consumed once, and shows it', async () => {
      const store = open();
      const { token, successor } = await grantWithToken(store);
      expect(await store.consumeRefreshToken(token, successor, START, GRACE_SECONDS)).toBe('won');
      expect(await store.findRefreshToken(token)).toMatchObject({ consumed: true });
    });

    test('P5 a retry within 30 s is within the grace, later a replay', async () => {
      const store = open();
      const { grantId, token, successor } = await grantWithToken(store);
      const consumeAt = (afterMs: number) =>
        store.consumeRefreshToken(token, successor, START + afterMs, GRACE_SECONDS);
      expect(await consumeAt(0)).toBe('won');
      await store.putRefreshToken(successor, REALM, { grantId, clientId: 'portal' }, LATER_SECONDS);
      expect(await consumeAt(0)).toBe('within-grace');
      expect(await consumeAt(29_999)).toBe('within-grace');
      expect(await consumeAt(30_000)).toBe('replayed');
      expect(await consumeAt(86_400_000)).toBe('replayed');
    });

    test('P5 a retry does not lengthen the grace', async () => {
      const store = open();
      const { grantId, token, successor } = await grantWithToken(store);
      await store.consumeRefreshToken(token, successor, START, GRACE_SECONDS);
      await store.putRefreshToken(successor, REALM, { grantId, clientId: 'portal' }, LATER_SECONDS);
      await store.consumeRefreshToken(token, successor, START + 20_000, GRACE_SECONDS);
      expect(await store.consumeRefreshToken(token, successor, START + 40_000, GRACE_SECONDS)).toBe('replayed');
    });

    test('P5 a token whose successor was never stored can be retried for an hour, and no longer', async () => {
      const store = open();
      const { token, successor } = await grantWithToken(store);
      const consumeAt = (afterMs: number) =>
        store.consumeRefreshToken(token, successor, START + afterMs, GRACE_SECONDS);
      expect(await consumeAt(0)).toBe('won');
      expect(await consumeAt(3_599_999)).toBe('within-grace');
      expect(await consumeAt(3_600_000)).toBe('replayed');
    });

    test('P5 a client without a grace cannot retry even when its successor was never stored', async () => {
      const store = open();
      const { token, successor } = await grantWithToken(store);
      await store.consumeRefreshToken(token, successor, START, 0);
      expect(await store.consumeRefreshToken(token, successor, START + 1, 0)).toBe('replayed');
    });

    test('P5 once its successor was used, a retry within the grace is a replay', async () => {
      const store = open();
      const { grantId, token, successor } = await grantWithToken(store);
      await store.consumeRefreshToken(token, successor, START, GRACE_SECONDS);
      await store.putRefreshToken(successor, REALM, { grantId, clientId: 'portal' }, LATER_SECONDS);
      expect(await store.consumeRefreshToken(token, successor, START + 1_000, GRACE_SECONDS)).toBe('within-grace');
      expect(await store.consumeRefreshToken(successor, newId(), START + 2_000, GRACE_SECONDS)).toBe('won');
      expect(await store.consumeRefreshToken(token, successor, START + 3_000, GRACE_SECONDS)).toBe('replayed');
    });

    test('P5 without a grace every second use is a replay, in the same millisecond too', async () => {
      const store = open();
      const { token, successor } = await grantWithToken(store);
      expect(await store.consumeRefreshToken(token, successor, START + 123, 0)).toBe('won');
      expect(await store.consumeRefreshToken(token, successor, START + 123, 0)).toBe('replayed');
    });

    test('P5 a refresh token that is not there is never won', async () => {
      const store = open();
      expect(await store.consumeRefreshToken(newId(), newId(), START, GRACE_SECONDS)).toBe('replayed');
    });

    test('P6 a revoked grant takes its refresh tokens with it, and no other', async () => {
      const store = open();
      const gone = await grantWithToken(store);
      const kept = await grantWithToken(store);
      await store.destroyGrant(gone.grantId);
      expect(await store.findGrant(gone.grantId)).toBeUndefined();
      expect(await store.findRefreshToken(gone.token)).toBeUndefined();
      expect(await store.consumeRefreshToken(gone.token, gone.successor, START, GRACE_SECONDS)).toBe('replayed');
      expect(await store.findGrant(kept.grantId)).toBeDefined();
      expect(await store.findRefreshToken(kept.token)).toBeDefined();
    });

    test('P6 a refresh token put for a revoked grant, or for none, is dropped', async () => {
      const store = open();
      const { grantId } = await grantWithToken(store);
      await store.destroyGrant(grantId);
      const [late, orphan] = [newId(), newId()];
      await store.putRefreshToken(late, REALM, { grantId, clientId: 'portal' }, LATER_SECONDS);
      await store.putRefreshToken(orphan, REALM, { grantId: newId(), clientId: 'portal' }, LATER_SECONDS);
      expect(await store.findRefreshToken(late)).toBeUndefined();
      expect(await store.findRefreshToken(orphan)).toBeUndefined();
    });

    test('P6 fifty refresh tokens that race a revocation leave nothing to find', async () => {
      const store = open();
      const { grantId } = await grantWithToken(store);
      const ids = Array.from({ length: 50 }, newId);
      const writes = ids.map((id) => store.putRefreshToken(id, REALM, { grantId, clientId: 'portal' }, LATER_SECONDS));
      await Promise.race(writes);
      await Promise.all([store.destroyGrant(grantId), ...writes]);
      expect((await Promise.all(ids.map((id) => store.findRefreshToken(id)))).filter(Boolean)).toEqual([]);
    });

    test('P6 the refresh tokens of a grant can be revoked, and the grant lives', async () => {
      const store = open();
      const { grantId, token } = await grantWithToken(store);
      const other = await grantWithToken(store);
      await store.revokeRefreshTokens(grantId);
      expect(await store.findRefreshToken(token)).toBeUndefined();
      expect(await store.findGrant(grantId)).toBeDefined();
      expect(await store.findRefreshToken(other.token)).toBeDefined();
    });

    test('P5 one refresh token can be destroyed', async () => {
      const store = open();
      const { grantId, token } = await grantWithToken(store);
      const other = newId();
      await store.putRefreshToken(other, REALM, { grantId, clientId: 'portal' }, LATER_SECONDS);
      await store.destroyRefreshToken(token);
      expect(await store.findRefreshToken(token)).toBeUndefined();
      expect(await store.findRefreshToken(other)).toBeDefined();
    });

    test('P9 what expired is purged by the given time, and nothing else', async () => {
      const store = open();
      const { grantId, token } = await grantWithToken(store);
      const [old, oldGrant] = [newId(), newId()];
      await store.putRefreshToken(old, REALM, { grantId, clientId: 'portal' }, START / 1000 + 10);
      await store.putGrant(oldGrant, REALM, { clientId: 'portal' }, START / 1000 + 10);
      await store.purge(START + 9_000);
      expect(await store.findRefreshToken(old)).toBeDefined();
      expect(await store.purge(START + 11_000)).toBeGreaterThanOrEqual(2);
      expect(await store.findRefreshToken(old)).toBeUndefined();
      expect(await store.findGrant(oldGrant)).toBeUndefined();
      expect(await store.findGrant(grantId)).toBeDefined();
      expect(await store.findRefreshToken(token)).toBeDefined();
    });
  });
}
