/** Words of a new password's field: each rule, its state, and why a value was refused (C1). */
import type { PersonalPart, RuleId } from '../../domain/password_policy/rule.js';
import type { Locale } from '../../domain/realm.js';

type ListedRule = Exclude<RuleId, 'repeated'>;

export interface ChoosePasswordText {
  readonly label: string;
  readonly repeated: string;
  readonly hint: Readonly<Record<'eight-digits' | 'characters', string>>;
  readonly rulesTitle: string;
  /** follows the name of a rule, for who cannot see its mark */
  readonly states: Readonly<Record<'met' | 'not-met' | 'unjudged', string>>;
  readonly rules: Readonly<Record<ListedRule, string>>;
  /** what `not-personal` says where passwords are characters */
  readonly notYourName: string;
  readonly stillMissing: string;
  readonly formMet: string;
  readonly why: Readonly<Record<Exclude<RuleId, 'not-personal'>, string>>;
  readonly whyPersonal: Readonly<Record<PersonalPart, string>>;
  readonly empty: string;
  readonly tooLong: string;
  readonly same: string;
}

export const choosePasswordText: Readonly<Record<Locale, ChoosePasswordText>> = {
  fr: {
    label: 'Nouveau mot de passe',
    repeated: 'Le même mot de passe, une seconde fois',
    hint: {
      'eight-digits': '8 chiffres, au hasard si possible',
      characters: 'Une phrase, ou plusieurs mots sans rapport entre eux',
    },
    rulesTitle: 'Il doit respecter ces règles\u00a0:',
    states: { met: 'règle respectée', 'not-met': 'règle non respectée', unjudged: 'à vérifier' },
    rules: {
      'eight-digits': '8 chiffres, ni plus ni moins',
      'not-one-digit': 'pas 8 fois le même chiffre',
      'not-a-run': 'pas de chiffres qui se suivent, comme 12345678',
      'not-a-pattern': 'pas de motif, comme 12121212 ou 12344321',
      'not-a-date': 'pas de date, comme 24081962',
      'not-personal': 'rien de votre dossier\u00a0: naissance, téléphone, sécurité sociale, numéro d’allocataire',
      'not-common': 'pas un des mots de passe les plus courants',
      'ten-characters': '10 caractères ou plus',
      'a-digit': 'un chiffre',
      'an-upper-case-letter': 'une lettre majuscule',
      'a-lower-case-letter': 'une lettre minuscule',
      'hard-to-guess': 'difficile à deviner',
      'not-leaked': 'dans aucune liste de mots de passe volés',
    },
    notYourName: 'ni votre nom, ni votre identifiant, ni votre adresse e\u2011mail',
    stillMissing: 'Règles à respecter encore\u00a0:',
    formMet: 'La forme est bonne. Le reste est vérifié à l’envoi.',
    why: {
      'eight-digits': 'Tapez 8 chiffres, sans espace ni lettre.',
      'not-one-digit': 'Tous les chiffres sont les mêmes\u00a0: changez-en quelques-uns.',
      'not-a-run': 'Ces chiffres se suivent\u00a0: mélangez-les.',
      'not-a-pattern': 'Ces chiffres se répètent\u00a0: choisissez-en sans ordre.',
      'not-a-date': 'C’est une date\u00a0: elle est trop facile à deviner. Choisissez d’autres chiffres.',
      'not-common': 'Beaucoup de gens ont choisi ce mot de passe\u00a0: prenez-en un autre.',
      'ten-characters': 'Il est trop court\u00a0: tapez 10 caractères ou plus.',
      'a-digit': 'Ajoutez un chiffre.',
      'an-upper-case-letter': 'Ajoutez une lettre majuscule.',
      'a-lower-case-letter': 'Ajoutez une lettre minuscule.',
      'hard-to-guess': 'Il est trop facile à deviner\u00a0: ajoutez un ou deux mots sans rapport.',
      'not-leaked': 'Ce mot de passe se trouve dans une liste de mots de passe volés\u00a0: prenez-en un autre.',
      repeated: 'Les deux mots de passe ne sont pas les mêmes\u00a0: tapez-les de nouveau.',
    },
    whyPersonal: {
      'birth-date': 'Il contient votre date de naissance\u00a0: choisissez d’autres chiffres.',
      telephone: 'Il reprend votre numéro de téléphone\u00a0: choisissez d’autres chiffres.',
      'social-security-number': 'Il reprend votre numéro de sécurité sociale\u00a0: choisissez d’autres chiffres.',
      'allocataire-number': 'Il contient votre numéro d’allocataire\u00a0: choisissez d’autres chiffres.',
      name: 'Il contient votre nom, votre identifiant ou votre adresse e\u2011mail\u00a0: remplacez cette partie.',
    },
    empty: 'Tapez un nouveau mot de passe.',
    tooLong: 'Il est trop long\u00a0: 256 caractères au plus.',
    same: 'C’est votre mot de passe actuel\u00a0: choisissez-en un autre.',
  },
  en: {
    label: 'New password',
    repeated: 'The same password, a second time',
    hint: {
      'eight-digits': '8 digits, at random if you can',
      characters: 'A sentence, or several unrelated words',
    },
    rulesTitle: 'It must follow these rules:',
    states: { met: 'rule met', 'not-met': 'rule not met', unjudged: 'to be checked' },
    rules: {
      'eight-digits': '8 digits, no more, no less',
      'not-one-digit': 'not the same digit 8 times',
      'not-a-run': 'no digits that follow each other, such as 12345678',
      'not-a-pattern': 'no pattern, such as 12121212 or 12344321',
      'not-a-date': 'no date, such as 24081962',
      'not-personal': 'nothing of your file: birth, telephone, social security, beneficiary number',
      'not-common': 'not one of the most common passwords',
      'ten-characters': '10 characters or more',
      'a-digit': 'a digit',
      'an-upper-case-letter': 'an upper case letter',
      'a-lower-case-letter': 'a lower case letter',
      'hard-to-guess': 'hard to guess',
      'not-leaked': 'in no list of stolen passwords',
    },
    notYourName: 'neither your name, nor your identifier, nor your e-mail address',
    stillMissing: 'Rules not met yet:',
    formMet: 'The form is right. The rest is checked when you send it.',
    why: {
      'eight-digits': 'Type 8 digits, without spaces or letters.',
      'not-one-digit': 'All digits are the same: change some of them.',
      'not-a-run': 'These digits follow each other: mix them.',
      'not-a-pattern': 'These digits repeat themselves: choose some without order.',
      'not-a-date': 'This is a date: it is too easy to guess. Choose other digits.',
      'not-common': 'Many people have chosen this password: take another one.',
      'ten-characters': 'It is too short: type 10 characters or more.',
      'a-digit': 'Add a digit.',
      'an-upper-case-letter': 'Add an upper case letter.',
      'a-lower-case-letter': 'Add a lower case letter.',
      'hard-to-guess': 'It is too easy to guess: add one or two unrelated words.',
      'not-leaked': 'This password is in a list of stolen passwords: take another one.',
      repeated: 'The two passwords are not the same: type them again.',
    },
    whyPersonal: {
      'birth-date': 'It contains your date of birth: choose other digits.',
      telephone: 'It is part of your telephone number: choose other digits.',
      'social-security-number': 'It is part of your social security number: choose other digits.',
      'allocataire-number': 'It contains your beneficiary number: choose other digits.',
      name: 'It contains your name, your identifier or your e-mail address: replace that part.',
    },
    empty: 'Type a new password.',
    tooLong: 'It is too long: 256 characters at most.',
    same: 'This is your present password: choose another one.',
  },
};
