/** The pages of « Ce n’est pas moi » (U2). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale, Realm } from '../../src/domain/realm.js';
import { ErrorSummary, messagesFor } from '../../src/http/layout/error_summary.js';
import { Field } from '../../src/http/layout/field.js';
import { HelpCall } from '../../src/http/layout/help_call.js';
import { Notice } from '../../src/http/layout/notice.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { PostForm } from '../../src/http/layout/post_form.js';
import { SentenceList } from '../../src/http/layout/sentence_list.js';
import { Submit } from '../../src/http/layout/submit.js';
import type { ContestOutcome, Stopped } from '../../src/ports/contest/contest_store.js';
import { text } from './text.js';

interface Common {
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'help'>;
}

interface WithWayOn extends Common {
  /** where the person goes from here */
  readonly nextHref: string;
}

export type TypingError = { readonly code: 'format' | 'digits' } | { readonly code: 'wait'; readonly minutes: number };

export interface TypeReferenceProps extends Common {
  readonly action: string;
  readonly csrfToken: string;
  readonly errors?: readonly TypingError[];
  /** as it was typed */
  readonly reference?: string | undefined;
}

/** Where a reference of an SMS or a call is typed. */
export function typeReferencePage(props: TypeReferenceProps): PageContent {
  const { locale, realm, action, csrfToken, errors = [], reference } = props;
  const t = text[locale].type;
  const said = errors.map((error) =>
    error.code === 'wait'
      ? { message: t.wait(error.minutes) }
      : { field: error.code === 'format' ? 'reference' : 'digits', message: t[error.code] },
  );
  const needsDigits = errors.some(({ code }) => code === 'digits');
  const body = (
    <>
      <ErrorSummary locale={locale} errors={said} />
      <div class="head">
        <h1>{t.title}</h1>
        <p>{t.what}</p>
      </div>
      <PostForm action={action} csrfToken={csrfToken}>
        <Field
          locale={locale}
          id="reference"
          label={t.label}
          hint={t.hint}
          errors={messagesFor('reference', said)}
          input={{ type: 'text', value: reference, autocapitalize: 'characters', spellcheck: false, maxlength: 60 }}
        />
        {needsDigits ? (
          <Field
            locale={locale}
            id="digits"
            label={t.digitsLabel}
            hint={t.digitsHint}
            errors={messagesFor('digits', said)}
            input={{ type: 'text', inputmode: 'numeric', maxlength: 20 }}
          />
        ) : null}
        <Submit locale={locale} label={t.go} />
      </PostForm>
      <HelpCall locale={locale} help={realm.help} />
    </>
  );
  return { title: t.title, hasError: errors.length > 0, body };
}

export interface AskNotMeProps extends Common {
  readonly action: string;
  readonly csrfToken: string;
  /** masked name of the account */
  readonly label?: string | undefined;
  readonly events: ReadonlyArray<{ readonly sentence: string; readonly when: string }>;
  /** does it call for an agent? */
  readonly isForAgent?: boolean | undefined;
}

/** What it is about, and one button: looking changes nothing. */
export function askNotMePage(props: AskNotMeProps): PageContent {
  const { locale, realm, action, csrfToken, label, events, isForAgent = false } = props;
  const t = text[locale].ask;
  const body = (
    <>
      <div class="head">
        <h1>{t.title}</h1>
        {label === undefined ? null : (
          <p>
            {t.account} <strong class="masked">{label}</strong>
          </p>
        )}
      </div>
      <ul class="list">
        {events.map(({ sentence, when }) => (
          <li key={`${sentence}${when}`}>
            {sentence} <span class="muted">{t.when(when)}</span>
          </li>
        ))}
      </ul>
      <p>{t.effect}</p>
      <SentenceList sentences={[...t.consequences, ...(isForAgent ? [t.agent] : [])]} />
      <PostForm action={action} csrfToken={csrfToken}>
        <Submit locale={locale} label={t.press} />
      </PostForm>
      <p>{t.itWasYou}</p>
      <HelpCall locale={locale} help={realm.help} />
    </>
  );
  return { title: t.title, body };
}

export interface NotMeDoneProps extends WithWayOn {
  readonly outcome: ContestOutcome;
  readonly stopped: readonly Stopped[];
}

/** What was stopped, and what to do now; or who takes it up. `nextHref` is their account, which asks them to sign in. */
export function notMeDonePage({ locale, realm, outcome, stopped, nextHref }: NotMeDoneProps): PageContent {
  const t: (typeof text)['fr']['done'] = text[locale].done;
  const words = outcome === 'agent' ? t.agent : t.stopped;
  const lines = [t.sessions, ...stopped.map((what) => t.what[what])];
  const next = [...(stopped.includes('password') ? [t.choosePassword] : []), ...words.next];
  const body = (
    <>
      <div class="head">
        <h1>{words.title}</h1>
      </div>
      <Notice kind={outcome === 'agent' ? 'warning' : 'success'} message={words.what} />
      <h2>{t.doneTitle}</h2>
      <SentenceList sentences={lines} />
      <h2>{t.nextTitle}</h2>
      <SentenceList sentences={next} />
      <a class="button" href={nextHref}>
        {t.account}
      </a>
      <HelpCall locale={locale} help={realm.help} />
    </>
  );
  return { title: words.title, body };
}

/** Unknown, used or too old: which is nobody's business. `nextHref` is where a reference is typed. */
export function nothingToStopPage({ locale, realm, nextHref }: WithWayOn): PageContent {
  const t = text[locale].nothing;
  const body: VNode = (
    <>
      <div class="head">
        <h1>{t.title}</h1>
        <p>{t.what}</p>
      </div>
      <SentenceList sentences={t.next} />
      <a class="button" href={nextHref}>
        {t.again}
      </a>
      <HelpCall locale={locale} help={realm.help} />
    </>
  );
  return { title: t.title, body };
}
