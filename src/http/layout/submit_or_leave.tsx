/** The end of a form that may be left: the button that does it, and beside it the link that leaves everything as it is. */
import type { VNode } from 'preact';
import type { Locale } from '../../domain/realm.js';
import { Submit } from './submit.js';

export interface SubmitOrLeaveProps {
  readonly locale: Locale;
  readonly label: string;
  readonly leave: { readonly href: string; readonly label: string };
}

export function SubmitOrLeave({ locale, label, leave }: SubmitOrLeaveProps): VNode {
  return (
    <div class="buttons">
      <Submit locale={locale} label={label} />
      <a class="quiet" href={leave.href}>
        {leave.label}
      </a>
    </div>
  );
}
