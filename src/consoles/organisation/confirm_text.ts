/** Words of every form that asks an administrator for a new code (E1, A5). */
import type { Locale } from '../../domain/realm.js';

export interface ConfirmText {
  readonly why: string;
  readonly yes: string;
  readonly keep: string;
}

export const text: Readonly<Record<Locale, ConfirmText>> = {
  fr: {
    why: 'Pour votre sécurité, confirmez que c’est bien vous, avec un nouveau code. Le message dira à quoi il sert et pour qui.',
    yes: 'Confirmer avec un code',
    keep: 'Ne rien changer',
  },
  en: {
    why: 'For your security, confirm that it is you, with a new code. The message will say what it is for and for whom.',
    yes: 'Confirm with a code',
    keep: 'Change nothing',
  },
};
