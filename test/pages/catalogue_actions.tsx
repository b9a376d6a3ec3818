/** Code pages that name a sensitive action (A5), for the catalogue. */
import { chooseChannelPage } from '../../interactions/one_time_code/choose_channel.js';
import { enterCardCodePage } from '../../interactions/one_time_code/enter_card_code.js';
import { enterCodePage } from '../../interactions/one_time_code/enter_code.js';
import { type CodePurpose, stepOf } from '../../interactions/one_time_code/purpose.js';
import type { Locale, Realm } from '../../src/domain/realm.js';
import type { PageContent } from '../../src/http/layout/page.js';

export interface ActionPagesStage {
  readonly realm: Realm;
  readonly here: string;
  readonly csrfToken: string;
}

const WORDS = {
  fr: { purpose: 'modifier vos coordonnées bancaires', label: 'IBAN finissant par', portal: 'Mon Compte' },
  en: { purpose: 'change your bank details', label: 'IBAN ending in', portal: 'My Account' },
} as const;

/** The longest that ACTIONS_FILE and display fields may be. */
const LONGEST = {
  fr: {
    purpose: 'nommer un administrateur de votre organisme pour un an entier',
    facts: [
      { label: 'Organisme', value: 'Communauté de communes de Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson' },
      { label: 'Personne', value: 'Marie-Antoinette-Joséphine DE LA ROCHEFOUCAULD-MONTMORENCY-LAVAL' },
      { label: 'Droit', value: 'x'.repeat(120) },
    ],
  },
  en: {
    purpose: 'appoint an administrator of your organisation for one whole year',
    facts: [
      { label: 'Organisation', value: 'Communauté de communes de Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson' },
      { label: 'Person', value: 'Marie-Antoinette-Joséphine DE LA ROCHEFOUCAULD-MONTMORENCY-LAVAL' },
      { label: 'Right', value: 'x'.repeat(120) },
    ],
  },
} as const;

/** Each page's name and what it shows. */
export function actionPages({
  realm,
  here,
  csrfToken,
}: ActionPagesStage): ReadonlyArray<readonly [string, (locale: Locale) => PageContent]> {
  const cancelHref = `${here}/cancel`;
  const about = (locale: Locale, signedIn = true): CodePurpose => {
    const { purpose, label, portal } = WORDS[locale];
    return { portalName: portal, purpose, facts: [{ label, value: '2606' }], fresh: true, signedIn };
  };
  const sms = (locale: Locale) =>
    ({
      id: 'sms',
      channel: 'sms',
      masked: '06 •• •• •• 78',
      spoken: locale === 'fr' ? 'numéro qui finit par 78' : 'number that ends with 78',
    }) as const;
  const choose = (locale: Locale, purpose: CodePurpose) =>
    chooseChannelPage({
      locale,
      realm,
      action: `${here}/one_time_code/send`,
      csrfToken,
      contacts: [sms(locale)],
      cancelHref,
      ...purpose,
      step: stepOf(purpose),
    });
  return [
    ['code-action/choose', (locale) => choose(locale, about(locale))],
    ['code-action/choose-signing-in', (locale) => choose(locale, about(locale, false))],
    ['code-action/choose-longest', (locale) => choose(locale, { ...about(locale), ...LONGEST[locale] })],
    [
      'code-action/enter',
      (locale) =>
        enterCodePage({
          locale,
          realm,
          contact: sms(locale),
          action: `${here}/one_time_code/verify`,
          resendAction: `${here}/one_time_code/resend`,
          csrfToken,
          secondsLeft: 14 * 60,
          triesLeft: 5,
          resendInSeconds: 24,
          cancelHref,
          ...about(locale),
          step: stepOf(about(locale)),
        }),
    ],
    [
      'code-action/card',
      (locale) =>
        enterCardCodePage({
          locale,
          realm,
          kind: 'letter',
          name: '3F9C',
          number: 7,
          left: 14,
          action: `${here}/one_time_code/card/1`,
          csrfToken,
          cancelHref,
          ...about(locale),
          step: stepOf(about(locale)),
        }),
    ],
  ];
}
