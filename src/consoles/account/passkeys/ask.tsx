/** Questions about one passkey: whether to remove it, and what it is called (I6, U1). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { CodeChannel, Locale } from '../../../domain/realm.js';
import type { PageContent } from '../../../http/layout/page.js';
import { SentenceList } from '../../../http/layout/sentence_list.js';
import { ConfirmForm } from '../confirm_form.js';
import type { Asked } from '../console.js';
import { type AskedName, renameMeansPage } from '../named_means.js';
import { text } from './text.js';

/** What browsers do not take for the person's own name. */
export const NAME_FIELD = 'passkey_name';

/** What somebody still signs in with, once a passkey is gone. */
export interface RemainingWays {
  /** that sign in */
  readonly passkeys: number;
  readonly hasPassword: boolean;
  /** over which a code comes, after the password */
  readonly channels: readonly CodeChannel[];
}

export interface AskRemovalProps extends Asked {
  readonly name: string;
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
      <SentenceList sentences={[t.refused, t.keeper, t.sessions, t.told]} />
      <div class="stack">
        <p>{t.remains}</p>
        <SentenceList sentences={waysIn(remaining, locale)} />
      </div>
      <ConfirmForm
        locale={locale}
        action={action}
        csrfToken={csrfToken}
        why={t.code}
        label={t.yes}
        back={{ href: backHref, label: t.no }}
      />
    </>
  );
}

function waysIn({ passkeys, hasPassword, channels }: RemainingWays, locale: Locale): readonly string[] {
  const t = text[locale].remove;
  const codes = [...new Set(channels)].map((channel) => t.codes[channel]);
  const byPassword = codes.length > 0 ? t.password(t.or(codes)) : t.passwordAlone;
  return [...(passkeys > 0 ? [t.others(passkeys)] : []), hasPassword ? byPassword : t.noPassword];
}

export function renamePasskeyPage({ name, ...props }: AskedName): PageContent {
  const { title, ...words } = text[props.locale].rename;
  return renameMeansPage({ ...props, name, field: NAME_FIELD, words: { ...words, title: title(name) } });
}
