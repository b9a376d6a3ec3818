/** Words of the step that adds a first contact (I7). */
import type { Locale } from '../../src/domain/realm.js';

export interface ConfirmContactText {
  readonly title: string;
  readonly what: string;
  /** where codes go by telephone only */
  readonly whatTelephone: string;
  readonly either: string;
  readonly email: string;
  readonly emailHint: string;
  readonly mobile: string;
  readonly mobileHint: string;
  /** where landlines are called */
  readonly telephone: string;
  readonly telephoneHint: string;
  readonly submit: string;
  readonly change: string;
  readonly cancel: string;
  readonly errors: {
    readonly none: string;
    readonly both: string;
    readonly email: string;
    readonly mobile: string;
    readonly landline: string;
    readonly refused: string;
    readonly 'sends-exhausted': (minutes: number) => string;
    readonly 'delivery-failed': string;
  };
  readonly unconfirmed: {
    readonly title: string;
    readonly what: string;
    readonly why: string;
    readonly later: string;
  };
  readonly check: string;
}

export const text: Readonly<Record<Locale, ConfirmContactText>> = {
  fr: {
    title: 'Où pouvons-nous vous envoyer des codes\u00a0?',
    what: 'Votre compte n’a encore ni adresse e-mail ni numéro de téléphone. Ajoutez-en un\u00a0: vous recevrez ensuite un code à chaque connexion, et nous vous préviendrons de tout changement.',
    whatTelephone:
      'Votre compte n’a pas encore de numéro de téléphone. Ajoutez-en un\u00a0: vous y recevrez ensuite un code quand vous vous connectez, et nous vous préviendrons de tout changement.',
    either: 'Remplissez l’un des deux. Vous pourrez ajouter l’autre plus tard.',
    email: 'Adresse e-mail',
    emailHint: 'par exemple prenom.nom@exemple.fr',
    mobile: 'Numéro de mobile',
    mobileHint: 'par exemple 06 12 34 56 78',
    telephone: 'Numéro de téléphone',
    telephoneHint:
      'Un mobile reçoit un SMS\u00a0; un fixe reçoit un appel qui dicte le code. Par exemple 06 12 34 56 78.',
    submit: 'Continuer',
    change: 'Corriger l’adresse ou le numéro',
    cancel: 'Revenir au portail',
    errors: {
      none: 'Remplissez l’adresse e-mail ou le numéro de téléphone.',
      both: 'Remplissez un seul des deux pour commencer.',
      email: 'Cette adresse e-mail n’est pas complète. Vérifiez-la\u00a0: elle ressemble à prenom.nom@exemple.fr.',
      mobile: 'Ce numéro n’est pas complet. Saisissez les 10 chiffres, ou le numéro avec + et l’indicatif du pays.',
      landline: 'Ce numéro ne reçoit pas de SMS. Saisissez un numéro de mobile, ou une adresse e-mail.',
      refused: 'Nous ne pouvons pas envoyer de code à ce numéro. Saisissez-en un autre.',
      'sends-exhausted': (minutes) =>
        `Plusieurs codes sont déjà partis. Attendez ${minutes}\u00a0${minutes > 1 ? 'minutes' : 'minute'} avant d’en demander un autre.`,
      'delivery-failed': 'Le code n’a pas pu partir. Vérifiez ce que vous avez saisi, ou recommencez dans un instant.',
    },
    unconfirmed: {
      title: 'Votre compte n’a rien pour recevoir un code',
      what: 'Pour recevoir des codes, il faut d’abord prouver que c’est bien vous\u00a0: le mot de passe seul ne suffit pas.',
      why: 'Connectez-vous une fois avec un code sur papier, reçu par courrier ou au guichet. Vous pourrez alors ajouter une adresse ou un numéro.',
      later: 'Continuer sans, pour cette fois',
    },
    check: 'Vérifiez l’adresse ou le numéro que vous avez donné.',
  },
  en: {
    title: 'Where can we send you codes?',
    what: 'Your account has no email address and no telephone number yet. Add one: you will then receive a code each time you sign in, and we will tell you of any change.',
    whatTelephone:
      'Your account has no telephone number yet. Add one: you will then receive a code there when you sign in, and we will tell you of any change.',
    either: 'Fill in one of the two. You can add the other later.',
    email: 'Email address',
    emailHint: 'for example first.last@example.com',
    mobile: 'Mobile number',
    mobileHint: 'for example 06 12 34 56 78',
    telephone: 'Telephone number',
    telephoneHint:
      'A mobile receives a text message; a landline receives a call that reads the code out. For example 06 12 34 56 78.',
    submit: 'Continue',
    change: 'Correct the address or the number',
    cancel: 'Go back to the portal',
    errors: {
      none: 'Fill in the email address or the telephone number.',
      both: 'Fill in only one of the two to begin with.',
      email: 'This email address is not complete. Check it: it looks like first.last@example.com.',
      mobile: 'This number is not complete. Enter the 10 digits, or the number with + and the country code.',
      landline: 'This number cannot receive text messages. Enter a mobile number, or an email address.',
      refused: 'We cannot send codes to this number. Enter another one.',
      'sends-exhausted': (minutes) =>
        `Several codes have already been sent. Wait ${minutes} ${minutes > 1 ? 'minutes' : 'minute'} before asking for another one.`,
      'delivery-failed': 'The code could not be sent. Check what you entered, or try again in a moment.',
    },
    unconfirmed: {
      title: 'Your account has nothing to receive a code',
      what: 'To receive codes, you must first prove that it is you: the password alone is not enough.',
      why: 'Sign in once with a code on paper, received by post or at a desk. You can then add an address or a number.',
      later: 'Continue without, this time',
    },
    check: 'Check the address or number that you gave.',
  },
};
