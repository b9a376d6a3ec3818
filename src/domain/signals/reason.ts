/** Why an event happened, for a portal's page and for its journal (CAEP 1.0 §2): the same for everybody, nothing personal. */
import type { Localized } from '../realm.js';
import type { SignalReason } from './event.js';

export const REASONS: Readonly<Record<SignalReason, Localized>> = {
  'signed-out': { fr: 'La personne s’est déconnectée.', en: 'The person signed out.' },
  'signed-out-everywhere': {
    fr: 'Toutes les connexions ont été fermées.',
    en: 'All sign-ins were ended.',
  },
  'session-ended': { fr: 'Cette connexion a été fermée.', en: 'This sign-in was ended.' },
  'access-ended': {
    fr: 'Les accès de ce compte ont été fermés par l’organisme.',
    en: 'The organisation ended the access of this account.',
  },
  contested: {
    fr: 'La personne a signalé que ce n’était pas elle.',
    en: 'The person reported that it was not them.',
  },
  'token-replayed': {
    fr: 'Un jeton de l’application a peut-être été copié\u00a0: elle est déconnectée.',
    en: 'A token of the app may have been copied: it is signed out.',
  },
  'membership-ended': {
    fr: 'L’accès au nom de l’organisme n’est plus ouvert.',
    en: 'Access on behalf of the organisation is no longer open.',
  },
  'password-chosen': { fr: 'Un nouveau mot de passe a été choisi.', en: 'A new password was chosen.' },
  'password-used': {
    fr: 'Un mot de passe provisoire a remplacé le mot de passe.',
    en: 'A provisional password replaced the password.',
  },
  'credential-added': { fr: 'Un moyen de connexion a été ajouté.', en: 'A means of signing in was added.' },
  'credential-removed': { fr: 'Un moyen de connexion a été retiré.', en: 'A means of signing in was removed.' },
  'credential-cloned': {
    fr: 'Une clé d’accès a peut-être été copiée\u00a0: elle est suspendue.',
    en: 'A passkey may have been copied: it is suspended.',
  },
  'stepped-up': { fr: 'La personne a donné une preuve plus forte.', en: 'The person gave a stronger proof.' },
  'proved-again': {
    fr: 'La personne s’est connectée de nouveau, avec une preuve moins forte.',
    en: 'The person signed in again, with a weaker proof.',
  },
};
