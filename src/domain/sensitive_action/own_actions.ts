/** The sensitive actions of Poterne's own consoles (U1, E1): each change there asks for a code that names it. */
import { ACCOUNT_CLIENT, ORGANISATION_CLIENT } from '../client/own_client.js';
import type { Localized } from '../realm.js';
import type { ActionField, RegisteredAction } from './sensitive_action.js';

const CONTACT: ActionField = { name: 'contact', label: { fr: 'Coordonnée', en: 'Contact' }, longestCharacters: 80 };
const IDENTITY: ActionField = { name: 'identity', label: { fr: 'Identité', en: 'Identity' }, longestCharacters: 80 };
const PASSKEY: ActionField = { name: 'passkey', label: { fr: 'Clé d’accès', en: 'Passkey' }, longestCharacters: 80 };
const MESSAGE: ActionField = { name: 'message', label: { fr: 'Ses mots', en: 'Their words' }, longestCharacters: 32 };
const PORTAL: ActionField = { name: 'portal', label: { fr: 'Service', en: 'Service' }, longestCharacters: 80 };
const PERSON: ActionField = { name: 'person', label: { fr: 'Personne', en: 'Person' }, longestCharacters: 120 };
const RIGHT: ActionField = { name: 'right', label: { fr: 'Droit', en: 'Right' }, longestCharacters: 120 };
const ORGANISATION: ActionField = {
  name: 'organisation',
  label: { fr: 'Organisme', en: 'Organisation' },
  longestCharacters: 120,
};

/** What « Gérer mon compte » changes; the masked contact is shown, never the whole one. */
export const ACCOUNT_ACTIONS = {
  addContact: own('account.add_contact', 'ajouter une coordonnée', 'add a contact', [CONTACT]),
  removeContact: own('account.remove_contact', 'supprimer une coordonnée', 'remove a contact', [CONTACT]),
  confirmContact: own('account.confirm_contact', 'confirmer une coordonnée', 'confirm a contact', [CONTACT]),
  changePassword: own('account.change_password', 'changer votre mot de passe', 'change your password', []),
  enrolAuthenticator: own(
    'account.enrol_authenticator',
    'ajouter une application d’authentification',
    'add an authenticator app',
    [],
  ),
  removeAuthenticator: own(
    'account.remove_authenticator',
    'supprimer votre application d’authentification',
    'remove your authenticator app',
    [],
  ),
  enrolPasskey: own(
    'account.enrol_passkey',
    'ajouter une clé d’accès (empreinte ou visage)',
    'add a passkey (fingerprint or face)',
    [],
  ),
  removePasskey: own('account.remove_passkey', 'supprimer une clé d’accès', 'remove a passkey', [PASSKEY]),
  renewRecoveryCodes: own('account.renew_recovery_codes', 'créer des codes de secours', 'create backup codes', []),
  undoIdentityLink: own('account.undo_identity_link', 'détacher une identité', 'unlink an identity', [IDENTITY]),
  answerRequest: own(
    'account.answer_request',
    'répondre à la demande de votre conseiller',
    'answer your adviser’s request',
    [MESSAGE, PORTAL],
  ),
  downloadData: own('account.download_data', 'télécharger vos données', 'download your data', []),
} as const;

/** What an administrator of an organisation changes (E1). */
export const ORGANISATION_ACTIONS = {
  createUser: own('organisation.create_user', 'créer un utilisateur', 'create a user', [ORGANISATION, PERSON]),
  changeContacts: own(
    'organisation.change_contacts',
    'modifier les coordonnées d’un utilisateur',
    'change a user’s contacts',
    [ORGANISATION, PERSON, CONTACT],
  ),
  grantRight: own('organisation.grant_right', 'accorder un droit', 'grant a right', [ORGANISATION, PERSON, RIGHT]),
  makeAdministrator: own('organisation.make_administrator', 'nommer un administrateur', 'appoint an administrator', [
    ORGANISATION,
    PERSON,
  ]),
  sendPassword: own('organisation.send_password', 'envoyer un mot de passe provisoire', 'send a provisional password', [
    ORGANISATION,
    PERSON,
  ]),
} as const;

export const OWN_ACTIONS: readonly RegisteredAction[] = [
  ...Object.values(ACCOUNT_ACTIONS),
  ...Object.values(ORGANISATION_ACTIONS),
];

function own(type: string, fr: string, en: string, fields: readonly ActionField[]): RegisteredAction {
  const label: Localized = { fr, en };
  const client = type.startsWith('account.') ? ACCOUNT_CLIENT : ORGANISATION_CLIENT;
  return { type, realm: null, clients: [client.id], label, fields, minimumAcr: 'two-step-fresh' };
}
