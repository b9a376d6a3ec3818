/** Pages of codes by a call, and of a first telephone where codes go by telephone only (I4, I7), for the catalogue. */
import { addContactPage } from '../../interactions/confirm_contact/view.js';
import { chooseChannelPage } from '../../interactions/one_time_code/choose_channel.js';
import { enterCodePage } from '../../interactions/one_time_code/enter_code.js';
import { maskContact, spokenMask } from '../../src/domain/contact/mask.js';
import type { Locale, Realm } from '../../src/domain/realm.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { recoveryCodePage } from '../../src/http/layout/recovery/enter_code.js';

export interface DeliveryStage {
  readonly realm: Realm;
  readonly here: string;
  readonly csrfToken: string;
}

const DESK = '+33199001212';

/** Each page's name and what it shows. */
export function deliveryPages({
  realm,
  here,
  csrfToken,
}: DeliveryStage): ReadonlyArray<readonly [string, (locale: Locale) => PageContent]> {
  const cancelHref = `${here}/cancel`;
  const portalName = 'PEP’s';
  const desk = (locale: Locale) => ({
    channel: 'voice' as const,
    masked: maskContact('voice', DESK),
    spoken: spokenMask('voice', DESK, locale),
  });
  return [
    [
      'code-call/choose',
      (locale) =>
        chooseChannelPage({
          locale,
          realm,
          portalName,
          action: `${here}/one_time_code/send`,
          csrfToken,
          contacts: [{ id: 'voice.1', ...desk(locale) }],
          cancelHref,
        }),
    ],
    [
      'code-call/again',
      (locale) =>
        enterCodePage({
          locale,
          realm,
          portalName,
          contact: desk(locale),
          action: `${here}/one_time_code/verify`,
          resendAction: `${here}/one_time_code/resend`,
          csrfToken,
          secondsLeft: 571,
          triesLeft: 5,
          resendInSeconds: 0,
          notice: 'new-code',
          cancelHref,
        }),
    ],
    [
      'code-call/recovery',
      (locale) =>
        recoveryCodePage({
          locale,
          realm,
          channel: 'voice',
          certainty: 'perhaps',
          action: `${here}/forgotten_password/code`,
          resendAction: `${here}/forgotten_password/resend`,
          csrfToken,
          secondsLeft: 571,
          triesLeft: 5,
          resendInSeconds: 12,
          channels: ['sms', 'voice'],
          step: { current: 2, total: 3 },
          ways: [],
          whenNothingComes: [],
        }),
    ],
    [
      'first-contact/telephone',
      (locale) =>
        addContactPage({
          locale,
          realm,
          action: `${here}/confirm_contact`,
          csrfToken,
          email: '',
          mobile: '0899 12 34 56',
          errors: [{ code: 'refused' }],
          cancelHref,
        }),
    ],
  ];
}
