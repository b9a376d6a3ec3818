/** Words of the code for a first sign-in, shown once (E1, I7). */
import type { Locale } from '../../../domain/realm.js';

export interface ActivationText {
  readonly title: (person: string) => string;
  readonly what: readonly string[];
  readonly show: string;
  readonly shown: string;
  readonly until: (moment: string) => string;
  readonly once: string;
  readonly next: readonly string[];
  readonly back: string;
}

export const text: Readonly<Record<Locale, ActivationText>> = {
  fr: {
    title: (person) => `Donner à ${person} un code de première connexion\u00a0?`,
    what: [
      'Il sert une fois, avec le mot de passe provisoire que la personne a reçu.',
      'Dites-le à la personne de vive voix. Ne l’écrivez pas à côté du mot de passe.',
      'Un nouveau code remplace celui d’avant.',
    ],
    show: 'Afficher le code',
    shown: 'Code de première connexion',
    until: (moment) => `Bon jusqu’au ${moment}.`,
    once: 'Il n’est affiché qu’une fois\u00a0: notez-le ou dites-le avant de quitter cette page.',
    next: [
      'La personne se connecte avec son identifiant et son mot de passe provisoire.',
      'Elle tape ce code quand la page le demande, puis choisit son mot de passe.',
    ],
    back: 'C’est fait, revenir à sa page',
  },
  en: {
    title: (person) => `Give ${person} a code for the first sign-in?`,
    what: [
      'It works once, with the provisional password that the person received.',
      'Tell it to the person aloud. Do not write it beside the password.',
      'A new code replaces the one before.',
    ],
    show: 'Show the code',
    shown: 'Code for the first sign-in',
    until: (moment) => `Good until ${moment}.`,
    once: 'It is shown once only: note it or tell it before you leave this page.',
    next: [
      'The person signs in with their user name and provisional password.',
      'They type this code when the page asks for it, then choose their password.',
    ],
    back: 'Done, back to their page',
  },
};
