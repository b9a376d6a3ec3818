/** Words of ordering a card of codes (I10). */
import type { Locale } from '../../../domain/realm.js';

export interface OrderCardText {
  readonly heading: string;
  readonly what: string;
  readonly submit: string;
  readonly ordered: string;
  readonly orderedNext: string;
  readonly back: string;
  readonly tooSoon: (date: string) => string;
  readonly desk: string;
}

export const text: Readonly<Record<Locale, OrderCardText>> = {
  fr: {
    heading: 'Recevoir une carte de codes par courrier',
    what: 'Nous vous envoyons une carte avec 20 codes à l’adresse de votre dossier. Chaque code sert une fois, à la place d’un SMS ou d’un e-mail.',
    submit: 'M’envoyer une carte',
    back: 'Revenir au portail',
    ordered: 'Votre carte de codes est demandée',
    orderedNext:
      'Elle arrivera par la poste dans quelques jours. Revenez alors vous connecter avec votre mot de passe et un code de la carte.',
    tooSoon: (date) => `Une carte vous a déjà été envoyée. Vous pourrez en demander une autre à partir du ${date}.`,
    desk: 'Plus rapide\u00a0: au guichet, un conseiller vous remet un code valable une heure, sur présentation d’une pièce d’identité.',
  },
  en: {
    heading: 'Receive a card of codes by post',
    what: 'We send a card with 20 codes to the address of your file. Each code works once, in place of a text message or an email.',
    submit: 'Send me a card',
    back: 'Go back to the portal',
    ordered: 'Your card of codes has been ordered',
    orderedNext:
      'It will come by post in a few days. Then come back and sign in with your password and a code from the card.',
    tooSoon: (date) => `A card has already been sent to you. You can ask for another one from ${date}.`,
    desk: 'Quicker: at the desk, an adviser gives you a code valid for one hour, if you show an identity document.',
  },
};
