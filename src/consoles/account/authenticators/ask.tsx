/** Questions before something ends or changes: removing an app, new recovery codes, another name (I5). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { PageContent } from '../../../http/layout/page.js';
import { SentenceList } from '../../../http/layout/sentence_list.js';
import { ConfirmForm } from '../confirm_form.js';
import type { Asked } from '../console.js';
import { type AskedName, renameMeansPage } from '../named_means.js';
import { NAME_FIELD } from './enrol.js';
import { text } from './text.js';

export interface AskRemovalProps extends Asked {
  readonly name: string;
  readonly isLast: boolean;
}

export function askRemovalPage(props: AskRemovalProps): PageContent {
  const t = text[props.locale].remove;
  const consequences = [t.refused, ...(props.isLast ? [t.last] : []), t.told];
  const title = t.title(props.name);
  return { title, body: <Question {...props} words={{ ...t, title }} consequences={consequences} /> };
}

export function askRenewalPage(props: Asked): PageContent {
  const t = text[props.locale].renew;
  return { title: t.title, body: <Question {...props} words={t} consequences={[t.ends, t.shown, t.told]} /> };
}

interface QuestionProps extends Asked {
  readonly words: { readonly title: string; readonly code: string; readonly yes: string; readonly no: string };
  readonly consequences: readonly string[];
}

function Question({ locale, action, csrfToken, backHref, words, consequences }: QuestionProps): VNode {
  return (
    <>
      <h1>{words.title}</h1>
      <SentenceList sentences={consequences} />
      <ConfirmForm
        locale={locale}
        action={action}
        csrfToken={csrfToken}
        why={words.code}
        label={words.yes}
        back={{ href: backHref, label: words.no }}
      />
    </>
  );
}

export function renamePage({ name, ...props }: AskedName): PageContent {
  const { rename, enrol } = text[props.locale];
  const { title, ...buttons } = rename;
  const words = { ...buttons, title: title(name), label: enrol.name, hint: enrol.nameHint, error: enrol.errors.name };
  return renameMeansPage({ ...props, name, field: NAME_FIELD, words });
}
