/** Every sentence exists in French and in English, and is written as French asks (X1; design: Words). */
import { describe, expect, test } from '@jest/globals';
import { text as changePassword } from '../../interactions/change_password/text.js';
import { text as consent } from '../../interactions/consent/text.js';
import { text as deadEnd } from '../../interactions/dead_end/text.js';
import { text as federation } from '../../interactions/federation/text.js';
import { text as forgottenPassword } from '../../interactions/forgotten_password/text.js';
import { text as legacyAccess } from '../../interactions/legacy_access/text.js';
import { text as login } from '../../interactions/login/text.js';
import { text as notMe } from '../../interactions/not_me/text.js';
import { passkeyText } from '../../interactions/one_time_code/passkey_text.js';
import { text as oneTimeCode } from '../../interactions/one_time_code/text.js';
import { text as passkey } from '../../interactions/passkey/text.js';
import { text as signOut } from '../../interactions/sign_out/text.js';
import { REALMS } from '../../src/config/realms.js';
import { text as accountContacts } from '../../src/consoles/account/contacts/text.js';
import { text as accountData } from '../../src/consoles/account/data/text.js';
import { text as accountHistory } from '../../src/consoles/account/history/text.js';
import { text as accountIdentities } from '../../src/consoles/account/identities/text.js';
import { text as accountPassword } from '../../src/consoles/account/password/text.js';
import { text as accountRequests } from '../../src/consoles/account/requests/text.js';
import { text as account } from '../../src/consoles/account/text.js';
import { text as activation } from '../../src/consoles/organisation/activation/text.js';
import { text as organisationConfirm } from '../../src/consoles/organisation/confirm_text.js';
import { text as organisationContact } from '../../src/consoles/organisation/contact/text.js';
import { text as createUser } from '../../src/consoles/organisation/create/text.js';
import { text as organisationHelp } from '../../src/consoles/organisation/help/text.js';
import { text as journal } from '../../src/consoles/organisation/journal/text.js';
import { text as overview } from '../../src/consoles/organisation/overview/text.js';
import { problemText } from '../../src/consoles/organisation/problem.js';
import { text as organisation } from '../../src/consoles/organisation/text.js';
import { text as organisationActs } from '../../src/consoles/organisation/user/act_text.js';
import { text as organisationUser } from '../../src/consoles/organisation/user/text.js';
import { text as organisationUsers } from '../../src/consoles/organisation/users/text.js';
import { text as message } from '../../src/domain/message/text.js';
import type { Locale } from '../../src/domain/realm.js';
import { ABOUT_TOPICS, type AboutFacts } from '../../src/http/layout/about/about_page.js';
import { text as about, aboutText } from '../../src/http/layout/about/text.js';
import { choosePasswordText as choosePassword } from '../../src/http/layout/choose_password_text.js';
import { text as identifier } from '../../src/http/layout/identifier/text.js';
import { text as recovery } from '../../src/http/layout/recovery/text.js';
import { text as layout } from '../../src/http/layout/text.js';
import { aboutFacts } from './catalogue.js';

/** The footer's pages, as they are with everything filled in, and with nothing. */
const ABOUT_FACTS: readonly AboutFacts[] = REALMS.flatMap((realm) => [
  aboutFacts(realm),
  ...[30, 82, 100].map((share) => aboutFacts(realm, { on: '2026-10-12', by: 'Opale', share })),
  { realm: { ...realm, channels: ['voice'] }, site: 'https://a.test', upstreams: [], auditRetentionDays: 100 },
]);
const aboutPages = (locale: Locale) =>
  ABOUT_FACTS.map((facts) => ABOUT_TOPICS.map((topic) => aboutText(locale, topic, facts)));

const TEXTS = {
  aboutPages: { fr: aboutPages('fr'), en: aboutPages('en') },
  layout,
  identifier,
  about,
  login,
  federation,
  oneTimeCode,
  forgottenPassword,
  legacyAccess,
  recovery,
  changePassword,
  choosePassword,
  consent,
  passkey,
  passkeyAlone: passkeyText,
  signOut,
  deadEnd,
  account,
  accountContacts,
  accountData,
  accountHistory,
  accountIdentities,
  organisation,
  organisationOverview: overview,
  organisationUsers,
  organisationUser,
  organisationActs,
  organisationConfirm,
  organisationContact,
  organisationActivation: activation,
  organisationCreate: createUser,
  organisationJournal: journal,
  organisationHelp,
  organisationProblems: problemText,
  accountPassword,
  accountRequests,
  message,
  notMe,
};

/** Every sentence by its path; a function is called with values that read in both a number's and a name's place. */
function sentences(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]]);
  if (typeof value === 'function') return new Map([[path, String(value(...Array(value.length).fill(7)))]]);
  const entries = Object.entries(value as object).flatMap(([key, inner]) => [...sentences(inner, `${path}/${key}`)]);
  return new Map(entries);
}

describe.each(Object.entries(TEXTS))('X1 %s', (_, { fr, en }) => {
  const french = sentences(fr);
  const english = sentences(en);

  test('says the same things in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...french.keys()].sort());
  });

  test('has no empty sentence', () => {
    for (const [path, sentence] of [...french, ...english]) expect([path, sentence.trim()]).not.toEqual([path, '']);
  });

  test('keeps French punctuation with its word', () => {
    for (const [path, sentence] of french)
      expect([path, sentence]).not.toEqual([path, expect.stringMatching(/ [:;?!»]|« /)]);
    for (const [path, sentence] of french) {
      expect([path, sentence]).not.toEqual([path, expect.stringMatching(/[\p{L}\d)»][;?!]/u)]);
    }
  });

  test('uses typographic apostrophes and no jargon', () => {
    for (const [path, sentence] of [...french, ...english]) {
      expect([path, sentence]).not.toEqual([path, expect.stringMatching(/'|\bOTP\b|token|login|email adress/i)]);
    }
  });
});
