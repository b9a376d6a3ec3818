/** Words for who was to come back to an app and stands in the browser (I2). */
import type { Locale } from '../../../domain/realm.js';

export interface AppReturnText {
  readonly title: string;
  readonly what: string;
  readonly next: readonly string[];
}

export const text: Readonly<Record<Locale, AppReturnText>> = {
  fr: {
    title: 'Revenez dans l’application',
    what: 'Cette page devait s’ouvrir dans l’application de votre téléphone. Elle s’est ouverte dans le navigateur.',
    next: [
      'Ouvrez l’application et recommencez la connexion. Votre mot de passe ne sera pas toujours redemandé.',
      'Si l’application n’est plus sur ce téléphone, installez-la de nouveau.',
      'Vous pouvez fermer cette page\u00a0: elle ne sert à personne d’autre.',
    ],
  },
  en: {
    title: 'Go back to the app',
    what: 'This page was to open in the app on your phone. It opened in the browser.',
    next: [
      'Open the app and start the sign-in again. Your password will not always be asked for again.',
      'If the app is no longer on this phone, install it again.',
      'You can close this page: it is of no use to anybody else.',
    ],
  },
};
