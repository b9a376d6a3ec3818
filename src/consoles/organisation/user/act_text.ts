/** Words of what is done to a user: the page that asks before, and what the user's page says after (E1 to E3). */
import type { Locale } from '../../../domain/realm.js';
import type { ActName, PasswordWay } from '../acts.js';

export interface ActText {
  readonly title: (person: string, what: string) => string;
  readonly consequences: readonly string[];
  readonly yes: string;
  readonly done: string;
}

export interface ActsText {
  readonly ways: Readonly<Record<PasswordWay, string>>;
  readonly sentBy: Readonly<Record<PasswordWay, string>>;
  readonly acts: Readonly<Record<ActName, ActText>>;
}

export const text: Readonly<Record<Locale, ActsText>> = {
  fr: {
    ways: { email: 'par e-mail', sms: 'par SMS', letter: 'par courrier' },
    sentBy: {
      email: 'Un mot de passe provisoire part par e-mail, à l’adresse de la personne.',
      sms: 'Un mot de passe provisoire part par SMS, au mobile de la personne.',
      letter: 'Un mot de passe provisoire part par courrier, à l’adresse postale de la personne.',
    },
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
  },
  en: {
    ways: { email: 'by email', sms: 'by text message', letter: 'by letter' },
    sentBy: {
      email: 'A provisional password goes by email, to the person’s address.',
      sms: 'A provisional password goes by text message, to the person’s mobile.',
      letter: 'A provisional password goes by letter, to the person’s postal address.',
    },
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
  },
};
