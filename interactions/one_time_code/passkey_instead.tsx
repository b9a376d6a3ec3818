/** A passkey in place of the code, on each of its pages (I6): it confirms the action that the page names (A5). */
import type { VNode } from 'preact';
import type { Locale } from '../../src/domain/realm.js';
import { PasskeyRequest, type PasskeyWay } from '../../src/http/layout/passkey_request.js';
import type { CodePurpose } from './purpose.js';

export interface PasskeyInsteadProps extends Pick<CodePurpose, 'purpose'> {
  readonly locale: Locale;
  /** undefined: none leads on here */
  readonly passkey?: PasskeyWay | undefined;
  /** « ou », towards the page's other way: before or after the button */
  readonly or: 'before' | 'after';
}

export function PasskeyInstead({ locale, passkey, purpose, or }: PasskeyInsteadProps): VNode | null {
  if (!passkey) return null;
  const namesAction = purpose !== undefined;
  return <PasskeyRequest locale={locale} {...passkey} purpose="confirm" namesAction={namesAction} or={or} />;
}
