/** Words of the page where a passkey did not do (I6). Keys of `errors` are the codes of docs/errors.md. */
import type { ClosedAccess } from '../../src/domain/organisation/membership.js';
import type { Locale } from '../../src/domain/realm.js';
import type { PasskeyRefusal } from '../../src/services/passkey/verify_passkey.js';

export type PasskeyError = PasskeyRefusal | 'throttled' | `access-${ClosedAccess}`;

export interface PasskeyText {
  readonly title: string;
  /** it was right, and leads nowhere */
  readonly closedTitle: string;
  readonly errors: Readonly<Record<PasskeyError, string>>;
  /** of `throttled` */
  readonly again: (time: string) => string;
  readonly otherwise: { readonly signIn: string; readonly confirm: string };
  /** where this passkey will not do */
  readonly without: { readonly signIn: string; readonly confirm: string };
  /** while one waits */
  readonly meanwhile: { readonly signIn: string; readonly confirm: string };
  readonly back: { readonly signIn: string; readonly confirm: string };
  readonly cancel: string;
}

export const text: Readonly<Record<Locale, PasskeyText>> = {
  fr: {
    title: 'Votre empreinte ou votre visage n’a pas suffi',
    closedTitle: 'Vous ne pouvez pas vous connecter pour le moment',
    errors: {
      expired: 'Cette demande a expiré, ou elle a déjà servi.',
      unknown: 'Cette clé d’accès n’est plus enregistrée ici. Vous l’avez peut-être supprimée.',
      'not-verified': 'Votre appareil n’a pas vérifié votre empreinte, votre visage ou votre code de déverrouillage.',
      refused: 'La réponse de votre appareil n’a pas pu être vérifiée.',
      'other-realm': 'Cette clé d’accès est celle d’un autre espace. Elle ne sert pas ici.',
      'other-account': 'Cette clé d’accès est celle d’un autre compte. Utilisez celle du compte connecté.',
      cloned:
        'Cette clé d’accès semble avoir été copiée. Par sécurité, elle est maintenant bloquée, et nous vous prévenons par un message.',
      suspended:
        'Cette clé d’accès est bloquée, par sécurité. Supprimez-la dans «\u00a0Gérer mon compte\u00a0», puis ajoutez-en une autre.',
      'account-closed': 'Ce compte est fermé ou suspendu.',
      throttled: 'Plusieurs essais n’ont pas abouti.',
      'access-expired': 'Votre accès a expiré\u00a0: demandez à un administrateur de votre organisme de le renouveler.',
      'access-suspended':
        'Votre accès est suspendu\u00a0: demandez à un administrateur de votre organisme de le rétablir.',
      'access-removed':
        'Vous ne faites plus partie d’aucun organisme\u00a0: demandez à un administrateur du vôtre de vous y ajouter.',
    },
    again: (time) => `Vous pourrez recommencer dans ${time}.`,
    otherwise: {
      signIn: 'Vous pouvez recommencer, ou vous connecter avec votre mot de passe et un code.',
      confirm: 'Vous pouvez recommencer, ou choisir un autre moyen.',
    },
    without: {
      signIn: 'Connectez-vous avec votre mot de passe et un code, ou avec une autre clé d’accès.',
      confirm: 'Choisissez un autre moyen, ou une autre clé d’accès.',
    },
    meanwhile: {
      signIn: 'D’ici là, connectez-vous avec votre mot de passe et un code.',
      confirm: 'D’ici là, choisissez un autre moyen.',
    },
    back: { signIn: 'Revenir à la connexion', confirm: 'Choisir comment continuer' },
    cancel: 'Revenir au portail',
  },
  en: {
    title: 'Your fingerprint or face was not enough',
    closedTitle: 'You cannot sign in at the moment',
    errors: {
      expired: 'This request has expired, or was used before.',
      unknown: 'This passkey is no longer registered here. You may have removed it.',
      'not-verified': 'Your device did not check your fingerprint, your face or your screen lock.',
      refused: 'The answer of your device could not be verified.',
      'other-realm': 'This passkey belongs to another area. It does not work here.',
      'other-account': 'This passkey belongs to another account. Use that of the account that is signed in.',
      cloned:
        'This passkey seems to have been copied. For your security it is now blocked, and we are telling you by a message.',
      suspended: 'This passkey is blocked, for your security. Remove it in “Manage my account”, then add another one.',
      'account-closed': 'This account is closed or suspended.',
      throttled: 'Several attempts have failed.',
      'access-expired': 'Your access has expired: ask an administrator of your organisation to renew it.',
      'access-suspended': 'Your access is suspended: ask an administrator of your organisation to restore it.',
      'access-removed': 'You are no longer part of any organisation: ask an administrator of yours to add you to it.',
    },
    again: (time) => `You can try again in ${time}.`,
    otherwise: {
      signIn: 'You can try again, or sign in with your password and a code.',
      confirm: 'You can try again, or choose another way.',
    },
    without: {
      signIn: 'Sign in with your password and a code, or with another passkey.',
      confirm: 'Choose another way, or another passkey.',
    },
    meanwhile: {
      signIn: 'Until then, sign in with your password and a code.',
      confirm: 'Until then, choose another way.',
    },
    back: { signIn: 'Go back to signing in', confirm: 'Choose how to go on' },
    cancel: 'Go back to the portal',
  },
};
