/**
 * The states of a credential, what each may do on each channel, and what moves it (C1 to C5, C7, I7, I8): one table,
 * read by the sign-in, the voice server, the legacy access and the recovery. docs/credentials.md shows it.
 */

/** `provisional` stands beside `password` until it is used; `telephone_code` is for the voice server alone (I8). */
export type CredentialKind = 'password' | 'provisional' | 'legacy_code' | 'telephone_code';
/** As stored; what it means now, `credentialState` tells. */
export type StoredState = 'chosen' | 'provisional' | 'compromised';

export const CREDENTIAL_STATES = [
  'none',
  'legacy-code',
  'provisional',
  'chosen',
  'expired',
  'compromised',
  'disabled',
] as const;
export type CredentialState = (typeof CREDENTIAL_STATES)[number];

export const CREDENTIAL_CHANNELS = ['web', 'app', 'kiosk', 'voice'] as const;
export type CredentialChannel = (typeof CREDENTIAL_CHANNELS)[number];

/**
 * `sign-in`: yields tokens · `replace`: proves a first factor, and nothing is issued before a new password was chosen ·
 * `legacy-access`: leads to choosing a password, after more questions (C5) · `refused`
 */
export type CredentialUse = 'sign-in' | 'replace' | 'legacy-access' | 'refused';

type Row = Readonly<Record<CredentialChannel, CredentialUse>>;

const everywhere = (screen: CredentialUse, voice: CredentialUse): Row => ({
  web: screen,
  app: screen,
  kiosk: screen,
  voice,
});

/** On the telephone nobody can choose a password: what must be replaced is refused there. */
const USES: Readonly<Record<CredentialState, Row>> = {
  none: everywhere('refused', 'refused'),
  'legacy-code': everywhere('legacy-access', 'sign-in'),
  provisional: everywhere('replace', 'refused'),
  chosen: everywhere('sign-in', 'sign-in'),
  expired: everywhere('replace', 'refused'),
  compromised: everywhere('replace', 'refused'),
  disabled: everywhere('refused', 'refused'),
};

/** What a credential in this state may do on this channel. */
export function credentialUse(state: CredentialState, channel: CredentialChannel): CredentialUse {
  return USES[state][channel];
}

export const CREDENTIAL_EVENTS = [
  'import-legacy-code',
  'use-provisional',
  'choose',
  'expire',
  'find-compromised',
  'disable',
  'enable',
] as const;
/** Issuing a provisional password moves nothing: using it does (C3). */
export type CredentialEvent = (typeof CREDENTIAL_EVENTS)[number];

const CHOSEN = { choose: 'chosen', 'use-provisional': 'provisional', disable: 'disabled' } as const;
const MOVES: Readonly<Record<CredentialState, Partial<Record<CredentialEvent, CredentialState>>>> = {
  none: { ...CHOSEN, 'import-legacy-code': 'legacy-code' },
  'legacy-code': CHOSEN,
  provisional: { ...CHOSEN, expire: 'none' },
  chosen: { ...CHOSEN, expire: 'expired', 'find-compromised': 'compromised' },
  expired: { ...CHOSEN, 'find-compromised': 'compromised' },
  compromised: CHOSEN,
  // reinstated, a person begins with a provisional password or a recovery (C7)
  disabled: { enable: 'none' },
};

/** The state after an event, or undefined where it has no effect in this state. */
export function afterEvent(state: CredentialState, event: CredentialEvent): CredentialState | undefined {
  return MOVES[state][event];
}

/** What is stored of a person's password, as a sign-in reads it. */
export interface CredentialSummary {
  readonly kind: CredentialKind;
  readonly state: StoredState;
  /** id of the policy it was chosen under, or null: none is known */
  readonly policy: string | null;
  /** milliseconds since the epoch, as all that follow */
  readonly setAt: number;
  readonly expiresAt: number | null;
}

/** A campaign (C1) as it bears on one person: who chose their password before it, or under another policy, must choose anew. */
export interface BearingCampaign {
  readonly kind: 'policy' | 'compromised';
  readonly policy: string | null;
  readonly startsAt: number;
  readonly obligesFrom: number;
}

/** Is the password what a campaign wants replaced? */
export function isDueIn(campaign: BearingCampaign, password: CredentialSummary): boolean {
  if (campaign.kind === 'policy' && campaign.policy !== null && password.policy === campaign.policy) return false;
  return password.setAt < campaign.startsAt;
}

/**
 * The state of a person's password now.
 *
 * @param credentials the person's password and legacy code, those that there are; a provisional one that was not used
 *   stands beside them and counts where there is nothing else
 * @param isActive may the account sign in at all?
 * @param campaigns those that bear on this person
 * @param now milliseconds since the epoch
 */
export function credentialState(
  credentials: readonly CredentialSummary[],
  isActive: boolean,
  campaigns: readonly BearingCampaign[],
  now: number,
): CredentialState {
  if (!isActive) return 'disabled';
  const of = (kind: CredentialKind) => credentials.find((credential) => credential.kind === kind);
  const password = of('password');
  const hasEnded = ({ expiresAt }: CredentialSummary) => expiresAt !== null && expiresAt <= now;
  if (!password) {
    const provisional = of('provisional');
    if (provisional && !hasEnded(provisional)) return 'provisional';
    return of('legacy_code') ? 'legacy-code' : 'none';
  }
  if (password.state === 'provisional') return hasEnded(password) ? 'none' : 'provisional';
  if (password.state === 'compromised') return 'compromised';
  if (hasEnded(password)) return 'expired';
  const due = campaigns.filter((campaign) => campaign.obligesFrom <= now && isDueIn(campaign, password));
  if (due.some(({ kind }) => kind === 'compromised')) return 'compromised';
  return due.length > 0 ? 'expired' : 'chosen';
}

/** Is there a campaign that already invites this person, and does not oblige them yet? */
export function invitation<Campaign extends BearingCampaign>(
  password: CredentialSummary | undefined,
  campaigns: readonly Campaign[],
  now: number,
): Campaign | undefined {
  if (password?.state !== 'chosen') return undefined;
  return campaigns.find(
    (campaign) => campaign.startsAt <= now && now < campaign.obligesFrom && isDueIn(campaign, password),
  );
}
