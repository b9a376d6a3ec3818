/** Recovery codes, shown once: to print, to copy, to keep (I5). Pure: values in, a page out. */
import type { VNode } from 'preact';
import { dayInWords } from '../../../domain/day.js';
import type { Locale } from '../../../domain/realm.js';
import { Notice } from '../../../http/layout/notice.js';
import type { PageContent } from '../../../http/layout/page.js';
import { PostForm } from '../../../http/layout/post_form.js';
import { Submit } from '../../../http/layout/submit.js';
import type { ShownCodes } from '../../../services/authenticator/recovery_codes.js';
import { text } from './text.js';

export interface RecoveryCodesProps extends ShownCodes {
  readonly locale: Locale;
  /** where the person says that they have them: `csrf` */
  readonly action: string;
  readonly csrfToken: string;
}

export function recoveryCodesPage(props: RecoveryCodesProps): PageContent {
  return { title: text[props.locale].codes.title, body: <RecoveryCodesView {...props} /> };
}

export function RecoveryCodesView({ locale, name, codes, expiresAt, action, csrfToken }: RecoveryCodesProps): VNode {
  const t = text[locale].codes;
  return (
    <>
      <h1>{t.title}</h1>
      <p>{t.what}</p>
      <Notice kind="warning" message={t.once} />
      <div class="stack">
        <h2>{t.set(name)}</h2>
        <dl class="codes">
          {codes.map(({ number, code }) => (
            <div key={number}>
              <dt>{t.number(number)}</dt>
              <dd>{`${code.slice(0, 3)} ${code.slice(3)}`}</dd>
            </div>
          ))}
        </dl>
        <p class="small">{t.until(dayInWords(expiresAt, locale))}</p>
        <p>{t.keep}</p>
      </div>
      <PostForm action={action} csrfToken={csrfToken}>
        <Submit locale={locale} label={t.done} />
      </PostForm>
    </>
  );
}
