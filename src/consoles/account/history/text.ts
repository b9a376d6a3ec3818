/** Words of the history of an account (U1): what happened, never how it is kept. */
import type { HistoryKind } from '../../../domain/audit/history.js';
import type { OrganisationAct } from '../../../domain/organisation/act.js';
import type { Locale } from '../../../domain/realm.js';

export interface HistoryText {
  readonly title: string;
  readonly summary: string;
  readonly what: string;
  readonly none: string;
  readonly kinds: Readonly<Record<HistoryKind, (detail: string) => string>>;
  readonly times: (count: number) => string;
  readonly at: (time: string) => string;
  /** a code that confirmed an action (A5) */
  readonly confirmed: (action: string) => string;
  /** an action that a portal asked for */
  readonly on: (action: string, portal: string) => string;
  /** by what somebody came in (domain/assurance/means); an upstream has its own name */
  readonly means: Readonly<Record<string, string>>;
  readonly both: (first: string, second: string) => string;
  readonly onTrusted: (first: string) => string;
  readonly codes: Readonly<Record<string, string>>;
  /** what an agent of the back office did, by its code in the audit */
  readonly agent: Readonly<Record<string, string>>;
  readonly acts: Readonly<Partial<Record<OrganisationAct, string>>>;
  /** where there is no other */
  readonly acted: string;
  readonly by: Readonly<Record<string, string>>;
  readonly newDevice: (browser: string) => string;
  readonly older: string;
  readonly newer: string;
  readonly notMe: string;
  readonly notMeHow: string;
  /** where a message told it */
  readonly notMeMessage: string;
  readonly notMeAnswer: string;
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
      'app-ended': (name) => `Application déconnectée${name ? `\u00a0: ${name}` : ''}`,
      'app-replayed': (name) => `Application déconnectée par sécurité${name ? `\u00a0: ${name}` : ''}`,
      'change-refused': () => 'Changement refusé, faute de preuve suffisante',
      'device-forgotten': () => 'Appareil oublié',
      'signed-out-everywhere': () => 'Déconnexion de partout',
      'authenticator-added': () => 'Application d’authentification ajoutée',
      'authenticator-removed': () => 'Application d’authentification supprimée',
      'passkey-added': () => 'Clé d’accès ajoutée',
      'passkey-removed': () => 'Clé d’accès supprimée',
      'passkey-used': named('Clé d’accès utilisée'),
      'passkey-cloned': () => 'Clé d’accès bloquée\u00a0: elle semble avoir été copiée',
      'passkey-refused': () => 'Clé d’accès bloquée refusée',
      'codes-issued': (codes) => codes || 'Codes demandés',
      'code-entry-closed': () => 'Saisie du code fermée sur les nouveaux appareils\u00a0: trop de codes faux',
      'provisional-used': () => 'Mot de passe provisoire utilisé',
      contested: () => '«\u00a0Ce n’est pas moi\u00a0» répondu à un message',
      'contact-taken-back': () => 'Coordonnée bloquée rendue à son usage',
      'data-downloaded': () => 'Données téléchargées',
      'call-confirmed': () => 'Demande d’un conseiller confirmée pendant un appel',
      'call-refused': () => 'Demande d’un conseiller refusée',
      'agent-acted': named('Par un conseiller'),
      'administrator-acted': named('Par un administrateur de votre organisme'),
    },
    times: (count) => `${count}\u00a0fois`,
    at: (time) => `à\u00a0${time}`,
    confirmed: named('Action confirmée'),
    on: (action, portal) => `${action}, sur ${portal}`,
    means: {
      password: 'mot de passe',
      email: 'code par e-mail',
      sms: 'code par SMS',
      voice: 'code par appel',
      letter: 'code sur papier',
      totp: 'application d’authentification',
      passkey: 'clé d’accès',
      recovery: 'code de secours',
      trusted_device: 'poste de confiance',
      session: 'connexion déjà ouverte',
    },
    both: (first, second) => `${first} et ${second}`,
    onTrusted: (first) => `${first}, sur un poste de confiance`,
    codes: {
      recovery: 'Nouveaux codes de secours créés',
      letter: 'Codes demandés par courrier',
      desk: 'Codes donnés au guichet',
    },
    agent: {
      look_up: 'votre compte consulté',
      export: 'vos données exportées à votre demande',
      affiliation: 'votre dossier rattaché',
      separation: 'votre dossier séparé',
      mutation: 'votre dossier transféré',
      suspension: 'votre compte suspendu',
      reinstatement: 'votre compte rouvert',
      unlocking: 'votre compte débloqué',
      signed_out_everywhere: 'déconnexion de partout',
      contact_set: 'coordonnée ajoutée',
      contact_removed: 'coordonnée supprimée',
      contact_released: 'coordonnée bloquée rendue à son usage',
      contested_closed: '«\u00a0Ce n’est pas moi\u00a0» traité',
      provisional_password: 'mot de passe provisoire envoyé',
      telephone_code: 'code du serveur vocal changé',
      removing_authenticators: 'applications d’authentification et clés d’accès supprimées',
      enrolment: 'votre compte créé',
    },
    acts: {
      user_created: 'votre compte créé',
      user_added: 'accès ouvert',
      activated: 'première connexion',
      contact_set: 'coordonnée ajoutée',
      contact_removed: 'coordonnée supprimée',
      right_granted: 'droit accordé',
      right_revoked: 'droit retiré',
      administrator_named: 'vous êtes administrateur',
      administrator_unnamed: 'vous n’êtes plus administrateur',
      member_removed: 'accès retiré',
      member_suspended: 'accès suspendu',
      member_reactivated: 'accès rouvert',
      unlocked: 'votre compte débloqué',
      password_sent: 'mot de passe provisoire envoyé',
      activation_code_given: 'code de première connexion donné',
      signed_out: 'déconnexion de partout',
      reviewed: 'accès renouvelé',
      access_expired: 'accès expiré, faute de renouvellement',
    },
    acted: 'votre compte modifié',
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
    notMeMessage: 'Un de nos messages vous l’a annoncé\u00a0? Bloquez ce qui a changé\u00a0:',
    notMeAnswer: 'répondez «\u00a0Ce n’est pas moi\u00a0»',
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
      'app-ended': (name) => `App signed out${name ? `: ${name}` : ''}`,
      'app-replayed': (name) => `App signed out for safety${name ? `: ${name}` : ''}`,
      'change-refused': () => 'Change refused, for want of proof',
      'device-forgotten': () => 'Device forgotten',
      'signed-out-everywhere': () => 'Signed out everywhere',
      'authenticator-added': () => 'Authenticator app added',
      'authenticator-removed': () => 'Authenticator app removed',
      'passkey-added': () => 'Passkey added',
      'passkey-removed': () => 'Passkey removed',
      'passkey-used': called('Passkey used'),
      'passkey-cloned': () => 'Passkey blocked: it seems to have been copied',
      'passkey-refused': () => 'Blocked passkey refused',
      'codes-issued': (codes) => codes || 'Codes asked for',
      'code-entry-closed': () => 'Code entry closed on new devices: too many wrong codes',
      'provisional-used': () => 'Provisional password used',
      contested: () => '“This was not me” said of a message',
      'contact-taken-back': () => 'Blocked contact in use again',
      'data-downloaded': () => 'Data downloaded',
      'call-confirmed': () => 'An adviser’s request confirmed during a call',
      'call-refused': () => 'An adviser’s request refused',
      'agent-acted': called('By an adviser'),
      'administrator-acted': called('By an administrator of your organisation'),
    },
    times: (count) => `${count} times`,
    at: (time) => `at\u00a0${time}`,
    confirmed: called('Action confirmed'),
    on: (action, portal) => `${action}, on ${portal}`,
    means: {
      password: 'password',
      email: 'code by email',
      sms: 'code by text message',
      voice: 'code by a call',
      letter: 'code on paper',
      totp: 'authenticator app',
      passkey: 'passkey',
      recovery: 'backup code',
      trusted_device: 'trusted workstation',
      session: 'sign-in already open',
    },
    both: (first, second) => `${first} and ${second}`,
    onTrusted: (first) => `${first}, on a trusted workstation`,
    codes: {
      recovery: 'New backup codes created',
      letter: 'Codes asked for by letter',
      desk: 'Codes given at a desk',
    },
    agent: {
      look_up: 'your account looked up',
      export: 'your data exported at your request',
      affiliation: 'your file attached',
      separation: 'your file separated',
      mutation: 'your file transferred',
      suspension: 'your account suspended',
      reinstatement: 'your account reopened',
      unlocking: 'your account unlocked',
      signed_out_everywhere: 'signed out everywhere',
      contact_set: 'contact added',
      contact_removed: 'contact removed',
      contact_released: 'blocked contact in use again',
      contested_closed: '“This was not me” dealt with',
      provisional_password: 'provisional password sent',
      telephone_code: 'code of the voice server changed',
      removing_authenticators: 'authenticator apps and passkeys removed',
      enrolment: 'your account created',
    },
    acts: {
      user_created: 'your account created',
      user_added: 'access opened',
      activated: 'first sign-in',
      contact_set: 'contact added',
      contact_removed: 'contact removed',
      right_granted: 'right granted',
      right_revoked: 'right taken away',
      administrator_named: 'you are an administrator',
      administrator_unnamed: 'you are no longer an administrator',
      member_removed: 'access taken away',
      member_suspended: 'access suspended',
      member_reactivated: 'access reopened',
      unlocked: 'your account unlocked',
      password_sent: 'provisional password sent',
      activation_code_given: 'code of a first sign-in given',
      signed_out: 'signed out everywhere',
      reviewed: 'access renewed',
      access_expired: 'access expired, for want of renewal',
    },
    acted: 'your account changed',
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
    notMeMessage: 'Did one of our messages tell you? Block what has changed:',
    notMeAnswer: 'say “This was not me”',
  },
};
