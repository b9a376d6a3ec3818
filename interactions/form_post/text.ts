/** Words of the page that carries an answer back to a portal by a form (OAuth 2.0 Form Post Response Mode). */
import type { Locale } from '../../src/domain/realm.js';

interface FormPostText {
  readonly title: string;
  readonly what: (portalName: string) => string;
  readonly go: string;
}

export const text: Readonly<Record<Locale, FormPostText>> = {
  fr: {
    title: 'Retour au portail',
    what: (portalName) => `Vous revenez à ${portalName}. Si la page ne change pas d’elle-même, appuyez sur le bouton.`,
    go: 'Continuer',
  },
  en: {
    title: 'Back to the portal',
    what: (portalName) =>
      `You are going back to ${portalName}. If the page does not change by itself, press the button.`,
    go: 'Continue',
  },
};
