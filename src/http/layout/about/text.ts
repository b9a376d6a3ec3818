/** Words of the pages that every footer links to (X3): one file a page, and what they share. */
import type { Locale } from '../../../domain/realm.js';
import type { AboutFacts, AboutPage, AboutTopic } from './about_page.js';
import { text as accessibility } from './accessibility_text.js';
import { text as codeHelp } from './code_help_text.js';
import { text as helpers } from './helpers_text.js';
import { text as personalData } from './personal_data_text.js';
import { text as security } from './security_text.js';

const PAGES: Readonly<Record<AboutTopic, Readonly<Record<Locale, (facts: AboutFacts) => AboutPage>>>> = {
  accessibility,
  'personal-data': personalData,
  security,
  'code-help': codeHelp,
  helpers,
};

export interface AboutText {
  readonly back: string;
  readonly print: string;
}

export const text: Readonly<Record<Locale, AboutText>> = {
  fr: {
    back: 'Pour revenir à votre connexion, utilisez le bouton «\u00a0Précédent\u00a0» de votre navigateur\u00a0: rien n’est perdu.',
    print: 'Cette fiche tient sur une page\u00a0: imprimez-la depuis le menu de votre navigateur.',
  },
  en: {
    back: 'To return to your sign-in, use the “Back” button of your browser: nothing is lost.',
    print: 'This leaflet fits on one page: print it from the menu of your browser.',
  },
};

export function aboutText(locale: Locale, topic: AboutTopic, facts: AboutFacts): AboutPage {
  return PAGES[topic][locale](facts);
}
