/** No code can be received: a provisional password by SMS or by letter, told the same to everybody (C3, C4). */
import type { VNode } from 'preact';
import type { Locale, Realm } from '../../src/domain/realm.js';
import { DoneList } from '../../src/http/layout/done_list.js';
import { ErrorSummary, messagesFor, type SaidError } from '../../src/http/layout/error_summary.js';
import { FieldError } from '../../src/http/layout/field.js';
import { Icon } from '../../src/http/layout/icon.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { PostForm } from '../../src/http/layout/post_form.js';
import { text as recoveryText } from '../../src/http/layout/recovery/text.js';
import { Submit } from '../../src/http/layout/submit.js';
import { Dialable } from '../../src/http/layout/telephone.js';
import { text } from './text.js';

export interface ProvisionalProps {
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'channels'>;
  /** where the form is posted: `csrf`, `by` */
  readonly action: string;
  readonly csrfToken: string;
  readonly errors?: ReadonlyArray<'way-empty' | 'busy'>;
  readonly backHref: string;
}

const FIRST = 'by-1';

export function provisionalPage(props: ProvisionalProps): PageContent {
  const { title } = text[props.locale].provisional;
  return { title, hasError: (props.errors ?? []).length > 0, body: <ProvisionalView {...props} /> };
}

export function ProvisionalView({ locale, realm, action, csrfToken, errors = [], backHref }: ProvisionalProps): VNode {
  const t = text[locale].provisional;
  const said: SaidError[] = errors.map((code) => ({
    field: code === 'busy' ? undefined : FIRST,
    message: t.errors[code],
  }));
  const wrong = messagesFor(FIRST, said);
  const ways = realm.channels.includes('sms') ? (['letter', 'sms'] as const) : (['letter'] as const);
  return (
    <>
      <ErrorSummary locale={locale} errors={said} />
      <div class="head">
        <h1>{t.title}</h1>
        <p>{t.intro}</p>
        <p class="muted">{t.still}</p>
      </div>
      <PostForm action={action} csrfToken={csrfToken}>
        <fieldset class="cards" {...(wrong.length > 0 ? { 'aria-describedby': 'by-error' } : {})}>
          <legend>{t.legend}</legend>
          {wrong.length > 0 ? <FieldError locale={locale} id="by-error" messages={wrong} /> : null}
          {ways.map((by, index) => (
            <label class="card" key={by} for={`by-${index + 1}`}>
              <input type="radio" id={`by-${index + 1}`} name="by" value={by} checked={ways.length === 1} required />
              <Icon name={by === 'sms' ? 'sms' : 'email'} size={28} />
              <span>
                <b>{t[by]}</b>
                {by === 'letter' ? <span class="hint">{t.letterWhen}</span> : null}
              </span>
            </label>
          ))}
        </fieldset>
        <Submit locale={locale} label={t.submit} />
      </PostForm>
      <a class="link" href={backHref}>
        {text[locale].back}
      </a>
    </>
  );
}

export interface ProvisionalSentProps {
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'help'>;
  readonly by: 'sms' | 'letter';
  readonly backHref: string;
  /** for another account, or the same again */
  readonly againHref: string;
}

export function provisionalSentPage(props: ProvisionalSentProps): PageContent {
  return { title: text[props.locale].sent.title, body: <ProvisionalSentView {...props} /> };
}

export function ProvisionalSentView({ locale, realm, by, backHref, againHref }: ProvisionalSentProps): VNode {
  const t = text[locale].sent;
  return (
    <DoneList title={t.title} what={t.what[by]} next={t.next} back={{ href: backHref, label: text[locale].back }}>
      <div>
        <p class="small">
          <Dialable sentence={t.nothing} number={realm.help.telephone} />
        </p>
        <a class="link" href={againHref}>
          {recoveryText[locale].done.again}
        </a>
      </div>
    </DoneList>
  );
}
