/** Pages of authenticator apps at sign-in (I5), for the catalogue. */
import { chooseChannelPage } from '../../interactions/one_time_code/choose_channel.js';
import {
  type EnterAuthenticatorCodeProps,
  enterAuthenticatorCodePage,
} from '../../interactions/one_time_code/enter_authenticator_code.js';
import type { Locale, Realm } from '../../src/domain/realm.js';
import type { PageContent } from '../../src/http/layout/page.js';

export interface AuthenticatorStage {
  readonly realm: Realm;
  readonly here: string;
  readonly csrfToken: string;
}

/** Each page's name and what it shows. */
export function authenticatorPages({
  realm,
  here,
  csrfToken,
}: AuthenticatorStage): ReadonlyArray<readonly [string, (locale: Locale) => PageContent]> {
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
    ['code-app/enter', enter()],
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
