/** What `poterne campaigns` says of campaigns. */
import type { Population } from '../domain/credential/campaign.js';
import type { StoredCampaign } from '../ports/password/campaign_store.js';

export interface ShownCampaign {
  readonly realm: string;
  readonly name: string;
  readonly kind: string;
  readonly policy: string | null;
  readonly state: 'planned' | 'inviting' | 'obliging' | 'ended';
  readonly starts: string;
  readonly obliges: string;
  readonly population: string;
  readonly people: number | null;
  readonly done: number | null;
  readonly remaining: number | null;
  readonly percent: number | null;
  readonly counted: string | null;
}

export function shown(
  { realm, name, kind, policy, population, progress, ...dates }: StoredCampaign,
  now: number,
): ShownCampaign {
  const { startsAt, obligesFrom, endedAt } = dates;
  const state = endedAt !== null ? 'ended' : now < startsAt ? 'planned' : now < obligesFrom ? 'inviting' : 'obliging';
  const people = progress ? progress.done + progress.remaining : null;
  return {
    realm,
    name,
    kind,
    policy,
    state,
    starts: moment(startsAt),
    obliges: moment(obligesFrom),
    population: inWords(population),
    people,
    done: progress?.done ?? null,
    remaining: progress?.remaining ?? null,
    percent: progress && people ? Math.floor((progress.done / people) * 1000) / 10 : null,
    counted: progress ? moment(progress.countedAt) : null,
  };
}

function inWords({ cafs, bornFrom, bornTo, passwordSetBefore, policyOtherThan }: Population): string {
  const parts = [
    ...(cafs ? [`Caf ${cafs.join(', ')}`] : []),
    ...(bornFrom ? [`born from ${bornFrom} on`] : []),
    ...(bornTo ? [`born until ${bornTo}`] : []),
    ...(passwordSetBefore === undefined ? [] : [`password set before ${moment(passwordSetBefore)}`]),
    ...(policyOtherThan ? [`password not chosen under ${policyOtherThan}`] : []),
  ];
  return parts.join('; ') || 'everybody';
}

export function line({
  realm,
  name,
  kind,
  policy,
  state,
  starts,
  obliges,
  people,
  done,
  percent,
}: ShownCampaign): string {
  const what = policy ? `${kind} ${policy}` : kind;
  const progress = people === null ? 'not counted yet' : `${done} of ${people} (${percent ?? 0} %)`;
  return `${realm}  ${name}  ${what}  ${state}  ${starts} → ${obliges}  ${progress}`;
}

export function field([name, value]: readonly [string, unknown]): string {
  return `${name.padEnd(11)}${value ?? '-'}`;
}

export function moment(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
