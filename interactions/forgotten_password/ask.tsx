/** Who has forgotten their password, and how the code may reach them (C4). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale, Realm } from '../../src/domain/realm.js';
import { BIRTH_FIELD, BirthFields, type TypedBirth } from '../../src/http/layout/birth_fields.js';
import { ErrorSummary, messagesFor, type SaidError } from '../../src/http/layout/error_summary.js';
import { FieldError } from '../../src/http/layout/field.js';
import { Icon } from '../../src/http/layout/icon.js';
import { IdentifierField, identifierFault, wordingOf } from '../../src/http/layout/identifier/field.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { PostForm } from '../../src/http/layout/post_form.js';
import { text as recoveryText } from '../../src/http/layout/recovery/text.js';
import { StepIndicator } from '../../src/http/layout/step_indicator.js';
import { Submit } from '../../src/http/layout/submit.js';
import { Dialable } from '../../src/http/layout/telephone.js';
import { WaitNotice } from '../../src/http/layout/wait_notice.js';
import { text, type Way } from './text.js';

export type AskError =
  /** `identifier-empty` and `identifier-<reason of the number's check>` */
  | { readonly field: 'identifier'; readonly code: string }
  | { readonly field: 'birthdate'; readonly code: 'birthdate-empty' | 'birthdate-format' }
  | { readonly field: 'way'; readonly code: 'way-empty' }
  | { readonly field: 'form'; readonly code: 'wait'; readonly seconds: number }
  /** the account changed on the way: begin anew */
  | { readonly field: 'form'; readonly code: 'gone' };

export interface AskProps {
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'identifierKinds' | 'channels' | 'help'>;
  /** where the form is posted: `csrf`, `identifier`, `birth_day`, `birth_month`, `birth_year`, `way` */
  readonly action: string;
  readonly csrfToken: string;
  readonly typedIdentifier?: string;
  readonly typedBirth?: TypedBirth;
  readonly way?: string | undefined;
  readonly errors?: readonly AskError[];
  /** the login page */
  readonly backHref: string;
}

const NOTHING_TYPED: TypedBirth = { day: '', month: '', year: '' };
const FIRST_WAY = 'way-1';

export function askPage(props: AskProps): PageContent {
  return {
    title: text[props.locale].ask.title,
    hasError: (props.errors ?? []).length > 0,
    body: <AskView {...props} />,
  };
}

export function AskView(props: AskProps): VNode {
  const { locale, realm, errors = [], way } = props;
  const t = text[locale].ask;
  const wait = errors.find((error) => error.code === 'wait');
  const said = errors.filter((error) => error !== wait).map((error) => saidOf(error, props));
  const wrongWay = messagesFor(FIRST_WAY, said);
  const ways: readonly Way[] = [...realm.channels, 'none'];
  return (
    <>
      <ErrorSummary locale={locale} errors={said} />
      {wait === undefined ? null : (
        <WaitNotice
          locale={locale}
          seconds={'seconds' in wait ? wait.seconds : 0}
          {...t.wait}
          meanwhile={<Dialable sentence={t.wait.meanwhile} number={realm.help.telephone} />}
        />
      )}
      <div class="head">
        <StepIndicator locale={locale} step={{ current: 1, total: 3 }} />
        <h1>{t.title}</h1>
        <p class="muted">{t.intro}</p>
      </div>
      <PostForm action={props.action} csrfToken={props.csrfToken}>
        <IdentifierField
          locale={locale}
          kinds={realm.identifierKinds}
          typed={props.typedIdentifier}
          errors={messagesFor('identifier', said)}
        />
        <BirthFields
          locale={locale}
          legend={t.birth}
          hint={t.birthHint}
          parts={['day', 'month', 'year']}
          typed={props.typedBirth ?? NOTHING_TYPED}
          errors={messagesFor(BIRTH_FIELD, said)}
        />
        <fieldset class="cards" {...(wrongWay.length > 0 ? { 'aria-describedby': 'way-error' } : {})}>
          <legend>{t.ways}</legend>
          {wrongWay.length > 0 ? <FieldError locale={locale} id="way-error" messages={wrongWay} /> : null}
          {ways.map((each, index) => (
            <label class="card" key={each} for={`way-${index + 1}`}>
              <input type="radio" id={`way-${index + 1}`} name="way" value={each} checked={each === way} required />
              {each === 'none' ? null : <Icon name={each} size={28} />}
              <span>
                <b>{t.way[each]}</b>
                {each === 'none' ? <span class="hint">{t.wayNone}</span> : null}
              </span>
            </label>
          ))}
        </fieldset>
        <Submit locale={locale} label={t.submit} />
      </PostForm>
      <a class="link" href={props.backHref}>
        {text[locale].back}
      </a>
    </>
  );
}

function saidOf(error: AskError, { locale, realm }: AskProps): SaidError {
  const t = text[locale].ask.errors;
  switch (error.field) {
    case 'identifier':
      return { field: 'identifier', message: identifierFault(error.code, locale, wordingOf(realm.identifierKinds)) };
    case 'birthdate':
      return { field: BIRTH_FIELD, message: t[error.code] };
    case 'way':
      return { field: FIRST_WAY, message: t['way-empty'] };
    case 'form':
      return { message: recoveryText[locale].password.gone };
  }
}
