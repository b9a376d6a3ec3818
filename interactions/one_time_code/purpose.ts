/** What the code is for, said first on each of its pages and in its message (A5, I2). */
import { type Acr, isFresh } from '../../src/domain/assurance/acr.js';
import { text as messageText } from '../../src/domain/message/text.js';
import type { Locale } from '../../src/domain/realm.js';
import type { RegisteredAction } from '../../src/domain/sensitive_action/sensitive_action.js';
import type { Interaction } from '../../src/http/interaction.js';
import type { Step } from '../../src/http/layout/step_indicator.js';
import { actionOf } from '../confirmed_action.js';
import { text } from './text.js';

export interface CodePurpose {
  readonly portalName: string;
  /** the action in words that follow « Code pour », such as « modifier vos coordonnées bancaires » */
  readonly purpose?: string | undefined;
  /** which one it is: the last 4 of the IBAN */
  readonly facts?: ReadonlyArray<{ readonly label: string; readonly value: string }> | undefined;
  /** the portal asks for a proof given now, for an action it does not name */
  readonly fresh?: boolean;
  /** the person was signed in when the portal asked */
  readonly signedIn?: boolean;
}

export function purposeSentence(locale: Locale, { portalName, purpose, fresh = false }: CodePurpose): string {
  const t = text[locale].why;
  if (purpose !== undefined) return t.purpose(purpose, portalName);
  return fresh ? t.fresh(portalName) : t.signIn;
}

/** « Confirmez cette action » before what the page asks, for who was signed in already. */
export function titleFor(locale: Locale, { purpose, signedIn = false }: CodePurpose, question: string): string {
  return purpose !== undefined && signedIn ? text[locale].why.confirm : question;
}

/** What the pages say of it. */
export function purposeOf(actions: readonly RegisteredAction[], interaction: Interaction): CodePurpose {
  const { portalName, locale, details } = interaction;
  const target = details.prompt.details['target'] as Acr | undefined;
  const action = actionOf(actions, interaction);
  const signedIn = details.lastSubmission?.login === undefined;
  return {
    portalName,
    fresh: target !== undefined && isFresh(target),
    signedIn,
    ...(action
      ? {
          purpose: action.label[locale],
          facts: action.fields.map(({ label, value }) => ({ label: label[locale], value })),
        }
      : {}),
  };
}

/** Somebody who was signed in has this one step to do; else it is the second. */
export function stepOf({ signedIn = false }: CodePurpose): Step {
  return signedIn ? { current: 1, total: 1 } : { current: 2, total: 2 };
}

/** What the message says the code is for; undefined: signing in. */
export function purposeInMessage(locale: Locale, { purpose, fresh, signedIn }: CodePurpose): string | undefined {
  if (purpose !== undefined) return purpose;
  return fresh && signedIn ? messageText[locale].oneTimeCode.confirmIdentity : undefined;
}
