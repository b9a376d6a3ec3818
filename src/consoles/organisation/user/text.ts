/** Words of one user's page (E1 to E3). */
import type { Locale } from '../../../domain/realm.js';
import type { MemberContact } from '../../../ports/organisation/organisation_store.js';
import type { MemberDetail } from '../../../services/organisation/administration.js';
import type { ActName } from '../acts.js';

export interface UserText {
  readonly facts: {
    readonly title: string;
    readonly access: string;
    readonly created: string;
    readonly createdBy: (day: string, who: string) => string;
    readonly office: string;
    readonly renewed: string;
    readonly until: string;
  };
  readonly oneself: { readonly what: string; readonly account: string };
  readonly lock: Readonly<Record<Exclude<MemberDetail['lock'], 'open'>, string>> & { readonly unlock: string };
  readonly rights: {
    readonly title: string;
    readonly has: string;
    readonly hasNot: string;
    readonly grant: (right: string) => string;
    readonly revoke: (right: string) => string;
  };
  readonly contacts: {
    readonly title: string;
    readonly none: string;
    readonly kinds: Readonly<Record<MemberContact['kind'], string>>;
    readonly states: {
      readonly verified: string;
      readonly counting: string;
      readonly pending: (moment: string) => string;
      readonly unconfirmed: string;
      readonly frozen: string;
    };
    readonly add: string;
    readonly remove: (contact: string) => string;
  };
  readonly short: Readonly<Record<'grant' | 'revoke' | 'remove', string>>;
  readonly more: { readonly access: string; readonly password: string; readonly role: string };
  readonly offers: Readonly<Record<Exclude<ActName, 'grant' | 'revoke' | 'remove-contact'>, string>>;
  readonly activation: { readonly offer: string };
  readonly noWay: string;
  readonly joined: string;
  readonly contactSet: string;
  readonly noLonger: string;
}

export const text: Readonly<Record<Locale, UserText>> = {
  fr: {
    facts: {
      title: 'Son accès',
      access: 'État',
      created: 'Créé le',
      createdBy: (day, who) => `${day}, par ${who}`,
      office: 'le service',
      renewed: 'Renouvelé le',
      until: 'À renouveler avant le',
    },
    oneself: {
      what: 'C’est votre propre accès. Personne ne change ses propres droits ici\u00a0: demandez à un autre administrateur.',
      account: 'Vos coordonnées et votre mot de passe se changent dans «\u00a0Gérer mon compte\u00a0».',
    },
    lock: {
      waiting:
        'Trop de mots de passe faux\u00a0: cette personne doit attendre avant de réessayer sur un appareil inconnu.',
      closed: 'Ce compte est bloqué sur les appareils inconnus, après trop de mots de passe ou de codes faux.',
      unlock: 'Débloquer',
    },
    rights: {
      title: 'Droits',
      has: 'Accordé',
      hasNot: 'Non accordé',
      grant: (right) => `Accorder «\u00a0${right}\u00a0»`,
      revoke: (right) => `Retirer «\u00a0${right}\u00a0»`,
    },
    contacts: {
      title: 'Coordonnées',
      none: 'Aucune coordonnée. Sans elle, la personne ne reçoit ni code ni message.',
      kinds: { email: 'E-mail', mobile: 'Mobile', landline: 'Téléphone fixe' },
      states: {
        verified: 'Confirmée',
        counting: 'Valable, sans que la personne l’ait confirmée',
        pending: (moment) => `En attente jusqu’au ${moment}, sauf si la personne la confirme ou la refuse avant`,
        unconfirmed: 'Pas encore confirmée par la personne',
        frozen: 'Bloquée',
      },
      add: 'Ajouter une coordonnée',
      remove: (contact) => `Supprimer ${contact}`,
    },
    short: { grant: 'Accorder', revoke: 'Retirer', remove: 'Supprimer' },
    more: {
      access: 'Changer son accès',
      password: 'Mot de passe et connexions',
      role: 'Rôle et départ',
    },
    offers: {
      'name-administrator': 'Nommer administrateur',
      'unname-administrator': 'Retirer le rôle d’administrateur',
      'send-password': 'Envoyer un mot de passe provisoire',
      unlock: 'Débloquer',
      'sign-out-everywhere': 'Déconnecter partout',
      suspend: 'Suspendre l’accès',
      reactivate: 'Rouvrir l’accès',
      remove: 'Retirer de l’organisme',
      renew: 'Renouveler l’accès',
    },
    activation: { offer: 'Donner un code de première connexion' },
    noWay:
      'Aucun mot de passe ne peut être envoyé\u00a0: la personne n’a ni coordonnée confirmée depuis plus de 48\u00a0heures, ni adresse postale.',
    joined:
      'La personne est ajoutée à l’organisme. Elle en est prévenue, et garde son mot de passe et ses coordonnées.',
    contactSet:
      'La coordonnée est enregistrée. Elle comptera quand la personne l’aura confirmée, ou après 48 heures. Ses autres coordonnées sont prévenues et peuvent la refuser.',
    noLonger: 'Cela ne se fait plus\u00a0: l’état de cet accès a changé entre-temps.',
  },
  en: {
    facts: {
      title: 'Their access',
      access: 'State',
      created: 'Created on',
      createdBy: (day, who) => `${day}, by ${who}`,
      office: 'the service',
      renewed: 'Renewed on',
      until: 'To be renewed before',
    },
    oneself: {
      what: 'This is your own access. Nobody changes their own rights here: ask another administrator.',
      account: 'Your contacts and your password are changed in “Manage my account”.',
    },
    lock: {
      waiting: 'Too many wrong passwords: this person must wait before trying again on an unknown device.',
      closed: 'This account is locked on unknown devices, after too many wrong passwords or codes.',
      unlock: 'Unlock',
    },
    rights: {
      title: 'Rights',
      has: 'Given',
      hasNot: 'Not given',
      grant: (right) => `Give “${right}”`,
      revoke: (right) => `Take away “${right}”`,
    },
    contacts: {
      title: 'Contacts',
      none: 'No contact. Without one the person receives neither codes nor messages.',
      kinds: { email: 'Email', mobile: 'Mobile', landline: 'Landline' },
      states: {
        verified: 'Confirmed',
        counting: 'Valid, though the person never confirmed it',
        pending: (moment) => `Waiting until ${moment}, unless the person confirms or refuses it before`,
        unconfirmed: 'Not yet confirmed by the person',
        frozen: 'Blocked',
      },
      add: 'Add a contact',
      remove: (contact) => `Remove ${contact}`,
    },
    short: { grant: 'Give', revoke: 'Take away', remove: 'Remove' },
    more: {
      access: 'Changing their access',
      password: 'Password and sign-ins',
      role: 'Role and leaving',
    },
    offers: {
      'name-administrator': 'Appoint as administrator',
      'unname-administrator': 'Take the role of administrator away',
      'send-password': 'Send a provisional password',
      unlock: 'Unlock',
      'sign-out-everywhere': 'Sign out everywhere',
      suspend: 'Suspend the access',
      reactivate: 'Reopen the access',
      remove: 'Remove from the organisation',
      renew: 'Renew the access',
    },
    activation: { offer: 'Give a code for the first sign-in' },
    noWay:
      'No password can be sent: the person has neither a contact confirmed more than 48 hours ago nor a postal address.',
    joined: 'The person is added to the organisation. They are told, and keep their password and contacts.',
    contactSet:
      'The contact is noted. It counts once the person has confirmed it, or after 48 hours. Their other contacts are told and can refuse it.',
    noLonger: 'This can no longer be done: the state of this access has changed meanwhile.',
  },
};
