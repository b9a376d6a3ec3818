/** New terms of the realm, to accept or to leave (I7). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale, Realm, RealmTerms } from '../../src/domain/realm.js';
import { HelpCall } from '../../src/http/layout/help_call.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { PostForm } from '../../src/http/layout/post_form.js';
import { Submit } from '../../src/http/layout/submit.js';
import { text } from './text.js';

export interface AcceptTermsProps {
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'help'>;
  readonly terms: RealmTerms;
  /** where it is posted: `csrf`, `version` */
  readonly action: string;
  readonly csrfToken: string;
  readonly cancelHref: string;
}

export function acceptTermsPage(props: AcceptTermsProps): PageContent {
  return { title: text[props.locale].title, body: <AcceptTermsView {...props} /> };
}

function AcceptTermsView({ locale, realm, terms, action, csrfToken, cancelHref }: AcceptTermsProps): VNode {
  const t = text[locale];
  return (
    <>
      <div class="head">
        <h1>{t.title}</h1>
        <p class="muted">{t.what}</p>
      </div>
      <p>{terms.summary[locale]}</p>
      <p>
        <a class="link" href={terms.href[locale]} target="_blank" rel="noopener">
          {t.read} ({t.opens})
        </a>
      </p>
      <PostForm action={action} csrfToken={csrfToken} hidden={{ version: terms.version }}>
        <Submit locale={locale} label={t.accept} />
      </PostForm>
      <a class="link" href={cancelHref}>
        {t.refuse}
      </a>
      <p class="small muted">{t.refuseMeans}</p>
      <HelpCall locale={locale} help={realm.help} />
    </>
  );
}
