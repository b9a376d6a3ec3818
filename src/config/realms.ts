/**
 * The two realms as data (requirements: introduction; A1, A4, I1 to I4, P9, S1). A third population is a third value
 * here; no code names a realm.
 */
import type { AuthenticatorRule } from '../domain/authenticator/authenticator.js';
import type { BackchannelRules } from '../domain/backchannel/limits.js';
import type { KioskRules } from '../domain/kiosk/kiosk.js';
import type { CodeCardRule } from '../domain/one_time_code/code_card.js';
import type { OrganisationRules } from '../domain/organisation/rules.js';
import type { PasskeyRule } from '../domain/passkey/passkey.js';
import type { CodeThrottle, PasswordThrottle, Realm, RealmStatements, RecoveryRules } from '../domain/realm.js';

const HOUR = 3600;
const DAY = 24 * HOUR;

const PASSWORD_THROTTLE: PasswordThrottle = {
  freeFailures: 5,
  firstWaitSeconds: 30,
  longestWaitSeconds: HOUR,
  closesAfter: 100,
  closesKnownAfter: 100,
  sameChoices: 20,
};

const CODE_THROTTLE: CodeThrottle = {
  triesPerCode: 5,
  resendAfterSeconds: 30,
  sendsPerWindow: 5,
  sendWindowSeconds: 15 * 60,
  wrongPerDay: 10,
  wrongPer30Days: 30,
  unansweredPerAccount: 15,
  unansweredPerDestinationPerHour: 30,
};

const RECOVERY: RecoveryRules = {
  freeStarts: 5,
  firstWaitSeconds: 30,
  longestWaitSeconds: 15 * 60,
  wrongPerDay: 5,
  wrongPer30Days: 10,
  unansweredPerDay: 6,
  unansweredPerDestinationPerDay: 20,
  provisionalPerDay: 1,
  provisionalPer30Days: 3,
  provisionalLettersPerHour: 2_000,
  barSeconds: 48 * HOUR,
  codeEntryReopeningsPer30Days: 1,
};

const CODE_CARDS: CodeCardRule = {
  size: 20,
  lifeSeconds: 730 * 24 * HOUR,
  deskLifeSeconds: HOUR,
  orderedAgainAfterSeconds: 10 * 24 * HOUR,
  recoverySize: 10,
};

const AUTHENTICATORS: AuthenticatorRule = {
  most: 2,
  triesPerRequest: 5,
  draftLifeSeconds: 15 * 60,
};

const PASSKEYS: PasskeyRule = {
  most: 10,
  challengeSeconds: 5 * 60,
  enrolmentSeconds: 10 * 60,
  invitationDays: 30,
  failuresPerHour: 20,
};

/** One call lasts minutes; an adviser takes a call every few of them. */
const BACKCHANNEL: BackchannelRules = {
  lifeSeconds: 5 * 60,
  shortestLifeSeconds: 30,
  perPerson: [
    { seconds: 15 * 60, limit: 3 },
    { seconds: DAY, limit: 10 },
  ],
  perAdviser: {
    windows: [
      { seconds: 60, limit: 5 },
      { seconds: HOUR, limit: 30 },
    ],
  },
  perClient: { windows: [{ seconds: 60, limit: 300 }] },
  silenceSeconds: DAY,
  pollSeconds: 4,
};

const KIOSK: KioskRules = {
  idleSeconds: 120,
  warningSeconds: 30,
  visitSeconds: 15 * 60,
  accessTokenSeconds: 5 * 60,
  phone: {
    codeLifeSeconds: 120,
    pollSeconds: 5,
    digitTries: 3,
    startsPerMinute: 300,
    wrongDigitsPerDay: 10,
    signInsPerHour: 10,
  },
};

/** Services of PEP's, in its own words. Administering users is a role, not a right. */
const ORGANISATIONS: OrganisationRules = {
  rights: [
    {
      id: 'declare-contributions',
      label: { fr: 'Déclarer les cotisations', en: 'Declare contributions' },
    },
    { id: 'pay-contributions', label: { fr: 'Consulter et payer les cotisations', en: 'View and pay contributions' } },
    { id: 'consult-careers', label: { fr: 'Consulter les carrières', en: 'Consult careers' } },
    { id: 'correct-careers', label: { fr: 'Corriger les carrières', en: 'Correct careers' } },
    { id: 'estimate-pensions', label: { fr: 'Estimer les pensions', en: 'Estimate pensions' } },
    {
      id: 'request-pensions',
      label: { fr: 'Demander une pension pour un agent', en: 'Request a staff member’s pension' },
    },
    {
      id: 'read-documents',
      label: { fr: 'Lire les documents de l’organisme', en: 'Read the organisation’s documents' },
    },
  ],
  reviewMonths: 18,
  reminderDays: [60, 30, 7],
  unlocksPerDay: 3,
  passwordsPerDay: 3,
  joinsPerDay: 20,
  suggestionsPerDay: 200,
};

/** More than a year: who declares once a year keeps theirs. The cookie lives as long. */
const KNOWN_DEVICE_SECONDS = 400 * DAY;

/** Frontier workers and neighbours: Belgium, Luxembourg, Germany, Switzerland, Italy, Spain, Andorra, Monaco, Portugal. */
const MESSAGE_BUDGET = {
  foreignCallingCodes: ['32', '352', '49', '41', '39', '34', '376', '377', '351'],
  unansweredPerPrefixPerHour: 100,
};

/** To be filled in by whoever runs it: until then the footer's pages name the help line, and the log says so at start. */
const STATEMENTS: RealmStatements = {
  operator: null,
  dataProtection: null,
  accessibility: null,
  security: null,
  audit: null,
  statedOn: '2026-11-22',
};

export const REALMS: readonly Realm[] = [
  {
    id: 'allocataires',
    name: { fr: 'Mon Compte', en: 'My Account' },
    help: {
      telephone: '3230',
      hours: {
        fr: 'du lundi au vendredi, de 9\u00a0h à 16\u00a0h\u00a030',
        en: 'Monday to Friday, 9\u00a0am to 4.30\u00a0pm',
      },
    },
    theme: { name: 'allocataires' },
    statements: STATEMENTS,
    identifierKinds: ['nir', 'allocataire'],
    passwordKind: 'eight-digits',
    passwordLifeSeconds: 730 * DAY,
    provisionalLifeSeconds: 61 * DAY,
    channels: ['email', 'sms', 'voice'],
    messageBudget: { ...MESSAGE_BUDGET, perHour: 60_000, recoveriesPerHour: 15_000 },
    codeLifeSeconds: 15 * 60,
    trustedDeviceSeconds: 0,
    knownDeviceSeconds: KNOWN_DEVICE_SECONDS,
    session: { idleSeconds: 30 * 60, absoluteSeconds: 12 * HOUR },
    kiosk: KIOSK,
    freshFirstFactorSeconds: 15 * 60,
    floorAcr: 'two-step',
    defaultAcr: 'two-step',
    passwordThrottle: PASSWORD_THROTTLE,
    codeThrottle: CODE_THROTTLE,
    codeCards: CODE_CARDS,
    authenticators: AUTHENTICATORS,
    passkeys: PASSKEYS,
    addsOwnContacts: true,
    terms: null,
    recovery: RECOVERY,
    backchannel: BACKCHANNEL,
    legacyAccess: { failuresInALife: 5 },
    organisations: null,
  },
  {
    id: 'employeurs',
    name: { fr: 'Espace employeurs', en: 'Employers’ area' },
    help: {
      telephone: '05 56 11 33 33',
      hours: { fr: 'du lundi au vendredi, de 9\u00a0h à 17\u00a0h', en: 'Monday to Friday, 9\u00a0am to 5\u00a0pm' },
    },
    theme: { name: 'employeurs' },
    statements: STATEMENTS,
    identifierKinds: ['login'],
    passwordKind: 'characters',
    passwordLifeSeconds: 0,
    provisionalLifeSeconds: 61 * DAY,
    channels: ['sms', 'voice'],
    messageBudget: { ...MESSAGE_BUDGET, perHour: 6_000, recoveriesPerHour: 1_500 },
    codeLifeSeconds: 10 * 60,
    trustedDeviceSeconds: 7 * DAY,
    knownDeviceSeconds: KNOWN_DEVICE_SECONDS,
    session: { idleSeconds: 60 * 60, absoluteSeconds: 12 * HOUR },
    kiosk: KIOSK,
    freshFirstFactorSeconds: 60 * 60,
    floorAcr: 'two-step',
    defaultAcr: 'two-step',
    // An administrator opens it again, or the person's own recovery (E2).
    passwordThrottle: { ...PASSWORD_THROTTLE, closesAfter: 5 },
    codeThrottle: CODE_THROTTLE,
    codeCards: CODE_CARDS,
    authenticators: AUTHENTICATORS,
    passkeys: PASSKEYS,
    addsOwnContacts: true,
    terms: null,
    recovery: RECOVERY,
    backchannel: BACKCHANNEL,
    legacyAccess: null,
    organisations: ORGANISATIONS,
  },
];
