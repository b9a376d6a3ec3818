/** What the words of a notice are made of, whatever the language (U2, C3, C4, C7). */

/** What a notice says, in the places where each channel has it. */
export interface NoticeWords {
  /** follows the realm's name and a colon */
  readonly subject: string;
  /** paragraphs of an e-mail; a voice reads the first */
  readonly body: readonly string[];
  /** follows the realm's name and a colon */
  readonly sms: string;
}

/** What the words are about; a kind says which of them it needs. */
export interface NoticeFacts {
  readonly realm: string;
  /** the realm's help line, as dialled */
  readonly telephone: string;
  /** a day, in words */
  readonly date: string | undefined;
  /** a day and a time, in words */
  readonly moment: string | undefined;
  /** a browser's family */
  readonly browser: string | undefined;
  readonly portal: string | undefined;
  /** where a kiosk stands */
  readonly place: string | undefined;
  /** an upstream, as its owner writes it */
  readonly upstream: string;
  /** did it take the place of another? */
  readonly replaced: boolean;
  readonly masked: string | undefined;
  readonly hours: number | undefined;
  readonly by: string | undefined;
  /** does an agent take it up? */
  readonly isForAgent: boolean;
  readonly secret: string;
  /** its name; cut short in an SMS */
  readonly organisation: string;
  /** a service right, in words */
  readonly right: string;
  readonly login: string;
  readonly count: number;
  readonly days: number | undefined;
}

type Words = (facts: NoticeFacts) => NoticeWords;

export interface NoticeText {
  readonly passwordChanged: Words;
  readonly passwordRecovered: Words;
  readonly provisionalPassword: Words;
  readonly provisionalPasswordSent: Words;
  readonly provisionalUsed: Words;
  readonly passwordExpires: Words;
  readonly passwordExpired: Words;
  readonly campaignInvitation: Words;
  readonly contactAdded: Words;
  readonly contactPending: Words;
  readonly contactRemoved: Words;
  readonly contactGivenBack: Words;
  readonly codeCardOrdered: Words;
  readonly deviceNew: Words;
  readonly kioskSignIn: Words;
  readonly linkAdded: Words;
  readonly linkRemoved: Words;
  readonly signedOutEverywhere: Words;
  readonly appSignedOut: Words;
  readonly codeEntryClosed: Words;
  readonly recoveryClosed: Words;
  readonly passkeyCloned: Words;
  readonly contested: Words;
  readonly authenticatorAdded: Words;
  readonly authenticatorRemoved: Words;
  readonly passkeyAdded: Words;
  readonly passkeyRemoved: Words;
  readonly recoveryCodesRenewed: Words;
  readonly dataDownloaded: Words;
  readonly invitation: Words;
  readonly rightGranted: Words;
  readonly rightRevoked: Words;
  readonly administratorNamed: Words;
  readonly accessExpires: Words;
  readonly accessExpired: Words;
  readonly accessReviewDue: Words;
  readonly membership: Readonly<Record<MembershipEvent, Words>>;
  readonly event: Readonly<Record<AccountEvent, Words>>;
  /** of several things in one message */
  readonly several: {
    readonly subject: string;
    readonly intro: (realm: string) => string;
    readonly sms: (all: readonly string[]) => string;
    readonly count: (count: number) => string;
  };
  /** « Ce n’est pas moi » (U2) */
  readonly notMe: {
    readonly ask: string;
    readonly link: string;
    readonly safe: (telephone: string) => string;
    readonly sms: (address: string, reference: string) => string;
    readonly spoken: (reference: string, telephone: string) => string;
    readonly again: (reference: string) => string;
  };
  readonly account: (label: string) => string;
  readonly accountInSms: (label: string) => string;
  readonly notYou: (telephone: string) => string;
  readonly notYouInSms: (telephone: string) => string;
  readonly help: (telephone: string) => string;
  readonly helpInSms: (telephone: string) => string;
  readonly signature: (realm: string) => string;
  readonly signatureWithLink: (realm: string) => string;
  readonly greeting: (realm: string) => string;
  readonly goodbye: string;
}

/** What the back office did to an account (C7). */
export const ACCOUNT_EVENTS = [
  'separation',
  'mutation',
  'suspended',
  'reinstated',
  'death',
  'closed',
  'unlocked',
] as const;
export type AccountEvent = (typeof ACCOUNT_EVENTS)[number];

/** A sentence that follows another. */
export function capital(sentence: string): string {
  return `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}`;
}

/** What an administrator did to somebody's membership (E1, E3), beside rights and the role. */
export const MEMBERSHIP_EVENTS = [
  'joined',
  'left',
  'suspended',
  'reactivated',
  'renewed',
  'administrator_unnamed',
] as const;
export type MembershipEvent = (typeof MEMBERSHIP_EVENTS)[number];
