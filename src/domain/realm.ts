/**
 * A realm: a population with its own rules and its own issuer. Everything that differs between populations is a value
 * here, never an `if` on a name (requirements: introduction, A1, A4, I1 to I4, P9, S1).
 */
import type { Acr } from './assurance/acr.js';
import type { AuthenticatorRule } from './authenticator/authenticator.js';
import type { BackchannelRules } from './backchannel/limits.js';
import type { MessageBudget } from './delivery/message_budget.js';
import type { KioskRules } from './kiosk/kiosk.js';
import type { CodeCardRule } from './one_time_code/code_card.js';
import type { OrganisationRules } from './organisation/rules.js';
import type { PasskeyRule } from './passkey/passkey.js';
import type { PasswordPolicyId } from './password_policy/rule.js';

export type IdentifierKind = 'nir' | 'allocataire' | 'login';
export type Channel = 'email' | 'sms' | 'voice';
/** What a one-time code may come by: a message, a printed card or a desk (I10), an authenticator app or its recovery codes (I5). */
export type CodeChannel = Channel | 'letter' | 'totp' | 'recovery';
export type Locale = 'fr' | 'en';
export type Localized = Readonly<Record<Locale, string>>;

/** Waits and caps of one lane of password attempts (S1). */
export interface PasswordThrottle {
  /** failures that cost no wait */
  readonly freeFailures: number;
  /** wait after the first failure beyond the free ones; doubles at each further one */
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
  /** consecutive failures after which the unknown-device lane closes */
  readonly closesAfter: number;
  /** and after which a device that the account knows closes too */
  readonly closesKnownAfter: number;
  /** of people who chose an eight-digit password within its life, how many may have the same (ADR 0016) */
  readonly sameChoices: number;
}

/** Limits of one-time codes (I2, S1). */
export interface CodeThrottle {
  readonly triesPerCode: number;
  readonly resendAfterSeconds: number;
  readonly sendsPerWindow: number;
  readonly sendWindowSeconds: number;
  /** wrong codes of one account and lane, over all interactions, before code entry closes */
  readonly wrongPerDay: number;
  readonly wrongPer30Days: number;
  /** messages of one account and lane within the same window that no right code answered, all requests together */
  readonly unansweredPerAccount: number;
  /** messages to one destination that no right code answered, all accounts together */
  readonly unansweredPerDestinationPerHour: number;
}

/** Forgotten passwords, and provisional ones that a person asks for (C3, C4, S1). */
export interface RecoveryRules {
  /** recoveries of one identifier, network and lane that cost no wait; then waits that double */
  readonly freeStarts: number;
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
  /** wrong recovery codes of one account and lane, over all recoveries, before none is sent or taken any more */
  readonly wrongPerDay: number;
  readonly wrongPer30Days: number;
  /** messages of one account and lane within 24 h that no right code answered */
  readonly unansweredPerDay: number;
  /** messages to one destination within 24 h that no right code answered, all accounts together */
  readonly unansweredPerDestinationPerDay: number;
  /** provisional passwords that one account may be sent at its own asking */
  readonly provisionalPerDay: number;
  readonly provisionalPer30Days: number;
  /** letters with one that people of the whole realm may have sent within an hour: paper costs money */
  readonly provisionalLettersPerHour: number;
  /** how long a contact that carried a recovery code carries no second step */
  readonly barSeconds: number;
  /** how often in 30 days a recovery, a known device or an upstream opens a closed code entry again */
  readonly codeEntryReopeningsPer30Days: number;
}

/** The way to a first password for those who still have a 4-digit code from a letter (C5). */
export interface LegacyAccessRules {
  /** wrong answers in an account's whole life, after which only a letter leads on */
  readonly failuresInALife: number;
}

/** Terms of use: whoever accepted an older version is asked again (I7). */
export interface RealmTerms {
  /** such as `2026-11` */
  readonly version: string;
  /** what changed, in a sentence or two */
  readonly summary: Localized;
  /** where the whole text is */
  readonly href: Localized;
}

/** Who answers for what the footer's pages say; null: they name the help line instead (X3). */
export interface RealmStatements {
  /** the body whose pages these are, as the law wants it named */
  readonly operator: Localized | null;
  /** e-mail or postal address of the data protection officer */
  readonly dataProtection: string | null;
  /** address for whoever a page stops */
  readonly accessibility: string | null;
  /** address for whoever found a weakness */
  readonly security: string | null;
  /** the last audit of conformity with RGAA: its date (`2026-11-22`), who made it, and the share of criteria met, in percent */
  readonly audit: { readonly on: string; readonly by: string; readonly share: number } | null;
  /** when the accessibility statement was made, `2026-11-22` */
  readonly statedOn: string;
}

/** In the terms of RGAA: `partial` from half of the criteria on. Without an audit nothing conforms. */
export function conformityOf({ audit }: Pick<RealmStatements, 'audit'>): 'none' | 'partial' | 'full' {
  if (audit === null || audit.share < 50) return 'none';
  return audit.share < 100 ? 'partial' : 'full';
}

export interface RealmTheme {
  readonly name: 'allocataires' | 'employeurs';
}

export interface Realm {
  /** first segment of every address of the realm and the value of a client's `realm` */
  readonly id: string;
  readonly name: Localized;
  /** help line shown on every page: a telephone number as dialled, and when it answers */
  readonly help: { readonly telephone: string; readonly hours: Localized };
  readonly theme: RealmTheme;
  readonly statements: RealmStatements;
  /** identifiers a person may type, in the order in which a typed value is tried */
  readonly identifierKinds: readonly IdentifierKind[];
  /** the policy of new passwords (C1); a campaign may ask for another one */
  readonly passwordKind: PasswordPolicyId;
  /** how long a chosen password is good; 0: as long as the person keeps it (ANSSI R24) */
  readonly passwordLifeSeconds: number;
  /** how long a provisional password is good (C3) */
  readonly provisionalLifeSeconds: number;
  /** channels that may carry the second step now, in the order in which the page offers them */
  readonly channels: readonly Channel[];
  /** the same with those that are switched off for now (S3); absent: none is */
  readonly configuredChannels?: readonly Channel[];
  /** what SMS and calls may cost (S3) */
  readonly messageBudget: MessageBudget;
  readonly codeLifeSeconds: number;
  /** how long a trusted device spares the second step; 0 = a code at every sign-in (I3) */
  readonly trustedDeviceSeconds: number;
  /** a browser that was not used for so long is known no more (S1) */
  readonly knownDeviceSeconds: number;
  readonly session: { readonly idleSeconds: number; readonly absoluteSeconds: number };
  /** public kiosks (I9) */
  readonly kiosk: KioskRules;
  /** how old the first factor may be for a `-fresh` level (A1) */
  readonly freshFirstFactorSeconds: number;
  readonly floorAcr: Acr;
  readonly defaultAcr: Acr;
  readonly passwordThrottle: PasswordThrottle;
  readonly codeThrottle: CodeThrottle;
  /** cards of codes by letter, codes given at a desk, and recovery codes beside an authenticator app (I10, I5) */
  readonly codeCards: CodeCardRule;
  /** authenticator apps, or null: the realm offers none (I5) */
  readonly authenticators: AuthenticatorRule | null;
  /** passkeys, or null: the realm offers none (I6) */
  readonly passkeys: PasskeyRule | null;
  /** may people add a first contact themselves? elsewhere an administrator does (I7) */
  readonly addsOwnContacts: boolean;
  /** what people accept before they go on, where the realm has it (I7) */
  readonly terms: RealmTerms | null;
  readonly recovery: RecoveryRules;
  /** how often, and for how long, a call centre may ask a person (CIBA) */
  readonly backchannel: BackchannelRules;
  /** null: the realm never gave 4-digit codes */
  readonly legacyAccess: LegacyAccessRules | null;
  /** people work in organisations, whose administrators look after them (E1 to E3); null: they do not */
  readonly organisations: OrganisationRules | null;
}
