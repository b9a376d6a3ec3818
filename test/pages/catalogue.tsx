/**
 * Every page and state that a person can see on the provider, rendered with made-up values: one list for the tests, for
 * axe and for the pictures (X1, X2; design: Proof).
 */
import { type ChangePasswordProps, changePasswordPage } from '../../interactions/change_password/view.js';
import { consentPage } from '../../interactions/consent/view.js';
import { type DeadEndCode, text as deadEndText } from '../../interactions/dead_end/text.js';
import { type DeadEndProps, deadEndPage } from '../../interactions/dead_end/view.js';
import { upstreamFailedPage } from '../../interactions/federation/failed.js';
import { linkIdentityPage, otherPersonPage } from '../../interactions/federation/link_identity.js';
import { upstreamSignOutPage } from '../../interactions/federation/sign_out.js';
import { strayAnswerPage } from '../../interactions/federation/stray_answer.js';
import { UNMATCHED, unmatchedPage } from '../../interactions/federation/unmatched.js';
import { type LoginError, type LoginProps, loginPage } from '../../interactions/login/view.js';
import { type ChooseChannelProps, chooseChannelPage } from '../../interactions/one_time_code/choose_channel.js';
import { type EnterCodeProps, enterCodePage } from '../../interactions/one_time_code/enter_code.js';
import { codeEntryClosedPage, noChannelPage } from '../../interactions/one_time_code/no_code_possible.js';
import { confirmSignOutPage, signedOutPage, stayedPage } from '../../interactions/sign_out/view.js';
import { documentationPage } from '../../src/api/documentation/page.js';
import { REALMS } from '../../src/config/realms.js';
import { UPSTREAM_PRESETS } from '../../src/config/upstream_presets.js';
import { dayInWords } from '../../src/domain/day.js';
import { UPSTREAM_FAULTS, type UpstreamSettings } from '../../src/domain/federation/upstream.js';
import { unjudgedRules } from '../../src/domain/password_policy/policy.js';
import type { PasswordPolicyId, RuleState } from '../../src/domain/password_policy/rule.js';
import type { Locale, Realm, RealmStatements } from '../../src/domain/realm.js';
import { assetsOf } from '../../src/http/assets/asset_files.js';
import { ABOUT_TOPICS, type AboutFacts } from '../../src/http/layout/about/about_page.js';
import { aboutPage } from '../../src/http/layout/about/view.js';
import { appReturnPage } from '../../src/http/layout/app_return/view.js';
import { passwordErrors } from '../../src/http/layout/choose_password.js';
import type { KioskFrame } from '../../src/http/layout/kiosk/frame.js';
import { type PageContent, renderPage } from '../../src/http/layout/page.js';
import type { ShownUpstream } from '../../src/http/layout/upstream_offers.js';
import { accountPages } from './catalogue_account.js';
import { actionPages } from './catalogue_actions.js';
import { API_REALMS, apiOperations } from './catalogue_api.js';
import { authenticatorPages } from './catalogue_authenticator.js';
import { deliveryPages } from './catalogue_delivery.js';
import { kioskPages } from './catalogue_kiosk.js';
import { notMePages } from './catalogue_not_me.js';
import { organisationPages } from './catalogue_organisation.js';
import { paperCodePages } from './catalogue_paper_codes.js';
import { passkeySignInPages } from './catalogue_passkey_sign_in.js';
import { passkeyPages } from './catalogue_passkeys.js';
import { recoveryPages } from './catalogue_recovery.js';
import { requestPages } from './catalogue_requests.js';
import { trustPages } from './catalogue_trust.js';

/** One state of one page. */
export interface CatalogueEntry {
  /** folder-like and unique, such as `login/wrong-pair` */
  readonly name: string;
  readonly realm: Realm;
  /** the whole document */
  readonly render: (locale: Locale) => string;
}

/** Values a person or a portal could have chosen to harm: each must come out as text. */
export interface CatalogueValues {
  readonly portalName?: string;
  readonly typed?: string;
}

const [ALLOCATAIRES, EMPLOYEURS] = REALMS as readonly [Realm, Realm];
const HERE = '/demo/interaction/Vq3mX';
const CSRF = 'b6a1f1c2d5f94d3c';
const BACK = 'https://portail.example.test/';
const SAY_WHEN: readonly DeadEndCode[] = ['busy', 'unavailable'];

/** As the presets show them. */
const UPSTREAMS: readonly ShownUpstream[] = (['franceconnect-plus', 'franceconnect'] as const).map((id) => {
  const { name, sentence, about } = UPSTREAM_PRESETS[id];
  return { id, name, sentence, about, href: `${HERE}/federation/${id}`, button: undefined, endsAt: undefined };
});

/** What the footer's pages say of a realm whose operator filled everything in. */
export function aboutFacts(realm: Realm, audit: RealmStatements['audit'] = null): AboutFacts {
  const statements = {
    operator: { fr: 'La Caisse de démonstration', en: 'The Demonstration Fund' },
    dataProtection: 'donnees-personnelles@portail.example.test',
    accessibility: 'accessibilite@portail.example.test',
    security: 'securite@portail.example.test',
    audit,
    statedOn: '2026-11-22',
  };
  const upstreams = realm === ALLOCATAIRES ? ['FranceConnect+'] : [];
  return {
    realm: { ...realm, statements },
    site: 'https://connexion.example.test',
    upstreams,
    auditRetentionDays: 365,
  };
}

/** @param values replace the harmless ones, for the test of hostile input */
export function catalogue(values: CatalogueValues = {}): CatalogueEntry[] {
  return [
    ...loginEntries(values),
    ...chooseEntries(values),
    ...enterEntries(values),
    ...otherCodeEntries(),
    ...actionPages({ realm: ALLOCATAIRES, here: HERE, csrfToken: CSRF }).map(([name, page]) =>
      entry(name, ALLOCATAIRES, page),
    ),
    ...paperCodePages({ realm: ALLOCATAIRES, here: HERE, csrfToken: CSRF }).map(([name, page]) =>
      entry(name, ALLOCATAIRES, page),
    ),
    ...deliveryPages({ realm: EMPLOYEURS, here: HERE, csrfToken: CSRF }).map(([name, page]) =>
      entry(name, EMPLOYEURS, page),
    ),
    ...authenticatorPages({ realm: ALLOCATAIRES, here: HERE, csrfToken: CSRF, typed: values.typed }).map(
      ([name, page]) => entry(name, ALLOCATAIRES, page),
    ),
    ...passkeySignInPages({ realm: ALLOCATAIRES, here: HERE, csrfToken: CSRF, typed: values.typed }).map(
      ([name, page]) => entry(name, ALLOCATAIRES, page),
    ),
    ...passkeyPages({ here: HERE, csrfToken: CSRF, typed: values.typed }).map(([name, page]) =>
      entry(name, ALLOCATAIRES, page),
    ),
    ...requestPages({ csrfToken: CSRF, typed: values.typed }).map(([name, page]) => entry(name, ALLOCATAIRES, page)),
    ...recoveryPages({
      allocataires: ALLOCATAIRES,
      employeurs: EMPLOYEURS,
      here: HERE,
      csrfToken: CSRF,
      typed: values.typed,
    }).map(([name, realm, page]) => entry(name, realm, page)),
    ...federationEntries(),
    ...changePasswordEntries(),
    ...consentEntries(values),
    ...signOutEntries(),
    ...deadEndEntries(values),
    ...trustPages({ employeurs: EMPLOYEURS, csrfToken: CSRF, typed: values.typed }).map(([name, realm, page]) =>
      entry(name, realm, page),
    ),
    ...accountPages({
      allocataires: ALLOCATAIRES,
      employeurs: EMPLOYEURS,
      csrfToken: CSRF,
      portal: { name: values.portalName ?? 'Mon Compte', href: BACK },
      typed: values.typed,
    }).map(([name, realm, page]) => entry(name, realm, page)),
    ...notMePages({ realm: ALLOCATAIRES, csrfToken: CSRF, typed: values.typed }).map(([name, realm, page]) =>
      entry(name, realm, page),
    ),
    ...organisationPages({ realm: EMPLOYEURS, csrfToken: CSRF, typed: values.typed }).map(([name, page]) =>
      entry(name, EMPLOYEURS, page),
    ),
    entry('app-return', ALLOCATAIRES, appReturnPage),
    ...kioskPages({
      allocataires: ALLOCATAIRES,
      employeurs: EMPLOYEURS,
      here: HERE,
      csrfToken: CSRF,
      typed: values.typed,
    }).map(([name, realm, page, kiosk]) => entry(name, realm, page, kiosk)),
    ...ABOUT_TOPICS.map((topic) =>
      entry(`about/${topic}`, ALLOCATAIRES, (locale) => aboutPage({ locale, topic, facts: aboutFacts(ALLOCATAIRES) })),
    ),
    entry('api/docs', ALLOCATAIRES, (locale) =>
      documentationPage({
        locale,
        operations: apiOperations(),
        realms: API_REALMS,
        origin: 'https://connexion.example.test',
      }),
    ),
    entry('about/helpers-employeurs', EMPLOYEURS, (locale) =>
      aboutPage({ locale, topic: 'helpers', facts: aboutFacts(EMPLOYEURS) }),
    ),
  ];

  function portalOf(realm: Realm): string {
    return values.portalName ?? (realm === ALLOCATAIRES ? 'Mon Compte' : 'Plateforme employeurs');
  }

  function entry(
    name: string,
    realm: Realm,
    content: (locale: Locale) => PageContent,
    kiosk?: KioskFrame,
  ): CatalogueEntry {
    const render = (locale: Locale) =>
      renderPage({
        locale,
        realm,
        portalName: portalOf(realm),
        languageSwitch: { href: `${HERE}?lang=${locale === 'fr' ? 'en' : 'fr'}` },
        assets: assetsOf(realm.theme.name),
        kiosk,
        ...content(locale),
      });
    return { name, realm, render };
  }

  function federationEntries(): CatalogueEntry[] {
    const upstreamName = 'FranceConnect+';
    const cancelHref = `${HERE}/cancel`;
    const ways = { otherWayHref: HERE, retryHref: `${HERE}/federation/franceconnect-plus`, cancelHref };
    const form = { upstreamName, action: `${HERE}/link_identity`, csrfToken: CSRF };
    const unmatched = (
      why: (typeof UNMATCHED)[number],
      realm = ALLOCATAIRES,
      reconciliation: UpstreamSettings['reconciliation'] = 'pivot_identity',
    ) =>
      entry(`federation/${why}${realm === ALLOCATAIRES ? '' : '-employeurs'}`, realm, (locale) =>
        unmatchedPage({ locale, why, upstreamName, reconciliation, realm, linkHref: `${HERE}/login/link`, ...ways }),
      );
    return [
      ...UPSTREAM_FAULTS.map((why) =>
        entry(`federation/failed-${why}`, ALLOCATAIRES, (locale) =>
          upstreamFailedPage({
            locale,
            why,
            upstreamName,
            portalName: portalOf(ALLOCATAIRES),
            realm: ALLOCATAIRES,
            ...ways,
          }),
        ),
      ),
      ...UNMATCHED.map((why) => unmatched(why)),
      unmatched('no-file', EMPLOYEURS, 'siret_and_person'),
      entry('federation/stray', ALLOCATAIRES, (locale) =>
        strayAnswerPage({ locale, upstreamName, realm: ALLOCATAIRES }),
      ),
      entry('federation/link', ALLOCATAIRES, (locale) => linkIdentityPage({ locale, ...form })),
      entry('federation/other-person', ALLOCATAIRES, (locale) =>
        otherPersonPage({ locale, realm: ALLOCATAIRES, ...form }),
      ),
      entry('federation/sign-out', ALLOCATAIRES, (locale) =>
        upstreamSignOutPage({ locale, upstreamName, href: 'https://upstream.example.test/session/end' }),
      ),
    ];
  }

  function loginEntries({ typed }: CatalogueValues): CatalogueEntry[] {
    const state = (name: string, over: Partial<LoginProps> = {}, realm = ALLOCATAIRES) =>
      entry(`login/${name}`, realm, (locale) =>
        loginPage({
          locale,
          realm,
          portalName: portalOf(realm),
          action: `${HERE}/login`,
          csrfToken: CSRF,
          forgottenHref: `${HERE}/forgotten_password`,
          legacyAccessHref: realm.legacyAccess ? `${HERE}/legacy_access` : undefined,
          cancelHref: `${HERE}/abort`,
          ...(typed === undefined ? {} : { typedIdentifier: typed }),
          ...over,
        }),
      );
    const wrong = (field: LoginError['field'], code: string, typedIdentifier: string, seconds?: number) =>
      state(code, {
        typedIdentifier: typed ?? typedIdentifier,
        errors: [{ field, code, values: { ...(seconds === undefined ? {} : { seconds }) } }],
      });
    return [
      state('first'),
      state('first-employeurs', {}, EMPLOYEURS),
      state('again', { reason: 'again', typedIdentifier: typed ?? '2840588321025' }),
      state('upstreams', { upstreams: UPSTREAMS }),
      state('upstream-ends', {
        upstreams: UPSTREAMS.map((each) =>
          each.id === 'franceconnect' ? { ...each, endsAt: Date.UTC(2027, 0, 31, 12) } : each,
        ),
      }),
      state('upstream-alone', { upstreams: UPSTREAMS.slice(0, 1), local: false, reason: 'upstream' }),
      state('upstreams-wrong-pair', {
        upstreams: UPSTREAMS,
        typedIdentifier: typed ?? '2840588321025',
        errors: [{ field: 'form', code: 'wrong-pair' }],
      }),
      state('link', { reason: 'link', hidden: { linking: 'yes' } }),
      state('one-step', { step: { current: 1, total: 1 } }),
      state('both-empty', {
        errors: [
          { field: 'identifier', code: 'identifier-empty' },
          { field: 'password', code: 'password-empty' },
        ],
      }),
      state(
        'both-empty-employeurs',
        {
          errors: [
            { field: 'identifier', code: 'identifier-empty' },
            { field: 'password', code: 'password-empty' },
          ],
        },
        EMPLOYEURS,
      ),
      wrong('identifier', 'identifier-too-short', '28405883210'),
      wrong('identifier', 'identifier-too-long', '2840588321025321'),
      wrong('identifier', 'identifier-characters', '28405X8321025'),
      wrong('identifier', 'identifier-sex', '9840588321025'),
      wrong('identifier', 'identifier-month', '2841588321025'),
      wrong('identifier', 'identifier-department', '2840500321025'),
      wrong('identifier', 'identifier-key', '284058832102599'),
      wrong('identifier', 'identifier-never-heard-of', '284'),
      wrong('password', 'password-format', '2840588321025'),
      wrong('form', 'wrong-pair', '2840588321025'),
      state(
        'wrong-pair-employeurs',
        { typedIdentifier: typed ?? 'm.durand', errors: [{ field: 'form', code: 'wrong-pair' }] },
        EMPLOYEURS,
      ),
      wrong('form', 'wait', '2840588321025', 45),
      state('wait-over', { errors: [{ field: 'form', code: 'wait', values: { seconds: 0 } }] }),
      wrong('form', 'closed', '2840588321025'),
      ...['closed-organisation', 'access-expired', 'access-suspended', 'access-removed'].map((code) =>
        state(code, { typedIdentifier: typed ?? 'm.durand', errors: [{ field: 'form', code }] }, EMPLOYEURS),
      ),
      wrong('form', 'busy', '2840588321025'),
      wrong('form', 'unavailable', '2840588321025'),
    ];
  }

  function chooseEntries(_: CatalogueValues): CatalogueEntry[] {
    const state = (name: string, over: Partial<ChooseChannelProps> = {}, realm = ALLOCATAIRES) =>
      entry(`code-choose/${name}`, realm, (locale) =>
        chooseChannelPage({
          locale,
          realm,
          portalName: portalOf(realm),
          action: `${HERE}/code/send`,
          csrfToken: CSRF,
          contacts: [contact('email', locale), contact('sms', locale)],
          cancelHref: `${HERE}/abort`,
          ...over,
        }),
      );
    const single = [contact('sms', 'fr')];
    return [
      state('first'),
      state('single', { contacts: single }, EMPLOYEURS),
      state('three', {
        contacts: [contact('email', 'fr'), contact('sms', 'fr'), contact('voice', 'fr')],
        selectedId: 'sms',
      }),
      state('fresh', { fresh: true }),
      state('purpose', { fresh: true, purpose: 'modifier vos coordonnées bancaires' }),
      state('none-chosen', { errors: [{ code: 'none-chosen' }] }),
      state('sends-exhausted', { errors: [{ code: 'sends-exhausted', minutes: 12 }] }),
      state('resend-wait', { errors: [{ code: 'resend-wait', seconds: 18 }], selectedId: 'email' }),
      state('delivery-failed', { errors: [{ code: 'delivery-failed', channel: 'sms' }] }),
      state(
        'delivery-failed-single',
        { contacts: single, errors: [{ code: 'delivery-failed', channel: 'sms' }] },
        EMPLOYEURS,
      ),
      state('closed', { errors: [{ code: 'closed' }] }),
      state('busy', { errors: [{ code: 'busy' }] }),
      state('unavailable', { errors: [{ code: 'unavailable' }] }),
    ];
  }

  function enterEntries(_: CatalogueValues): CatalogueEntry[] {
    const state = (name: string, over: Partial<EnterCodeProps> = {}, realm = ALLOCATAIRES) =>
      entry(`code-enter/${name}`, realm, (locale) =>
        enterCodePage({
          locale,
          realm,
          portalName: portalOf(realm),
          contact: contact(realm === EMPLOYEURS ? 'sms' : 'email', locale),
          action: `${HERE}/code`,
          resendAction: `${HERE}/code/send`,
          csrfToken: CSRF,
          secondsLeft: 14 * 60 + 40,
          triesLeft: 5,
          resendInSeconds: 24,
          otherWayHref: `${HERE}/code?other`,
          cancelHref: `${HERE}/abort`,
          ...over,
        }),
      );
    return [
      state('first'),
      state('first-employeurs', { otherWayHref: undefined }, EMPLOYEURS),
      state('trust', { trust: { days: 7, ticked: true } }, EMPLOYEURS),
      state('voice', { contact: contact('voice', 'fr') }),
      state('fresh', { fresh: true }),
      state('purpose', { fresh: true, purpose: 'modifier vos coordonnées bancaires' }),
      state('new-code', { notice: 'new-code' }),
      state('delivery-slow', { notice: 'delivery-slow', resendInSeconds: 0 }),
      state('last-moment', { secondsLeft: 40, resendInSeconds: 0 }),
      state('code-empty', { errors: [{ code: 'code-empty' }] }),
      state('code-format', { errors: [{ code: 'code-format' }] }),
      state('wrong-code', { errors: [{ code: 'wrong-code', triesLeft: 4 }], triesLeft: 4 }),
      state('wrong-code-last', { errors: [{ code: 'wrong-code', triesLeft: 1 }], triesLeft: 1, resendInSeconds: 0 }),
      state('code-expired', { errors: [{ code: 'code-expired' }], secondsLeft: 0 }),
      state('tries-exhausted', { errors: [{ code: 'tries-exhausted' }], triesLeft: 0 }),
      state('spent-resend-wait', { errors: [{ code: 'resend-wait', seconds: 11 }], triesLeft: 0, resendInSeconds: 11 }),
      state('already-used', { errors: [{ code: 'already-used' }] }),
      state('wait', { errors: [{ code: 'wait', seconds: 120 }] }),
      state('resend-wait', { errors: [{ code: 'resend-wait', seconds: 11 }], resendInSeconds: 11 }),
      state('sends-exhausted', { errors: [{ code: 'sends-exhausted', minutes: 1 }] }),
      state('busy', { errors: [{ code: 'busy' }] }),
      state('unavailable', { errors: [{ code: 'unavailable' }] }),
    ];
  }

  function otherCodeEntries(): CatalogueEntry[] {
    const cancelHref = `${HERE}/abort`;
    return [
      entry('code-none/no-channel', EMPLOYEURS, (locale) => noChannelPage({ locale, realm: EMPLOYEURS, cancelHref })),
      entry('code-none/closed', ALLOCATAIRES, (locale) =>
        codeEntryClosedPage({ locale, realm: ALLOCATAIRES, portalName: 'Mon Compte', cancelHref }),
      ),
      entry('code-none/closed-for-a-day', ALLOCATAIRES, (locale) =>
        codeEntryClosedPage({
          locale,
          realm: ALLOCATAIRES,
          portalName: 'Mon Compte',
          cancelHref,
          reopensInSeconds: 5 * 3600,
          upstreams: UPSTREAMS,
        }),
      ),
    ];
  }

  function changePasswordEntries(): CatalogueEntry[] {
    const state = (
      name: string,
      over: (locale: Locale) => Partial<ChangePasswordProps> = () => ({}),
      realm = ALLOCATAIRES,
    ) =>
      entry(`change-password/${name}`, realm, (locale) =>
        changePasswordPage({
          locale,
          portalName: portalOf(realm),
          reason: 'provisional',
          policy: realm.passwordKind,
          rules: unjudgedRules(realm.passwordKind),
          action: `${HERE}/change_password`,
          csrfToken: CSRF,
          cancelHref: `${HERE}/cancel`,
          ...over(locale),
        }),
      );
    const refused = (policy: PasswordPolicyId, failing: readonly RuleState[]): readonly RuleState[] =>
      unjudgedRules(policy).map(({ id }) => failing.find((rule) => rule.id === id) ?? { id, state: 'met' });
    const digits = refused('eight-digits', [
      { id: 'not-a-date', state: 'not-met' },
      { id: 'not-personal', state: 'not-met', part: 'birth-date' },
    ]);
    const characters = refused('characters', [{ id: 'not-personal', state: 'not-met', part: 'name' }]);
    return [
      state('provisional'),
      state('refused', (locale) => ({ rules: digits, errors: passwordErrors(locale, digits) })),
      state('invited', (locale) => ({
        reason: 'invited',
        byWhen: dayInWords(Date.parse('2027-01-15T00:00:00Z'), locale),
        laterAction: `${HERE}/change_password/later`,
      })),
      state('characters', () => ({ reason: 'compromised' }), EMPLOYEURS),
      state(
        'characters-refused',
        (locale) => ({ reason: 'campaign', rules: characters, errors: passwordErrors(locale, characters) }),
        EMPLOYEURS,
      ),
    ];
  }

  function consentEntries({ portalName, typed }: CatalogueValues): CatalogueEntry[] {
    return [
      entry('consent/asked', ALLOCATAIRES, (locale) =>
        consentPage({
          locale,
          clientName: portalName ?? 'Aides de ma ville',
          scopes: ['openid', 'profile', 'email', 'allocataire', 'offline_access', 'vacances'],
          action: `${HERE}/consent`,
          csrfToken: CSRF,
        }),
      ),
      entry('consent/action', ALLOCATAIRES, (locale) =>
        consentPage({
          locale,
          clientName: portalName ?? 'Aides de ma ville',
          scopes: ['openid'],
          asked: {
            label: locale === 'fr' ? 'modifier vos coordonnées bancaires' : 'change your bank details',
            facts: [{ label: locale === 'fr' ? 'IBAN finissant par' : 'IBAN ending in', value: typed ?? '2606' }],
          },
          action: `${HERE}/consent`,
          csrfToken: CSRF,
        }),
      ),
    ];
  }

  function signOutEntries(): CatalogueEntry[] {
    const ask = { action: '/allocataires/session/end/confirm', xsrf: CSRF };
    const portalName = portalOf(ALLOCATAIRES);
    return [
      entry('sign-out/confirm', ALLOCATAIRES, (locale) => confirmSignOutPage({ locale, ...ask, portalName })),
      entry('sign-out/confirm-employeurs', EMPLOYEURS, (locale) => confirmSignOutPage({ locale, ...ask })),
      entry('sign-out/done', ALLOCATAIRES, (locale) => signedOutPage({ locale, portalName, portalHref: BACK })),
      entry('sign-out/stay', ALLOCATAIRES, (locale) =>
        stayedPage({ locale, portalName, portalHref: BACK, signOutHref: `${BACK}/session/end` }),
      ),
      entry('sign-out/stay-alone', EMPLOYEURS, (locale) => stayedPage({ locale, signOutHref: `${BACK}/session/end` })),
      entry('sign-out/done-alone', EMPLOYEURS, (locale) => signedOutPage({ locale })),
    ];
  }

  function deadEndEntries({ typed }: CatalogueValues): CatalogueEntry[] {
    const portalName = portalOf(ALLOCATAIRES);
    const state = (name: string, props: Omit<DeadEndProps, 'locale'>) =>
      entry(`dead-end/${name}`, ALLOCATAIRES, (locale) => deadEndPage({ locale, portalName, ...props }));
    const ways = { restartHref: `${HERE}/restart`, homeHref: BACK, correlationId: '7f3a-19c2' };
    const codes = Object.keys(deadEndText.fr.pages) as Exclude<DeadEndCode, 'oauth-error'>[];
    const errors = Object.keys(deadEndText.fr.oauth).map((error) =>
      error === 'other' ? (typed ?? 'never_heard_of') : error,
    );
    return [
      ...codes.map((code) =>
        state(code, { code, ...ways, ...(SAY_WHEN.includes(code) ? { retryAfterSeconds: 20 } : {}) }),
      ),
      state('interaction-expired-alone', { code: 'interaction-expired' }),
      ...errors.map((error) => state(`oauth-${error}`, { code: 'oauth-error', error, homeHref: BACK })),
    ];
  }
}

function contact(channel: 'email' | 'sms' | 'voice', locale: Locale) {
  const french = {
    email: ['c•••••@example.test', 'adresse qui commence par c, chez example.test'],
    sms: ['06 •• •• •• 78', 'numéro qui commence par 06 et finit par 78'],
    voice: ['05 •• •• •• 12', 'numéro qui commence par 05 et finit par 12'],
  } as const;
  const english = {
    email: ['c•••••@example.test', 'address that starts with c, at example.test'],
    sms: ['06 •• •• •• 78', 'number that starts with 06 and ends with 78'],
    voice: ['05 •• •• •• 12', 'number that starts with 05 and ends with 12'],
  } as const;
  const [masked, spoken] = (locale === 'fr' ? french : english)[channel];
  return { id: channel, channel, masked, spoken };
}
