/** What the code is for, said first on each of its pages (A5, I2). */
import type { Locale } from '../../src/domain/realm.js';
import { text } from './text.js';

export interface CodePurpose {
  readonly portalName: string;
  /** the action in words that follow « Code pour », such as « modifier vos coordonnées bancaires » */
  readonly purpose?: string | undefined;
  /** the portal asks for a proof given now, for an action it does not name */
  readonly fresh?: boolean;
}

export function purposeSentence(locale: Locale, { portalName, purpose, fresh = false }: CodePurpose): string {
  const t = text[locale].why;
  if (purpose !== undefined) return t.purpose(purpose, portalName);
  return fresh ? t.fresh(portalName) : t.signIn;
}
