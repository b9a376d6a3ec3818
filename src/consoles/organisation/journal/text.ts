/** Words of the journal: what was done in an organisation, by whom and to whom (E1, S5). */
import type { OrganisationAct } from '../../../domain/organisation/act.js';
import type { Locale } from '../../../domain/realm.js';

/** @param who acted @param whom it was done to @param what the right, the kind of contact, or the way */
type Sentence = (who: string, whom: string, what: string) => string;

export interface JournalText {
  readonly title: string;
  readonly what: string;
  readonly empty: string;
  readonly older: string;
  readonly newest: string;
  /** somebody who was erased, or nobody in particular */
  readonly somebody: string;
  /** the back office or the scheduler, at the beginning of a sentence */
  readonly service: string;
  readonly kinds: Readonly<Record<'email' | 'mobile' | 'landline', string>>;
  readonly ways: Readonly<Record<'email' | 'sms' | 'letter', string>>;
  readonly acts: Readonly<Record<OrganisationAct, Sentence>>;
  readonly unknown: Sentence;
}

export const text: Readonly<Record<Locale, JournalText>> = {
  fr: {
    title: 'Journal',
    what: 'Ce que les administrateurs ont fait, le plus récent d’abord.',
    empty: 'Rien n’a encore été fait.',
    older: 'Voir plus ancien',
    newest: 'Revenir au plus récent',
    somebody: 'quelqu’un',
    service: 'Le service',
    kinds: { email: 'une adresse e-mail', mobile: 'un numéro de mobile', landline: 'un numéro de téléphone fixe' },
    ways: { email: 'par e-mail', sms: 'par SMS', letter: 'par courrier' },
    acts: {
      organisation_created: (who) => `${who} a ouvert l’organisme.`,
      user_created: (who, whom) => `${who} a créé le compte de ${whom}.`,
      user_added: (who, whom) => `${who} a ajouté ${whom}, qui avait déjà un compte.`,
      activated: (_, whom) => `${whom} s’est connecté pour la première fois.`,
      contact_set: (who, whom, what) => `${who} a ajouté ${what} de ${whom}.`,
      contact_removed: (who, whom, what) => `${who} a supprimé ${what} de ${whom}.`,
      right_granted: (who, whom, what) => `${who} a accordé «\u00a0${what}\u00a0» à ${whom}.`,
      right_revoked: (who, whom, what) => `${who} a retiré «\u00a0${what}\u00a0» à ${whom}.`,
      administrator_named: (who, whom) => `${who} a nommé ${whom} administrateur.`,
      administrator_unnamed: (who, whom) => `${who} a retiré à ${whom} le rôle d’administrateur.`,
      member_removed: (who, whom) => `${who} a retiré ${whom} de l’organisme.`,
      member_suspended: (who, whom) => `${who} a suspendu l’accès de ${whom}.`,
      member_reactivated: (who, whom) => `${who} a rouvert l’accès de ${whom}.`,
      unlocked: (who, whom) => `${who} a débloqué le compte de ${whom}.`,
      password_sent: (who, whom, what) => `${who} a fait envoyer un mot de passe provisoire à ${whom} ${what}.`,
      activation_code_given: (who, whom) => `${who} a donné à ${whom} un code de première connexion.`,
      signed_out: (who, whom) => `${who} a déconnecté ${whom} partout.`,
      reviewed: (who, whom) => `${who} a renouvelé l’accès de ${whom}.`,
      access_expired: (_, whom) => `L’accès de ${whom} a expiré, faute de renouvellement.`,
      users_exported: (who) => `${who} a téléchargé la liste des utilisateurs.`,
    },
    unknown: (who, whom) => `${who} a changé quelque chose pour ${whom}.`,
  },
  en: {
    title: 'Journal',
    what: 'What the administrators did, the latest first.',
    empty: 'Nothing has been done yet.',
    older: 'See older entries',
    newest: 'Back to the latest',
    somebody: 'somebody',
    service: 'The service',
    kinds: { email: 'an email address', mobile: 'a mobile number', landline: 'a landline number' },
    ways: { email: 'by email', sms: 'by text message', letter: 'by letter' },
    acts: {
      organisation_created: (who) => `${who} opened the organisation.`,
      user_created: (who, whom) => `${who} created the account of ${whom}.`,
      user_added: (who, whom) => `${who} added ${whom}, who had an account already.`,
      activated: (_, whom) => `${whom} signed in for the first time.`,
      contact_set: (who, whom, what) => `${who} added ${what} of ${whom}.`,
      contact_removed: (who, whom, what) => `${who} removed ${what} of ${whom}.`,
      right_granted: (who, whom, what) => `${who} gave “${what}” to ${whom}.`,
      right_revoked: (who, whom, what) => `${who} took “${what}” away from ${whom}.`,
      administrator_named: (who, whom) => `${who} appointed ${whom} as administrator.`,
      administrator_unnamed: (who, whom) => `${who} took the role of administrator from ${whom}.`,
      member_removed: (who, whom) => `${who} removed ${whom} from the organisation.`,
      member_suspended: (who, whom) => `${who} suspended the access of ${whom}.`,
      member_reactivated: (who, whom) => `${who} reopened the access of ${whom}.`,
      unlocked: (who, whom) => `${who} unlocked the account of ${whom}.`,
      password_sent: (who, whom, what) => `${who} had a provisional password sent to ${whom} ${what}.`,
      activation_code_given: (who, whom) => `${who} gave ${whom} a code for the first sign-in.`,
      signed_out: (who, whom) => `${who} signed ${whom} out everywhere.`,
      reviewed: (who, whom) => `${who} renewed the access of ${whom}.`,
      access_expired: (_, whom) => `The access of ${whom} expired: nobody renewed it.`,
      users_exported: (who) => `${who} downloaded the list of users.`,
    },
    unknown: (who, whom) => `${who} changed something for ${whom}.`,
  },
};
