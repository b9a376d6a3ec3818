/** Pages of the ways to a password: forgotten ones, and the access by a 4-digit code (C3 to C5), for the catalogue. */
import { type AskProps, askPage } from '../../interactions/forgotten_password/ask.js';
import { provisionalPage, provisionalSentPage } from '../../interactions/forgotten_password/provisional.js';
import { text as forgotten } from '../../interactions/forgotten_password/text.js';
import { type LegacyAskProps, legacyAskPage, legacyClosedPage } from '../../interactions/legacy_access/ask.js';
import {
  type CardProps,
  cardPage,
  orderedPage,
  type SecondProps,
  secondPage,
} from '../../interactions/legacy_access/second.js';
import { text as legacy } from '../../interactions/legacy_access/text.js';
import { unjudgedRules } from '../../src/domain/password_policy/policy.js';
import type { Locale, Realm } from '../../src/domain/realm.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { recoveredPage } from '../../src/http/layout/recovery/done.js';
import { type RecoveryCodeProps, recoveryCodePage } from '../../src/http/layout/recovery/enter_code.js';
import { newPasswordPage } from '../../src/http/layout/recovery/new_password.js';

export interface RecoveryStage {
  readonly allocataires: Realm;
  readonly employeurs: Realm;
  readonly here: string;
  readonly csrfToken: string;
  /** what was typed, given back */
  readonly typed?: string | undefined;
}

type Entry = readonly [name: string, realm: Realm, page: (locale: Locale) => PageContent];

/** Each page's name, its realm, and what it shows. */
export function recoveryPages({ allocataires, employeurs, here, csrfToken, typed }: RecoveryStage): readonly Entry[] {
  const backHref = here;
  const step = { current: 2, total: 3 };
  const ask = (name: string, over: Partial<AskProps> = {}, realm = allocataires): Entry => [
    `forgotten-password/${name}`,
    realm,
    (locale) => askPage({ locale, realm, action: `${here}/forgotten_password/ask`, csrfToken, backHref, ...over }),
  ];
  const code = (
    name: string,
    over: Partial<RecoveryCodeProps> = {},
    wordsOf: (locale: Locale) => Partial<RecoveryCodeProps> = (locale) => ({
      ways: [{ href: `${here}/forgotten_password/ask`, label: forgotten[locale].code.again }],
      otherwise: { action: `${here}/forgotten_password/no_code`, label: forgotten[locale].code.noCode },
      whenNothingComes: [...forgotten[locale].code.check, forgotten[locale].code.checkLegacy],
    }),
  ): Entry => [
    name,
    allocataires,
    (locale) =>
      recoveryCodePage({
        locale,
        realm: allocataires,
        channel: 'email',
        certainty: 'perhaps',
        action: `${here}/forgotten_password/code`,
        resendAction: `${here}/forgotten_password/resend`,
        csrfToken,
        secondsLeft: 14 * 60 + 30,
        triesLeft: 5,
        resendInSeconds: 22,
        channels: allocataires.channels,
        step,
        ways: [],
        whenNothingComes: [],
        ...wordsOf(locale),
        ...over,
      }),
  ];
  const legacyAsk = (name: string, over: Partial<LegacyAskProps> = {}): Entry => [
    `legacy-access/${name}`,
    allocataires,
    (locale) => legacyAskPage({ locale, action: `${here}/legacy_access/ask`, csrfToken, backHref, ...over }),
  ];
  const second = (name: string, over: Partial<SecondProps> = {}): Entry => [
    `legacy-access/${name}`,
    allocataires,
    (locale) =>
      secondPage({
        locale,
        realm: allocataires,
        action: `${here}/legacy_access/second`,
        csrfToken,
        ways: ['email', 'sms', 'card', 'order'],
        ...over,
      }),
  ];
  const card = (name: string, over: Partial<CardProps> = {}): Entry => [
    `legacy-access/${name}`,
    allocataires,
    (locale) =>
      cardPage({
        locale,
        card: { name: '3F9C', number: 2 },
        action: `${here}/legacy_access/card`,
        csrfToken,
        otherWayHref: `${here}/legacy_access/second`,
        ...over,
      }),
  ];
  const birth = { day: '31', month: '2', year: '1984' };
  const done = { signInHref: here, againHref: `${here}/forgotten_password/ask` };
  return [
    ask('ask'),
    ask('ask-employeurs', {}, employeurs),
    ask('ask-wrong', {
      typedIdentifier: typed ?? '28405883210',
      typedBirth: birth,
      errors: [
        { field: 'identifier', code: 'identifier-too-short' },
        { field: 'birthdate', code: 'birthdate-format' },
        { field: 'way', code: 'way-empty' },
      ],
    }),
    ask('wait', { way: 'sms', errors: [{ field: 'form', code: 'wait', seconds: 45 }] }),
    ask('gone', { errors: [{ field: 'form', code: 'gone' }] }),
    code('forgotten-password/code'),
    code('forgotten-password/code-wrong', { errors: [{ code: 'wrong-code', triesLeft: 2 }], resendInSeconds: 0 }),
    code('forgotten-password/code-spent', { errors: [{ code: 'tries-exhausted' }], channel: 'sms' }),
    code('forgotten-password/code-spent-resend-wait', { errors: [{ code: 'resend-wait', seconds: 12 }], triesLeft: 0 }),
    code('forgotten-password/code-resend-wait', { errors: [{ code: 'resend-wait', seconds: 12 }] }),
    [
      'forgotten-password/provisional',
      allocataires,
      (locale) =>
        provisionalPage({
          locale,
          realm: allocataires,
          action: `${here}/forgotten_password/provisional`,
          csrfToken,
          errors: ['way-empty'],
          backHref,
        }),
    ],
    [
      'forgotten-password/provisional-sent',
      allocataires,
      (locale) =>
        provisionalSentPage({ locale, realm: allocataires, by: 'letter', backHref, againHref: done.againHref }),
    ],
    [
      'forgotten-password/password',
      allocataires,
      (locale) =>
        newPasswordPage({
          locale,
          policy: allocataires.passwordKind,
          rules: unjudgedRules(allocataires.passwordKind),
          action: `${here}/forgotten_password/password`,
          csrfToken,
          step: { current: 3, total: 3 },
        }),
    ],
    [
      'forgotten-password/done',
      allocataires,
      (locale) =>
        recoveredPage({
          locale,
          realm: allocataires,
          password: 'new',
          told: ['email', 'sms'],
          barred: { channel: 'email', hours: 48 },
          ...done,
        }),
    ],
    [
      'forgotten-password/done-kept',
      allocataires,
      (locale) =>
        recoveredPage({
          locale,
          realm: allocataires,
          password: 'new',
          told: ['email', 'sms'],
          barred: { channel: 'email', hours: 48 },
          kept: [
            ['passkey', typed ?? 'Clé d’accès Google', 'Google'],
            ['passkey', 'Téléphone de Claire', 'Samsung Pass'],
            ['app', 'Mon application', undefined],
          ].map(([kind, name = '', keeper], index) => ({
            ...{ kind: kind as 'passkey' | 'app', name, keeper, id: `${index}` },
            ...{ addedAt: Date.UTC(2026, 2, 3 + index), removeHref: `/allocataires/account/passkeys/${index}/remove` },
          })),
          ...done,
        }),
    ],
    legacyAsk('ask'),
    legacyAsk('ask-keys', {
      typed: { allocataire: typed ?? '1234567', postcode: '88000', birth },
      kept: { count: 3, sealed: 'Vq3mX' },
    }),
    legacyAsk('ask-empty', {
      errors: ['allocataire-empty', 'postcode-empty', 'birthdate-empty', 'code-empty'],
    }),
    legacyAsk('ask-wrong', { errors: ['wrong'] }),
    [
      'legacy-access/closed',
      allocataires,
      (locale) =>
        legacyClosedPage({ locale, realm: allocataires, letterHref: `${here}/forgotten_password/ask`, backHref }),
    ],
    second('second'),
    second('second-letter-alone', { ways: ['order'] }),
    second('second-failed', { errors: [{ code: 'delivery-failed' }] }),
    code('legacy-access/code', { certainty: 'sent', channels: ['email'] }, (locale) => ({
      ways: [{ href: `${here}/legacy_access/second`, label: legacy[locale].otherWay }],
    })),
    card('card'),
    card('card-wrong', { errors: ['wrong-code'] }),
    ['legacy-access/ordered', allocataires, (locale) => orderedPage({ locale, backHref })],
    [
      'legacy-access/done',
      allocataires,
      (locale) =>
        recoveredPage({ locale, realm: allocataires, password: 'first', told: [], barred: undefined, ...done }),
    ],
  ];
}
