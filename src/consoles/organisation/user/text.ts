/** Words of one user's page, and of the pages that ask before an act (E1 to E3). */
import type { Locale } from '../../../domain/realm.js';
import type { MemberContact } from '../../../ports/organisation/organisation_store.js';
import type { MemberDetail } from '../../../services/organisation/administration.js';
import type { ActName, PasswordWay } from '../acts.js';

export interface ActText {
  readonly title: (person: string, what: string) => string;
  readonly consequences: readonly string[];
  readonly yes: string;
  readonly done: string;
}

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
  readonly ways: Readonly<Record<PasswordWay, string>>;
  readonly sentBy: Readonly<Record<PasswordWay, string>>;
  readonly noWay: string;
  readonly acts: Readonly<Record<ActName, ActText>>;
  readonly joined: string;
  readonly contactSet: string;
  readonly code: string;
  readonly codeYes: string;
  readonly keep: string;
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
    ways: { email: 'par e-mail', sms: 'par SMS', letter: 'par courrier' },
    sentBy: {
      email: 'Un mot de passe provisoire part par e-mail, à l’adresse de la personne.',
      sms: 'Un mot de passe provisoire part par SMS, au mobile de la personne.',
      letter: 'Un mot de passe provisoire part par courrier, à l’adresse postale de la personne.',
    },
    noWay:
      'Aucun mot de passe ne peut être envoyé\u00a0: la personne n’a ni coordonnée confirmée depuis plus de 48\u00a0heures, ni adresse postale.',
    acts: {
      grant: {
        title: (person, right) => `Accorder «\u00a0${right}\u00a0» à ${person}\u00a0?`,
        consequences: [
          'La personne pourra utiliser ce service dès sa prochaine connexion au portail.',
          'Elle en sera prévenue, et le journal le gardera.',
          'Vous pourrez retirer ce droit à tout moment.',
        ],
        yes: 'Accorder ce droit',
        done: 'Le droit est accordé. La personne en est prévenue.',
      },
      revoke: {
        title: (person, right) => `Retirer «\u00a0${right}\u00a0» à ${person}\u00a0?`,
        consequences: [
          'La personne ne pourra plus utiliser ce service à sa prochaine connexion au portail.',
          'Elle en sera prévenue, et le journal le gardera.',
        ],
        yes: 'Retirer ce droit',
        done: 'Le droit est retiré. La personne en est prévenue.',
      },
      'name-administrator': {
        title: (person) => `Nommer ${person} administrateur\u00a0?`,
        consequences: [
          'La personne pourra créer des utilisateurs, changer leurs droits et leurs coordonnées, et nommer d’autres administrateurs.',
          'Elle pourra aussi vous retirer ce rôle.',
          'Elle en sera prévenue, et le journal le gardera.',
        ],
        yes: 'Nommer administrateur',
        done: 'C’est fait\u00a0: l’organisme a un administrateur de plus. La personne en est prévenue.',
      },
      'unname-administrator': {
        title: (person) => `Retirer à ${person} le rôle d’administrateur\u00a0?`,
        consequences: [
          'La personne garde son accès et ses droits, mais ne gère plus les utilisateurs.',
          'Elle en sera prévenue, et le journal le gardera.',
        ],
        yes: 'Retirer ce rôle',
        done: 'Le rôle est retiré. La personne garde son accès et ses droits.',
      },
      'remove-contact': {
        title: (person, contact) => `Supprimer ${contact} du compte de ${person}\u00a0?`,
        consequences: [
          'Plus aucun code ni message n’y sera envoyé.',
          'Un message y annoncera la suppression, ainsi qu’aux autres coordonnées de la personne.',
        ],
        yes: 'Supprimer cette coordonnée',
        done: 'La coordonnée est supprimée. La personne en est prévenue.',
      },
      'send-password': {
        title: (person, way) => `Envoyer un mot de passe provisoire à ${person} ${way}\u00a0?`,
        consequences: [
          'Personne d’autre ne le voit\u00a0: ni vous, ni nous.',
          'Le mot de passe actuel reste bon tant que le provisoire n’a pas servi.',
          'La personne choisira le sien à la connexion.',
        ],
        yes: 'Envoyer le mot de passe',
        done: 'Le mot de passe provisoire est parti.',
      },
      unlock: {
        title: (person) => `Débloquer le compte de ${person}\u00a0?`,
        consequences: [
          'La personne pourra réessayer son mot de passe tout de suite.',
          'Assurez-vous d’abord que c’est bien elle qui s’est trompée\u00a0: appelez-la.',
          'Elle sera prévenue du déblocage.',
        ],
        yes: 'Débloquer',
        done: 'Le compte est débloqué. La personne peut réessayer tout de suite\u00a0; elle en est prévenue.',
      },
      'sign-out-everywhere': {
        title: (person) => `Déconnecter ${person} partout\u00a0?`,
        consequences: [
          'Toutes ses connexions se ferment, sur tous ses appareils et tous les portails.',
          'Pour revenir, il faudra son mot de passe et un code.',
        ],
        yes: 'Déconnecter partout',
        done: 'La personne est déconnectée partout.',
      },
      suspend: {
        title: (person) => `Suspendre l’accès de ${person}\u00a0?`,
        consequences: [
          'La personne ne pourra plus entrer au nom de cet organisme, et ses connexions se ferment.',
          'Ses droits sont gardés. Vous pourrez rouvrir l’accès à tout moment.',
        ],
        yes: 'Suspendre l’accès',
        done: 'L’accès est suspendu, et les connexions de la personne sont fermées.',
      },
      reactivate: {
        title: (person) => `Rouvrir l’accès de ${person}\u00a0?`,
        consequences: ['La personne retrouve ses droits, et pourra se connecter tout de suite.'],
        yes: 'Rouvrir l’accès',
        done: 'L’accès est rouvert, avec les mêmes droits.',
      },
      remove: {
        title: (person) => `Retirer ${person} de l’organisme\u00a0?`,
        consequences: [
          'La personne perd ses droits ici, et ses connexions se ferment.',
          'Son compte reste si elle travaille aussi pour un autre organisme\u00a0; sinon elle ne pourra plus se connecter.',
          'Le journal garde ce qu’elle a fait.',
        ],
        yes: 'Retirer de l’organisme',
        done: 'La personne est retirée de l’organisme.',
      },
      renew: {
        title: (person) => `Renouveler l’accès de ${person}\u00a0?`,
        consequences: [
          'L’accès est prolongé, avec les mêmes droits.',
          'Faites-le seulement si la personne travaille encore avec ces services.',
        ],
        yes: 'Renouveler l’accès',
        done: 'L’accès est renouvelé.',
      },
    },
    joined:
      'La personne est ajoutée à l’organisme. Elle en est prévenue, et garde son mot de passe et ses coordonnées.',
    contactSet:
      'La coordonnée est enregistrée. Elle comptera quand la personne l’aura confirmée, ou après 48 heures. Ses autres coordonnées sont prévenues et peuvent la refuser.',
    code: 'Pour votre sécurité, confirmez que c’est bien vous, avec un nouveau code. Le message dira à quoi il sert et pour qui.',
    codeYes: 'Confirmer avec un code',
    keep: 'Ne rien changer',
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
    ways: { email: 'by email', sms: 'by text message', letter: 'by letter' },
    sentBy: {
      email: 'A provisional password goes by email, to the person’s address.',
      sms: 'A provisional password goes by text message, to the person’s mobile.',
      letter: 'A provisional password goes by letter, to the person’s postal address.',
    },
    noWay:
      'No password can be sent: the person has neither a contact confirmed more than 48 hours ago nor a postal address.',
    acts: {
      grant: {
        title: (person, right) => `Give “${right}” to ${person}?`,
        consequences: [
          'The person can use this service from their next sign-in at the portal.',
          'They will be told, and the journal keeps it.',
          'You can take this right away at any time.',
        ],
        yes: 'Give this right',
        done: 'The right is given. The person is told.',
      },
      revoke: {
        title: (person, right) => `Take “${right}” away from ${person}?`,
        consequences: [
          'The person can no longer use this service from their next sign-in at the portal.',
          'They will be told, and the journal keeps it.',
        ],
        yes: 'Take this right away',
        done: 'The right is taken away. The person is told.',
      },
      'name-administrator': {
        title: (person) => `Appoint ${person} as administrator?`,
        consequences: [
          'The person can create users, change their rights and contacts, and appoint other administrators.',
          'They can also take this role from you.',
          'They will be told, and the journal keeps it.',
        ],
        yes: 'Appoint as administrator',
        done: 'Done: the organisation has one more administrator. The person is told.',
      },
      'unname-administrator': {
        title: (person) => `Take the role of administrator from ${person}?`,
        consequences: [
          'The person keeps their access and rights, but no longer manages users.',
          'They will be told, and the journal keeps it.',
        ],
        yes: 'Take this role away',
        done: 'The role is taken away. The person keeps their access and rights.',
      },
      'remove-contact': {
        title: (person, contact) => `Remove ${contact} from the account of ${person}?`,
        consequences: [
          'No code or message will be sent there any more.',
          'A message there announces the removal, and so do the person’s other contacts.',
        ],
        yes: 'Remove this contact',
        done: 'The contact is removed. The person is told.',
      },
      'send-password': {
        title: (person, way) => `Send a provisional password to ${person} ${way}?`,
        consequences: [
          'Nobody else sees it: neither you nor we.',
          'The present password stays good until the provisional one is used.',
          'The person chooses their own when signing in.',
        ],
        yes: 'Send the password',
        done: 'The provisional password is on its way.',
      },
      unlock: {
        title: (person) => `Unlock the account of ${person}?`,
        consequences: [
          'The person can try their password again at once.',
          'First make sure that it was them who went wrong: call them.',
          'They will be told of it.',
        ],
        yes: 'Unlock',
        done: 'The account is unlocked. The person can try again at once, and is told.',
      },
      'sign-out-everywhere': {
        title: (person) => `Sign ${person} out everywhere?`,
        consequences: [
          'All their sign-ins end, on all devices and all portals.',
          'To come back they need their password and a code.',
        ],
        yes: 'Sign out everywhere',
        done: 'The person is signed out everywhere.',
      },
      suspend: {
        title: (person) => `Suspend the access of ${person}?`,
        consequences: [
          'The person can no longer enter on behalf of this organisation, and their sign-ins end.',
          'Their rights are kept. You can reopen the access at any time.',
        ],
        yes: 'Suspend the access',
        done: 'The access is suspended, and the person’s sign-ins have ended.',
      },
      reactivate: {
        title: (person) => `Reopen the access of ${person}?`,
        consequences: ['The person has their rights back, and can sign in at once.'],
        yes: 'Reopen the access',
        done: 'The access is open again, with the same rights.',
      },
      remove: {
        title: (person) => `Remove ${person} from the organisation?`,
        consequences: [
          'The person loses their rights here, and their sign-ins end.',
          'Their account lives on if they work for another organisation too; else they can no longer sign in.',
          'The journal keeps what they did.',
        ],
        yes: 'Remove from the organisation',
        done: 'The person is removed from the organisation.',
      },
      renew: {
        title: (person) => `Renew the access of ${person}?`,
        consequences: [
          'The access is prolonged, with the same rights.',
          'Do it only if the person still works with these services.',
        ],
        yes: 'Renew the access',
        done: 'The access is renewed.',
      },
    },
    joined: 'The person is added to the organisation. They are told, and keep their password and contacts.',
    contactSet:
      'The contact is noted. It counts once the person has confirmed it, or after 48 hours. Their other contacts are told and can refuse it.',
    code: 'For your security, confirm that it is you, with a new code. The message will say what it is for and for whom.',
    codeYes: 'Confirm with a code',
    keep: 'Change nothing',
    noLonger: 'This can no longer be done: the state of this access has changed meanwhile.',
  },
};
