/** Words of the step that replaces a password (I7, C1, C3): why it is asked, and what happens next. */
import type { Locale } from '../../src/domain/realm.js';

/** `campaign`: the realm's rules changed; `invited`: they will */
export type ChangeReason = 'provisional' | 'expired' | 'compromised' | 'campaign' | 'invited';

export interface ChangePasswordText {
  readonly title: string;
  readonly why: Readonly<Record<ChangeReason, string>>;
  readonly byWhen: (day: string) => string;
  readonly next: (portalName: string) => string;
  readonly submit: string;
  readonly later: string;
  readonly cancel: string;
  readonly cancelled: string;
  readonly errors: { readonly busy: (time: string) => string };
}

export const text: Readonly<Record<Locale, ChangePasswordText>> = {
  fr: {
    title: 'Choisissez votre nouveau mot de passe',
    why: {
      provisional:
        'Vous avez utilisé un mot de passe provisoire, qui ne sert qu’une fois. Remplacez-le par un mot de passe que personne d’autre ne connaît.',
      expired: 'Votre mot de passe est arrivé à la fin de sa validité. Remplacez-le pour continuer.',
      compromised:
        'Par sécurité, votre mot de passe doit être remplacé\u00a0: il a pu être volé, ici ou sur un autre site. N’utilisez plus l’ancien nulle part.',
      campaign: 'Les règles des mots de passe ont changé. Choisissez-en un nouveau pour continuer.',
      invited:
        'Pour mieux protéger les comptes, nous demandons de nouveaux mots de passe. Vous pouvez choisir le vôtre dès maintenant.',
    },
    byWhen: (day) => `À partir du ${day}, il sera demandé pour se connecter.`,
    next: (portalName) =>
      `Ensuite, vous continuez vers ${portalName}. Vos autres appareils devront se connecter de nouveau, et nous vous écrivons pour vous le confirmer.`,
    submit: 'Enregistrer et continuer',
    later: 'Plus tard',
    cancel: 'Revenir au portail',
    cancelled:
      'Si vous revenez au portail maintenant, rien n’est changé\u00a0: cette page vous sera proposée de nouveau.',
    errors: {
      busy: (time) =>
        `Votre mot de passe n’a pas été enregistré\u00a0: trop d’essais, ou trop de monde en ce moment. Recommencez dans ${time}.`,
    },
  },
  en: {
    title: 'Choose your new password',
    why: {
      provisional:
        'You signed in with a provisional password, which works once only. Replace it with a password that nobody else knows.',
      expired: 'Your password has come to the end of its life. Replace it to continue.',
      compromised:
        'For your security, your password must be replaced: it may have been stolen, here or on another site. Do not use the old one anywhere any more.',
      campaign: 'The rules for passwords have changed. Choose a new one to continue.',
      invited: 'To protect accounts better, we ask for new passwords. You can choose yours right now.',
    },
    byWhen: (day) => `From ${day} on, it will be asked for to sign in.`,
    next: (portalName) =>
      `Then you continue to ${portalName}. Your other devices will have to sign in again, and we write to you to confirm it.`,
    submit: 'Save and continue',
    later: 'Later',
    cancel: 'Go back to the portal',
    cancelled: 'If you go back to the portal now, nothing is changed: this page will be shown to you again.',
    errors: {
      busy: (time) =>
        `Your password was not saved: too many attempts, or too many people right now. Try again in ${time}.`,
    },
  },
};
