/** Pages at a public kiosk, and on the phone of somebody who signs in there (I9), for the catalogue. */
import {
  askCodePage,
  confirmKioskPage,
  type DigitsProps,
  digitsPage,
  phoneStoppedPage,
  signedInAtKioskPage,
} from '../../interactions/device/view.js';
import { loginPage } from '../../interactions/login/view.js';
import { chooseChannelPage } from '../../interactions/one_time_code/choose_channel.js';
import { enterCodePage } from '../../interactions/one_time_code/enter_code.js';
import type { Locale, Realm } from '../../src/domain/realm.js';
import type { KioskFrame } from '../../src/http/layout/kiosk/frame.js';
import type { PageContent } from '../../src/http/layout/page.js';
import type { PhoneStop } from '../../src/http/provider_pages.js';

export interface KioskStage {
  readonly allocataires: Realm;
  readonly employeurs: Realm;
  readonly here: string;
  readonly csrfToken: string;
  /** what a portal could have chosen to harm */
  readonly typed?: string | undefined;
}

type Page = readonly [string, Realm, (locale: Locale) => PageContent, KioskFrame?];

const STOPS: readonly PhoneStop[] = ['expired', 'used', 'refused', 'digits', 'limit', 'lost', 'fault'];

export function kioskPages({ allocataires, employeurs, here, csrfToken, typed }: KioskStage): readonly Page[] {
  const frame: KioskFrame = { endHref: `${here}/end`, idleSeconds: 120, warningSeconds: 30 };
  const kioskName = typed ?? 'Borne de la Caf';
  const place = typed ?? 'Caf de Bordeaux, hall d’accueil';
  const code = { action: '/demo/device', xsrf: csrfToken };
  const login =
    (realm: Realm, errors: Parameters<typeof loginPage>[0]['errors'] = []) =>
    (locale: Locale) =>
      loginPage({
        locale,
        realm,
        portalName: kioskName,
        action: `${here}/login`,
        csrfToken,
        errors,
        forgottenHref: `${here}/forgotten_password`,
        cancelHref: `${here}/cancel`,
      });
  const contact = { channel: 'email', masked: 'c•••••@example.test', spoken: 'c, example.test' } as const;
  const digits = (error?: DigitsProps['error']) => (locale: Locale) =>
    digitsPage({
      locale,
      realm: allocataires,
      action: `${here}/device`,
      csrfToken,
      kioskName,
      place,
      maskedName: { shown: 'C••••• M•••••', spoken: 'C. M.' },
      error,
    });
  return [
    ['kiosk/login', allocataires, login(allocataires), frame],
    ['kiosk/login-wrong', allocataires, login(allocataires, [{ field: 'form', code: 'wrong-pair' }]), frame],
    ['kiosk/login-employeurs', employeurs, login(employeurs), frame],
    [
      'kiosk/code-choose',
      allocataires,
      (locale) =>
        chooseChannelPage({
          locale,
          realm: allocataires,
          portalName: kioskName,
          action: `${here}/one_time_code/send`,
          csrfToken,
          contacts: [{ id: 'email.1', ...contact }],
        }),
      frame,
    ],
    [
      'kiosk/code-enter',
      allocataires,
      (locale) =>
        enterCodePage({
          locale,
          realm: allocataires,
          portalName: kioskName,
          contact,
          action: `${here}/one_time_code/verify`,
          resendAction: `${here}/one_time_code/resend`,
          csrfToken,
          secondsLeft: 840,
          triesLeft: 5,
          resendInSeconds: 25,
        }),
      frame,
    ],
    ['device/code', allocataires, (locale) => askCodePage({ locale, ...code })],
    ['device/code-wrong', allocataires, (locale) => askCodePage({ locale, ...code, isWrong: true })],
    [
      'device/kiosk',
      allocataires,
      (locale) => confirmKioskPage({ locale, ...code, userCode: 'BCDF-GHJK', kioskName, place }),
    ],
    [
      'device/kiosk-without-place',
      employeurs,
      (locale) => confirmKioskPage({ locale, ...code, userCode: 'BCDF-GHJK', kioskName, place: undefined }),
    ],
    ['device/digits', allocataires, digits()],
    ...(['empty', 'format', 'wrong'] as const).map(
      (error): Page => [`device/digits-${error}`, allocataires, digits(error)],
    ),
    ['device/done', allocataires, (locale) => signedInAtKioskPage({ locale, kioskName, place })],
    ...STOPS.map(
      (why): Page => [
        `device/stopped-${why}`,
        allocataires,
        (locale) => phoneStoppedPage({ locale, why, href: '/demo/device', realm: allocataires }),
      ],
    ),
  ];
}
