/** Words of the demonstration kiosk, French and English of one shape. */
import type { Language } from '../web/language.js';

interface KioskText {
  readonly name: string;
  readonly place: string;
  readonly skip: string;
  readonly language: string;
  readonly finish: string;
  readonly welcome: {
    readonly title: string;
    readonly how: string;
    readonly typed: string;
    readonly typedHow: string;
    readonly phone: string;
    readonly phoneHow: string;
    readonly gone: string;
  };
  readonly phone: {
    readonly title: string;
    readonly scan: string;
    readonly code: string;
    readonly typed: string;
    readonly digits: string;
    readonly digitsWhy: string;
    readonly waiting: string;
    readonly here: string;
    readonly typeInstead: string;
  };
  readonly space: {
    readonly hello: (name: string) => string;
    readonly what: string;
    readonly level: string;
    readonly doors: readonly string[];
    readonly before: string;
  };
  readonly trouble: { readonly title: string; readonly what: string; readonly back: string };
}

export const KIOSK_TEXT: Readonly<Record<Language, KioskText>> = {
  fr: {
    name: 'Borne',
    place: 'Caf de démonstration, hall d’accueil',
    skip: 'Aller au contenu',
    language: 'Langue',
    finish: 'Terminer',
    welcome: {
      title: 'Bonjour, comment voulez-vous vous connecter\u00a0?',
      how: 'Vos informations s’effacent de cette borne quand vous appuyez sur «\u00a0Terminer\u00a0», ou si personne n’y touche pendant 2\u00a0minutes.',
      typed: 'Sur cette borne',
      typedHow: 'Avec votre numéro, votre mot de passe et un code',
      phone: 'Avec mon téléphone',
      phoneHow: 'En scannant un code\u00a0: vous ne tapez rien ici',
      gone: 'C’est terminé\u00a0: il ne reste rien de vous sur cette borne.',
    },
    phone: {
      title: 'Scannez ce code avec votre téléphone',
      scan: 'Code à scanner, pour vous connecter sur cette borne',
      code: 'Vous ne pouvez pas scanner\u00a0? Sur votre téléphone, ouvrez cette adresse\u00a0:',
      typed: 'et saisissez ce code\u00a0:',
      digits: 'Votre téléphone vous demandera ces 2\u00a0chiffres\u00a0:',
      digitsWhy: 'Ne les dites à personne.',
      waiting: 'La borne attend votre téléphone. Le code change toutes les 2\u00a0minutes.',
      here: 'Démonstration\u00a0: ouvrir l’adresse du code dans une autre fenêtre',
      typeInstead: 'Me connecter plutôt sur cette borne',
    },
    space: {
      hello: (name) => `Bonjour ${name}`,
      what: 'Vous êtes connecté sur la borne.',
      level: 'Niveau prouvé\u00a0:',
      doors: ['Mes paiements', 'Mes attestations', 'Mes démarches'],
      before: 'Avant de partir, appuyez sur «\u00a0Terminer\u00a0».',
    },
    trouble: {
      title: 'La borne ne répond pas',
      what: 'Recommencez dans un instant, ou demandez à l’accueil.',
      back: 'Revenir au début',
    },
  },
  en: {
    name: 'Kiosk',
    place: 'Demonstration Caf, entrance hall',
    skip: 'Skip to content',
    language: 'Language',
    finish: 'Finish',
    welcome: {
      title: 'Hello, how would you like to sign in?',
      how: 'Your information is erased from this kiosk when you press “Finish”, or when nobody touches it for 2 minutes.',
      typed: 'At this kiosk',
      typedHow: 'With your number, your password and a code',
      phone: 'With my phone',
      phoneHow: 'By scanning a code: you type nothing here',
      gone: 'Finished: nothing of yours is left at this kiosk.',
    },
    phone: {
      title: 'Scan this code with your phone',
      scan: 'Code to scan, to sign in at this kiosk',
      code: 'You cannot scan? On your phone, open this address:',
      typed: 'and enter this code:',
      digits: 'Your phone will ask you for these 2 digits:',
      digitsWhy: 'Tell them to nobody.',
      waiting: 'The kiosk is waiting for your phone. The code changes every 2 minutes.',
      here: 'Demonstration: open the code’s address in another window',
      typeInstead: 'Sign in at this kiosk instead',
    },
    space: {
      hello: (name) => `Hello ${name}`,
      what: 'You are signed in at the kiosk.',
      level: 'Level proved:',
      doors: ['My payments', 'My certificates', 'My requests'],
      before: 'Before you leave, press “Finish”.',
    },
    trouble: {
      title: 'The kiosk does not answer',
      what: 'Try again in a moment, or ask at the desk.',
      back: 'Back to the start',
    },
  },
};
