/** A code to a contact on file, or from a letter (C5, I10). Kinds of contacts are named, contacts never. */
import type { VNode } from 'preact';
import type { Channel, Locale, Realm } from '../../src/domain/realm.js';
import { CodeField } from '../../src/http/layout/code_form.js';
import { DoneList } from '../../src/http/layout/done_list.js';
import { ErrorSummary, messagesFor, type SaidError } from '../../src/http/layout/error_summary.js';
import { FieldError } from '../../src/http/layout/field.js';
import { HelpCall } from '../../src/http/layout/help_call.js';
import { Icon } from '../../src/http/layout/icon.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { PostForm } from '../../src/http/layout/post_form.js';
import { StepIndicator } from '../../src/http/layout/step_indicator.js';
import { Submit } from '../../src/http/layout/submit.js';
import { type LegacyAccessText, text } from './text.js';

/** A channel on file; a card to be ordered; a card that is there. */
export type SecondWay = Channel | 'order' | 'card';

export type SecondError =
  | { readonly code: 'way-empty' | 'delivery-failed' | 'resend-wait' | 'entry-closed' | 'no-address' }
  | { readonly code: 'sends-exhausted'; readonly minutes: number }
  | { readonly code: 'too-soon'; readonly day: string };

export interface SecondProps {
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'help'>;
  /** where the form is posted: `csrf`, `way` */
  readonly action: string;
  readonly csrfToken: string;
  readonly ways: readonly SecondWay[];
  readonly errors?: readonly SecondError[];
}

const STEP = { current: 2, total: 3 };
const FIRST = 'way-1';
const CALL_US: readonly SecondError['code'][] = ['entry-closed', 'no-address'];

export function secondPage(props: SecondProps): PageContent {
  const hasError = (props.errors ?? []).length > 0;
  return { title: text[props.locale].choose.title, hasError, body: <SecondView {...props} /> };
}

export function SecondView({ locale, realm, action, csrfToken, ways, errors = [] }: SecondProps): VNode {
  const t = text[locale].choose;
  const said = errors.map((error) => saidOf(error, t));
  const wrong = messagesFor(FIRST, said);
  return (
    <>
      <ErrorSummary locale={locale} errors={said} />
      <div class="head">
        <StepIndicator locale={locale} step={STEP} />
        <h1>{t.title}</h1>
        <p class="muted">{t.intro}</p>
      </div>
      {ways.length === 0 ? null : (
        <PostForm action={action} csrfToken={csrfToken}>
          <fieldset class="cards" {...(wrong.length > 0 ? { 'aria-describedby': 'way-error' } : {})}>
            <legend>{t.legend}</legend>
            {wrong.length > 0 ? <FieldError locale={locale} id="way-error" messages={wrong} /> : null}
            {ways.map((way, index) => (
              <label class="card" key={way} for={`way-${index + 1}`}>
                <input
                  type="radio"
                  id={`way-${index + 1}`}
                  name="way"
                  value={way}
                  checked={ways.length === 1}
                  required
                />
                <Icon name={way === 'order' || way === 'card' ? 'email' : way} size={28} />
                <span>
                  <b>{way === 'order' ? t.orderLetter : way === 'card' ? t.typeLetter : t.way[way]}</b>
                  {way === 'order' ? <span class="hint">{t.orderLetterWhen}</span> : null}
                </span>
              </label>
            ))}
          </fieldset>
          <Submit locale={locale} label={t.submit} />
        </PostForm>
      )}
      {ways.length === 0 || errors.some(({ code }) => CALL_US.includes(code)) ? (
        <HelpCall locale={locale} help={realm.help} />
      ) : null}
    </>
  );
}

export type CardError = keyof LegacyAccessText['card']['errors'];

export interface CardProps {
  readonly locale: Locale;
  /** printed on the card, and which of its codes is asked for */
  readonly card: { readonly name: string; readonly number: number };
  /** where the form is posted: `csrf`, `number`, `code` */
  readonly action: string;
  readonly csrfToken: string;
  readonly errors?: readonly CardError[];
  readonly otherWayHref: string;
}

export function cardPage(props: CardProps): PageContent {
  const hasError = (props.errors ?? []).length > 0;
  return { title: text[props.locale].card.title, hasError, body: <CardView {...props} /> };
}

export function CardView({ locale, card, action, csrfToken, errors = [], otherWayHref }: CardProps): VNode {
  const t = text[locale].card;
  const said = errors.map((code): SaidError => ({ field: 'code', message: t.errors[code] }));
  return (
    <>
      <ErrorSummary locale={locale} errors={said} />
      <div class="head">
        <StepIndicator locale={locale} step={STEP} />
        <h1>{t.title}</h1>
        <p>{t.intro(card.name, card.number)}</p>
      </div>
      <PostForm action={action} csrfToken={csrfToken} hidden={{ number: String(card.number) }}>
        <CodeField locale={locale} label={t.label} errors={messagesFor('code', said)} />
        <Submit locale={locale} label={t.submit} />
      </PostForm>
      <a class="link" href={otherWayHref}>
        {t.other}
      </a>
    </>
  );
}

export interface OrderedProps {
  readonly locale: Locale;
  readonly backHref: string;
}

export function orderedPage(props: OrderedProps): PageContent {
  return { title: text[props.locale].ordered.title, body: <OrderedView {...props} /> };
}

export function OrderedView({ locale, backHref }: OrderedProps): VNode {
  const t = text[locale].ordered;
  return <DoneList title={t.title} what={t.what} next={t.next} back={{ href: backHref, label: text[locale].back }} />;
}

function saidOf(error: SecondError, t: LegacyAccessText['choose']): SaidError {
  switch (error.code) {
    case 'way-empty':
      return { field: FIRST, message: t.errors['way-empty'] };
    case 'sends-exhausted':
      return { message: t.errors['sends-exhausted'](error.minutes) };
    case 'too-soon':
      return { message: t.errors['too-soon'](error.day) };
    default:
      return { message: t.errors[error.code] };
  }
}
