/** Words of the consent page (P7); what each scope lets a service do is in http/layout/scope_words. */
import type { Locale } from '../../src/domain/realm.js';

export interface ConsentText {
  readonly title: (clientName: string) => string;
  readonly intro: (clientName: string) => string;
  /** @param label follows « pour » */
  readonly action: (label: string) => string;
  readonly password: (clientName: string) => string;
  readonly allow: string;
  readonly deny: string;
  readonly afterwards: string;
}

export const text: Readonly<Record<Locale, ConsentText>> = {
  fr: {
    title: (clientName) => `Autorisez\u2011vous ${clientName}\u00a0?`,
    action: (label) => `C’est pour ${label}.`,
    intro: (clientName) => `Si vous acceptez, ${clientName} pourra\u00a0:`,
    password: (clientName) => `Votre mot de passe et vos codes ne sont jamais transmis à ${clientName}.`,
    allow: 'Autoriser',
    deny: 'Refuser',
    afterwards: 'Si vous refusez, rien n’est transmis et vous revenez au service.',
  },
  en: {
    title: (clientName) => `Do you authorise ${clientName}?`,
    action: (label) => `It is to ${label}.`,
    intro: (clientName) => `If you accept, ${clientName} will be able to:`,
    password: (clientName) => `Your password and your codes are never passed on to ${clientName}.`,
    allow: 'Authorise',
    deny: 'Refuse',
    afterwards: 'If you refuse, nothing is passed on and you go back to the service.',
  },
};
