/** Words of creating a user: the form, what will be done, and what was (E1). */
import type { Locale } from '../../../domain/realm.js';
import type { CreatedUser } from '../../../services/organisation/administration.js';
import type { DraftFault } from './draft.js';

export interface CreateText {
  readonly title: string;
  readonly who: string;
  readonly givenNames: string;
  readonly familyName: string;
  readonly login: string;
  readonly loginHint: string;
  readonly reach: string;
  readonly reachWhat: string;
  readonly email: string;
  readonly telephone: string;
  readonly telephoneHint: string;
  readonly address: string;
  readonly addressWhat: string;
  readonly line1: string;
  readonly line2: string;
  readonly postcode: string;
  readonly city: string;
  readonly birth: string;
  readonly birthHint: string;
  readonly rights: string;
  readonly rightsHint: string;
  readonly language: string;
  readonly languages: Readonly<Record<Locale, string>>;
  readonly next: string;
  readonly cancel: string;
  readonly errors: Readonly<Record<DraftFault, string>>;
  readonly forgotten: string;
  readonly review: {
    readonly title: (person: string) => string;
    readonly suggested: string;
    readonly noContact: string;
    readonly noRight: string;
    readonly birth: string;
    readonly whatFollows: string;
    readonly invitation: Readonly<Record<CreatedUser['passwordBy'], string>>;
    readonly activation: Readonly<Record<CreatedUser['activation'], string>>;
    readonly replaced: string;
    readonly correct: string;
  };
  readonly created: {
    readonly title: (person: string) => string;
    readonly sent: Readonly<Record<CreatedUser['passwordBy'], string>>;
    readonly activation: Readonly<Record<CreatedUser['activation'], string>>;
    readonly next: string;
    readonly giveCode: string;
    readonly see: string;
    readonly another: string;
  };
  readonly join: {
    readonly title: string;
    readonly what: readonly string[];
    readonly familyName: string;
    readonly login: string;
    readonly missing: string;
  };
}

export const text: Readonly<Record<Locale, CreateText>> = {
  fr: {
    title: 'Créer un utilisateur',
    who: 'Qui est-ce\u00a0?',
    givenNames: 'Prénom',
    familyName: 'Nom de famille',
    login: 'Identifiant',
    loginHint: 'Pour se connecter. Laissez vide\u00a0: nous en proposons un à partir du nom.',
    reach: 'Où joindre la personne\u00a0?',
    reachWhat:
      'Une adresse e-mail et un téléphone, de préférence\u00a0: l’une reçoit le mot de passe, l’autre le code.',
    email: 'Adresse e-mail professionnelle',
    telephone: 'Téléphone mobile ou fixe',
    telephoneHint: 'Un fixe reçoit le code par appel.',
    address: 'La personne n’a pas d’e-mail',
    addressWhat:
      'Donnez l’adresse postale où elle reçoit son courrier\u00a0: le mot de passe provisoire y sera envoyé.',
    line1: 'Adresse',
    line2: 'Complément d’adresse (facultatif)',
    postcode: 'Code postal',
    city: 'Ville',
    birth: 'Date de naissance (facultatif)',
    birthHint: 'Elle sert seulement si la personne oublie son mot de passe.',
    rights: 'Droits',
    rightsHint: 'Cochez ce dont la personne a besoin pour son travail. Vous pourrez changer plus tard.',
    language: 'Langue des messages',
    languages: { fr: 'Français', en: 'Anglais' },
    next: 'Continuer',
    cancel: 'Ne pas créer',
    errors: {
      'family-name': 'Donnez le nom de famille, en lettres.',
      'given-names': 'Donnez le prénom, en lettres.',
      login: 'Cet identifiant ne convient pas\u00a0: 3 à 64 lettres sans accent, chiffres, points, tirets.',
      'login-taken': 'Cet identifiant est déjà pris. Choisissez-en un autre, ou laissez vide.',
      email: 'Cette adresse e-mail n’est pas complète. Vérifiez-la\u00a0: elle ressemble à prenom.nom@exemple.fr.',
      telephone: 'Ce numéro n’est pas complet. Saisissez les 10 chiffres, ou le numéro avec + et l’indicatif du pays.',
      'telephone-refused': 'Nous ne pouvons ni écrire à ce numéro ni l’appeler. Saisissez-en un autre.',
      unreachable:
        'Donnez une adresse e-mail, un mobile ou une adresse postale\u00a0: le mot de passe doit pouvoir partir.',
      address:
        'L’adresse postale n’est pas complète\u00a0: il faut l’adresse et la ville, 38 caractères par ligne au plus.',
      postcode: 'Donnez le code postal, 5 chiffres.',
      birthdate: 'Cette date de naissance n’existe pas. Corrigez-la, ou laissez-la vide.',
    },
    forgotten: 'Ce que vous aviez saisi a été oublié après deux heures. Recommencez, s’il vous plaît.',
    review: {
      title: (person) => `Créer le compte de ${person}\u00a0?`,
      suggested: 'proposé à partir du nom',
      noContact: 'aucun',
      noRight: 'Aucun droit pour l’instant',
      birth: 'Date de naissance',
      whatFollows: 'Ce qui va se passer',
      invitation: {
        email: 'Un e-mail part à la personne, avec son identifiant et un mot de passe provisoire.',
        sms: 'Un SMS part à la personne, avec un mot de passe provisoire. Donnez-lui son identifiant vous-même.',
        letter: 'Deux courriers partent, l’un avec l’identifiant, l’autre avec un mot de passe provisoire.',
      },
      activation: {
        telephone: 'À sa première connexion, elle recevra un code sur le téléphone que vous donnez.',
        screen:
          'À sa première connexion, elle aura besoin d’un code que vous lui direz\u00a0: la page suivante le propose.',
      },
      replaced: 'Elle choisira alors son mot de passe. Vous ne le connaîtrez jamais.',
      correct: 'Corriger',
    },
    created: {
      title: (person) => `Le compte de ${person} est créé`,
      sent: {
        email: 'Un e-mail vient de partir, avec l’identifiant et un mot de passe provisoire.',
        sms: 'Un SMS vient de partir, avec un mot de passe provisoire. Donnez l’identifiant à la personne.',
        letter: 'Deux courriers vont partir, l’un avec l’identifiant, l’autre avec un mot de passe provisoire.',
      },
      activation: {
        telephone: 'À sa première connexion, la personne reçoit un code sur son téléphone.',
        screen:
          'À sa première connexion, la personne a besoin d’un code que vous lui dites. Demandez-le quand elle est prête\u00a0: il est bon une heure.',
      },
      next: 'La suite',
      giveCode: 'Donner le code de première connexion',
      see: 'Voir sa page',
      another: 'Créer un autre utilisateur',
    },
    join: {
      title: 'Ajouter quelqu’un qui a déjà un compte',
      what: [
        'La personne travaille aussi pour un autre organisme\u00a0: elle garde son identifiant, son mot de passe et ses coordonnées.',
        'Demandez-lui son identifiant. Elle sera prévenue.',
      ],
      familyName: 'Nom de famille',
      login: 'Identifiant',
      missing: 'Donnez le nom de famille et l’identifiant, tels que la personne vous les donne.',
    },
  },
  en: {
    title: 'Create a user',
    who: 'Who is it?',
    givenNames: 'Given name',
    familyName: 'Family name',
    login: 'User name',
    loginHint: 'To sign in with. Leave empty: we suggest one from the name.',
    reach: 'Where can the person be reached?',
    reachWhat: 'An email address and a telephone, if possible: one receives the password, the other the code.',
    email: 'Work email address',
    telephone: 'Mobile or landline',
    telephoneHint: 'A landline receives the code by call.',
    address: 'The person has no email',
    addressWhat: 'Give the postal address where they receive mail: the provisional password will be sent there.',
    line1: 'Address',
    line2: 'More of the address (optional)',
    postcode: 'Postcode',
    city: 'Town',
    birth: 'Date of birth (optional)',
    birthHint: 'It is used only if the person forgets their password.',
    rights: 'Rights',
    rightsHint: 'Tick what the person needs for their work. You can change it later.',
    language: 'Language of messages',
    languages: { fr: 'French', en: 'English' },
    next: 'Continue',
    cancel: 'Do not create',
    errors: {
      'family-name': 'Give the family name, in letters.',
      'given-names': 'Give the given name, in letters.',
      login: 'This user name will not do: 3 to 64 letters without accents, digits, dots, dashes.',
      'login-taken': 'This user name is taken. Choose another one, or leave it empty.',
      email: 'This email address is not complete. Check it: it looks like first.last@example.com.',
      telephone: 'This number is not complete. Type its 10 digits, or the number with + and the country code.',
      'telephone-refused': 'We can neither write to this number nor call it. Type another one.',
      unreachable: 'Give an email address, a mobile or a postal address: the password has to go somewhere.',
      address: 'The postal address is not complete: address and town are needed, 38 characters a line at most.',
      postcode: 'Give the postcode, 5 digits.',
      birthdate: 'This date of birth does not exist. Correct it, or leave it empty.',
    },
    forgotten: 'What you had typed was forgotten after two hours. Please start again.',
    review: {
      title: (person) => `Create the account of ${person}?`,
      suggested: 'suggested from the name',
      noContact: 'none',
      noRight: 'No right for now',
      birth: 'Date of birth',
      whatFollows: 'What will happen',
      invitation: {
        email: 'An email goes to the person, with their user name and a provisional password.',
        sms: 'A text message goes to the person, with a provisional password. Tell them their user name yourself.',
        letter: 'Two letters go, one with the user name, the other with a provisional password.',
      },
      activation: {
        telephone: 'At their first sign-in they receive a code on the telephone that you give.',
        screen: 'At their first sign-in they need a code that you tell them: the next page offers it.',
      },
      replaced: 'They then choose their password. You will never know it.',
      correct: 'Correct',
    },
    created: {
      title: (person) => `The account of ${person} is created`,
      sent: {
        email: 'An email has just left, with the user name and a provisional password.',
        sms: 'A text message has just left, with a provisional password. Tell the person their user name.',
        letter: 'Two letters will leave, one with the user name, the other with a provisional password.',
      },
      activation: {
        telephone: 'At their first sign-in the person receives a code on their telephone.',
        screen:
          'At their first sign-in the person needs a code that you tell them. Ask for it when they are ready: it is good for an hour.',
      },
      next: 'What comes next',
      giveCode: 'Give the code for the first sign-in',
      see: 'See their page',
      another: 'Create another user',
    },
    join: {
      title: 'Add somebody who has an account already',
      what: [
        'The person works for another organisation too: they keep their user name, password and contacts.',
        'Ask them for their user name. They will be told.',
      ],
      familyName: 'Family name',
      login: 'User name',
      missing: 'Give the family name and the user name, as the person tells you.',
    },
  },
};
