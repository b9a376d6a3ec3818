/** Pages of « Gérer mon compte » (U1), for the catalogue. */
import { type AddContactProps, addContactPage, sendContactCodePage } from '../../src/consoles/account/contacts/add.js';
import {
  acceptContactPage,
  lastContactPage,
  removeContactPage,
} from '../../src/consoles/account/contacts/questions.js';
import { CONTACT_NEWS, text as contactsText, GOOD_NEWS } from '../../src/consoles/account/contacts/text.js';
import { contactsPage, type ShownContact } from '../../src/consoles/account/contacts/view.js';
import { text as dataText } from '../../src/consoles/account/data/text.js';
import { type DataProps, dataPage, readyPage } from '../../src/consoles/account/data/view.js';
import { historyPage, type ShownDay } from '../../src/consoles/account/history/view.js';
import { type AccountHomeProps, accountHomePage } from '../../src/consoles/account/home.js';
import { askUndoPage, type UndoneProps, undonePage } from '../../src/consoles/account/identities/undo.js';
import { type IdentitiesProps, identitiesPage, type ShownLink } from '../../src/consoles/account/identities/view.js';
import { text as passwordText } from '../../src/consoles/account/password/text.js';
import {
  newPasswordPage,
  type PasswordProps,
  passwordChangedPage,
  passwordPage,
} from '../../src/consoles/account/password/view.js';
import { NEWS, text } from '../../src/consoles/account/text.js';
import { STOPS } from '../../src/consoles/relying_party/stop.js';
import { consoleSignedOutPage, type ShownPortal, stoppedPage } from '../../src/consoles/relying_party/stopped.js';
import { unjudgedRules } from '../../src/domain/password_policy/policy.js';
import type { Locale, Realm } from '../../src/domain/realm.js';
import { passwordErrors } from '../../src/http/layout/choose_password.js';
import type { PageContent } from '../../src/http/layout/page.js';
import type { ContactKind } from '../../src/ports/account/account_store.js';

export interface AccountStage {
  readonly allocataires: Realm;
  readonly employeurs: Realm;
  readonly csrfToken: string;
  readonly portal: ShownPortal;
  /** what a person or an upstream could have chosen to harm */
  readonly typed?: string | undefined;
}

type Page = readonly [string, Realm, (locale: Locale) => PageContent];

const HOME = '/allocataires/account';

/** Each page's name, its realm and what it shows. */
export function accountPages(stage: AccountStage): readonly Page[] {
  return [
    ...homePages(stage),
    ...contactPages(stage),
    ...historyPages(stage),
    ...dataPages(stage),
    ...passwordPages(stage),
    ...identityPages(stage),
    ...stopPages(stage),
  ];
}

const CONCERNS: Readonly<Record<Locale, ReadonlyArray<readonly [title: string, state: string]>>> = {
  fr: [
    ['Coordonnées', '2 coordonnées'],
    ['Mot de passe', 'changé le 3 mai 2026'],
    ['Application d’authentification', 'aucune'],
    ['Appareils et connexions', '3 appareils'],
    ['Identités rattachées', 'aucune'],
    ['Historique', 'vos connexions et changements'],
    ['Mes données', 'à consulter ou télécharger'],
  ],
  en: [
    ['Contacts', '2 contacts'],
    ['Password', 'changed on 3 May 2026'],
    ['Authenticator app', 'none'],
    ['Devices and sign-ins', '3 devices'],
    ['Linked identities', 'none'],
    ['History', 'your sign-ins and changes'],
    ['My data', 'to look at or download'],
  ],
};

function homePages({ allocataires, csrfToken, portal, typed }: AccountStage): readonly Page[] {
  const home = (state: string, over: Partial<AccountHomeProps> = {}, news?: (typeof NEWS)[number]): Page => [
    `account/${state}`,
    allocataires,
    (locale) =>
      accountHomePage({
        locale,
        maskedName: { shown: typed ?? 'C••••• M•••••', spoken: typed ?? 'C. M.' },
        said: news && { kind: 'warning', message: text[locale].news[news] },
        concerns: CONCERNS[locale].map(([title, state], at) => ({
          title: at === 0 ? (typed ?? title) : title,
          state: at === 0 ? (typed ?? state) : state,
          href: `${HOME}/${at}`,
        })),
        signOutAction: `${HOME}/sign-out`,
        csrfToken,
        ...over,
      }),
  ];
  return [home('home', { portal }), ...NEWS.map((news) => home(`news-${news}`, {}, news))];
}

function contactPages({ allocataires, employeurs, csrfToken, typed }: AccountStage): readonly Page[] {
  const contacts = `${HOME}/contacts`;
  const shown = (id: string, over: Partial<ShownContact> = {}): ShownContact => ({
    id,
    kind: 'email',
    masked: 'c•••••@example.test',
    spoken: 'E-mail à l’adresse qui commence par c, chez example.test',
    state: 'verified',
    carriesCodes: true,
    removeHref: `${contacts}/${id}/remove`,
    acceptHref: `${contacts}/${id}/accept`,
    finishAction: `${contacts}/${id}/finish`,
    dropAction: `${contacts}/${id}/drop`,
    takeBackAction: `${contacts}/${id}/take_back`,
    ...over,
  });
  const mobile = { kind: 'mobile', masked: '06 •• •• •• 78', spoken: 'SMS au numéro qui finit par 78' } as const;
  const landline = { kind: 'landline', masked: '05 •• •• •• 12', spoken: 'Appel au numéro qui finit par 12' } as const;
  const additions = (['email', 'mobile', 'landline'] as const).map((kind) => ({
    kind,
    href: `${contacts}/add/${kind}`,
  }));
  const list = (
    state: string,
    found: readonly ShownContact[],
    news?: (typeof CONTACT_NEWS)[number],
    realm = allocataires,
  ): Page => [
    `account/contacts-${state}`,
    realm,
    (locale) =>
      contactsPage({
        locale,
        said: news && {
          kind: GOOD_NEWS.includes(news) ? 'success' : 'warning',
          message: contactsText[locale].said[news],
        },
        contacts: found,
        additions,
        csrfToken,
        homeHref: HOME,
      }),
  ];
  const add = (state: string, kind: ContactKind, value: string, error?: AddContactProps['error']): Page => [
    `account/contact-${state}`,
    allocataires,
    (locale) =>
      addContactPage({ locale, kind, value, error, action: `${contacts}/add/${kind}`, csrfToken, backHref: contacts }),
  ];
  const question = { ...mobile, action: `${contacts}/2/remove`, csrfToken, backHref: contacts };
  const send = { masked: mobile.masked, spoken: mobile.spoken, action: `${contacts}/2/send`, csrfToken };
  const both = [shown('1'), shown('2', mobile)];
  const soon = Date.parse('2026-11-29T14:05:00Z');
  return [
    list('two', both),
    list('none', []),
    list('waiting', [
      shown('1', { barredUntil: soon }),
      shown('2', { ...mobile, state: 'unconfirmed' }),
      shown('3', { ...landline, state: 'pending', countsFrom: soon }),
      shown('4', { ...mobile, state: 'frozen' }),
    ]),
    list(
      'employeurs',
      [shown('1', { carriesCodes: false }), shown('2', { ...landline, isUnconfirmed: true })],
      undefined,
      employeurs,
    ),
    ...CONTACT_NEWS.map((news) => list(`news-${news}`, both, news)),
    add('add-email', 'email', ''),
    add('add-mobile', 'mobile', typed ?? '06 39 98'),
    add('add-mobile-wrong', 'mobile', typed ?? '05 61 99 00 12', 'not-mobile'),
    add('add-landline', 'landline', ''),
    ['account/contact-send', allocataires, (locale) => sendContactCodePage({ locale, ...send, backHref: contacts })],
    [
      'account/contact-not-sent',
      allocataires,
      (locale) => sendContactCodePage({ locale, ...send, error: contactsText[locale].send.failed, backHref: contacts }),
    ],
    ['account/contact-remove', allocataires, (locale) => removeContactPage({ locale, ...question })],
    ['account/contact-last', allocataires, (locale) => lastContactPage({ locale, ...question, additions })],
    [
      'account/contact-accept',
      employeurs,
      (locale) =>
        acceptContactPage(
          { locale, ...question },
          locale === 'fr' ? '29 novembre 2026 à 15:05' : '29 November 2026 at 15:05',
        ),
    ],
    ['account/contact-accept-late', employeurs, (locale) => acceptContactPage({ locale, ...question }, undefined)],
  ];
}

function historyPages({ allocataires, typed }: AccountStage): readonly Page[] {
  const page = (state: string, days: (locale: Locale) => readonly ShownDay[], older?: string, newer?: string): Page => [
    `account/history-${state}`,
    allocataires,
    (locale) =>
      historyPage({
        locale,
        days: days(locale),
        olderHref: older,
        newerHref: newer,
        devicesHref: `${HOME}/devices`,
        notMeHref: '/allocataires/not-me',
        homeHref: HOME,
      }),
  ];
  const lines: Readonly<Record<Locale, readonly string[]>> = {
    fr: [
      'Connexion\u00a0: Mon Compte (mot de passe et code par SMS)',
      'Action confirmée\u00a0: modifier vos coordonnées bancaires, sur Mon Compte (code par SMS)',
      'Par un conseiller\u00a0: coordonnée ajoutée',
      'Code validé\u00a0: reçu par SMS, nouvel appareil (Firefox)',
      'Mot de passe refusé 3 fois',
    ],
    en: [
      'Sign-in: My Account (password and code by text message)',
      'Action confirmed: change your bank details, on My Account (code by text message)',
      'By an adviser: contact added',
      'Code accepted: received by text message, new device (Firefox)',
      'Password refused 3 times',
    ],
  };
  const day = (locale: Locale, fr: string, en: string): ShownDay => ({
    day: locale === 'fr' ? fr : en,
    lines: lines[locale].map((what, at) => ({ time: `14:0${at}`, what: at === 0 ? (typed ?? what) : what })),
  });
  return [
    page(
      'days',
      (locale) => [day(locale, '27 novembre 2026', '27 November 2026'), day(locale, '3 mai 2026', '3 May 2026')],
      `${HOME}/history?page=3`,
      HOME,
    ),
    page('none', () => []),
  ];
}

function dataPages({ allocataires, employeurs, csrfToken }: AccountStage): readonly Page[] {
  const page = (state: string, over: Partial<DataProps> = {}, news?: 'ended' | 'downloaded'): Page => [
    `account/data${state}`,
    over.hasOrganisations ? employeurs : allocataires,
    (locale) =>
      dataPage({
        locale,
        said: news && { kind: news === 'ended' ? 'warning' : 'success', message: dataText[locale][news] },
        hasOrganisations: false,
        action: `${HOME}/data`,
        csrfToken,
        rightsHref: '/allocataires/about/personal-data',
        homeHref: HOME,
        ...over,
      }),
  ];
  const ready = { minutesLeft: 4, action: `${HOME}/data/download`, csrfToken, backHref: `${HOME}/data` };
  return [
    page(''),
    page('-employeurs', { hasOrganisations: true }),
    page('-ended', {}, 'ended'),
    page('-downloaded', {}, 'downloaded'),
    ['account/data-ready', allocataires, (locale) => readyPage({ locale, ...ready })],
  ];
}

function passwordPages({ allocataires, employeurs, csrfToken }: AccountStage): readonly Page[] {
  const chosenAt = Date.parse('2026-05-03T10:00:00Z');
  const page = (state: string, over: Partial<PasswordProps> = {}, news?: 'ended' | 'meanwhile'): Page => [
    `account/password${state}`,
    allocataires,
    (locale) =>
      passwordPage({
        locale,
        said: news && { kind: 'warning', message: passwordText[locale][news] },
        chosenAt,
        expiresAt: Date.parse('2028-05-03T10:00:00Z'),
        action: `${HOME}/password`,
        csrfToken,
        homeHref: HOME,
        ...over,
      }),
  ];
  const form = (state: string, realm: Realm, errors?: 'same'): Page => [
    `account/password-${state}`,
    realm,
    (locale) =>
      newPasswordPage({
        locale,
        policy: realm.passwordKind,
        rules: unjudgedRules(realm.passwordKind),
        errors: errors ? passwordErrors(locale, errors) : [],
        minutesLeft: 14,
        action: `${HOME}/password/new`,
        csrfToken,
        backHref: `${HOME}/password`,
      }),
  ];
  return [
    page(''),
    page('-none', { chosenAt: undefined, expiresAt: null }),
    page('-ended', {}, 'ended'),
    page('-meanwhile', {}, 'meanwhile'),
    form('new', allocataires),
    form('new-same', allocataires, 'same'),
    form('new-employeurs', employeurs),
    [
      'account/password-changed',
      allocataires,
      (locale) =>
        passwordChangedPage({
          locale,
          at: Date.parse('2026-11-22T14:05:00Z'),
          contacts: [
            {
              id: '1',
              kind: 'email',
              value: 'claire.martin@example.test',
              verified: true,
              barredUntil: null,
              frozenAt: null,
            },
          ],
          homeHref: HOME,
        }),
    ],
  ];
}

function identityPages({ allocataires, employeurs, csrfToken, typed }: AccountStage): readonly Page[] {
  const name = typed ?? 'FranceConnect+';
  const linkOf = (id: string, over: Partial<ShownLink> = {}): ShownLink => ({
    id,
    upstreamName: name,
    status: 'active',
    provedBy: 'match',
    linkedAt: Date.parse('2026-03-03T10:00:00Z'),
    lastUsedAt: Date.parse('2026-11-12T09:12:00Z'),
    endedAt: undefined,
    undoHref: `${HOME}/identities/${id}/undo`,
    ...over,
  });
  const ended = (id: string, status: 'suspended' | 'undone') =>
    linkOf(id, { status, endedAt: Date.parse('2025-08-30T16:00:00Z') });
  const former = [ended('2', 'undone'), ended('3', 'suspended')];
  const netEntreprises = linkOf('1', { upstreamName: 'Net-entreprises', provedBy: 'local_proof' });
  const page = (state: string, over: Partial<IdentitiesProps> = {}, realm = allocataires): Page => [
    `account/identities-${state}`,
    realm,
    (locale) =>
      identitiesPage({
        locale,
        ownMeans: realm === employeurs ? 'login' : 'number',
        links: [linkOf('1')],
        upstreamNames: [name],
        homeHref: HOME,
        ...over,
      }),
  ];
  const undone = (state: string, over: Partial<UndoneProps> = {}, realm = allocataires): Page => [
    `account/${state}`,
    realm,
    (locale) =>
      undonePage({
        locale,
        ownMeans: realm === employeurs ? 'login' : 'number',
        upstreamName: name,
        isAlready: false,
        undoneAt: Date.parse('2026-11-22T14:05:00Z'),
        contacts: [
          {
            id: '1',
            kind: 'email',
            value: 'claire.martin@example.test',
            verified: true,
            barredUntil: null,
            frozenAt: null,
          },
          { id: '2', kind: 'mobile', value: '+33639980001', verified: true, barredUntil: null, frozenAt: null },
        ],
        homeHref: HOME,
        ...over,
      }),
  ];
  return [
    page('one-and-former', { links: [linkOf('1', { provedBy: 'local_proof' }), ...former] }),
    page('two', { links: [linkOf('1'), linkOf('4', { upstreamName: 'FranceConnect' })] }),
    page('none-and-former', { links: former }),
    page('no-upstream', { links: [], upstreamNames: [] }),
    page('employeurs', { links: [netEntreprises], upstreamNames: ['Net-entreprises'] }, employeurs),
    [
      'account/ask-undo',
      allocataires,
      (locale) =>
        askUndoPage({
          locale,
          ownMeans: 'number',
          upstreamName: name,
          action: `${HOME}/identities/1/undo`,
          csrfToken,
          backHref: `${HOME}/identities`,
        }),
    ],
    undone('undone'),
    undone('undone-elsewhere', { isAlready: true }),
    undone('undone-nobody-told', { contacts: [], upstreamName: 'Net-entreprises' }, employeurs),
  ];
}

function stopPages({ allocataires }: AccountStage): readonly Page[] {
  return [
    ...STOPS.map(
      (why): Page => [
        `account/stopped-${why}`,
        allocataires,
        (locale) => stoppedPage({ locale, words: text[locale], why, realm: allocataires, wayOnHref: HOME }),
      ],
    ),
    ['account/signed-out', allocataires, (locale) => consoleSignedOutPage({ words: text[locale], homeHref: HOME })],
  ];
}
