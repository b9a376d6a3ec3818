/** The form that describes a person to be created (E1). Pure: values in, a page out. */
import type { InputHTMLAttributes, VNode } from 'preact';
import { BirthFields } from '../../../http/layout/birth_fields.js';
import { Disclosure } from '../../../http/layout/disclosure.js';
import { ErrorSummary, messagesFor } from '../../../http/layout/error_summary.js';
import { Field } from '../../../http/layout/field.js';
import { Notice } from '../../../http/layout/notice.js';
import type { PageContent } from '../../../http/layout/page.js';
import { PostForm } from '../../../http/layout/post_form.js';
import { StepIndicator } from '../../../http/layout/step_indicator.js';
import { SubmitOrLeave } from '../../../http/layout/submit_or_leave.js';
import { type FrameProps, framed } from '../frame.js';
import type { KeptFields } from '../kept.js';
import { Select } from '../select.js';
import { type FieldFault, RIGHT_TICK, type TypedField } from './draft.js';
import { text } from './text.js';

export interface CreateFormProps {
  readonly frame: FrameProps;
  readonly typed: KeptFields;
  readonly faults: readonly FieldFault[];
  /** what was typed is gone */
  readonly isForgotten: boolean;
  /** why the account was not created, in words */
  readonly problem?: string | undefined;
  /** the catalogue */
  readonly rights: ReadonlyArray<{ readonly id: string; readonly label: string }>;
  readonly action: string;
  readonly backHref: string;
}

/** Of somebody else: nothing that the browser could fill in. */
const TYPED = { type: 'text', maxlength: 80, spellcheck: false } as const;

export function createFormPage(props: CreateFormProps): PageContent {
  const { title } = text[props.frame.locale];
  return framed(props.frame, { title, hasError: props.faults.length > 0, body: <CreateFormView {...props} /> });
}

export function CreateFormView(props: CreateFormProps): VNode {
  const { frame, typed, faults, isForgotten, problem, rights, action, backHref } = props;
  const { locale } = frame;
  const t = text[locale];
  const errors = faults.map(({ field, fault }) => ({ field, message: t.errors[fault] }));
  const value = (field: TypedField) => typed[field] ?? '';
  const field = (
    id: TypedField,
    label: string,
    input: { type?: 'email' | 'tel'; maxlength?: number; class?: 'short' } = {},
    hint?: string,
  ) => (
    <Field
      locale={locale}
      id={id}
      label={label}
      hint={hint}
      errors={messagesFor(id, errors)}
      input={{ ...TYPED, ...input, value: value(id) } as InputHTMLAttributes}
    />
  );
  const hasAddress = (['address_1', 'address_2', 'postcode', 'city'] as const).some((id) => value(id) !== '');
  return (
    <>
      <ErrorSummary locale={locale} errors={errors} />
      <div class="head">
        <StepIndicator locale={locale} step={{ current: 1, total: 2 }} />
        <h1>{t.title}</h1>
      </div>
      {isForgotten ? <Notice kind="warning" message={t.forgotten} /> : null}
      {problem === undefined ? null : <Notice kind="warning" message={problem} />}
      <PostForm action={action} csrfToken={frame.csrfToken}>
        <h2>{t.who}</h2>
        {field('given_names', t.givenNames)}
        {field('family_name', t.familyName)}
        {field('login', t.login, { maxlength: 64 }, t.loginHint)}
        <h2>{t.reach}</h2>
        <p>{t.reachWhat}</p>
        {field('email', t.email, { type: 'email', maxlength: 254 })}
        {field('telephone', t.telephone, { type: 'tel', maxlength: 30 }, t.telephoneHint)}
        <Disclosure question={t.address} isOpen={hasAddress}>
          <div class="inner">
            <p>{t.addressWhat}</p>
            {field('address_1', t.line1, { maxlength: 38 })}
            {field('address_2', t.line2, { maxlength: 38 })}
            {field('postcode', t.postcode, { maxlength: 5, class: 'short' })}
            {field('city', t.city, { maxlength: 38 })}
          </div>
        </Disclosure>
        <BirthFields
          locale={locale}
          legend={t.birth}
          hint={t.birthHint}
          parts={['day', 'month', 'year']}
          typed={{ day: value('birth_day'), month: value('birth_month'), year: value('birth_year') }}
          errors={messagesFor('birth_day', errors)}
          isOptional
        />
        <fieldset class="field cards" aria-describedby="rights-hint">
          <legend>{t.rights}</legend>
          <p class="hint" id="rights-hint">
            {t.rightsHint}
          </p>
          {rights.map(({ id, label }) => (
            <label key={id} class="tick" for={`${RIGHT_TICK}${id}`}>
              <input
                type="checkbox"
                id={`${RIGHT_TICK}${id}`}
                name={`${RIGHT_TICK}${id}`}
                value="1"
                checked={typed[`${RIGHT_TICK}${id}`] === '1'}
              />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
        <Select
          id="language"
          label={t.language}
          value={value('language') === 'en' ? 'en' : 'fr'}
          options={[
            ['fr', t.languages.fr],
            ['en', t.languages.en],
          ]}
        />
        <SubmitOrLeave locale={locale} label={t.next} leave={{ href: backHref, label: t.cancel }} />
      </PostForm>
    </>
  );
}
