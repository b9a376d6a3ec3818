/** What every campaign store promises (C1): its people are those that the rule in memory says, whatever page they are on. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Database } from '../../src/adapters/postgres/connection.js';
import { createPostgresCampaignStore } from '../../src/adapters/postgres/password/campaign_store.js';
import { bearsOn, type Campaign, type Member, type Population } from '../../src/domain/credential/campaign.js';
import { isDueIn } from '../../src/domain/credential/credential_state.js';
import type { PasswordPolicyId } from '../../src/domain/password_policy/rule.js';
import { START } from './clock_of_test.js';

const DAY_MS = 86_400_000;
const POLICIES: ReadonlyArray<PasswordPolicyId | null> = ['eight-digits', 'characters', null];

const person = fc.record({
  caf: fc.constantFrom('331', '332', null),
  birthdate: fc.constantFrom('1939-00-00', '1962-08-24', '1962-08-25', '2001-01-01'),
  policy: fc.constantFrom(...POLICIES),
  setAt: fc.integer({ min: -3, max: 3 }).map((days) => START + days * DAY_MS),
  isActive: fc.boolean(),
  hasPassword: fc.constantFrom(true, true, true, false),
});
const population: fc.Arbitrary<Population> = fc.record(
  {
    cafs: fc.constantFrom(['331'], ['331', '332']),
    passwordSetBefore: fc.constantFrom(START - DAY_MS, START, START + DAY_MS),
    policyOtherThan: fc.constantFrom<PasswordPolicyId>('eight-digits', 'characters'),
    bornFrom: fc.constantFrom('1962-08-25', '1939-01-01'),
    bornTo: fc.constantFrom('1962-08-24', '1999-12-31'),
  },
  { requiredKeys: [] },
);
const kindAndPolicy = fc.constantFrom(
  { kind: 'policy', policy: 'characters' } as const,
  { kind: 'compromised', policy: null } as const,
);

export function describeCampaignStore(adapter: string, open: () => Database): void {
  const store = () => createPostgresCampaignStore(open());
  const campaignIn = (realm: string, over: Partial<Campaign> = {}): Campaign => ({
    id: randomUUID(),
    realm,
    name: 'move',
    kind: 'policy',
    policy: 'characters',
    population: {},
    startsAt: START,
    obligesFrom: START + 30 * DAY_MS,
    createdAt: START,
    endedAt: null,
    ...over,
  });
  const newRealm = () => `campaigns-${randomUUID()}`;

  async function settle(realm: string, people: ReadonlyArray<typeof person extends fc.Arbitrary<infer P> ? P : never>) {
    for (const { caf, birthdate, policy, setAt, isActive, hasPassword } of people) {
      const id = randomUUID();
      await open().sql.count`
        INSERT INTO account (id, realm, status, caf, family_name, given_names, gender, birthdate, created_at)
        VALUES (${id}::uuid, ${realm}, ${isActive ? 'active' : 'closed'}, ${caf}, 'X', ARRAY['Y'], 'female', ${birthdate},
          to_timestamp(${START - 9 * DAY_MS}::bigint / 1000.0))`;
      if (!hasPassword) continue;
      await open().sql.count`
        INSERT INTO credential (id, account_id, kind, hash, pepper_key_id, state, policy, set_at)
        VALUES (${randomUUID()}::uuid, ${id}::uuid, 'password', 'h', 'p', 'chosen', ${policy},
          to_timestamp(${setAt}::bigint / 1000.0))`;
    }
  }

  async function walk(campaign: Campaign, limit: number) {
    const found = { due: 0, done: 0, remaining: 0 };
    for (let after: string | null = null, at = 0; at === 0 || after !== null; at += 1) {
      const page: Awaited<ReturnType<ReturnType<typeof store>['duePage']>> = await store().duePage(
        campaign,
        after,
        limit,
      );
      found.due += page.people.length;
      after = page.next;
    }
    for (let after: string | null = null, at = 0; at === 0 || after !== null; at += 1) {
      const page: Awaited<ReturnType<ReturnType<typeof store>['countPage']>> = await store().countPage(
        campaign,
        after,
        limit,
      );
      found.done += page.done;
      found.remaining += page.remaining;
      after = page.next;
    }
    return found;
  }

  describe(`C1 campaigns in ${adapter}`, () => {
    test('C1 the due are those that the rule in memory says, each once, however small the page', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(person, { minLength: 1, maxLength: 9 }),
          population,
          kindAndPolicy,
          fc.integer({ min: 1, max: 4 }),
          async (people, meant, what, limit) => {
            const realm = newRealm();
            await settle(realm, people);
            await settle(newRealm(), people);
            const campaign = campaignIn(realm, { ...what, population: meant });
            const due = people.filter(({ caf, birthdate, policy, setAt, isActive, hasPassword }) => {
              const password = { kind: 'password', state: 'chosen', policy, setAt, expiresAt: null } as const;
              const member: Member = { realm, caf, birthdate, credentials: hasPassword ? [password] : [] };
              return isActive && hasPassword && bearsOn(campaign, member) && isDueIn(campaign, password);
            });
            const found = await walk(campaign, limit);
            expect(found).toMatchObject({ due: due.length, remaining: due.length });
          },
        ),
        { numRuns: 6 },
      );
    });

    test('C1 whoever changed since the beginning counts as done', async () => {
      const realm = newRealm();
      const old = { caf: '331', birthdate: '1962-08-24', policy: null, isActive: true, hasPassword: true } as const;
      await settle(realm, [
        { ...old, setAt: START - DAY_MS },
        { ...old, setAt: START + DAY_MS },
        { ...old, setAt: START - DAY_MS, policy: 'characters' },
      ]);
      expect(await walk(campaignIn(realm), 10)).toEqual({ due: 1, done: 2, remaining: 1 });
    });

    test('C1 a campaign is found as it was made, is made once a name, and ends once', async () => {
      const realm = newRealm();
      const made = campaignIn(realm, { population: { cafs: ['331'], passwordSetBefore: START } });
      expect(await store().create(made)).toBe(true);
      expect(await store().create({ ...made, id: randomUUID() })).toBe(false);
      const mine = async () => (await store().list()).filter((campaign) => campaign.realm === realm);
      expect(await mine()).toEqual([{ ...made, progress: null }]);
      const progress = { done: 3, remaining: 4, countedAt: START + 5 };
      await store().keepProgress(made.id, progress);
      expect(await store().end(realm, 'move', START + 9)).toBe(true);
      expect(await store().end(realm, 'move', START + 10)).toBe(false);
      expect(await mine()).toEqual([{ ...made, endedAt: START + 9, progress }]);
      await open().sql.count`DELETE FROM campaign WHERE realm = ${realm}`;
    });
  });
}
