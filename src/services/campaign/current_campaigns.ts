/**
 * The campaigns as this process sees them (C1): read at start and then every few seconds, so that every sign-in is judged
 * without a statement. A failed read keeps what there is.
 */
import { bearsOn, type Member, policyAsked } from '../../domain/credential/campaign.js';
import { invitation } from '../../domain/credential/credential_state.js';
import type { PasswordPolicyId } from '../../domain/password_policy/rule.js';
import type { Clock } from '../../ports/clock.js';
import type { CampaignStore, StoredCampaign } from '../../ports/password/campaign_store.js';
import { type ReadAgain, readAgain } from '../schedule/read_again.js';

export interface CurrentCampaigns {
  /** Those that bear on this person and have not ended; when they invite and oblige, they say themselves. */
  bearingOn(member: Member): readonly StoredCampaign[];
  /** The policy that they ask of this person's next password, if they do. */
  policyFor(member: Member): PasswordPolicyId | undefined;
  /** When the campaign that invites this person obliges them, in milliseconds since the epoch. */
  obligesFrom(member: Member): number | undefined;
  /** Policies under which somebody of the realm may have chosen, ended campaigns' included. */
  policiesOf(realm: string): readonly PasswordPolicyId[];
  /** Those that have not ended, with their progress as last counted. */
  living(): readonly StoredCampaign[];
  /** Reads at once. @throws Error when they cannot be read */
  refresh(): Promise<void>;
  close(): void;
}

export interface CurrentCampaignsOptions extends ReadAgain {
  readonly clock: Pick<Clock, 'now'>;
}

/** @throws Error when they cannot be read: whoever must change a leaked password would be let in without */
export async function followCampaigns(
  store: Pick<CampaignStore, 'list'>,
  { clock, ...options }: CurrentCampaignsOptions,
): Promise<CurrentCampaigns> {
  let campaigns = await store.list();
  const refresh = async () => {
    campaigns = await store.list();
  };
  const close = readAgain(refresh, options);

  const bearingOn = (member: Member) => campaigns.filter((campaign) => bearsOn(campaign, member));
  return {
    bearingOn,
    policyFor: (member) => policyAsked(bearingOn(member), clock.now()),
    obligesFrom(member) {
      const password = member.credentials.find(({ kind }) => kind === 'password');
      return invitation(password, bearingOn(member), clock.now())?.obligesFrom;
    },
    policiesOf: (realm) => [
      ...new Set(
        campaigns.flatMap((campaign) => (campaign.realm === realm && campaign.policy ? [campaign.policy] : [])),
      ),
    ],
    living: () => campaigns.filter(({ endedAt }) => endedAt === null),
    refresh,
    close,
  };
}
