/** C1: what campaigns ask of a person, and of whom. */
import { describe, expect, test } from '@jest/globals';
import { bearsOn, type Campaign, type Member, policyAsked } from '../../../src/domain/credential/campaign.js';
import { followCampaigns } from '../../../src/services/campaign/current_campaigns.js';

const DAY = 86_400_000;
const CAMPAIGN: Campaign = {
  id: '1',
  realm: 'allocataires',
  name: 'move',
  kind: 'policy',
  policy: 'characters',
  population: {},
  startsAt: 10 * DAY,
  obligesFrom: 40 * DAY,
  createdAt: 0,
  endedAt: null,
};
const MEMBER: Member = {
  realm: 'allocataires',
  caf: '331',
  birthdate: '1962-08-24',
  credentials: [{ kind: 'password', state: 'chosen', policy: 'eight-digits', setAt: 5 * DAY, expiresAt: null }],
};

describe('C1 a campaign bears on', () => {
  test.each<[string, Partial<Campaign>, Partial<Member>, boolean]>([
    ['everybody of its realm', {}, {}, true],
    ['nobody of another realm', {}, { realm: 'employeurs' }, false],
    ['nobody once ended', { endedAt: 1 }, {}, false],
    ['a Caf that is named', { population: { cafs: ['330', '331'] } }, {}, true],
    ['no other Caf', { population: { cafs: ['330'] } }, {}, false],
    ['nobody without a Caf where one is named', { population: { cafs: ['331'] } }, { caf: null }, false],
    ['old passwords', { population: { passwordSetBefore: 6 * DAY } }, {}, true],
    ['no newer ones', { population: { passwordSetBefore: 5 * DAY } }, {}, false],
    [
      'nobody without a password where its age counts',
      { population: { passwordSetBefore: 6 * DAY } },
      { credentials: [] },
      false,
    ],
    ['passwords of another policy', { population: { policyOtherThan: 'characters' } }, {}, true],
    ['none of that policy', { population: { policyOtherThan: 'eight-digits' } }, {}, false],
    [
      'birth dates of its range, both ends included',
      { population: { bornFrom: '1962-08-24', bornTo: '1962-08-24' } },
      {},
      true,
    ],
    ['nobody born before', { population: { bornFrom: '1962-08-25' } }, {}, false],
    ['nobody born after', { population: { bornTo: '1962-08-23' } }, {}, false],
    ['only where all holds', { population: { cafs: ['331'], bornTo: '1950-01-01' } }, {}, false],
  ])('C1 %s', (_, campaign, member, bears) => {
    expect(bearsOn({ ...CAMPAIGN, ...campaign }, { ...MEMBER, ...member })).toBe(bears);
  });

  test('C1 the latest begun decides the policy, and one that has not begun asks none', () => {
    const later: Campaign = { ...CAMPAIGN, id: '2', policy: 'eight-digits', startsAt: 20 * DAY };
    expect(policyAsked([CAMPAIGN, later], 9 * DAY)).toBeUndefined();
    expect(policyAsked([later, CAMPAIGN], 15 * DAY)).toBe('characters');
    expect(policyAsked([CAMPAIGN, later], 20 * DAY)).toBe('eight-digits');
    expect(policyAsked([{ ...CAMPAIGN, kind: 'compromised', policy: null }], 15 * DAY)).toBeUndefined();
  });

  test('C1 a process that cannot read them keeps what it has, and reads them anew', async () => {
    let answer: () => Promise<Array<Campaign & { progress: null }>> = async () => [{ ...CAMPAIGN, progress: null }];
    const failures: unknown[] = [];
    const current = await followCampaigns(
      { list: () => answer() },
      { refreshSeconds: 3600, clock: { now: () => 15 * DAY }, onFailure: (error) => failures.push(error) },
    );
    expect(current.bearingOn(MEMBER)).toHaveLength(1);
    expect(current.policyFor(MEMBER)).toBe('characters');
    expect(current.obligesFrom(MEMBER)).toBe(40 * DAY);
    expect(current.policiesOf('allocataires')).toEqual(['characters']);
    answer = async () => Promise.reject(new Error('away'));
    await expect(current.refresh()).rejects.toThrow('away');
    expect(current.bearingOn(MEMBER)).toHaveLength(1);
    answer = async () => [{ ...CAMPAIGN, endedAt: 14 * DAY, progress: null }];
    await current.refresh();
    expect(current.bearingOn(MEMBER)).toEqual([]);
    expect(current.living()).toEqual([]);
    expect(current.policiesOf('allocataires')).toEqual(['characters']);
    current.close();
  });
});
