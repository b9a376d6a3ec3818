/** Words of an organisation at a glance (E1 to E3). */
import type { Locale } from '../../../domain/realm.js';
import { pluralOfMany } from '../../../http/layout/plural.js';

export interface OverviewText {
  readonly lone: { readonly title: string; readonly what: string; readonly wayOn: string };
  readonly due: { readonly title: (count: number) => string; readonly what: string; readonly wayOn: string };
  readonly ownEnd: (day: string) => string;
  readonly users: (total: number) => string;
  readonly administrators: (count: number) => string;
  readonly counts: string;
  readonly create: string;
  readonly all: string;
}

export const text: Readonly<Record<Locale, OverviewText>> = {
  fr: {
    lone: {
      title: 'Vous êtes seul à administrer cet organisme',
      what: 'Si vous êtes absent ou bloqué, personne ici ne pourra ouvrir un accès ni vous débloquer. Nommez un deuxième administrateur.',
      wayOn: 'Choisir un deuxième administrateur',
    },
    due: {
      title: (count) => (count > 1 ? `${count} accès à renouveler` : 'Un accès à renouveler'),
      what: 'Un accès que personne ne renouvelle expire. Cela prend une minute pour toute la liste.',
      wayOn: 'Voir qui est à renouveler',
    },
    ownEnd: (day) =>
      `Votre propre accès prend fin le ${day}. Demandez à un autre administrateur de le renouveler\u00a0: vous ne pouvez pas le faire vous-même.`,
    users: (total) => pluralOfMany('fr', total, 'utilisateur', 'utilisateurs'),
    administrators: (count) => (count > 1 ? `dont ${count} administrateurs` : 'dont un administrateur'),
    counts: 'Les accès',
    create: 'Créer un utilisateur',
    all: 'Voir tous les utilisateurs',
  },
  en: {
    lone: {
      title: 'You alone administer this organisation',
      what: 'If you are away or locked out, nobody here can open an access or unlock you. Appoint a second administrator.',
      wayOn: 'Choose a second administrator',
    },
    due: {
      title: (count) => (count > 1 ? `${count} accesses to be renewed` : 'One access to be renewed'),
      what: 'An access that nobody renews expires. It takes a minute for the whole list.',
      wayOn: 'See who is to be renewed',
    },
    ownEnd: (day) =>
      `Your own access ends on ${day}. Ask another administrator to renew it: you cannot do so yourself.`,
    users: (total) => pluralOfMany('en', total, 'user', 'users'),
    administrators: (count) => (count > 1 ? `of whom ${count} are administrators` : 'of whom one is an administrator'),
    counts: 'Accesses',
    create: 'Create a user',
    all: 'See all users',
  },
};
