/** Words that all pages of « Gérer mon compte » share; each concern has its own beside its pages (U1). */
import type { Locale } from '../../domain/realm.js';
import { JOURNEY_NEWS, type JourneyNews } from '../relying_party/journey.js';
import type { EndingWords } from '../relying_party/stopped.js';

/** Why a page says something first. */
export const NEWS = JOURNEY_NEWS;

export interface AccountText extends EndingWords {
  readonly title: string;
  readonly whose: string;
  readonly news: Readonly<Record<JourneyNews, string>>;
  /** before a change */
  readonly confirm: { readonly why: string; readonly yes: string };
  /** after one */
  readonly told: { readonly title: string; readonly nobody: string };
  readonly homeAgain: string;
  readonly signOut: string;
}

export const text: Readonly<Record<Locale, AccountText>> = {
  fr: {
    title: 'Gérer mon compte',
    whose: 'Compte de',
    news: {
      cancelled: 'Vous avez arrêté avant la fin\u00a0: rien n’a changé.',
      used: 'Cette demande avait déjà servi. Voici où en est votre compte.',
    },
    confirm: {
      why: 'Pour votre sécurité, confirmez d’abord que c’est bien vous, avec un nouveau code.',
      yes: 'Confirmer avec un code',
    },
    told: {
      title: 'Nous vous avons prévenu ici',
      nobody: 'Votre compte n’a ni e-mail ni mobile vérifié\u00a0: nous n’avons pu prévenir personne.',
    },
    homeAgain: 'Revenir à mon compte',
    stopped: {
      cancelled: {
        title: 'Vous avez arrêté la connexion',
        what: 'Rien n’a changé sur votre compte. Il faut vous connecter pour le gérer.',
        wayOn: 'Me connecter',
      },
      unavailable: {
        title: 'La connexion ne répond pas en ce moment',
        what: 'Votre compte n’est pas touché. Attendez un instant, puis réessayez.',
        wayOn: 'Réessayer',
      },
      refused: {
        title: 'La connexion n’a pas pu aller au bout',
        what: 'L’erreur vient de chez nous, et rien n’a changé sur votre compte. Réessayez.',
        wayOn: 'Réessayer',
      },
      stray: {
        title: 'Cette connexion ne peut plus servir',
        what: 'Elle a déjà servi, a attendu trop longtemps, ou a commencé dans un autre navigateur. Recommencez ici.',
        wayOn: 'Me connecter',
      },
      'other-account': {
        title: 'Vous avez ouvert un autre compte',
        what: 'Le code donné n’est pas celui du compte que vous vouliez changer. Rien n’a changé sur aucun des deux.',
        wayOn: 'Gérer le compte ouvert',
      },
      'not-fresh': {
        title: 'Il manquait un nouveau code',
        what: 'Rien n’a changé sur votre compte. Recommencez et donnez le code que nous vous envoyons.',
        wayOn: 'Revenir à mon compte',
      },
      unmet: {
        title: 'Votre compte ne peut pas recevoir de code',
        what: 'Il n’a ni e-mail ni téléphone vérifié qui convienne. Rien n’a changé. Appelez-nous\u00a0: nous vous aiderons.',
        wayOn: 'Revenir à mon compte',
      },
    },
    signedOut: {
      title: 'Vous êtes déconnecté',
      what: 'Sur un ordinateur partagé, fermez aussi le navigateur.',
      again: 'Me connecter de nouveau',
    },
    signOut: 'Se déconnecter',
    backTo: (portalName) => (portalName === undefined ? 'Revenir au portail' : `Revenir à ${portalName}`),
  },
  en: {
    title: 'Manage my account',
    whose: 'Account of',
    news: {
      cancelled: 'You stopped before the end: nothing has changed.',
      used: 'That request had already been used. This is where your account stands.',
    },
    confirm: {
      why: 'For your security, first confirm that it is you, with a new code.',
      yes: 'Confirm with a code',
    },
    told: {
      title: 'We told you here',
      nobody: 'Your account has no verified email or mobile: we could tell nobody.',
    },
    homeAgain: 'Back to my account',
    stopped: {
      cancelled: {
        title: 'You stopped the sign-in',
        what: 'Nothing has changed on your account. You have to sign in to manage it.',
        wayOn: 'Sign in',
      },
      unavailable: {
        title: 'The sign-in is not answering at the moment',
        what: 'Your account is not affected. Wait a moment, then try again.',
        wayOn: 'Try again',
      },
      refused: {
        title: 'The sign-in could not be completed',
        what: 'The error is on our side, and nothing has changed on your account. Try again.',
        wayOn: 'Try again',
      },
      stray: {
        title: 'This sign-in can no longer be used',
        what: 'It was already used, waited too long, or began in another browser. Start again here.',
        wayOn: 'Sign in',
      },
      'other-account': {
        title: 'You opened another account',
        what: 'The code given is not that of the account you wanted to change. Nothing has changed on either of them.',
        wayOn: 'Manage the account that is open',
      },
      'not-fresh': {
        title: 'A new code was missing',
        what: 'Nothing has changed on your account. Start again and give the code that we send you.',
        wayOn: 'Back to my account',
      },
      unmet: {
        title: 'Your account cannot receive a code',
        what: 'It has no verified email or telephone that would do. Nothing has changed. Call us: we will help you.',
        wayOn: 'Back to my account',
      },
    },
    signedOut: {
      title: 'You are signed out',
      what: 'On a shared computer, close the browser too.',
      again: 'Sign in again',
    },
    signOut: 'Sign out',
    backTo: (portalName) => (portalName === undefined ? 'Back to the portal' : `Back to ${portalName}`),
  },
};
