/** The consent page: who asks, for what, yes or no (P7). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale } from '../../src/domain/realm.js';
import { type ActionFact, ActionFacts } from '../../src/http/layout/action_facts.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { PostForm } from '../../src/http/layout/post_form.js';
import { scopeInWords } from '../../src/http/layout/scope_words.js';
import { Submit } from '../../src/http/layout/submit.js';
import { text } from './text.js';

export interface ConsentProps {
  readonly locale: Locale;
  readonly clientName: string;
  /** scopes asked for, in the order in which they are listed */
  readonly scopes: readonly string[];
  /** the sensitive action that the request names (A5), in words that follow « Code pour », and which one it is */
  readonly asked?: { readonly label: string; readonly facts: readonly ActionFact[] } | undefined;
  /** where the answer is posted: `csrf`, `decision` = `allow` or `deny` */
  readonly action: string;
  readonly csrfToken: string;
}

/** The page with its title, for `renderPage`. */
export function consentPage(props: ConsentProps): PageContent {
  return { title: text[props.locale].title(props.clientName), body: <ConsentView {...props} /> };
}

export function ConsentView({ locale, clientName, scopes, asked, action, csrfToken }: ConsentProps): VNode {
  const t = text[locale];
  return (
    <>
      <h1>{t.title(clientName)}</h1>
      {asked === undefined ? null : (
        <>
          <p>{t.action(asked.label)}</p>
          <ActionFacts facts={asked.facts} />
        </>
      )}
      <div class="stack">
        <p>{t.intro(clientName)}</p>
        <ul class="list">
          {scopes.map((scope) => (
            <li key={scope}>{scopeInWords(scope, locale)}</li>
          ))}
        </ul>
        <p>{t.password(clientName)}</p>
      </div>
      <PostForm action={action} csrfToken={csrfToken}>
        <p class="muted">{t.afterwards}</p>
        <div class="buttons">
          <Submit locale={locale} label={t.allow} name="decision" value="allow" />
          <Submit locale={locale} label={t.deny} look="quiet" name="decision" value="deny" />
        </div>
      </PostForm>
    </>
  );
}
