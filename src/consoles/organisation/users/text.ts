/** Words of the list of users, of its search and of its export (E1, E3). */
import type { Locale } from '../../../domain/realm.js';
import { pluralOfMany } from '../../../http/layout/plural.js';
import type { Order } from './query.js';

export interface UsersText {
  readonly title: string;
  readonly count: (total: number) => string;
  readonly found: (total: number) => string;
  readonly create: string;
  readonly add: string;
  readonly search: {
    readonly title: string;
    readonly words: string;
    readonly hint: string;
    readonly filters: string;
    readonly status: string;
    readonly anyStatus: string;
    readonly role: string;
    readonly anyRole: string;
    readonly due: string;
    readonly sort: string;
    readonly orders: Readonly<Record<Order, string>>;
    readonly submit: string;
    readonly all: string;
    readonly forgotten: string;
  };
  readonly table: {
    readonly caption: string;
    readonly tick: string;
    readonly person: string;
    readonly state: string;
    readonly rights: string;
    readonly until: string;
    readonly tickOf: (name: string) => string;
    readonly you: string;
    readonly noRight: string;
    readonly rightCount: (count: number) => string;
    readonly ended: (day: string) => string;
  };
  readonly renew: string;
  readonly renewWhat: string;
  readonly export: string;
  readonly exportWhat: string;
  readonly nobody: { readonly found: string; readonly yet: string };
  readonly news: {
    readonly renewed: (count: number) => string;
    readonly noneTicked: string;
    readonly removed: string;
  };
  readonly csv: {
    readonly file: string;
    readonly columns: readonly [string, string, string, string, string, string, string, string, string, string];
  };
}

export const text: Readonly<Record<Locale, UsersText>> = {
  fr: {
    title: 'Utilisateurs',
    count: (total) => pluralOfMany('fr', total, 'personne', 'personnes'),
    found: (total) => pluralOfMany('fr', total, 'personne trouvée', 'personnes trouvées'),
    create: 'Créer un utilisateur',
    add: 'Ajouter quelqu’un qui a déjà un compte',
    search: {
      title: 'Chercher',
      words: 'Nom, identifiant ou adresse e-mail',
      hint: 'Le début suffit, par exemple «\u00a0ler\u00a0» pour Leroy.',
      filters: 'Filtrer et trier',
      status: 'État de l’accès',
      anyStatus: 'Tous',
      role: 'Rôle',
      anyRole: 'Tous',
      due: 'À renouveler seulement',
      sort: 'Trier par',
      orders: {
        name: 'Nom',
        login: 'Identifiant',
        expiry: 'Fin de l’accès, la plus proche d’abord',
        newest: 'Création, la plus récente d’abord',
      },
      submit: 'Chercher',
      all: 'Tout afficher',
      forgotten: 'Votre recherche a été oubliée après deux heures. Voici tout le monde.',
    },
    table: {
      caption: 'Utilisateurs de l’organisme',
      tick: 'Cocher',
      person: 'Personne',
      state: 'Accès',
      rights: 'Droits',
      until: 'Fin de l’accès',
      tickOf: (name) => `Cocher ${name}`,
      you: 'vous',
      noRight: 'Aucun droit',
      rightCount: (count) => (count > 1 ? `${count} droits` : 'Un droit'),
      ended: (day) => `Terminé le ${day}`,
    },
    renew: 'Renouveler les accès cochés',
    renewWhat: 'Ne cochez que les personnes qui travaillent encore avec ces services.',
    export: 'Télécharger cette liste (CSV)',
    exportWhat:
      'Pour un tableur. Le fichier contient des données personnelles\u00a0: gardez-le en lieu sûr. Le téléchargement est inscrit au journal.',
    nobody: {
      found: 'Personne ne correspond à votre recherche.',
      yet: 'Il n’y a encore personne d’autre que vous.',
    },
    news: {
      renewed: (count) => (count > 1 ? `${count} accès sont renouvelés.` : 'Un accès est renouvelé.'),
      noneTicked: 'Rien n’a changé\u00a0: cochez d’abord les personnes à renouveler.',
      removed: 'La personne est retirée de l’organisme. Elle en est prévenue.',
    },
    csv: {
      file: 'utilisateurs',
      columns: [
        'Nom',
        'Prénoms',
        'Identifiant',
        'E-mail',
        'Rôle',
        'Droits',
        'Accès',
        'Créé le',
        'Renouvelé le',
        'Fin de l’accès',
      ],
    },
  },
  en: {
    title: 'Users',
    count: (total) => pluralOfMany('en', total, 'person', 'people'),
    found: (total) => pluralOfMany('en', total, 'person found', 'people found'),
    create: 'Create a user',
    add: 'Add somebody who has an account already',
    search: {
      title: 'Search',
      words: 'Name, user name or email address',
      hint: 'The beginning is enough, such as “ler” for Leroy.',
      filters: 'Filter and sort',
      status: 'State of the access',
      anyStatus: 'All',
      role: 'Role',
      anyRole: 'All',
      due: 'To be renewed only',
      sort: 'Sort by',
      orders: {
        name: 'Name',
        login: 'User name',
        expiry: 'End of access, the nearest first',
        newest: 'Creation, the latest first',
      },
      submit: 'Search',
      all: 'Show everybody',
      forgotten: 'Your search was forgotten after two hours. Here is everybody.',
    },
    table: {
      caption: 'Users of the organisation',
      tick: 'Tick',
      person: 'Person',
      state: 'Access',
      rights: 'Rights',
      until: 'End of access',
      tickOf: (name) => `Tick ${name}`,
      you: 'you',
      noRight: 'No right',
      rightCount: (count) => (count > 1 ? `${count} rights` : 'One right'),
      ended: (day) => `Ended on ${day}`,
    },
    renew: 'Renew the ticked accesses',
    renewWhat: 'Tick only people who still work with these services.',
    export: 'Download this list (CSV)',
    exportWhat:
      'For a spreadsheet. The file holds personal data: keep it in a safe place. The download is noted in the journal.',
    nobody: {
      found: 'Nobody matches your search.',
      yet: 'There is nobody here but you yet.',
    },
    news: {
      renewed: (count) => (count > 1 ? `${count} accesses are renewed.` : 'One access is renewed.'),
      noneTicked: 'Nothing has changed: first tick the people to renew.',
      removed: 'The person is removed from the organisation, and told so.',
    },
    csv: {
      file: 'users',
      columns: [
        'Family name',
        'Given names',
        'User name',
        'Email',
        'Role',
        'Rights',
        'Access',
        'Created on',
        'Renewed on',
        'End of access',
      ],
    },
  },
};
