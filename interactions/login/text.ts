/** Words of the sign-in page: identifier and password (I1, I3, S1). Keys are stable: errors are named by them. */
import type { Locale } from '../../src/domain/realm.js';

/** What the person is asked for, by the identifiers a realm accepts. */
export type IdentifierWording = 'nir' | 'nir-or-allocataire' | 'allocataire' | 'login';

/** Why the page is shown: to sign in, to prove it anew (A4), by an upstream alone, or to link an identity (F4). */
export type LoginReason = 'first' | 'again' | 'upstream' | 'link';

interface IdentifierText {
  readonly label: string;
  readonly hint: string;
  readonly empty: string;
  readonly wrongPair: string;
}

export interface LoginText {
  readonly title: Readonly<Record<LoginReason, string>>;
  readonly intro: Readonly<Record<LoginReason, (portalName: string) => string>>;
  readonly identifier: Readonly<Record<IdentifierWording, IdentifierText>>;
  readonly password: string;
  readonly passwordHint: string;
  readonly submit: string;
  readonly forgotten: (telephone: string, hours: string) => string;
  readonly cancel: string;
  readonly where: {
    readonly question: string;
    readonly card: string;
    readonly papers: string;
    readonly allocataire: string;
    readonly drawing: string;
    readonly drawingName: string;
  };
  readonly wait: {
    readonly title: string;
    readonly why: string;
    readonly until: (time: string) => string;
    readonly over: string;
    readonly meanwhile: (telephone: string) => string;
  };
  readonly errors: Readonly<Record<LoginErrorText, string>>;
}

/** Errors whose sentence depends on nothing. */
export type LoginErrorText =
  | 'identifier-format'
  | 'identifier-too-short'
  | 'identifier-too-long'
  | 'identifier-characters'
  | 'identifier-sex'
  | 'identifier-month'
  | 'identifier-department'
  | 'identifier-key'
  | 'password-empty'
  | 'password-format'
  | 'closed'
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
    identifier: {
      nir: {
        label: 'Numéro de sécurité sociale',
        hint: '13 chiffres, par exemple 2\u00a084\u00a005\u00a088\u00a0321\u00a0025. En Corse, il contient la lettre A ou B.',
        empty: 'Saisissez votre numéro de sécurité sociale.',
        wrongPair: 'Ce numéro et ce mot de passe ne vont pas ensemble. Vérifiez les deux, puis recommencez.',
      },
      'nir-or-allocataire': {
        label: 'Numéro de sécurité sociale',
        hint: '13 chiffres, par exemple 2\u00a084\u00a005\u00a088\u00a0321\u00a0025. Votre numéro d’allocataire convient aussi.',
        empty: 'Saisissez votre numéro de sécurité sociale.',
        wrongPair: 'Ce numéro et ce mot de passe ne vont pas ensemble. Vérifiez les deux, puis recommencez.',
      },
      allocataire: {
        label: 'Numéro d’allocataire',
        hint: 'Il est écrit en haut de nos courriers.',
        empty: 'Saisissez votre numéro d’allocataire.',
        wrongPair: 'Ce numéro et ce mot de passe ne vont pas ensemble. Vérifiez les deux, puis recommencez.',
      },
      login: {
        label: 'Identifiant',
        hint: 'Celui que vous avez reçu à l’ouverture de votre compte.',
        empty: 'Saisissez votre identifiant.',
        wrongPair: 'Cet identifiant et ce mot de passe ne vont pas ensemble. Vérifiez les deux, puis recommencez.',
      },
    },
    password: 'Mot de passe',
    passwordHint: '8 chiffres',
    submit: 'Continuer',
    forgotten: (telephone, hours) => `Mot de passe oublié\u00a0? Appelez le ${telephone}, ${hours}.`,
    cancel: 'Revenir au portail',
    where: {
      question: 'Où trouver ce numéro\u00a0?',
      card: 'Sur votre carte d’assurance maladie (carte Vitale), sous votre nom. Ce sont les 13 premiers chiffres. Les 2 derniers, un peu à part, ne sont pas nécessaires.',
      papers: 'Sur une attestation de droits à l’assurance maladie, un bulletin de salaire ou un avis de pension.',
      allocataire: 'Votre numéro d’allocataire, lui, est écrit en haut de nos courriers.',
      drawing:
        'Dessin d’une carte\u00a0: le nom est en bas, et juste dessous, entouré, le numéro de sécurité sociale de 13 chiffres.',
      drawingName: 'CLAIRE MARTIN',
    },
    wait: {
      title: 'Attendez un peu avant de recommencer',
      why: 'Plusieurs essais n’ont pas abouti. Cette attente protège votre compte.',
      until: (time) => `Vous pourrez recommencer dans ${time}.`,
      over: 'Vous pouvez recommencer maintenant.',
      meanwhile: (telephone) => `En attendant, vous pouvez appeler le ${telephone}.`,
    },
    errors: {
      'identifier-format': 'Ce numéro n’a pas la forme attendue. Recopiez-le depuis un document, puis recommencez.',
      'identifier-too-short':
        'Ce numéro est trop court\u00a0: un numéro de sécurité sociale a 13 chiffres. Ajoutez ceux qui manquent.',
      'identifier-too-long':
        'Ce numéro est trop long\u00a0: un numéro de sécurité sociale a 13 chiffres, ou 15 avec sa clé. Retirez ceux en trop.',
      'identifier-characters':
        'Ce numéro contient un signe qui ne convient pas. Saisissez des chiffres, et la lettre A ou B pour la Corse.',
      'identifier-sex':
        'Le premier chiffre ne convient pas\u00a0: le plus souvent, c’est 1 ou 2. Vérifiez-le sur un document.',
      'identifier-month':
        'Le 4e et le 5e chiffres ne correspondent pas à un mois de naissance. Vérifiez-les sur un document.',
      'identifier-department':
        'Le 6e et le 7e caractères ne correspondent pas à un département. Vérifiez-les sur un document.',
      'identifier-key':
        'Les 2 derniers chiffres (la clé) ne vont pas avec les 13 premiers. Vérifiez chaque chiffre sur un document.',
      'password-empty': 'Saisissez votre mot de passe.',
      'password-format': 'Votre mot de passe est fait de 8 chiffres, sans lettre ni espace. Saisissez-le de nouveau.',
      closed:
        'Trop d’essais ont échoué avec ce numéro. Par sécurité, il ne permet plus de se connecter sur un nouvel appareil. Utilisez un appareil qui vous a déjà servi à vous connecter, ou appelez-nous.',
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
    identifier: {
      nir: {
        label: 'Social security number',
        hint: '13 digits, for example 2\u00a084\u00a005\u00a088\u00a0321\u00a0025. In Corsica it contains the letter A or B.',
        empty: 'Enter your social security number.',
        wrongPair: 'This number and this password do not go together. Check both, then try again.',
      },
      'nir-or-allocataire': {
        label: 'Social security number',
        hint: '13 digits, for example 2\u00a084\u00a005\u00a088\u00a0321\u00a0025. Your beneficiary number works too.',
        empty: 'Enter your social security number.',
        wrongPair: 'This number and this password do not go together. Check both, then try again.',
      },
      allocataire: {
        label: 'Beneficiary number',
        hint: 'It is printed at the top of our letters.',
        empty: 'Enter your beneficiary number.',
        wrongPair: 'This number and this password do not go together. Check both, then try again.',
      },
      login: {
        label: 'Identifier',
        hint: 'The one you received when your account was opened.',
        empty: 'Enter your identifier.',
        wrongPair: 'This identifier and this password do not go together. Check both, then try again.',
      },
    },
    password: 'Password',
    passwordHint: '8 digits',
    submit: 'Continue',
    forgotten: (telephone, hours) => `Forgotten your password? Call ${telephone}, ${hours}.`,
    cancel: 'Go back to the portal',
    where: {
      question: 'Where do I find this number?',
      card: 'On your health insurance card (carte Vitale), below your name. It is the first 13 digits. The last 2, set slightly apart, are not needed.',
      papers: 'On a health insurance certificate, a payslip or a pension statement.',
      allocataire: 'Your beneficiary number is printed at the top of our letters.',
      drawing:
        'Drawing of a card: the name is at the bottom and, right below it, circled, the social security number of 13 digits.',
      drawingName: 'CLAIRE MARTIN',
    },
    wait: {
      title: 'Wait a moment before you try again',
      why: 'Several attempts have failed. This wait protects your account.',
      until: (time) => `You can try again in ${time}.`,
      over: 'You can try again now.',
      meanwhile: (telephone) => `In the meantime, you can call ${telephone}.`,
    },
    errors: {
      'identifier-format': 'This number does not have the expected form. Copy it from a document, then try again.',
      'identifier-too-short': 'This number is too short: a social security number has 13 digits. Add the missing ones.',
      'identifier-too-long':
        'This number is too long: a social security number has 13 digits, or 15 with its key. Remove the extra ones.',
      'identifier-characters':
        'This number contains a character that does not fit. Enter digits, and the letter A or B for Corsica.',
      'identifier-sex': 'The first digit does not fit: it is usually 1 or 2. Check it on a document.',
      'identifier-month': 'The 4th and 5th digits are not a month of birth. Check them on a document.',
      'identifier-department': 'The 6th and 7th characters are not a French department. Check them on a document.',
      'identifier-key': 'The last 2 digits (the key) do not go with the first 13. Check each digit on a document.',
      'password-empty': 'Enter your password.',
      'password-format': 'Your password is made of 8 digits, with no letter or space. Enter it again.',
      closed:
        'Too many attempts have failed with this number. For your security, it can no longer sign in on a new device. Use a device on which you have signed in before, or call us.',
      busy: 'Many people are signing in right now. Wait a few seconds, enter your password again and try once more.',
      unavailable: 'The service is not answering at the moment. Try again in a few minutes; if it goes on, call us.',
    },
  },
};
