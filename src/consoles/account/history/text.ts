/** Words of the history of an account (U1): what happened, never how it is kept. */
import type { HistoryKind } from '../../../domain/history.js';
import type { Locale } from '../../../domain/realm.js';

export interface HistoryText {
  readonly title: string;
  readonly summary: string;
  readonly what: string;
  readonly none: string;
  readonly kinds: Readonly<Record<HistoryKind, (detail: string) => string>>;
  readonly times: (count: number) => string;
  readonly at: (time: string) => string;
  readonly by: Readonly<Record<string, string>>;
  readonly newDevice: (browser: string) => string;
  readonly older: string;
  readonly newer: string;
  readonly notMe: string;
  readonly notMeHow: string;
}

const named = (sentence: string) => (detail: string) => (detail === '' ? sentence : `${sentence}\u00a0: ${detail}`);
const called = (sentence: string) => (detail: string) => (detail === '' ? sentence : `${sentence}: ${detail}`);

export const text: Readonly<Record<Locale, HistoryText>> = {
  fr: {
    title: 'Historique',
    summary: 'vos connexions et changements',
    what: 'Ce qui s’est passé sur votre compte depuis 12 mois, le plus récent d’abord.',
    none: 'Rien ne s’est passé sur votre compte.',
    kinds: {
      'signed-in': named('Connexion'),
      'code-right': named('Code validé'),
      'code-wrong': () => 'Code refusé',
      'password-wrong': () => 'Mot de passe refusé',
      'password-changed': () => 'Mot de passe changé',
      'recovery-started': () => 'Mot de passe oublié demandé',
      'contact-added': named('Coordonnée ajoutée'),
      'contact-removed': named('Coordonnée supprimée'),
      'contact-refused': named('Coordonnée refusée'),
      'identity-linked': () => 'Identité rattachée',
      'identity-undone': () => 'Identité détachée',
      'device-trusted': () => 'Appareil reconnu\u00a0: moins de codes y seront demandés',
      'session-ended': () => 'Une connexion a été fermée',
      'change-refused': () => 'Changement refusé, faute de preuve suffisante',
    },
    times: (count) => `${count}\u00a0fois`,
    at: (time) => `à ${time}`,
    by: {
      email: 'reçu par e-mail',
      sms: 'reçu par SMS',
      voice: 'reçu par appel',
      letter: 'sur papier',
      totp: 'de votre application',
    },
    newDevice: (browser) => `nouvel appareil (${browser})`,
    older: 'Plus ancien',
    newer: 'Plus récent',
    notMe: 'Ce n’est pas vous\u00a0?',
    notMeHow: 'Fermez vos connexions, puis changez votre mot de passe',
  },
  en: {
    title: 'History',
    summary: 'your sign-ins and changes',
    what: 'What happened on your account in the last 12 months, the latest first.',
    none: 'Nothing happened on your account.',
    kinds: {
      'signed-in': called('Sign-in'),
      'code-right': called('Code accepted'),
      'code-wrong': () => 'Code refused',
      'password-wrong': () => 'Password refused',
      'password-changed': () => 'Password changed',
      'recovery-started': () => 'Forgotten password asked for',
      'contact-added': called('Contact added'),
      'contact-removed': called('Contact removed'),
      'contact-refused': called('Contact refused'),
      'identity-linked': () => 'Identity linked',
      'identity-undone': () => 'Identity unlinked',
      'device-trusted': () => 'Device trusted: fewer codes will be asked for there',
      'session-ended': () => 'A sign-in was ended',
      'change-refused': () => 'Change refused, for want of proof',
    },
    times: (count) => `${count} times`,
    at: (time) => `at ${time}`,
    by: {
      email: 'received by email',
      sms: 'received by text message',
      voice: 'received by a call',
      letter: 'on paper',
      totp: 'from your app',
    },
    newDevice: (browser) => `new device (${browser})`,
    older: 'Older',
    newer: 'Newer',
    notMe: 'Was this not you?',
    notMeHow: 'End your sign-ins, then change your password',
  },
};
