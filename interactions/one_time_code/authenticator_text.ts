/** Words of the page that asks for the code of an authenticator app (I5). */
import type { Locale } from '../../src/domain/realm.js';
import { plural } from '../../src/http/layout/plural.js';

export interface AuthenticatorText {
  readonly title: string;
  readonly what: string;
  readonly label: string;
  readonly hint: string;
  readonly submit: string;
  readonly recovery: string;
  readonly otherWay: string;
  readonly missing: {
    readonly question: string;
    readonly check: readonly string[];
    readonly otherwise: (telephone: string) => string;
  };
  readonly errors: {
    readonly 'code-empty': string;
    readonly 'code-format': string;
    readonly 'wrong-code': (triesLeft: number) => string;
    readonly 'already-used': string;
    readonly 'tries-exhausted': string;
  };
}

export const authenticatorText: Readonly<Record<Locale, AuthenticatorText>> = {
  fr: {
    title: 'Quel code affiche votre application\u00a0?',
    what: 'Ouvrez votre application d’authentification et recopiez le code de 6 chiffres de ce compte.',
    label: 'Code de votre application',
    hint: '6 chiffres, qui changent toutes les 30 secondes',
    submit: 'Valider',
    recovery: 'Utiliser un code de secours',
    otherWay: 'Utiliser un autre moyen',
    missing: {
      question: 'Mon code est refusé, ou je n’ai pas mon application',
      check: [
        'Vérifiez que c’est bien le code de ce compte\u00a0: l’application peut en montrer plusieurs.',
        'Attendez que l’application en affiche un autre, et recopiez-le tout de suite.',
        'Vérifiez que l’heure de votre téléphone se règle automatiquement\u00a0: le code en dépend.',
        'Sans votre application, utilisez un code de secours ou un autre moyen.',
      ],
      otherwise: (telephone) => `Vous avez perdu ou changé de téléphone\u00a0? Appelez le ${telephone}.`,
    },
    errors: {
      'code-empty': 'Saisissez le code que votre application affiche.',
      'code-format': 'Le code est fait de 6 chiffres. Recopiez-le tel que votre application l’affiche.',
      'wrong-code': (triesLeft) =>
        `Ce n’est pas le bon code. Recopiez celui que votre application affiche maintenant. Il vous reste ${plural(triesLeft, 'essai', 'essais')}.`,
      'already-used': 'Ce code a déjà servi. Attendez que votre application en affiche un autre, puis recopiez-le.',
      'tries-exhausted':
        'Trop de codes n’étaient pas les bons. Utilisez un autre moyen, ou revenez au portail pour recommencer.',
    },
  },
  en: {
    title: 'What code does your app show?',
    what: 'Open your authenticator app and copy the 6-digit code of this account.',
    label: 'Code from your app',
    hint: '6 digits, which change every 30 seconds',
    submit: 'Confirm',
    recovery: 'Use a backup code',
    otherWay: 'Use another way',
    missing: {
      question: 'My code is refused, or I do not have my app',
      check: [
        'Check that it is the code of this account: the app may show several.',
        'Wait until the app shows another one, and copy it at once.',
        'Check that your phone sets its time automatically: the code depends on it.',
        'Without your app, use a backup code or another way.',
      ],
      otherwise: (telephone) => `You have lost or changed your phone? Call ${telephone}.`,
    },
    errors: {
      'code-empty': 'Enter the code that your app shows.',
      'code-format': 'The code is made of 6 digits. Copy it exactly as your app shows it.',
      'wrong-code': (triesLeft) =>
        `This is not the right code. Copy the one that your app shows now. You have ${plural(triesLeft, 'try', 'tries')} left.`,
      'already-used': 'This code has already been used. Wait until your app shows another one, then copy it.',
      'tries-exhausted': 'Too many codes were wrong. Use another way, or go back to the portal to start again.',
    },
  },
};
