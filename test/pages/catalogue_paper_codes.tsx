/** Pages of codes on paper and of the steps that hold (I7, I10), for the catalogue. */
import { acceptTermsPage } from '../../interactions/accept_terms/view.js';
import { addContactPage, unconfirmedPage } from '../../interactions/confirm_contact/view.js';
import { type EnterCardCodeProps, enterCardCodePage } from '../../interactions/one_time_code/enter_card_code.js';
import { noChannelPage, switchedOffPage } from '../../interactions/one_time_code/no_code_possible.js';
import type { Locale, Realm } from '../../src/domain/realm.js';
import { cardOrderedPage } from '../../src/http/layout/order_card/view.js';
import type { PageContent } from '../../src/http/layout/page.js';

export interface PaperCodesStage {
  readonly realm: Realm;
  readonly here: string;
  readonly csrfToken: string;
}

/** Each page's name and what it shows. */
export function paperCodePages({
  realm,
  here,
  csrfToken,
}: PaperCodesStage): ReadonlyArray<readonly [string, (locale: Locale) => PageContent]> {
  const cancelHref = `${here}/cancel`;
  const card = { action: `${here}/one_time_code/card`, csrfToken };
  const enter =
    (over: Partial<EnterCardCodeProps> = {}) =>
    (locale: Locale) =>
      enterCardCodePage({
        locale,
        realm,
        portalName: 'Mon Compte',
        kind: 'letter',
        name: '3F9C',
        number: 7,
        left: 14,
        action: `${here}/one_time_code/card/1`,
        csrfToken,
        otherWayHref: `${here}/one_time_code/channels`,
        cancelHref,
        ...over,
      });
  const add =
    (typed: { email: string; mobile: string }, errors: Parameters<typeof addContactPage>[0]['errors'] = []) =>
    (locale: Locale) =>
      addContactPage({ locale, realm, action: `${here}/confirm_contact`, csrfToken, ...typed, errors, cancelHref });
  return [
    ['code-on-paper/card', enter()],
    ['code-on-paper/card-wrong', enter({ errors: ['wrong-code'], left: 1, fresh: true })],
    ['code-on-paper/desk', enter({ kind: 'desk', number: 1, left: 1 })],
    ['code-on-paper/recovery', enter({ kind: 'recovery', number: 3, left: 8 })],
    ['code-on-paper/recovery-wrong', enter({ kind: 'recovery', number: 10, left: 1, errors: ['wrong-code'] })],
    ['code-on-paper/ordered', (locale) => cardOrderedPage({ locale, realm, cancelHref })],
    ['code-none/switched-off', (locale) => switchedOffPage({ locale, realm, cancelHref, card, retryHref: here })],
    ['code-none/card', (locale) => noChannelPage({ locale, realm, cancelHref, card })],
    [
      'code-none/barred',
      (locale) =>
        noChannelPage({
          locale,
          realm,
          cancelHref,
          barredUntil: locale === 'fr' ? '24 novembre 2026 à 14:05' : '24 November 2026 at 14:05',
          card: { ...card, notBefore: locale === 'fr' ? '2 décembre 2026' : '2 December 2026' },
        }),
    ],
    ['first-contact/add', add({ email: '', mobile: '' })],
    ['first-contact/wrong', add({ email: '', mobile: '05 61 99 00 12' }, [{ code: 'landline' }])],
    [
      'first-contact/unconfirmed',
      (locale) =>
        unconfirmedPage({ locale, realm, laterAction: `${here}/confirm_contact/later`, csrfToken, card, cancelHref }),
    ],
    [
      'terms',
      (locale) =>
        acceptTermsPage({
          locale,
          realm,
          terms: {
            version: '2026-11',
            summary: {
              fr: 'Vous pouvez désormais confier l’accès à votre compte à un proche. Le reste ne change pas.',
              en: 'You can now let somebody close to you use your account. Nothing else changes.',
            },
            href: { fr: 'https://portail.example.test/cgu', en: 'https://portail.example.test/terms' },
          },
          action: `${here}/accept_terms`,
          csrfToken,
          cancelHref,
        }),
    ],
  ];
}
