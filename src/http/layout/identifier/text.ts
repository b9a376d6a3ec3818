/** Words of the field where an identifier is typed: what it is, where to find it, what is wrong with its form (I1). */
import type { Locale } from '../../../domain/realm.js';

/** What the person is asked for, by the identifiers a realm accepts. */
export type IdentifierWording = 'nir' | 'nir-or-allocataire' | 'allocataire' | 'login';

interface IdentifierWords {
  readonly label: string;
  readonly hint: string;
  readonly empty: string;
}

/** Faults of its form whose sentence depends on nothing. */
export type IdentifierFaultText =
  | 'identifier-format'
  | 'identifier-too-short'
  | 'identifier-too-long'
  | 'identifier-characters'
  | 'identifier-sex'
  | 'identifier-month'
  | 'identifier-department'
  | 'identifier-key';

export interface IdentifierText {
  readonly identifier: Readonly<Record<IdentifierWording, IdentifierWords>>;
  readonly where: {
    readonly question: string;
    readonly card: string;
    readonly papers: string;
    readonly allocataire: string;
    readonly drawing: string;
    readonly drawingName: string;
  };
  readonly faults: Readonly<Record<IdentifierFaultText, string>>;
}

export const text: Readonly<Record<Locale, IdentifierText>> = {
  fr: {
    identifier: {
      nir: {
        label: 'Numéro de sécurité sociale',
        hint: '13 chiffres, par exemple 2\u00a084\u00a005\u00a088\u00a0321\u00a0025. En Corse, il contient la lettre A ou B.',
        empty: 'Saisissez votre numéro de sécurité sociale.',
      },
      'nir-or-allocataire': {
        label: 'Numéro de sécurité sociale',
        hint: '13 chiffres, par exemple 2\u00a084\u00a005\u00a088\u00a0321\u00a0025. Votre numéro d’allocataire convient aussi.',
        empty: 'Saisissez votre numéro de sécurité sociale.',
      },
      allocataire: {
        label: 'Numéro d’allocataire',
        hint: 'Il est écrit en haut de nos courriers.',
        empty: 'Saisissez votre numéro d’allocataire.',
      },
      login: {
        label: 'Identifiant',
        hint: 'Celui que vous avez reçu à l’ouverture de votre compte.',
        empty: 'Saisissez votre identifiant.',
      },
    },
    where: {
      question: 'Où trouver ce numéro\u00a0?',
      card: 'Sur votre carte d’assurance maladie (carte Vitale), sous votre nom. Ce sont les 13 premiers chiffres. Les 2 derniers, un peu à part, ne sont pas nécessaires.',
      papers: 'Sur une attestation de droits à l’assurance maladie, un bulletin de salaire ou un avis de pension.',
      allocataire: 'Votre numéro d’allocataire, lui, est écrit en haut de nos courriers.',
      drawing:
        'Dessin d’une carte\u00a0: le nom est en bas, et juste dessous, entouré, le numéro de sécurité sociale de 13 chiffres.',
      drawingName: 'CLAIRE MARTIN',
    },
    faults: {
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
    },
  },
  en: {
    identifier: {
      nir: {
        label: 'Social security number',
        hint: '13 digits, for example 2\u00a084\u00a005\u00a088\u00a0321\u00a0025. In Corsica it contains the letter A or B.',
        empty: 'Enter your social security number.',
      },
      'nir-or-allocataire': {
        label: 'Social security number',
        hint: '13 digits, for example 2\u00a084\u00a005\u00a088\u00a0321\u00a0025. Your beneficiary number works too.',
        empty: 'Enter your social security number.',
      },
      allocataire: {
        label: 'Beneficiary number',
        hint: 'It is printed at the top of our letters.',
        empty: 'Enter your beneficiary number.',
      },
      login: {
        label: 'Identifier',
        hint: 'The one you received when your account was opened.',
        empty: 'Enter your identifier.',
      },
    },
    where: {
      question: 'Where do I find this number?',
      card: 'On your health insurance card (carte Vitale), below your name. It is the first 13 digits. The last 2, set slightly apart, are not needed.',
      papers: 'On a health insurance certificate, a payslip or a pension statement.',
      allocataire: 'Your beneficiary number is printed at the top of our letters.',
      drawing:
        'Drawing of a card: the name is at the bottom and, right below it, circled, the social security number of 13 digits.',
      drawingName: 'CLAIRE MARTIN',
    },
    faults: {
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
    },
  },
};
