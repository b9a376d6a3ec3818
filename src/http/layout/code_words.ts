/** Words of every page that takes a code of six digits (I2, C4, C5). */
import type { Locale } from '../../domain/realm.js';
import { plural } from './plural.js';

export interface CodeWords {
  /** when the code will never do */
  readonly titleAgain: string;
  readonly label: string;
  readonly submit: string;
  readonly left: (time: string) => string;
  readonly leftOver: string;
  readonly resend: string;
  readonly resendNow: string;
  readonly resendWait: (time: string) => string;
  readonly resendReady: string;
  readonly errors: {
    readonly 'code-empty': string;
    readonly 'code-format': string;
    readonly 'wrong-code': (triesLeft: number) => string;
    readonly 'code-expired': string;
    readonly 'tries-exhausted': string;
    readonly 'already-used': string;
  };
}

export const codeWords: Readonly<Record<Locale, CodeWords>> = {
  fr: {
    titleAgain: 'Demandez un nouveau code',
    label: 'Code de 6 chiffres',
    submit: 'Valider',
    left: (time) => `Ce code expire dans ${time}.`,
    leftOver: 'Ce code n’est plus valable. Demandez-en un nouveau.',
    resend: 'Renvoyer le code',
    resendNow: 'Recevoir un nouveau code',
    resendWait: (time) => `possible dans ${time}`,
    resendReady: 'possible maintenant',
    errors: {
      'code-empty': 'Saisissez le code que vous avez reçu.',
      'code-format': 'Le code est fait de 6 chiffres. Recopiez-le tel que vous l’avez reçu.',
      'wrong-code': (triesLeft) =>
        `Ce n’est pas le bon code. Recopiez celui du dernier message reçu\u00a0: il vous reste ${plural(triesLeft, 'essai', 'essais')}.`,
      'code-expired': 'Ce code n’est plus valable\u00a0: trop de temps est passé. Demandez-en un nouveau.',
      'tries-exhausted': 'Ce code ne sert plus\u00a0: il a été mal saisi trop de fois. Demandez-en un nouveau.',
      'already-used': 'Ce code a déjà servi. Demandez-en un nouveau pour continuer ici.',
    },
  },
  en: {
    titleAgain: 'Ask for a new code',
    label: '6-digit code',
    submit: 'Confirm',
    left: (time) => `This code expires in ${time}.`,
    leftOver: 'This code is no longer valid. Ask for a new one.',
    resend: 'Send the code again',
    resendNow: 'Receive a new code',
    resendWait: (time) => `possible in ${time}`,
    resendReady: 'possible now',
    errors: {
      'code-empty': 'Enter the code you received.',
      'code-format': 'The code is made of 6 digits. Copy it exactly as you received it.',
      'wrong-code': (triesLeft) =>
        `This is not the right code. Copy the one in the last message you received: you have ${plural(triesLeft, 'try', 'tries')} left.`,
      'code-expired': 'This code is no longer valid: too much time has passed. Ask for a new one.',
      'tries-exhausted': 'This code no longer works: it was entered wrongly too many times. Ask for a new one.',
      'already-used': 'This code has already been used. Ask for a new one to continue here.',
    },
  },
};
