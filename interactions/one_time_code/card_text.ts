/** Words of the page that asks for a code of a printed card or of a desk (I10). */
import type { Locale } from '../../src/domain/realm.js';
import { plural } from '../../src/http/layout/plural.js';

export interface CardText {
  readonly title: Readonly<Record<'letter' | 'desk', string>>;
  readonly which: (name: string, number: number) => string;
  readonly desk: string;
  readonly label: Readonly<Record<'letter' | 'desk', (number: number) => string>>;
  readonly hint: string;
  readonly submit: string;
  readonly left: (count: number) => string;
  readonly last: string;
  readonly missing: {
    readonly question: string;
    readonly check: readonly string[];
    readonly otherwise: (telephone: string) => string;
  };
  readonly errors: {
    readonly 'code-empty': string;
    readonly 'code-format': string;
    readonly 'wrong-code': string;
    readonly 'other-number': (number: number) => string;
    readonly 'no-card': string;
  };
  readonly option: (name: string) => string;
  readonly deskOption: string;
}

export const cardText: Readonly<Record<Locale, CardText>> = {
  fr: {
    title: { letter: 'Quel est le code de votre carte\u00a0?', desk: 'Quel code vous a-t-on remis au guichet\u00a0?' },
    which: (name, number) =>
      `Prenez votre carte de codes ${name}, reçue par courrier, et cherchez le code n°\u00a0${number}.`,
    desk: 'Ce code vient de vous être remis par un conseiller, au guichet. Il est valable une heure.',
    label: { letter: (number) => `Code n°\u00a0${number} de la carte`, desk: () => 'Code de 6 chiffres' },
    hint: '6 chiffres',
    submit: 'Valider',
    left: (count) => `Il reste ${plural(count, 'code', 'codes')} sur cette carte.`,
    last: 'C’est le dernier code de cette carte\u00a0: demandez-en une autre après vous être connecté.',
    missing: {
      question: 'Je n’ai pas cette carte',
      check: [
        'Elle arrive par la poste, dans une enveloppe à votre nom, quelques jours après la demande.',
        'Chaque code ne sert qu’une fois\u00a0: barrez-le quand vous l’avez utilisé.',
        'Au guichet, un conseiller peut vous remettre un code tout de suite, sur présentation d’une pièce d’identité.',
      ],
      otherwise: (telephone) => `Vous l’avez perdue\u00a0? Appelez le ${telephone}.`,
    },
    errors: {
      'code-empty': 'Saisissez le code qui est sur votre carte.',
      'code-format': 'Le code est fait de 6 chiffres. Recopiez-le tel qu’il est imprimé.',
      'wrong-code': 'Ce n’est pas le bon code. Vérifiez le nom de la carte et le numéro du code.',
      'other-number': (number) => `Le code demandé avant a déjà servi. Saisissez maintenant le code n°\u00a0${number}.`,
      'no-card': 'Cette carte n’a plus de code valable.',
    },
    option: (name) => `Carte de codes ${name}`,
    deskOption: 'Code remis au guichet',
  },
  en: {
    title: { letter: 'What is the code on your card?', desk: 'What code were you given at the desk?' },
    which: (name, number) => `Take your card of codes ${name}, which came by post, and find code no. ${number}.`,
    desk: 'An adviser has just given you this code at the desk. It is valid for one hour.',
    label: { letter: (number) => `Code no. ${number} on the card`, desk: () => '6-digit code' },
    hint: '6 digits',
    submit: 'Confirm',
    left: (count) => `There ${count === 1 ? 'is' : 'are'} ${plural(count, 'code', 'codes')} left on this card.`,
    last: 'This is the last code on this card: ask for another card once you have signed in.',
    missing: {
      question: 'I do not have this card',
      check: [
        'It comes by post, in an envelope with your name, a few days after it was asked for.',
        'Each code works once: cross it out when you have used it.',
        'At the desk, an adviser can give you a code at once, if you show an identity document.',
      ],
      otherwise: (telephone) => `You have lost it? Call ${telephone}.`,
    },
    errors: {
      'code-empty': 'Enter the code that is on your card.',
      'code-format': 'The code is made of 6 digits. Copy it exactly as it is printed.',
      'wrong-code': 'This is not the right code. Check the name of the card and the number of the code.',
      'other-number': (number) => `The code asked for before has already been used. Now enter code no. ${number}.`,
      'no-card': 'This card has no valid code left.',
    },
    option: (name) => `Card of codes ${name}`,
    deskOption: 'Code given at a desk',
  },
};
