/** Words of the messages sent (design: Messages). An SMS is written within its alphabet: no « ê », no « ç ». */
import type { Locale } from '../realm.js';

export interface OneTimeCodeWords {
  /** what the code is for when the portal names no action; follows « code pour » */
  readonly signIn: string;
  /** a proof given now for something that the portal does not name (A1) */
  readonly confirmIdentity: string;
  /** a contact that the person adds (I7) */
  readonly newContact: string;
  /** the same for a code that signs nobody in (C4, C5) */
  readonly toChoose: Readonly<Record<'new-password' | 'first-password', string>>;
  readonly subject: (purpose: string, portalName: string) => string;
  readonly email: {
    readonly what: (purpose: string, portalName: string) => string;
    readonly account: (label: string) => string;
    readonly life: (minutes: number) => string;
    readonly secret: string;
    readonly notYou: (telephone: string) => string;
    readonly notYouChoosing: (telephone: string) => string;
    readonly signature: (realmName: string) => string;
  };
  readonly sms: {
    readonly what: (code: string, purpose: string, portalName: string) => string;
    readonly account: (label: string) => string;
    readonly life: (minutes: number) => string;
    readonly secret: string;
    readonly notYou: (telephone: string) => string;
  };
  readonly voice: {
    readonly greeting: (purpose: string, portalName: string) => string;
    /** while a pen is found */
    readonly ready: string;
    readonly code: (digits: string) => string;
    readonly again: (digits: string) => string;
    readonly life: (minutes: number) => string;
    readonly secret: string;
    readonly notYou: string;
    readonly goodbye: string;
  };
}

export interface MessageText {
  readonly oneTimeCode: OneTimeCodeWords;
}

export const text: Readonly<Record<Locale, MessageText>> = {
  fr: {
    oneTimeCode: {
      signIn: 'vous connecter',
      confirmIdentity: 'confirmer votre identité',
      newContact: 'confirmer votre adresse ou votre numéro',
      toChoose: {
        'new-password': 'choisir un nouveau mot de passe',
        'first-password': 'choisir votre mot de passe',
      },
      subject: (purpose, portalName) => `${portalName}\u00a0: votre code pour ${purpose}`,
      email: {
        what: (purpose, portalName) => `C’est votre code pour ${purpose} sur ${portalName}.`,
        account: (label) => `Compte\u00a0: ${label}.`,
        life: (minutes) => `Il est valable ${minutes} minutes et ne sert qu’une fois.`,
        secret: 'Ne le donnez à personne, pas même à un conseiller\u00a0: nous ne vous le demanderons jamais.',
        notYou: (telephone) =>
          `Vous n’avez rien demandé\u00a0? Quelqu’un connaît peut-être votre mot de passe. Sans ce code, cette personne ne peut pas entrer\u00a0: ne le donnez pas, et appelez le ${telephone}.`,
        notYouChoosing: (telephone) =>
          `Vous n’avez rien demandé\u00a0? Quelqu’un a donné votre numéro à votre place. Sans ce code, rien ne change\u00a0: ne le donnez pas, et appelez le ${telephone} si cela se répète.`,
        signature: (realmName) => `${realmName} – message automatique, sans lien\u00a0: n’y répondez pas.`,
      },
      sms: {
        what: (code, purpose, portalName) => `${code}\u00a0: votre code pour ${purpose} (${portalName}).`,
        account: (label) => `Compte ${label}.`,
        life: (minutes) => `Valable ${minutes} min.`,
        secret: 'Ne le donnez à personne, ni à un conseiller.',
        notYou: (telephone) => `Pas vous\u00a0? ${telephone}`,
      },
      voice: {
        greeting: (purpose, portalName) => `Bonjour. Voici votre code pour ${purpose} sur ${portalName}.`,
        ready: 'Prenez de quoi noter.',
        code: (digits) => `Votre code est\u00a0: ${digits}.`,
        again: (digits) => `Je répète\u00a0: ${digits}.`,
        life: (minutes) => `Il est valable ${minutes} minutes.`,
        secret: 'Ne le donnez à personne, pas même à un conseiller\u00a0: nous ne vous le demanderons jamais.',
        notYou: 'Si vous n’avez rien demandé, raccrochez\u00a0: sans ce code, rien ne se passe.',
        goodbye: 'Au revoir.',
      },
    },
  },
  en: {
    oneTimeCode: {
      signIn: 'sign in',
      confirmIdentity: 'confirm your identity',
      newContact: 'confirm your address or number',
      toChoose: { 'new-password': 'choose a new password', 'first-password': 'choose your password' },
      subject: (purpose, portalName) => `${portalName}: your code to ${purpose}`,
      email: {
        what: (purpose, portalName) => `This is your code to ${purpose} on ${portalName}.`,
        account: (label) => `Account: ${label}.`,
        life: (minutes) => `It is valid for ${minutes} minutes and works once.`,
        secret: 'Give it to nobody, not even to an adviser: we will never ask you for it.',
        notYou: (telephone) =>
          `You did not ask for anything? Somebody may know your password. Without this code, this person cannot get in: do not give it away, and call ${telephone}.`,
        notYouChoosing: (telephone) =>
          `You did not ask for anything? Somebody gave your number in your place. Without this code nothing changes: do not give it away, and call ${telephone} if it happens again.`,
        signature: (realmName) => `${realmName} – automatic message, without any link: please do not reply.`,
      },
      sms: {
        what: (code, purpose, portalName) => `${code}: your code to ${purpose} (${portalName}).`,
        account: (label) => `Account ${label}.`,
        life: (minutes) => `Valid ${minutes} min.`,
        secret: 'Give it to nobody, not even an adviser.',
        notYou: (telephone) => `Not you? ${telephone}`,
      },
      voice: {
        greeting: (purpose, portalName) => `Hello. Here is your code to ${purpose} on ${portalName}.`,
        ready: 'Please have something to write with.',
        code: (digits) => `Your code is: ${digits}.`,
        again: (digits) => `I repeat: ${digits}.`,
        life: (minutes) => `It is valid for ${minutes} minutes.`,
        secret: 'Give it to nobody, not even to an adviser: we will never ask you for it.',
        notYou: 'If you did not ask for anything, hang up: without this code, nothing happens.',
        goodbye: 'Goodbye.',
      },
    },
  },
};
