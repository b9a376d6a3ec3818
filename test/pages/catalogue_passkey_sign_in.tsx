/** Where a passkey signs in or confirms, and where it did not do (I6, A5), for the catalogue. */
import { loginPage } from '../../interactions/login/view.js';
import { chooseChannelPage } from '../../interactions/one_time_code/choose_channel.js';
import { confirmByPasskeyPage } from '../../interactions/one_time_code/confirm_by_passkey.js';
import { enterCodePage } from '../../interactions/one_time_code/enter_code.js';
import { codeEntryClosedPage } from '../../interactions/one_time_code/no_code_possible.js';
import { type PasskeyError, text } from '../../interactions/passkey/text.js';
import { passkeyFailedPage } from '../../interactions/passkey/view.js';
import type { Locale, Realm } from '../../src/domain/realm.js';
import type { PageContent } from '../../src/http/layout/page.js';

export interface PasskeyStage {
  readonly realm: Realm;
  readonly here: string;
  readonly csrfToken: string;
  /** what a portal could have chosen to harm */
  readonly typed?: string | undefined;
}

type Page = readonly [string, (locale: Locale) => PageContent];

export function passkeySignInPages({ realm, here, csrfToken, typed }: PasskeyStage): readonly Page[] {
  const common = { realm, portalName: typed ?? 'Mon Compte', csrfToken, cancelHref: `${here}/cancel` };
  const passkey = { action: `${here}/passkey`, optionsHref: `${here}/passkey/options`, csrfToken };
  const contacts = [
    { id: 'email.1', channel: 'email', masked: 'c•••••@example.test', spoken: 'c, example.test' },
    { id: 'sms.1', channel: 'sms', masked: '06 •• •• •• 78', spoken: '78' },
  ] as const;
  const action = (locale: Locale) => ({
    purpose: locale === 'fr' ? 'modifier vos coordonnées bancaires' : 'change your bank details',
    facts: [{ label: locale === 'fr' ? 'IBAN finissant par' : 'IBAN ending in', value: typed ?? '2606' }],
    signedIn: true,
  });
  const alone = { passkey, withoutAction: `${here}/passkey/without`, step: { current: 1, total: 1 } };
  return [
    [
      'passkey/login',
      (locale) =>
        loginPage({ ...common, locale, passkey, action: `${here}/login`, forgottenHref: `${here}/forgotten_password` }),
    ],
    [
      'passkey/login-action',
      (locale) =>
        loginPage({
          ...{ ...common, locale, passkey, action: `${here}/login`, forgottenHref: `${here}/forgotten_password` },
          confirms: action(locale),
        }),
    ],
    [
      'passkey/login-again-action',
      (locale) =>
        loginPage({
          ...{ ...common, locale, passkey, action: `${here}/login`, reason: 'again' },
          confirms: action(locale),
        }),
    ],
    [
      'passkey/choice',
      (locale) =>
        chooseChannelPage({
          ...{ ...common, ...action(locale), locale, passkey, contacts, action: `${here}/one_time_code/send` },
          step: { current: 1, total: 1 },
        }),
    ],
    [
      'passkey/enter',
      (locale) =>
        enterCodePage({
          ...{ ...common, locale, passkey, contact: contacts[0], action: `${here}/one_time_code/verify` },
          ...{ resendAction: `${here}/one_time_code/resend`, secondsLeft: 800, triesLeft: 5, resendInSeconds: 20 },
          otherWayHref: `${here}/one_time_code/channels`,
        }),
    ],
    ['passkey/alone-action', (locale) => confirmByPasskeyPage({ ...common, ...alone, ...action(locale), locale })],
    ['passkey/alone', (locale) => confirmByPasskeyPage({ ...common, ...alone, locale })],
    ['passkey/closed', (locale) => codeEntryClosedPage({ ...common, locale, passkey })],
    ['passkey/closed-action', (locale) => codeEntryClosedPage({ ...common, ...action(locale), locale, passkey })],
    ...(Object.keys(text.fr.errors) as PasskeyError[]).map(
      (error): Page => [
        `passkey/failed-${error}`,
        (locale) =>
          passkeyFailedPage({
            ...{ ...common, locale, error, signingIn: error !== 'other-account', backHref: here },
            ...(error === 'unknown' ? { forgettable: { rpId: 'localhost', credentialId: 'AAAA' } } : {}),
            ...(error === 'throttled' ? { retryAfterSeconds: 1500 } : {}),
          }),
      ],
    ),
  ];
}
