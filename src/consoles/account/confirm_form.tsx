/** What leads to a fresh proof: why a code is asked, the button that asks for it, and the way back (U1). */
import type { VNode } from 'preact';
import type { Locale } from '../../domain/realm.js';
import { PostForm } from '../../http/layout/post_form.js';
import { Submit } from '../../http/layout/submit.js';
import { text } from './text.js';

export interface ConfirmFormProps {
  readonly locale: Locale;
  readonly action: string;
  readonly csrfToken: string;
  /** what the button says; « Confirmer avec un code » unless told */
  readonly label?: string;
  /** leads back with nothing changed */
  readonly back?: { readonly href: string; readonly label: string };
}

export function ConfirmForm({ locale, action, csrfToken, label, back }: ConfirmFormProps): VNode {
  const t = text[locale].confirm;
  return (
    <PostForm action={action} csrfToken={csrfToken}>
      <p>{t.why}</p>
      <div class="buttons">
        <Submit locale={locale} label={label ?? t.yes} />
        {back === undefined ? null : (
          <a class="quiet" href={back.href}>
            {back.label}
          </a>
        )}
      </div>
    </PostForm>
  );
}
