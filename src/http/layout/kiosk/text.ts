/** Words of what a kiosk's pages have beside their own (I9). */
import type { Locale } from '../../../domain/realm.js';

interface KioskText {
  readonly name: string;
  readonly end: string;
  readonly about: string;
  readonly stillThere: string;
  /** `{seconds}` stands for how many are left */
  readonly unanswered: string;
  readonly stay: string;
  readonly keys: {
    readonly legend: string;
    /** `{field}` stands for the field that the keys write into */
    readonly into: string;
    readonly delete: string;
    readonly clear: string;
    /** `{count}` stands for how many signs a hidden field holds */
    readonly count: string;
  };
}

export const text: Readonly<Record<Locale, KioskText>> = {
  fr: {
    name: 'Borne publique',
    end: 'Terminer',
    about: 'Borne publique\u00a0: vos informations s’effacent quand vous terminez.',
    stillThere: 'Êtes-vous encore là\u00a0?',
    unanswered: 'Sans réponse, tout s’efface dans {seconds}\u00a0secondes et l’accueil revient.',
    stay: 'Oui, je continue',
    keys: {
      legend: 'Pavé de chiffres',
      into: 'Écrit dans\u00a0: {field}',
      delete: 'Effacer',
      clear: 'Tout effacer',
      count: '{count} saisis',
    },
  },
  en: {
    name: 'Public kiosk',
    end: 'Finish',
    about: 'Public kiosk: your information is erased when you finish.',
    stillThere: 'Are you still there?',
    unanswered: 'Without an answer, everything is erased in {seconds}\u00a0seconds and the start page comes back.',
    stay: 'Yes, I am going on',
    keys: {
      legend: 'Number pad',
      into: 'Writes into: {field}',
      delete: 'Delete',
      clear: 'Clear all',
      count: '{count} entered',
    },
  },
};
