/** Words of the sign-in page: identifier and password (I1, I3, S1). Keys are stable: errors are named by them. */
import type { Locale } from '../../src/domain/realm.js';
import { type IdentifierFaultText, text as identifierText } from '../../src/http/layout/identifier/text.js';
import { troubleWords, type WaitWords } from '../../src/http/layout/trouble_words.js';

/** Why the page is shown: to sign in, to prove it anew (A4), by an upstream alone, or to link an identity (F4). */
export type LoginReason = 'first' | 'again' | 'upstream' | 'link';

export interface LoginText {
  readonly title: Readonly<Record<LoginReason, string>>;
  readonly intro: Readonly<Record<LoginReason, (portalName: string) => string>>;
  /** what the request is for, where a passkey confirms it here (A5) */
  readonly action: {
    readonly what: (purpose: string, portalName: string) => string;
    /** where the browser can */
    readonly byPasskey: string;
  };
  readonly wrongPair: Readonly<Record<'number' | 'login', string>>;
  readonly password: string;
  readonly passwordHint: string;
  readonly submit: string;
  readonly forgotten: string;
  readonly legacyAccess: string;
  readonly cancel: string;
  readonly wait: WaitWords;
  readonly errors: Readonly<Record<LoginErrorText, string>>;
}

/** Errors whose sentence depends on nothing. */
export type LoginErrorText =
  | IdentifierFaultText
  | 'password-empty'
  | 'password-format'
  | 'provisional-expired'
  | 'closed'
  | 'closed-organisation'
  | 'access-expired'
  | 'access-suspended'
  | 'access-removed'
  | 'busy'
  | 'unavailable';

export const text: Readonly<Record<Locale, LoginText>> = {
  fr: {
    title: {
      first: 'Connectez-vous',
      again: 'Confirmez que c’est bien vous',
      upstream: 'Prouvez votre identité',
      link: 'Prouvez que ce compte est à vous',
    },
    intro: {
      first: (portalName) => `Vous continuerez ensuite vers ${portalName}.`,
      again: (portalName) =>
        `Par sécurité, saisissez de nouveau votre mot de passe. Vous reviendrez ensuite vers ${portalName}.`,
      upstream: (portalName) =>
        `${portalName} demande une identité vérifiée. Un mot de passe et un code n’y suffisent pas.`,
      link: () =>
        'Une seule fois\u00a0: votre numéro et votre mot de passe, puis un code. Votre identité sera ensuite rattachée.',
    },
    action: {
      what: (purpose, portalName) => `${portalName} vous demande une confirmation pour ${purpose}.`,
      byPasskey: 'Votre empreinte ou votre visage vous connecte et confirme cette action.',
    },
    wrongPair: {
      number: 'Ce numéro et ce mot de passe ne vont pas ensemble. Vérifiez les deux, puis recommencez.',
      login: 'Cet identifiant et ce mot de passe ne vont pas ensemble. Vérifiez les deux, puis recommencez.',
    },
    password: 'Mot de passe',
    passwordHint: '8 chiffres',
    submit: 'Continuer',
    forgotten: 'Mot de passe oublié\u00a0?',
    legacyAccess: 'Je n’ai pas encore de mot de passe\u00a0: j’ai un code à 4 chiffres',
    cancel: 'Revenir au portail',
    wait: {
      ...troubleWords.fr.wait,
      why: 'Plusieurs essais n’ont pas abouti. Cette attente protège votre compte.',
    },
    errors: {
      ...identifierText.fr.faults,
      'password-empty': 'Saisissez votre mot de passe.',
      'password-format': 'Votre mot de passe est fait de 8 chiffres, sans lettre ni espace. Saisissez-le de nouveau.',
      'provisional-expired':
        'Ce mot de passe provisoire n’est plus valable\u00a0: il est trop ancien. Demandez-en un autre par «\u00a0Mot de passe oublié\u00a0».',
      closed:
        'Trop d’essais ont échoué avec ce numéro. Par sécurité, il ne permet plus de se connecter sur un nouvel appareil. Utilisez un appareil qui vous a déjà servi à vous connecter, ou appelez-nous.',
      'closed-organisation':
        'Trop d’essais ont échoué avec cet identifiant. Par sécurité, il ne permet plus de se connecter sur un nouvel appareil. Demandez à un administrateur de votre organisme de débloquer votre compte, ou choisissez un autre mot de passe par «\u00a0Mot de passe oublié\u00a0».',
      'access-expired':
        'Votre accès a expiré\u00a0: demandez à un administrateur de votre organisme de le renouveler. Votre mot de passe restera le même.',
      'access-suspended':
        'Votre accès est suspendu\u00a0: demandez à un administrateur de votre organisme de le rétablir. Votre mot de passe restera le même.',
      'access-removed':
        'Vous ne faites plus partie d’aucun organisme\u00a0: demandez à un administrateur du vôtre de vous y ajouter.',
      busy: 'Beaucoup de personnes se connectent en ce moment. Attendez quelques secondes, saisissez de nouveau votre mot de passe et recommencez.',
      unavailable:
        'Le service ne répond pas pour le moment. Recommencez dans quelques minutes\u00a0; si cela continue, appelez-nous.',
    },
  },
  en: {
    title: {
      first: 'Sign in',
      again: 'Confirm that it is you',
      upstream: 'Prove your identity',
      link: 'Prove that this account is yours',
    },
    intro: {
      first: (portalName) => `You will then continue to ${portalName}.`,
      again: (portalName) => `For your security, enter your password again. You will then go back to ${portalName}.`,
      upstream: (portalName) =>
        `${portalName} asks for a verified identity. A password and a code are not enough for it.`,
      link: () => 'Only once: your number and your password, then a code. Your identity will then be linked.',
    },
    action: {
      what: (purpose, portalName) => `${portalName} asks you for a confirmation to ${purpose}.`,
      byPasskey: 'Your fingerprint or face signs you in and confirms this action.',
    },
    wrongPair: {
      number: 'This number and this password do not go together. Check both, then try again.',
      login: 'This identifier and this password do not go together. Check both, then try again.',
    },
    password: 'Password',
    passwordHint: '8 digits',
    submit: 'Continue',
    forgotten: 'Forgotten your password?',
    legacyAccess: 'I have no password yet: I have a 4-digit code',
    cancel: 'Go back to the portal',
    wait: {
      ...troubleWords.en.wait,
      why: 'Several attempts have failed. This wait protects your account.',
    },
    errors: {
      ...identifierText.en.faults,
      'password-empty': 'Enter your password.',
      'password-format': 'Your password is made of 8 digits, with no letter or space. Enter it again.',
      'provisional-expired':
        'This provisional password is no longer valid: it is too old. Ask for another one through “Forgotten password”.',
      closed:
        'Too many attempts have failed with this number. For your security, it can no longer sign in on a new device. Use a device on which you have signed in before, or call us.',
      'closed-organisation':
        'Too many attempts have failed with this identifier. For your security, it can no longer sign in on a new device. Ask an administrator of your organisation to unlock your account, or choose another password through “Forgotten password”.',
      'access-expired':
        'Your access has expired: ask an administrator of your organisation to renew it. Your password will stay the same.',
      'access-suspended':
        'Your access is suspended: ask an administrator of your organisation to restore it. Your password will stay the same.',
      'access-removed': 'You are no longer part of any organisation: ask an administrator of yours to add you to it.',
      busy: 'Many people are signing in right now. Wait a few seconds, enter your password again and try once more.',
      unavailable: 'The service is not answering at the moment. Try again in a few minutes; if it goes on, call us.',
    },
  },
};
