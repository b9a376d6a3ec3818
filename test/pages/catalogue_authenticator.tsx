/** Pages of authenticator apps, at sign-in and in « Gérer mon compte » (I5, U1), for the catalogue. */
import { chooseChannelPage } from '../../interactions/one_time_code/choose_channel.js';
import {
  type EnterAuthenticatorCodeProps,
  enterAuthenticatorCodePage,
} from '../../interactions/one_time_code/enter_authenticator_code.js';
import { askRemovalPage, askRenewalPage, renamePage } from '../../src/consoles/account/authenticators/ask.js';
import { recoveryCodesPage } from '../../src/consoles/account/authenticators/codes.js';
import { type EnrolProps, enrolPage } from '../../src/consoles/account/authenticators/enrol.js';
import { text } from '../../src/consoles/account/authenticators/text.js';
import { type AuthenticatorsProps, authenticatorsPage } from '../../src/consoles/account/authenticators/view.js';
import { keyUri } from '../../src/domain/authenticator/authenticator.js';
import type { Locale, Realm } from '../../src/domain/realm.js';
import type { PageContent } from '../../src/http/layout/page.js';

export interface AuthenticatorStage {
  readonly realm: Realm;
  readonly here: string;
  readonly csrfToken: string;
  /** what a person could have chosen to harm */
  readonly typed?: string | undefined;
}

const APPS = '/allocataires/account/authenticators';
const NOW = Date.UTC(2026, 10, 22, 13, 5);
const DAY_MS = 86_400_000;
/** of RFC 6238 */
const SECRET = Buffer.from('12345678901234567890');

/** The pages that look after the apps. */
function ownPages({
  csrfToken,
  typed,
}: AuthenticatorStage): ReadonlyArray<readonly [string, (locale: Locale) => PageContent]> {
  const name = typed ?? 'Mon téléphone';
  const asking = { csrfToken, action: `${APPS}/1`, backHref: APPS };
  const appOf = (id: string, lastUsedAt: number | null) => ({
    ...{ id, name, addedAt: NOW - 40 * DAY_MS, lastUsedAt },
    ...{ renameHref: `${APPS}/${id}/name`, removeHref: `${APPS}/${id}/remove` },
  });
  const list = (apps: AuthenticatorsProps['apps'], codesLeft: number, news?: 'added' | 'late') => (locale: Locale) =>
    authenticatorsPage({
      ...{ locale, apps, codesLeft, most: 2, csrfToken },
      ...{ renewHref: `${APPS}/codes`, addAction: `${APPS}/new`, homeHref: '/allocataires/account' },
      said: news && { kind: news === 'added' ? 'success' : 'warning', message: text[locale].news[news] },
    });
  const enrol =
    (over: Partial<EnrolProps> = {}) =>
    (locale: Locale) =>
      enrolPage({
        ...asking,
        locale,
        key: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
        uri: keyUri(SECRET, 'Mon Compte', 'C. M.'),
        until: NOW + 15 * 60_000,
        ...over,
      });
  const codes = Array.from({ length: 10 }, (_, at) => ({ number: at + 1, code: String(134_679 + at * 71_023) }));
  return [
    ['account/apps-none', list([], 0)],
    ['account/apps-late', list([], 0, 'late')],
    ['account/apps-one', list([appOf('1', NOW - DAY_MS)], 10, 'added')],
    ['account/apps-full', list([appOf('1', NOW - DAY_MS), appOf('2', null)], 2)],
    ['account/app-enrol', enrol()],
    ['account/app-enrol-wrong', enrol({ name: typed ?? '', errors: ['name', 'wrong-code'] })],
    [
      'account/app-codes',
      (locale) => recoveryCodesPage({ ...asking, locale, name: '3F9C', codes, expiresAt: NOW + 730 * DAY_MS }),
    ],
    ['account/app-remove', (locale) => askRemovalPage({ ...asking, locale, name, isLast: true })],
    ['account/app-renew', (locale) => askRenewalPage({ ...asking, locale })],
    ['account/app-rename', (locale) => renamePage({ ...asking, locale, name })],
    ['account/app-rename-wrong', (locale) => renamePage({ ...asking, locale, name, refused: '' })],
  ];
}

/** Each page's name and what it shows. */
export function authenticatorPages(
  stage: AuthenticatorStage,
): ReadonlyArray<readonly [string, (locale: Locale) => PageContent]> {
  const { realm, here, csrfToken } = stage;
  const common = { realm, portalName: 'Mon Compte', csrfToken, cancelHref: `${here}/cancel` };
  const enter =
    (over: Partial<EnterAuthenticatorCodeProps> = {}) =>
    (locale: Locale) =>
      enterAuthenticatorCodePage({
        ...common,
        locale,
        action: `${here}/one_time_code/authenticator`,
        recoveryHref: `${here}/one_time_code/card/1`,
        otherWayHref: `${here}/one_time_code/channels`,
        ...over,
      });
  return [
    ...ownPages(stage),
    ['code-app/enter', enter()],
    ['code-app/trust', enter({ trust: { days: 7, ticked: true } })],
    ['code-app/wrong', enter({ errors: [{ code: 'wrong-code', triesLeft: 3 }], fresh: true })],
    ['code-app/used', enter({ errors: [{ code: 'already-used' }] })],
    ['code-app/exhausted', enter({ errors: [{ code: 'tries-exhausted' }] })],
    [
      'code-app/choice',
      (locale) =>
        chooseChannelPage({
          ...common,
          locale,
          action: `${here}/one_time_code/send`,
          contacts: [
            { id: 'totp', channel: 'totp', masked: '', spoken: '' },
            { id: 'email.1', channel: 'email', masked: 'c•••••@example.test', spoken: 'c, example.test' },
            {
              id: 'recovery.1',
              channel: 'recovery',
              ...(locale === 'fr'
                ? { masked: 'il en reste 8', spoken: 'il en reste 8' }
                : { masked: '8 left', spoken: '8 left' }),
            },
          ],
        }),
    ],
  ];
}
