/** Words of the step that asks to accept new terms (I7). */
import type { Locale } from '../../src/domain/realm.js';

export interface AcceptTermsText {
  readonly title: string;
  readonly what: string;
  readonly read: string;
  readonly opens: string;
  readonly accept: string;
  readonly refuse: string;
  readonly refuseMeans: string;
}

export const text: Readonly<Record<Locale, AcceptTermsText>> = {
  fr: {
    title: 'Les conditions d’utilisation ont changé',
    what: 'Pour continuer, lisez ce qui change et acceptez-le.',
    read: 'Lire les conditions d’utilisation',
    opens: 'nouvel onglet',
    accept: 'J’accepte',
    refuse: 'Je n’accepte pas\u00a0: revenir au portail',
    refuseMeans:
      'Sans votre accord, vous ne pouvez pas vous connecter. Vos droits ne changent pas\u00a0: appelez-nous.',
  },
  en: {
    title: 'The terms of use have changed',
    what: 'To continue, read what changes and accept it.',
    read: 'Read the terms of use',
    opens: 'new tab',
    accept: 'I accept',
    refuse: 'I do not accept: go back to the portal',
    refuseMeans: 'Without your agreement, you cannot sign in. Your rights do not change: call us.',
  },
};
