/** The sensitive actions of the demonstration portals, as ACTIONS_FILE would register them (A5). */
import type { RegisteredAction } from '../src/domain/sensitive_action/sensitive_action.js';

export const CHANGE_BANK_DETAILS = 'caf.change_bank_details';
export const CREATE_USER = 'peps.create_user';

export const DEMONSTRATION_ACTIONS: readonly RegisteredAction[] = [
  {
    type: CHANGE_BANK_DETAILS,
    realm: 'allocataires',
    clients: ['demo-caf', 'demo-app'],
    label: { fr: 'modifier vos coordonnées bancaires', en: 'change your bank details' },
    fields: [{ name: 'iban_last4', label: { fr: 'IBAN finissant par', en: 'IBAN ending in' }, longestCharacters: 4 }],
    minimumAcr: 'two-step-fresh',
  },
  {
    type: CREATE_USER,
    realm: 'employeurs',
    clients: ['demo-peps'],
    label: { fr: 'créer un compte utilisateur', en: 'create a user account' },
    fields: [
      { name: 'user', label: { fr: 'Utilisateur', en: 'User' }, longestCharacters: 60 },
      { name: 'role', label: { fr: 'Service ouvert', en: 'Service opened' }, longestCharacters: 60 },
    ],
    minimumAcr: 'two-step-fresh',
  },
];
