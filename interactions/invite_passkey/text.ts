/** Words of the invitation to a passkey, at the end of a sign-in (I6). */
import type { Locale } from '../../src/domain/realm.js';
import type { CreationFailure } from '../../src/http/layout/passkey_creation.js';

export interface InvitePasskeyText {
  readonly title: string;
  readonly what: string;
  readonly facts: readonly string[];
  readonly own: string;
  readonly create: string;
  readonly later: string;
  readonly laterMeans: string;
  readonly errors: Readonly<Record<CreationFailure | 'refused' | 'expired', string>>;
  /** the code is too long ago, or too many are there: made in « Gérer mon compte » instead */
  readonly elsewhere: { readonly what: string; readonly href: string };
  /** the browser does not do it after all */
  readonly without: string;
}

export const text: Readonly<Record<Locale, InvitePasskeyText>> = {
  fr: {
    title: 'Se connecter plus vite la prochaine fois\u00a0?',
    what: 'La connexion a réussi. Si vous voulez, créez une clé d’accès\u00a0: la prochaine fois, votre empreinte, votre visage ou le code de cet appareil suffira.',
    facts: [
      'Plus de mot de passe à saisir, ni de code à attendre.',
      'Votre empreinte et votre visage ne quittent jamais votre appareil\u00a0: nous ne les recevons pas.',
      'Votre mot de passe et vos codes fonctionnent toujours.',
    ],
    own: 'Ne le faites pas sur un appareil que d’autres personnes déverrouillent.',
    create: 'Créer ma clé d’accès',
    later: 'Plus tard',
    laterMeans: 'Vous pourrez toujours le faire dans «\u00a0Gérer mon compte\u00a0».',
    errors: {
      cancelled:
        'Rien n’a été créé\u00a0: la fenêtre de votre appareil a été fermée, ou a attendu trop longtemps. Réessayez, ou continuez par «\u00a0Plus tard\u00a0».',
      registered: 'Cet appareil a déjà une clé d’accès pour votre compte. Continuez par «\u00a0Plus tard\u00a0».',
      unsupported:
        'Cet appareil ne peut pas garder de clé d’accès\u00a0: il lui faut un verrouillage par empreinte, visage ou code. Continuez par «\u00a0Plus tard\u00a0».',
      refused:
        'La clé d’accès n’a pas pu être vérifiée. Votre appareil doit vous reconnaître (empreinte, visage ou code)\u00a0: réessayez, ou continuez par «\u00a0Plus tard\u00a0».',
      expired:
        'Cette demande a attendu trop longtemps, ou a déjà servi. Réessayez, ou continuez par «\u00a0Plus tard\u00a0».',
      failed: 'Votre navigateur n’a pas pu créer la clé d’accès. Réessayez, ou continuez par «\u00a0Plus tard\u00a0».',
    },
    elsewhere: {
      what: 'Votre code date de quelques minutes\u00a0: pour votre sécurité, la clé se crée maintenant dans «\u00a0Gérer mon compte\u00a0», avec un nouveau code.',
      href: 'Créer une clé d’accès dans «\u00a0Gérer mon compte\u00a0»',
    },
    without: 'Votre navigateur ne peut pas créer de clé d’accès sur cette page. Continuez par «\u00a0Plus tard\u00a0».',
  },
  en: {
    title: 'Sign in faster next time?',
    what: 'You are signed in. If you like, create a passkey: next time, your fingerprint, your face or this device’s own code will do.',
    facts: [
      'No password to type, no code to wait for.',
      'Your fingerprint and your face never leave your device: we do not receive them.',
      'Your password and your codes still work.',
    ],
    own: 'Do not do it on a device that other people unlock.',
    create: 'Create my passkey',
    later: 'Later',
    laterMeans: 'You can always do it in “Manage my account”.',
    errors: {
      cancelled:
        'Nothing was created: your device’s window was closed, or waited for too long. Try again, or go on with “Later”.',
      registered: 'This device already has a passkey for your account. Go on with “Later”.',
      unsupported:
        'This device cannot keep a passkey: it needs a lock by fingerprint, face or code. Go on with “Later”.',
      refused:
        'The passkey could not be verified. Your device has to recognise you (fingerprint, face or code): try again, or go on with “Later”.',
      expired: 'This request waited for too long, or was used already. Try again, or go on with “Later”.',
      failed: 'Your browser could not create the passkey. Try again, or go on with “Later”.',
    },
    elsewhere: {
      what: 'Your code was given some minutes ago: for your safety, the passkey is now created in “Manage my account”, with a new code.',
      href: 'Create a passkey in “Manage my account”',
    },
    without: 'Your browser cannot create a passkey on this page. Go on with “Later”.',
  },
};
