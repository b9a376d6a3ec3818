/** Words of signing out (P1, P9). */
import type { Locale } from '../../src/domain/realm.js';

export interface SignOutText {
  readonly confirm: {
    readonly title: string;
    readonly what: (portalName: string | undefined) => string;
    readonly yes: string;
    readonly no: string;
  };
  readonly done: {
    readonly title: string;
    readonly what: string;
    readonly shared: string;
    readonly back: (portalName: string | undefined) => string;
    /** what to do when the portal is not known */
    readonly alone: string;
  };
  readonly stay: {
    readonly title: string;
    readonly what: string;
    readonly shared: string;
    readonly leave: string;
  };
}

export const text: Readonly<Record<Locale, SignOutText>> = {
  fr: {
    confirm: {
      title: 'Voulez-vous vous déconnecter\u00a0?',
      what: (portalName) =>
        portalName === undefined
          ? 'La connexion sera fermée sur tous les sites que vous avez ouverts avec elle dans ce navigateur.'
          : `La connexion sera fermée sur ${portalName} et sur les autres sites que vous avez ouverts avec elle dans ce navigateur.`,
      yes: 'Se déconnecter',
      no: 'Rester connecté',
    },
    done: {
      title: 'Déconnexion réussie',
      what: 'Votre connexion est fermée. Pour revenir, il faudra saisir de nouveau votre mot de passe.',
      shared: 'Sur un ordinateur que d’autres utilisent, fermez aussi toutes les fenêtres du navigateur.',
      back: (portalName) => (portalName === undefined ? 'Revenir au portail' : `Revenir vers ${portalName}`),
      alone:
        'Vous pouvez fermer cette page. Pour vous connecter de nouveau, ouvrez votre portail à son adresse habituelle.',
    },
    stay: {
      title: 'Vous restez connecté',
      what: 'Votre connexion reste ouverte dans ce navigateur\u00a0: elle ouvre vos portails sans mot de passe.',
      shared: 'Sur un ordinateur que d’autres utilisent, déconnectez-vous avant de partir.',
      leave: 'Me déconnecter',
    },
  },
  en: {
    confirm: {
      title: 'Do you want to sign out?',
      what: (portalName) =>
        portalName === undefined
          ? 'You will be signed out of every site you opened with this sign-in in this browser.'
          : `You will be signed out of ${portalName} and of the other sites you opened with this sign-in in this browser.`,
      yes: 'Sign out',
      no: 'Stay signed in',
    },
    done: {
      title: 'You are signed out',
      what: 'Your sign-in is closed. To come back, you will have to enter your password again.',
      shared: 'On a computer that other people use, also close all the windows of the browser.',
      back: (portalName) => (portalName === undefined ? 'Go back to the portal' : `Go back to ${portalName}`),
      alone: 'You can close this page. To sign in again, open your portal at its usual address.',
    },
    stay: {
      title: 'You stay signed in',
      what: 'Your sign-in stays open in this browser: it opens your portals without a password.',
      shared: 'On a computer that other people use, sign out before you leave.',
      leave: 'Sign out',
    },
  },
};
