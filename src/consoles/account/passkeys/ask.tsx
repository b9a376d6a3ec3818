/** Questions about one passkey: whether to remove it, and what it is called (I6, U1). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { CodeChannel, Locale } from '../../../domain/realm.js';
import type { PageContent } from '../../../http/layout/page.js';
import { PostForm } from '../../../http/layout/post_form.js';
import { Submit } from '../../../http/layout/submit.js';
import { renameMeansPage } from '../named_means.js';
import { text } from './text.js';

/** What browsers do not take for the person's own name. */
export const NAME_FIELD = 'passkey_name';

interface AskProps {
  readonly locale: Locale;
  readonly name: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly backHref: string;
}

/** What somebody still signs in with, once a passkey is gone. */
export interface RemainingWays {
  /** that sign in */
  readonly passkeys: number;
  readonly hasPassword: boolean;
  /** over which a code comes, after the password */
  readonly channels: readonly CodeChannel[];
}

export interface AskRemovalProps extends AskProps {
  readonly remaining: RemainingWays;
}

export function askRemovalPage(props: AskRemovalProps): PageContent {
  return { title: text[props.locale].remove.title(props.name), body: <AskRemovalView {...props} /> };
}

export function AskRemovalView({ locale, name, action, csrfToken, backHref, remaining }: AskRemovalProps): VNode {
  const t = text[locale].remove;
  return (
    <>
      <h1>{t.title(name)}</h1>
      <ul class="list">
        {[t.refused, t.keeper, t.sessions, t.told].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <div class="stack">
        <p>{t.remains}</p>
        <ul class="list">
          {waysIn(remaining, locale).map((way) => (
            <li key={way}>{way}</li>
          ))}
        </ul>
      </div>
      <PostForm action={action} csrfToken={csrfToken}>
        <p>{t.code}</p>
        <div class="buttons">
          <Submit locale={locale} label={t.yes} />
          <a class="quiet" href={backHref}>
            {t.no}
          </a>
        </div>
      </PostForm>
    </>
  );
}

function waysIn({ passkeys, hasPassword, channels }: RemainingWays, locale: Locale): readonly string[] {
  const t = text[locale].remove;
  const codes = [...new Set(channels)].map((channel) => t.codes[channel]);
  const byPassword = codes.length > 0 ? t.password(t.or(codes)) : t.passwordAlone;
  return [...(passkeys > 0 ? [t.others(passkeys)] : []), hasPassword ? byPassword : t.noPassword];
}

export interface RenamePasskeyProps extends AskProps {
  /** as typed, where it was refused */
  readonly refused?: string | undefined;
}

export function renamePasskeyPage({ name, ...props }: RenamePasskeyProps): PageContent {
  const { title, ...words } = text[props.locale].rename;
  return renameMeansPage({ ...props, name, field: NAME_FIELD, words: { ...words, title: title(name) } });
}
