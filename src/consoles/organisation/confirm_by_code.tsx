/** The end of a form whose change a new code confirms: why, the button, and the way back with nothing changed (E1, A5). */
import type { VNode } from 'preact';
import type { Locale } from '../../domain/realm.js';
import { SubmitOrLeave } from '../../http/layout/submit_or_leave.js';
import { text } from './confirm_text.js';

export interface ConfirmByCodeProps {
  readonly locale: Locale;
  readonly backHref: string;
  /** what the way back says; « Ne rien changer » unless told */
  readonly backLabel?: string;
}

export function ConfirmByCode({ locale, backHref, backLabel }: ConfirmByCodeProps): VNode {
  const t = text[locale];
  return (
    <>
      <p>{t.why}</p>
      <SubmitOrLeave locale={locale} label={t.yes} leave={{ href: backHref, label: backLabel ?? t.keep }} />
    </>
  );
}
