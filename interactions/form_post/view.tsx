/** The answer to a portal that asked for `response_mode=form_post`: a form that sends itself, or a button. Pure. */
import type { VNode } from 'preact';
import type { Locale } from '../../src/domain/realm.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { Submit } from '../../src/http/layout/submit.js';
import { text } from './text.js';

export interface FormPostProps {
  readonly locale: Locale;
  readonly portalName: string;
  /** the portal's redirect address */
  readonly action: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** The page with its title, for `renderPage`. */
export function formPostPage(props: FormPostProps): PageContent {
  return { title: text[props.locale].title, body: <FormPostView {...props} /> };
}

export function FormPostView({ locale, portalName, action, inputs }: FormPostProps): VNode {
  const t = text[locale];
  return (
    <>
      <div class="head">
        <h1>{t.title}</h1>
        <p>{t.what(portalName)}</p>
      </div>
      <form method="post" action={action} data-sends-itself>
        {Object.entries(inputs).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Submit locale={locale} label={t.go} />
      </form>
    </>
  );
}
