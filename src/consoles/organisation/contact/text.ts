/** Words of the page that sets a contact of somebody (E1). */
import type { Locale } from '../../../domain/realm.js';

export interface ContactText {
  readonly title: (person: string) => string;
  readonly what: readonly string[];
  readonly email: string;
  readonly emailHint: string;
  readonly telephone: string;
  readonly telephoneHint: string;
  readonly either: string;
  readonly errors: Readonly<Record<ContactError, string>>;
}

export type ContactError = 'none' | 'both' | 'email' | 'telephone' | 'refused';

export const text: Readonly<Record<Locale, ContactText>> = {
  fr: {
    title: (person) => `Ajouter une coordonnée de ${person}`,
    what: [
      'Elle compte quand la personne l’a confirmée, ou après 48\u00a0heures.',
      'Les coordonnées actuelles de la personne sont prévenues, et peuvent la refuser.',
      'D’ici là, elle ne permet pas de retrouver un mot de passe.',
    ],
    email: 'Adresse e-mail',
    emailHint: 'par exemple prenom.nom@exemple.fr',
    telephone: 'Téléphone mobile ou fixe',
    telephoneHint: 'par exemple 06 12 34 56 78. Un fixe reçoit les codes par appel.',
    either: 'Remplissez l’un des deux.',
    errors: {
      none: 'Remplissez l’adresse e-mail ou le téléphone.',
      both: 'Remplissez un seul des deux\u00a0: chaque ajout demande son code.',
      email: 'Cette adresse e-mail n’est pas complète. Vérifiez-la\u00a0: elle ressemble à prenom.nom@exemple.fr.',
      telephone: 'Ce numéro n’est pas complet. Saisissez les 10 chiffres, ou le numéro avec + et l’indicatif du pays.',
      refused: 'Nous ne pouvons ni écrire à ce numéro ni l’appeler. Saisissez-en un autre.',
    },
  },
  en: {
    title: (person) => `Add a contact of ${person}`,
    what: [
      'It counts once the person has confirmed it, or after 48 hours.',
      'The person’s present contacts are told, and can refuse it.',
      'Until then it cannot be used to recover a password.',
    ],
    email: 'Email address',
    emailHint: 'such as first.last@example.com',
    telephone: 'Mobile or landline',
    telephoneHint: 'such as 06 12 34 56 78. A landline receives codes by call.',
    either: 'Fill in one of the two.',
    errors: {
      none: 'Fill in the email address or the telephone.',
      both: 'Fill in one of the two only: each takes a code of its own.',
      email: 'This email address is not complete. Check it: it looks like first.last@example.com.',
      telephone: 'This number is not complete. Type its 10 digits, or the number with + and the country code.',
      refused: 'We can neither write to this number nor call it. Type another one.',
    },
  },
};
