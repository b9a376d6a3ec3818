/** Words of the letters (C8; design: Words): short sentences, what it is, what to do with it, whom to call. */
import { ACCOUNT_EVENTS } from '../message/notice_words.js';
import type { Locale } from '../realm.js';

/** What is told on paper of an account: beside what a message tells, what nobody is left to be told of by one (E1). */
export const LETTER_EVENTS = [...ACCOUNT_EVENTS, 'contact_pending', 'contact_removed'] as const;
export type LetterEvent = (typeof LETTER_EVENTS)[number];

/** One kind of letter: what stands above what is given, and below it. */
export interface LetterWords {
  readonly title: string;
  readonly before: readonly string[];
  /** names what is given, for those who hear the letter */
  readonly label: string;
  readonly after: readonly string[];
}

export interface LetterWordFacts {
  readonly realm: string;
  /** a day, in words */
  readonly date: string | undefined;
  /** the card's short name */
  readonly card: string;
}

type Words = (facts: LetterWordFacts) => LetterWords;

export interface LetterText {
  readonly identifier: Words;
  readonly provisionalPassword: Words;
  readonly codeCard: Words;
  readonly passwordExpires: Words;
  readonly event: Readonly<Record<LetterEvent, Words>>;
  readonly number: string;
  readonly code: string;
  readonly telephone: (telephone: string) => string;
  readonly on: (date: string) => string;
  readonly reference: (reference: string) => string;
  readonly greeting: string;
  readonly help: (telephone: string, hours: string) => string;
  readonly notAsked: (telephone: string) => string;
  readonly signature: (realm: string) => string;
}

const fr: LetterText = {
  identifier: ({ realm }) => ({
    title: 'Votre identifiant',
    before: [`Voici l’identifiant à donner pour vous connecter à ${realm}.`],
    label: 'Identifiant',
    after: [
      'Votre mot de passe arrive dans une autre enveloppe, dans quelques jours.',
      'Gardez cette lettre\u00a0: vous aurez besoin de cet identifiant à chaque connexion.',
    ],
  }),
  provisionalPassword: ({ realm, date }) => ({
    title: 'Votre mot de passe provisoire',
    before: [`Voici un mot de passe provisoire pour vous connecter à ${realm}.`],
    label: 'Mot de passe provisoire',
    after: [
      `À la première connexion, vous en choisirez un autre, que vous seul connaîtrez.${date ? ` Ce mot de passe provisoire est valable jusqu’au ${date}.` : ''}`,
      'Ne le donnez à personne, pas même à un conseiller\u00a0: nous ne vous le demanderons jamais.',
      'Une fois le nouveau mot de passe choisi, détruisez cette lettre.',
    ],
  }),
  codeCard: ({ realm, date, card }) => ({
    title: 'Votre carte de codes',
    before: [
      `Voici vos codes pour vous connecter à ${realm}, si vous n’avez ni e-mail ni téléphone. Après votre mot de passe, la page vous demandera un code de la carte ${card}, par son numéro.`,
    ],
    label: `Carte ${card}`,
    after: [
      `Chaque code ne sert qu’une fois\u00a0: barrez-le quand vous l’avez utilisé.${date ? ` La carte est valable jusqu’au ${date}.` : ''}`,
      'Ne donnez aucun code à personne, pas même à un conseiller\u00a0: nous ne vous les demanderons jamais.',
      'Gardez cette carte à l’abri, loin de votre mot de passe.',
    ],
  }),
  passwordExpires: ({ realm, date }) => ({
    title: 'Votre mot de passe expire bientôt',
    before: [
      `Le mot de passe de votre compte ${realm} expire ${date ? `le ${date}` : 'bientôt'}.`,
      'Vous pouvez en choisir un autre dès maintenant\u00a0: connectez-vous, puis ouvrez «\u00a0Gérer mon compte\u00a0».',
      'Après cette date, votre mot de passe servira une dernière fois, pour en choisir un autre.',
    ],
    label: '',
    after: [],
  }),
  event: {
    separation: ({ realm }) => ({
      title: 'Votre mot de passe doit être remplacé',
      before: [
        'Une séparation a été enregistrée dans votre dossier.',
        `Pour vous protéger, le mot de passe de votre compte ${realm} ne sert plus, et vos appareils sont déconnectés. Un mot de passe provisoire vous est envoyé à part.`,
      ],
      label: '',
      after: [],
    }),
    mutation: ({ realm }) => ({
      title: 'Votre dossier change de Caf',
      before: [
        'Votre dossier est transféré à une autre Caf.',
        `Le mot de passe de votre compte ${realm} ne sert plus. Un mot de passe provisoire vous est envoyé à part.`,
      ],
      label: '',
      after: [],
    }),
    suspended: ({ realm }) => ({
      title: 'Votre compte est suspendu',
      before: [`Votre compte ${realm} est suspendu\u00a0: personne ne peut s’y connecter pour le moment.`],
      label: '',
      after: [],
    }),
    reinstated: ({ realm }) => ({
      title: 'Votre compte est rétabli',
      before: [`Votre compte ${realm} est rétabli\u00a0: vous pouvez vous connecter de nouveau.`],
      label: '',
      after: [],
    }),
    death: ({ realm }) => ({
      title: 'Le compte est fermé',
      before: [
        'Un décès a été enregistré dans le dossier. Nous vous présentons nos condoléances.',
        `Le compte ${realm} est fermé\u00a0: personne ne peut plus s’y connecter.`,
      ],
      label: '',
      after: [],
    }),
    closed: ({ realm }) => ({
      title: 'Votre compte est fermé',
      before: [`Votre compte ${realm} est fermé\u00a0: personne ne peut plus s’y connecter.`],
      label: '',
      after: [],
    }),
    unlocked: ({ realm }) => ({
      title: 'Votre compte est débloqué',
      before: [`Votre compte ${realm} est débloqué\u00a0: vous pouvez de nouveau saisir votre mot de passe.`],
      label: '',
      after: [],
    }),
    contact_pending: ({ realm }) => ({
      title: 'Un contact est ajouté à votre compte',
      before: [
        `Un conseiller ou un administrateur a demandé d’ajouter un contact (e-mail ou téléphone) à votre compte ${realm}. Deux jours après sa demande, ce contact recevra vos codes.`,
        'Vous ne l’avez pas demandé\u00a0? Appelez-nous sans attendre\u00a0: nous le retirerons.',
      ],
      label: '',
      after: [],
    }),
    contact_removed: ({ realm }) => ({
      title: 'Un contact a été retiré de votre compte',
      before: [
        `Un conseiller ou un administrateur a retiré un contact (e-mail ou téléphone) de votre compte ${realm}. Il ne reçoit plus vos codes, et votre compte n’en a pas d’autre.`,
        'Vous ne l’avez pas demandé\u00a0? Appelez-nous sans attendre.',
      ],
      label: '',
      after: [],
    }),
  },
  number: 'N°',
  code: 'Code',
  telephone: (telephone) => `Téléphone\u00a0: ${telephone}`,
  on: (date) => `Le ${date}`,
  reference: (reference) => `Référence\u00a0: ${reference}`,
  greeting: 'Bonjour,',
  help: (telephone, hours) => `Une question\u00a0? Appelez le ${telephone}, ${hours}.`,
  notAsked: (telephone) => `Vous n’avez rien demandé\u00a0? N’utilisez pas cette lettre et appelez le ${telephone}.`,
  signature: (realm) => realm,
};

const en: LetterText = {
  identifier: ({ realm }) => ({
    title: 'Your identifier',
    before: [`This is the identifier to type when you sign in to ${realm}.`],
    label: 'Identifier',
    after: [
      'Your password comes in another envelope, in a few days.',
      'Keep this letter: you will need this identifier each time you sign in.',
    ],
  }),
  provisionalPassword: ({ realm, date }) => ({
    title: 'Your provisional password',
    before: [`This is a provisional password to sign in to ${realm}.`],
    label: 'Provisional password',
    after: [
      `When you first sign in, you will choose another one, which you alone will know.${date ? ` This provisional password is valid until ${date}.` : ''}`,
      'Give it to nobody, not even to an adviser: we will never ask you for it.',
      'Once you have chosen the new password, destroy this letter.',
    ],
  }),
  codeCard: ({ realm, date, card }) => ({
    title: 'Your card of codes',
    before: [
      `These are your codes to sign in to ${realm}, if you have neither e-mail nor telephone. After your password, the page will ask for a code of card ${card}, by its number.`,
    ],
    label: `Card ${card}`,
    after: [
      `Each code works once: cross it out when you have used it.${date ? ` The card is valid until ${date}.` : ''}`,
      'Give no code to anybody, not even to an adviser: we will never ask you for them.',
      'Keep this card in a safe place, away from your password.',
    ],
  }),
  passwordExpires: ({ realm, date }) => ({
    title: 'Your password expires soon',
    before: [
      `The password of your account ${realm} expires ${date ? `on ${date}` : 'soon'}.`,
      'You can choose another one now: sign in, then open “Manage my account”.',
      'After that date, your password will work one last time, to choose another one.',
    ],
    label: '',
    after: [],
  }),
  event: {
    separation: ({ realm }) => ({
      title: 'Your password must be replaced',
      before: [
        'A separation was recorded in your file.',
        `To protect you, the password of your account ${realm} no longer works, and your devices are signed out. A provisional password is sent to you separately.`,
      ],
      label: '',
      after: [],
    }),
    mutation: ({ realm }) => ({
      title: 'Your file moves to another Caf',
      before: [
        'Your file is being transferred to another Caf.',
        `The password of your account ${realm} no longer works. A provisional password is sent to you separately.`,
      ],
      label: '',
      after: [],
    }),
    suspended: ({ realm }) => ({
      title: 'Your account is suspended',
      before: [`Your account ${realm} is suspended: nobody can sign in to it for now.`],
      label: '',
      after: [],
    }),
    reinstated: ({ realm }) => ({
      title: 'Your account is reinstated',
      before: [`Your account ${realm} is reinstated: you can sign in again.`],
      label: '',
      after: [],
    }),
    death: ({ realm }) => ({
      title: 'The account is closed',
      before: [
        'A death was recorded in the file. Please accept our condolences.',
        `The account ${realm} is closed: nobody can sign in to it any more.`,
      ],
      label: '',
      after: [],
    }),
    closed: ({ realm }) => ({
      title: 'Your account is closed',
      before: [`Your account ${realm} is closed: nobody can sign in to it any more.`],
      label: '',
      after: [],
    }),
    unlocked: ({ realm }) => ({
      title: 'Your account is unlocked',
      before: [`Your account ${realm} is unlocked: you can type your password again.`],
      label: '',
      after: [],
    }),
    contact_pending: ({ realm }) => ({
      title: 'A contact is being added to your account',
      before: [
        `An adviser or an administrator asked to add a contact (e-mail or telephone) to your account ${realm}. Two days after they asked, it will receive your codes.`,
        'You did not ask for it? Call us at once: we will remove it.',
      ],
      label: '',
      after: [],
    }),
    contact_removed: ({ realm }) => ({
      title: 'A contact was removed from your account',
      before: [
        `An adviser or an administrator removed a contact (e-mail or telephone) from your account ${realm}. It no longer receives your codes, and your account has no other.`,
        'You did not ask for it? Call us at once.',
      ],
      label: '',
      after: [],
    }),
  },
  number: 'No.',
  code: 'Code',
  telephone: (telephone) => `Telephone: ${telephone}`,
  on: (date) => date,
  reference: (reference) => `Reference: ${reference}`,
  greeting: 'Hello,',
  help: (telephone, hours) => `A question? Call ${telephone}, ${hours}.`,
  notAsked: (telephone) => `You did not ask for anything? Do not use this letter, and call ${telephone}.`,
  signature: (realm) => realm,
};

export const letterText: Readonly<Record<Locale, LetterText>> = { fr, en };
