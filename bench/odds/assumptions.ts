/** What the odds take for granted. docs/threat_model.md says the same in words; nothing here is measured in this program. */

export const DAY_MS = 86_400_000;
export const MONTH_MS = 30 * DAY_MS;

/** allocataires (requirements: introduction) */
export const POPULATION = 13_500_000;

/** 615 million visits a year by that many people (requirements: introduction), each taken for a sign-in that opens lanes */
export const SIGN_INS_A_MONTH = 615_000_000 / POPULATION / 12;
/** somebody who signs in every day: each time, what a stranger closed opens */
export const DAILY_SIGN_INS = 30;

/** 6 digits (I2), 4 of a legacy code (C5), 7 of an allocataire number */
export const CODES = 10 ** 6;
export const LEGACY_CODES = 10 ** 4;
export const ALLOCATAIRE_NUMBERS = 10 ** 7;
export const EIGHT_DIGITS = 10 ** 8;

/** keep-alive connections that one address uses at once: Poterne does not limit them, the network in front may */
export const CONNECTIONS_AN_ADDRESS = 10;
/** seconds that one attempt takes without being slowed: a round trip and its Argon2 */
export const ATTEMPT_SECONDS = 0.1;

/**
 * Passwords checked in a second by the whole installation: 47 a core (docs/benchmarks.md), 32 cores, enough for fifteen
 * times the mean of 20 sign-ins a second. The attacker is given all of it, for a month, and nobody reacts.
 */
export const HASHES_A_SECOND = 47 * 32;

/**
 * Accounts whose password somebody else knows in a given month, by phishing, a leak elsewhere or a notebook, and uses with
 * all the patience that is described here.
 */
export const KNOWN_PASSWORDS = 1 / 1_000;
/** Accounts whose mailbox or telephone somebody else can read in a given month, who knows number and birth date too. */
export const READ_MAILBOXES = 1 / 10_000;

/**
 * How people choose (used only to show what the limit on equal choices changes): of all passwords of a large leak, the
 * one of rank r has the share C / r^s (Zipf; C and s of the RockYou list, in which 12345678, rank 9, has 20,553 of 32.6
 * million). 1.55 % are eight digits that the policy allows. The first of these stands behind the 49,233 most common
 * passwords, which the policy refuses, and then one in 250 ranks (203 of those 49,233).
 */
export const ZIPF = { c: 0.037, s: 0.91, firstRank: 49_233, ranksEach: 250, allowedShare: 0.0155 };

/** same seed, same figures */
export const SEED = 20_261_122;
