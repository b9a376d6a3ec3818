/** Words of the page that asks for a code of a printed card or of a desk (I10), or for a recovery code (I5). */
import type { CodeCard } from '../../src/domain/one_time_code/code_card.js';
import type { Locale } from '../../src/domain/realm.js';
import { plural } from '../../src/http/layout/plural.js';

/** What a person has at home: with more than one code. */
type Kept = Exclude<CodeCard['kind'], 'desk'>;

export interface CardText {
  readonly title: Readonly<Record<CodeCard['kind'], string>>;
  readonly which: Readonly<Record<CodeCard['kind'], (name: string, number: number) => string>>;
  readonly label: Readonly<Record<CodeCard['kind'], (number: number) => string>>;
  readonly hint: string;
  readonly submit: string;
  readonly left: Readonly<Record<Kept, (count: number) => string>>;
  readonly last: Readonly<Record<Kept, string>>;
  readonly missing: Readonly<
    Record<
      Kept,
      {
        readonly question: string;
        readonly check: readonly string[];
        readonly otherwise: (telephone: string) => string;
      }
    >
  >;
  readonly errors: {
    readonly 'code-empty': string;
    readonly 'code-format': string;
    readonly 'wrong-code': string;
    readonly 'other-number': (number: number) => string;
    readonly 'no-card': string;
  };
  readonly recoveryErrors: {
    readonly 'code-empty': string;
    readonly 'wrong-code': string;
    readonly 'no-card': string;
  };
  readonly option: (name: string) => string;
  readonly deskOption: string;
  readonly recoveryOption: (left: number) => string;
}

export const cardText: Readonly<Record<Locale, CardText>> = {
  fr: {
    title: {
      letter: 'Quel est le code de votre carte\u00a0?',
      desk: 'Quel code vous a-t-on remis au guichet\u00a0?',
      recovery: 'Quel est votre code de secours\u00a0?',
    },
    which: {
      letter: (name, number) =>
        `Prenez votre carte de codes ${name}, reçue par courrier, et cherchez le code n°\u00a0${number}.`,
      desk: () => 'Ce code vient de vous être remis par un conseiller, au guichet. Il est valable une heure.',
      recovery: (name, number) => `Prenez vos codes de secours ${name}, et cherchez le code n°\u00a0${number}.`,
    },
    label: {
      letter: (number) => `Code n°\u00a0${number} de la carte`,
      desk: () => 'Code de 6 chiffres',
      recovery: (number) => `Code de secours n°\u00a0${number}`,
    },
    hint: '6 chiffres',
    submit: 'Valider',
    left: {
      letter: (count) => `Il reste ${plural(count, 'code', 'codes')} sur cette carte.`,
      recovery: (count) => `Il vous reste ${plural(count, 'code', 'codes')} de secours.`,
    },
    last: {
      letter: 'C’est le dernier code de cette carte\u00a0: demandez-en une autre après vous être connecté.',
      recovery: 'C’est votre dernier code de secours\u00a0: créez-en d’autres dans «\u00a0Gérer mon compte\u00a0».',
    },
    missing: {
      letter: {
        question: 'Je n’ai pas cette carte',
        check: [
          'Elle arrive par la poste, dans une enveloppe à votre nom, quelques jours après la demande.',
          'Chaque code ne sert qu’une fois\u00a0: barrez-le quand vous l’avez utilisé.',
          'Au guichet, un conseiller peut vous remettre un code tout de suite, sur présentation d’une pièce d’identité.',
        ],
        otherwise: (telephone) => `Vous l’avez perdue\u00a0? Appelez le ${telephone}.`,
      },
      recovery: {
        question: 'Je n’ai pas ces codes',
        check: [
          'Ils ont été affichés quand vous avez ajouté votre application d’authentification, ou créés depuis.',
          'Le nom imprimé au-dessus des codes doit être celui qui est écrit ici\u00a0: les anciens ne servent plus.',
          'Chaque code ne sert qu’une fois\u00a0: barrez-le quand vous l’avez utilisé.',
        ],
        otherwise: (telephone) => `Vous les avez perdus\u00a0? Utilisez un autre moyen, ou appelez le ${telephone}.`,
      },
    },
    errors: {
      'code-empty': 'Saisissez le code qui est sur votre carte.',
      'code-format': 'Le code est fait de 6 chiffres. Recopiez-le tel qu’il est imprimé.',
      'wrong-code': 'Ce n’est pas le bon code. Vérifiez le nom de la carte et le numéro du code.',
      'other-number': (number) => `Le code demandé avant a déjà servi. Saisissez maintenant le code n°\u00a0${number}.`,
      'no-card': 'Cette carte n’a plus de code valable.',
    },
    recoveryErrors: {
      'code-empty': 'Saisissez le code de secours demandé.',
      'wrong-code': 'Ce n’est pas le bon code. Vérifiez le nom et le numéro de votre code de secours.',
      'no-card': 'Ces codes de secours ne sont plus valables.',
    },
    option: (name) => `Carte de codes ${name}`,
    deskOption: 'Code remis au guichet',
    recoveryOption: (left) => `il en reste ${left}`,
  },
  en: {
    title: {
      letter: 'What is the code on your card?',
      desk: 'What code were you given at the desk?',
      recovery: 'What is your backup code?',
    },
    which: {
      letter: (name, number) => `Take your card of codes ${name}, which came by post, and find code no. ${number}.`,
      desk: () => 'An adviser has just given you this code at the desk. It is valid for one hour.',
      recovery: (name, number) => `Take your backup codes ${name}, and find code no. ${number}.`,
    },
    label: {
      letter: (number) => `Code no. ${number} on the card`,
      desk: () => '6-digit code',
      recovery: (number) => `Backup code no. ${number}`,
    },
    hint: '6 digits',
    submit: 'Confirm',
    left: {
      letter: (count) => `There ${count === 1 ? 'is' : 'are'} ${plural(count, 'code', 'codes')} left on this card.`,
      recovery: (count) => `You have ${plural(count, 'backup code', 'backup codes')} left.`,
    },
    last: {
      letter: 'This is the last code on this card: ask for another card once you have signed in.',
      recovery: 'This is your last backup code: make new ones in “Manage my account”.',
    },
    missing: {
      letter: {
        question: 'I do not have this card',
        check: [
          'It comes by post, in an envelope with your name, a few days after it was asked for.',
          'Each code works once: cross it out when you have used it.',
          'At the desk, an adviser can give you a code at once, if you show an identity document.',
        ],
        otherwise: (telephone) => `You have lost it? Call ${telephone}.`,
      },
      recovery: {
        question: 'I do not have these codes',
        check: [
          'They were shown when you added your authenticator app, or made since.',
          'The name printed above the codes must be the one written here: older ones no longer work.',
          'Each code works once: cross it out when you have used it.',
        ],
        otherwise: (telephone) => `You have lost them? Use another way, or call ${telephone}.`,
      },
    },
    errors: {
      'code-empty': 'Enter the code that is on your card.',
      'code-format': 'The code is made of 6 digits. Copy it exactly as it is printed.',
      'wrong-code': 'This is not the right code. Check the name of the card and the number of the code.',
      'other-number': (number) => `The code asked for before has already been used. Now enter code no. ${number}.`,
      'no-card': 'This card has no valid code left.',
    },
    recoveryErrors: {
      'code-empty': 'Enter the backup code that is asked for.',
      'wrong-code': 'This is not the right code. Check the name and the number of your backup code.',
      'no-card': 'These backup codes are no longer valid.',
    },
    option: (name) => `Card of codes ${name}`,
    deskOption: 'Code given at a desk',
    recoveryOption: (left) => `${left} left`,
  },
};
