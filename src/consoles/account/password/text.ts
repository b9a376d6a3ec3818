/** Words of the password's pages (U1, C1). */
import type { Locale } from '../../../domain/realm.js';

export interface PasswordText {
  readonly title: string;
  readonly summary: { readonly chosen: (day: string) => string; readonly none: string };
  readonly chosenOn: (day: string) => string;
  readonly goodUntil: (day: string) => string;
  readonly none: string;
  readonly how: string;
  readonly steps: readonly string[];
  readonly change: string;
  readonly choose: string;
  /** the permission to choose ended before a password was chosen */
  readonly ended: string;
  /** somebody else chose one meanwhile */
  readonly meanwhile: string;
  readonly form: {
    readonly title: string;
    readonly what: string;
    readonly next: string;
    readonly minutes: (minutes: number) => string;
    readonly submit: string;
    readonly back: string;
    readonly busy: (time: string) => string;
  };
  readonly done: {
    readonly title: string;
    readonly when: (moment: string) => string;
    readonly next: readonly string[];
  };
}

export const text: Readonly<Record<Locale, PasswordText>> = {
  fr: {
    title: 'Mot de passe',
    summary: { chosen: (day) => `changé le ${day}`, none: 'pas encore choisi' },
    chosenOn: (day) => `Vous avez choisi votre mot de passe le ${day}.`,
    goodUntil: (day) => `Il est valable jusqu’au ${day}.`,
    none: 'Votre compte n’a pas de mot de passe choisi par vous.',
    how: 'Comment cela se passe',
    steps: [
      'Vous confirmez que c’est vous, avec un nouveau code. Votre mot de passe actuel vous est demandé aussi, si vous l’avez donné il y a longtemps.',
      'Vous choisissez le nouveau mot de passe.',
      'Vos autres appareils devront se connecter de nouveau. Ici, vous restez connecté.',
    ],
    change: 'Changer mon mot de passe',
    choose: 'Choisir un mot de passe',
    ended:
      'Pour choisir un mot de passe, confirmez d’abord que c’est bien vous\u00a0: la dernière fois a servi, ou date trop.',
    meanwhile: 'Votre mot de passe vient d’être changé ailleurs. Si ce n’est pas vous, changez-le de nouveau.',
    form: {
      title: 'Choisissez votre nouveau mot de passe',
      what: 'Votre identité est confirmée.',
      next: 'Vos autres appareils devront se connecter de nouveau, et nous vous écrivons pour vous le confirmer.',
      minutes: (minutes) => `Vous avez ${minutes}\u00a0minutes pour le choisir.`,
      submit: 'Enregistrer',
      back: 'Garder mon mot de passe actuel',
      busy: (time) =>
        `Votre mot de passe n’a pas été enregistré\u00a0: trop d’essais, ou trop de monde en ce moment. Recommencez dans ${time}.`,
    },
    done: {
      title: 'Votre mot de passe est changé',
      when: (moment) => `C’est fait depuis le ${moment}.`,
      next: [
        'Utilisez-le dès votre prochaine connexion.',
        'Vos autres appareils devront se connecter de nouveau. Ici, vous restez connecté.',
      ],
    },
  },
  en: {
    title: 'Password',
    summary: { chosen: (day) => `changed on ${day}`, none: 'not chosen yet' },
    chosenOn: (day) => `You chose your password on ${day}.`,
    goodUntil: (day) => `It is valid until ${day}.`,
    none: 'Your account has no password that you chose.',
    how: 'How it works',
    steps: [
      'You confirm that it is you, with a new code. Your present password is asked for too, if you gave it a long time ago.',
      'You choose the new password.',
      'Your other devices will have to sign in again. Here, you stay signed in.',
    ],
    change: 'Change my password',
    choose: 'Choose a password',
    ended: 'To choose a password, first confirm that it is you: the last time was used, or is too old.',
    meanwhile: 'Your password has just been changed elsewhere. If that was not you, change it again.',
    form: {
      title: 'Choose your new password',
      what: 'You have confirmed that it is you.',
      next: 'Your other devices will have to sign in again, and we write to you to confirm it.',
      minutes: (minutes) => `You have ${minutes} minutes to choose it.`,
      submit: 'Save',
      back: 'Keep my present password',
      busy: (time) =>
        `Your password was not saved: too many attempts, or too many people right now. Try again in ${time}.`,
    },
    done: {
      title: 'Your password is changed',
      when: (moment) => `Done on ${moment}.`,
      next: [
        'Use it from your next sign-in on.',
        'Your other devices will have to sign in again. Here, you stay signed in.',
      ],
    },
  },
};
