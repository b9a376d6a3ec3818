/** What leads to a fresh proof: why a code is asked, the button that asks for it, and the way back (U1). */
import type { VNode } from 'preact';
import type { Locale } from '../../domain/realm.js';
import { PostForm } from '../../http/layout/post_form.js';
import { Submit } from '../../http/layout/submit.js';
import { SubmitOrLeave } from '../../http/layout/submit_or_leave.js';
import { text } from './text.js';

export interface ConfirmFormProps {
  readonly locale: Locale;
  readonly action: string;
  readonly csrfToken: string;
  /** why a code is asked; what every change says unless told */
  readonly why?: string;
  /** what the button says; « Confirmer avec un code » unless told */
  readonly label?: string;
  /** leads back with nothing changed */
  readonly back?: { readonly href: string; readonly label: string };
}

export function ConfirmForm({ locale, action, csrfToken, why, label, back }: ConfirmFormProps): VNode {
  const t = text[locale].confirm;
  const yes = label ?? t.yes;
  return (
    <PostForm action={action} csrfToken={csrfToken}>
      <p>{why ?? t.why}</p>
      {back === undefined ? (
        <div class="buttons">
          <Submit locale={locale} label={yes} />
        </div>
      ) : (
        <SubmitOrLeave locale={locale} label={yes} leave={back} />
      )}
    </PostForm>
  );
}
