/** The account was proved: link the upstream's identity to it, or not (F4). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale, Realm } from '../../src/domain/realm.js';
import { HelpCall } from '../../src/http/layout/help_call.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { PostForm } from '../../src/http/layout/post_form.js';
import { Submit } from '../../src/http/layout/submit.js';
import { text } from './text.js';

export interface LinkIdentityProps {
  readonly locale: Locale;
  readonly upstreamName: string;
  /** where the answer is posted: `csrf`, `decision` = `link` or `leave` */
  readonly action: string;
  readonly csrfToken: string;
}

export function linkIdentityPage(props: LinkIdentityProps): PageContent {
  return { title: text[props.locale].link.title(props.upstreamName), body: <LinkIdentityView {...props} /> };
}

/** The identity speaks of somebody else than the account's holder. */
export function otherPersonPage(props: LinkIdentityProps & { readonly realm: Pick<Realm, 'help'> }): PageContent {
  const t = text[props.locale].otherPerson;
  return { title: t.title, hasError: true, body: <OtherPersonView {...props} /> };
}

export function LinkIdentityView({ locale, upstreamName, action, csrfToken }: LinkIdentityProps): VNode {
  const t = text[locale].link;
  return (
    <>
      <div class="head">
        <h1>{t.title(upstreamName)}</h1>
        <p>{t.what(upstreamName)}</p>
        <p class="muted">{t.told(upstreamName)}</p>
      </div>
      <PostForm action={action} csrfToken={csrfToken}>
        <div class="buttons">
          <Submit locale={locale} label={t.yes} name="decision" value="link" />
          <Submit locale={locale} label={t.no} look="quiet" name="decision" value="leave" />
        </div>
      </PostForm>
    </>
  );
}

export function OtherPersonView({
  locale,
  upstreamName,
  action,
  csrfToken,
  realm,
}: LinkIdentityProps & { readonly realm: Pick<Realm, 'help'> }): VNode {
  const t = text[locale].otherPerson;
  return (
    <>
      <div class="head">
        <h1>{t.title}</h1>
        <p>{t.what(upstreamName)}</p>
        <p>{t.next}</p>
      </div>
      <PostForm action={action} csrfToken={csrfToken}>
        <Submit locale={locale} label={t.leave} name="decision" value="leave" />
      </PostForm>
      <HelpCall locale={locale} help={realm.help} />
    </>
  );
}
