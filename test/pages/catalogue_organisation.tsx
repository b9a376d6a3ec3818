/** Pages of the administration of organisations (E1 to E4), for the catalogue. */

import { activationPage, askActivationPage } from '../../src/consoles/organisation/activation/view.js';
import { ACT_NAMES, actOf } from '../../src/consoles/organisation/acts.js';
import { choosePage } from '../../src/consoles/organisation/choose.js';
import { contactPage } from '../../src/consoles/organisation/contact/view.js';
import { createdPage } from '../../src/consoles/organisation/create/created_view.js';
import { DRAFT_FAULTS, type FieldFault, type TypedField } from '../../src/consoles/organisation/create/draft.js';
import { createFormPage } from '../../src/consoles/organisation/create/form_view.js';
import { reviewPage } from '../../src/consoles/organisation/create/review_view.js';
import type { FrameProps, Section } from '../../src/consoles/organisation/frame.js';
import { helpPage } from '../../src/consoles/organisation/help/view.js';
import { joinPage } from '../../src/consoles/organisation/join/view.js';
import { text as journalText } from '../../src/consoles/organisation/journal/text.js';
import { journalPage } from '../../src/consoles/organisation/journal/view.js';
import { nothingHerePage } from '../../src/consoles/organisation/nothing_here.js';
import { overviewPage } from '../../src/consoles/organisation/overview/view.js';
import { PROBLEMS, problemWords } from '../../src/consoles/organisation/problem.js';
import { text as shared } from '../../src/consoles/organisation/text.js';
import { text as actText } from '../../src/consoles/organisation/user/act_text.js';
import { actPage } from '../../src/consoles/organisation/user/act_view.js';
import { userPage } from '../../src/consoles/organisation/user/view.js';
import { PAGE_SIZE } from '../../src/consoles/organisation/users/query.js';
import { text as usersText } from '../../src/consoles/organisation/users/text.js';
import { type UsersProps, usersPage } from '../../src/consoles/organisation/users/view.js';
import { JOURNEY_NEWS } from '../../src/consoles/relying_party/journey.js';
import { STOPS } from '../../src/consoles/relying_party/stop.js';
import { consoleSignedOutPage, stoppedPage } from '../../src/consoles/relying_party/stopped.js';
import { ORGANISATION_ACTS, type OrganisationAct } from '../../src/domain/organisation/act.js';
import { MEMBER_STATUSES } from '../../src/domain/organisation/membership.js';
import type { Locale, Realm } from '../../src/domain/realm.js';
import type { PageContent } from '../../src/http/layout/page.js';
import type { ListedMember } from '../../src/ports/organisation/organisation_store.js';
import type { MemberDetail } from '../../src/services/organisation/administration.js';

export interface OrganisationStage {
  readonly realm: Realm;
  readonly csrfToken: string;
  /** what a person typed, given back */
  readonly typed?: string | undefined;
}

type Entry = readonly [name: string, page: (locale: Locale) => PageContent];

const HOME = '/demo/organisation';
const NOW = Date.UTC(2026, 10, 27, 14, 5);
const DAY = 24 * 3600 * 1000;
const LAST_NAMES = ['Leroy', 'd’Hérouville de la Tour-Saint-Étienne', 'N’Guyen', 'Lefèvre', 'Benoît-Castaing'];
const GIVEN_NAMES = ['Hélène', 'Marie-Amélie', 'Thi Mai', 'Loïc', 'Karim'];

/** Each page's name and what it shows. */
export function organisationPages({ realm, csrfToken, typed }: OrganisationStage): readonly Entry[] {
  const rules = realm.organisations;
  if (!rules) throw new Error('a realm without organisations has none of these pages');
  const name = typed ?? 'Commune de Saint-Aubin-sur-Mer';
  const familyName = typed ?? 'Leroy';
  const here = `${HOME}/3d2f`;
  const user = `${here}/users/Vq3mXb81`;
  const portal = { name: 'Plateforme employeurs', href: 'https://portail.example.test/' };
  const leave = { signOutAction: `${HOME}/sign-out`, csrfToken, portal };
  const frame = (locale: Locale, section?: Section): FrameProps => ({
    locale,
    organisation: { name, siret: '21140020200013' },
    section,
    hrefs: { home: here, users: `${here}/users`, journal: `${here}/journal`, help: `${here}/help` },
    chooseHref: section === 'home' ? `${HOME}?choose=1` : undefined,
    ...leave,
  });
  const rightsIn = (locale: Locale) => rules.rights.map(({ id, label }) => ({ id, label: label[locale] }));
  const memberAt = (at: number): ListedMember => ({
    accountId: `0000-${at}`,
    familyName: typed ?? LAST_NAMES[at % 5] ?? '',
    givenNames: [typed ?? GIVEN_NAMES[(at * 3) % 5] ?? ''],
    login: `h.leroy${at === 0 ? '' : at}`,
    email: 'h•••••@mairie.example.test',
    role: at % 7 === 1 ? 'administrator' : 'user',
    rights: rules.rights.slice(0, at % 4).map(({ id }) => id),
    status: MEMBER_STATUSES[[1, 1, 0, 1, 2, 3][at % 6] ?? 1] ?? 'active',
    createdAt: NOW - 400 * DAY,
    reviewedAt: NOW - 300 * DAY,
    expiresAt: NOW + (at * 37 - 60) * DAY,
    isDue: at % 6 === 1,
  });

  /** What an act is about, as the journal names it. */
  const detailOf = (act: OrganisationAct, locale: Locale): string => {
    const { kinds, ways } = journalText[locale];
    if (act.startsWith('contact_')) return kinds['mobile'] ?? '';
    return act === 'password_sent' ? (ways['email'] ?? '') : (rightsIn(locale)[0]?.label ?? '');
  };

  const users = (entry: string, over: Partial<UsersProps> = {}): Entry => [
    `organisation/users-${entry}`,
    (locale) =>
      usersPage({
        frame: frame(locale, 'users'),
        rows: Array.from({ length: PAGE_SIZE }, (_, at) => ({
          member: memberAt(at),
          href: `users/Vq3mXb81yz01234567${10 + at}Aa`,
          tick: at === 1 ? undefined : `r.Vq3mXb81yz01234567${10 + at}Aa`,
          isOneself: at === 1,
        })),
        total: 10_000,
        page: 2,
        pages: 500,
        pageHref: (page) => `${here}/users?page=${page}`,
        filters: { status: '', role: '', isDue: false, order: 'name' },
        words: '',
        isFiltered: false,
        news: undefined,
        searchAction: `${here}/users/search`,
        renewAction: `${here}/users/renew`,
        here: { back: '' },
        allHref: `${here}/users`,
        createHref: `${here}/users/new`,
        addHref: `${here}/users/add`,
        exportHref: `${here}/users.csv`,
        ...over,
      }),
  ];

  const detail = (over: Partial<MemberDetail> = {}): MemberDetail => ({
    member: { ...memberAt(0), familyName, status: 'active', rights: rules.rights.slice(0, 2).map(({ id }) => id) },
    contacts: [
      {
        id: 'c1',
        kind: 'email',
        masked: 'h•••••@mairie.example.test',
        state: 'verified',
        pendingUntil: null,
        setAt: NOW,
      },
      { id: 'c2', kind: 'mobile', masked: '06 •• •• •• 12', state: 'pending', pendingUntil: NOW + DAY, setAt: NOW },
      { id: 'c3', kind: 'landline', masked: '05 •• •• •• 33', state: 'unconfirmed', pendingUntil: null, setAt: NOW },
      {
        id: 'c4',
        kind: 'email',
        masked: 'l•••••@mairie.example.test',
        state: 'counting',
        pendingUntil: null,
        setAt: NOW,
      },
    ],
    createdBy: { accountId: '0000-1', name: typed ?? 'Karim Benoît' },
    isOneself: false,
    lock: 'open',
    passwordWays: ['email', 'letter'],
    isElsewhere: false,
    mayGiveActivationCode: false,
    ...over,
  });
  const userEntry = (
    entry: string,
    over: Partial<MemberDetail> = {},
    news?: (locale: Locale) => { readonly kind: 'success' | 'warning'; readonly message: string },
  ): Entry => [
    `organisation/user-${entry}`,
    (locale) => {
      const shown = detail(over);
      return userPage({
        frame: frame(locale, 'users'),
        detail: shown,
        rights: rightsIn(locale).map((right) => ({ ...right, isGranted: shown.member.rights.includes(right.id) })),
        news: news?.(locale),
        actHref: (act, what = '') =>
          !shown.isOneself && actOf(act)?.applies(shown, what) ? `${user}/${act}/${what}` : undefined,
        addContactHref: `${user}/contact`,
        activationHref: shown.mayGiveActivationCode ? `${user}/activation` : undefined,
      });
    },
  ];

  const form = (entry: string, given: Record<string, string>, faults: readonly FieldFault[] = []): Entry => [
    `organisation/create-${entry}`,
    (locale) =>
      createFormPage({
        frame: frame(locale, 'users'),
        typed: given,
        faults,
        isForgotten: entry === 'forgotten',
        rights: rightsIn(locale),
        action: `${here}/users/new`,
        backHref: `${here}/users`,
      }),
  ];
  const FIELD_OF: Partial<Record<string, TypedField>> = {
    'family-name': 'family_name',
    'given-names': 'given_names',
    login: 'login',
    email: 'email',
    telephone: 'telephone',
    address: 'address_1',
    postcode: 'postcode',
    birthdate: 'birth_day',
  };
  const allFaults = DRAFT_FAULTS.flatMap((fault): FieldFault[] => {
    const field = FIELD_OF[fault];
    return field === undefined ? [] : [{ field, fault }];
  });
  const filled = {
    family_name: familyName,
    given_names: typed ?? 'Hélène',
    email: typed ?? 'h.leroy@mairie.example.test',
    telephone: typed ?? '05 61 99 00 12',
    address_1: typed ?? '',
    'right.consult-careers': '1',
  };
  const order = {
    familyName,
    givenNames: [typed ?? 'Hélène'],
    login: 'h.leroy',
    email: 'h.leroy@mairie.example.test',
    telephone: { kind: 'landline', value: '+33561990012' },
    postalAddress: null,
    birthdate: '1984-05-11',
    rights: [],
    locale: 'fr',
  } as const;
  const person = `Hélène ${familyName}`;
  const counts = { invited: 3, active: 41, suspended: 1, expired: 2, total: 47, administrators: 2, due: 5 };
  const overview = (entry: string, over: Partial<Parameters<typeof overviewPage>[0]>): Entry => [
    `organisation/overview-${entry}`,
    (locale) =>
      overviewPage({
        frame: frame(locale, 'home'),
        overview: { counts, isLoneAdministrator: false },
        ownEnd: undefined,
        news: undefined,
        usersHref: (which) => `${here}/users?status=${which}`,
        createHref: `${here}/users/new`,
        ...over,
      }),
  ];
  const contact = (entry: string, error?: Parameters<typeof contactPage>[0]['error']): Entry => [
    `organisation/contact-${entry}`,
    (locale) =>
      contactPage({
        frame: frame(locale, 'users'),
        person,
        email: typed ?? '',
        telephone: error ? '06 12' : '',
        error,
        news: undefined,
        action: `${user}/contact`,
        backHref: user,
      }),
  ];

  return [
    [
      'organisation/choose',
      (locale) =>
        choosePage({
          locale,
          organisations: [
            { name, siret: '21140020200013', href: here },
            { name: 'Communauté de communes du Pays de Nacre', siret: '20006931300018', href: `${HOME}/7a1c` },
          ],
          ...leave,
        }),
    ],
    overview('usual', {}),
    overview('lone', {
      overview: { counts: { ...counts, administrators: 1, due: 0 }, isLoneAdministrator: true },
      ownEnd: NOW + 20 * DAY,
      news: 'used',
    }),
    users('page'),
    users('found', { isFiltered: true, words: typed ?? 'ler', total: 1, pages: 1, page: 1 }),
    users('nobody', {
      rows: [],
      total: 0,
      pages: 1,
      page: 1,
      isFiltered: true,
      words: typed ?? 'zzz',
      filters: { status: 'expired', role: 'administrator', isDue: true, order: 'expiry' },
    }),
    [
      'organisation/users-renewed',
      (locale) => users('', { news: { kind: 'success', message: usersText[locale].news.renewed(12) } })[1](locale),
    ],
    userEntry('usual'),
    userEntry('locked', { lock: 'closed', passwordWays: [], contacts: [] }),
    userEntry('invited', {
      member: { ...memberAt(0), familyName, status: 'invited', rights: [], login: null },
      mayGiveActivationCode: true,
      createdBy: null,
      lock: 'waiting',
    }),
    userEntry('oneself', { isOneself: true, member: { ...memberAt(1), familyName } }),
    userEntry('done', {}, (locale) => ({ kind: 'success', message: actText[locale].acts.grant.done })),
    ...PROBLEMS.map((problem) =>
      userEntry(`problem-${problem}`, { contacts: [] }, (locale) => ({
        kind: 'warning',
        message: problemWords(problem, locale, NOW + 3_600_000, NOW) ?? '',
      })),
    ),
    ...ACT_NAMES.map(
      (act): Entry => [
        `organisation/act-${act}`,
        (locale) =>
          actPage({
            frame: frame(locale, 'users'),
            act,
            person,
            what:
              act === 'send-password' ? actText[locale].ways.letter : (typed ?? rules.rights[0]?.label[locale] ?? ''),
            needsCode: (actOf(act)?.action ?? null) !== null,
            news: act === 'grant' ? 'cancelled' : undefined,
            action: `${user}/${act}`,
            backHref: user,
          }),
      ],
    ),
    contact('ask'),
    contact('wrong', 'telephone'),
    [
      'organisation/activation-ask',
      (locale) => askActivationPage({ frame: frame(locale, 'users'), person, action: user, backHref: user }),
    ],
    [
      'organisation/activation-code',
      (locale) =>
        activationPage({ frame: frame(locale, 'users'), person, code: '482913', expiresAt: NOW, backHref: user }),
    ],
    form('empty', {}),
    form('filled', filled),
    form('wrong', filled, allFaults),
    form('forgotten', {}),
    [
      'organisation/create-review',
      (locale) =>
        reviewPage({
          frame: frame(locale, 'users'),
          order,
          isSuggested: true,
          rights: rightsIn(locale).map(({ label }) => label),
          news: 'cancelled',
          action: `${here}/users/new/1`,
          correctHref: `${here}/users/new`,
        }),
    ],
    ...(['email', 'letter'] as const).map(
      (passwordBy): Entry => [
        `organisation/created-${passwordBy}`,
        (locale) =>
          createdPage({
            frame: frame(locale, 'users'),
            person,
            login: 'h.leroy',
            passwordBy,
            activation: passwordBy === 'email' ? 'telephone' : 'screen',
            activationHref: `${user}/activation`,
            userHref: user,
            createHref: `${here}/users/new`,
          }),
      ],
    ),
    ...[false, true].map(
      (isMissing): Entry => [
        `organisation/join-${isMissing ? 'missing' : 'no-match'}`,
        (locale) =>
          joinPage({
            frame: frame(locale, 'users'),
            familyName: typed ?? '',
            login: typed ?? 'h.leroy',
            isMissing,
            problem: isMissing ? undefined : problemWords('no-match', locale, 0, NOW),
            action: `${here}/users/add`,
            backHref: `${here}/users`,
          }),
      ],
    ),
    [
      'organisation/journal',
      (locale) =>
        journalPage({
          frame: frame(locale, 'journal'),
          entries: ORGANISATION_ACTS.map((act, at) => ({
            at: NOW - at * 5 * 3_600_000,
            sentence: journalText[locale].acts[act](typed ?? 'Karim Benoît', person, detailOf(act, locale)),
          })),
          olderHref: `${here}/journal?before=1`,
          newestHref: `${here}/journal`,
        }),
    ],
    [
      'organisation/journal-empty',
      (locale) =>
        journalPage({ frame: frame(locale, 'journal'), entries: [], olderHref: undefined, newestHref: undefined }),
    ],
    ['organisation/help', (locale) => helpPage({ frame: frame(locale, 'help'), help: realm.help })],
    ...(['no-organisation', 'not-yours', 'unknown-member'] as const).map(
      (why): Entry => [
        `organisation/nothing-${why}`,
        (locale) => nothingHerePage({ locale, why, help: realm.help, wayOnHref: HOME, ...leave }),
      ],
    ),
    ...STOPS.map(
      (why): Entry => [
        `organisation/stopped-${why}`,
        (locale) => stoppedPage({ locale, words: shared[locale], why, realm, wayOnHref: HOME }),
      ],
    ),
    ['organisation/signed-out', (locale) => consoleSignedOutPage({ words: shared[locale], homeHref: HOME })],
    ...JOURNEY_NEWS.map((news): Entry => overview(`news-${news}`, { news })),
  ];
}
