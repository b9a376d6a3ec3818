/** A policy's rules as values: their ids, their states, and what dictionaries and lists say (C1). */

export const PASSWORD_POLICIES = ['eight-digits', 'characters'] as const;
export type PasswordPolicyId = (typeof PASSWORD_POLICIES)[number];

export type RuleId =
  | 'eight-digits'
  | 'not-one-digit'
  | 'not-a-run'
  | 'not-a-pattern'
  | 'not-a-date'
  | 'not-personal'
  | 'not-common'
  | 'ten-characters'
  | 'a-digit'
  | 'a-lower-case-letter'
  | 'an-upper-case-letter'
  | 'hard-to-guess'
  | 'not-leaked'
  /** of a form that asks for it twice */
  | 'repeated';

/** What of the file a password repeats. */
export type PersonalPart = 'birth-date' | 'telephone' | 'social-security-number' | 'allocataire-number' | 'name';

/** `unjudged`: nothing was typed, or another rule must be met before this one means anything. */
export interface RuleState {
  readonly id: RuleId;
  readonly state: 'met' | 'not-met' | 'unjudged';
  /** of `not-personal` not met */
  readonly part?: PersonalPart | undefined;
  /** of `ten-characters` not met: beyond the longest */
  readonly isTooLong?: boolean | undefined;
}

/** What dictionaries and lists say of a typed value. */
export interface Findings {
  /** one of the most common passwords */
  readonly isCommon: boolean;
  /** 0 to 4, as zxcvbn counts: 3 is 10⁸ guesses or more */
  readonly strength: number;
  /** in the list of leaked passwords; false where none is configured */
  readonly isLeaked: boolean;
}
