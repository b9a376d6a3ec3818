/** The four things that a person without a password has on a letter or knows (C5). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale, Realm } from '../../src/domain/realm.js';
import { LEGACY_CODE_DIGITS } from '../../src/domain/recovery/legacy_access.js';
import { BIRTH_FIELD, BirthFields, type TypedBirth } from '../../src/http/layout/birth_fields.js';
import { ErrorSummary, messagesFor, type SaidError } from '../../src/http/layout/error_summary.js';
import { Field } from '../../src/http/layout/field.js';
import { text as identifierText } from '../../src/http/layout/identifier/text.js';
import { EnterKey, type Kept, KeypadField } from '../../src/http/layout/keypad.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { PostForm } from '../../src/http/layout/post_form.js';
import { StepIndicator } from '../../src/http/layout/step_indicator.js';
import { Submit } from '../../src/http/layout/submit.js';
import { WayEnds } from '../../src/http/layout/way_ends.js';
import { type LegacyAccessText, text } from './text.js';

export type LegacyAskError = keyof LegacyAccessText['ask']['errors'];

export interface LegacyAskProps {
  readonly locale: Locale;
  /** where the form is posted: `csrf`, `allocataire`, `postcode`, `birth_day`, `birth_month`, `code`, `code_key`, `code_kept` */
  readonly action: string;
  readonly csrfToken: string;
  readonly typed?: LegacyTyped | undefined;
  /** digits of the code that keys gave, without script */
  readonly kept?: Kept | undefined;
  readonly errors?: readonly LegacyAskError[];
  readonly backHref: string;
}

export interface LegacyTyped {
  readonly allocataire: string;
  readonly postcode: string;
  readonly birth: TypedBirth;
}

const NOTHING: LegacyTyped = { allocataire: '', postcode: '', birth: { day: '', month: '', year: '' } };
const LONGEST_TYPED = 40;
const FIELDS = { allocataire: 'allocataire', postcode: 'postcode', birthdate: BIRTH_FIELD, code: 'code' } as const;

export function legacyAskPage(props: LegacyAskProps): PageContent {
  const hasError = (props.errors ?? []).length > 0;
  return { title: text[props.locale].ask.title, hasError, body: <LegacyAskView {...props} /> };
}

export function LegacyAskView(props: LegacyAskProps): VNode {
  const { locale, typed = NOTHING, kept, errors = [] } = props;
  const t = text[locale].ask;
  const allocataire = identifierText[locale].identifier.allocataire;
  const said = errors.map((code): SaidError => ({ field: fieldOf(code), message: t.errors[code] }));
  return (
    <>
      <ErrorSummary locale={locale} errors={said} />
      <div class="head">
        <StepIndicator locale={locale} step={{ current: 1, total: 3 }} />
        <h1>{t.title}</h1>
        <p class="muted">{t.intro}</p>
      </div>
      <PostForm action={props.action} csrfToken={props.csrfToken}>
        <EnterKey />
        <Field
          locale={locale}
          id={FIELDS.allocataire}
          label={allocataire.label}
          hint={allocataire.hint}
          errors={messagesFor(FIELDS.allocataire, said)}
          input={{
            type: 'text',
            value: typed.allocataire,
            autocomplete: 'username',
            inputmode: 'text',
            maxlength: LONGEST_TYPED,
            spellcheck: false,
            required: true,
            class: 'digits',
          }}
        />
        <Field
          locale={locale}
          id={FIELDS.postcode}
          label={t.postcode}
          hint={t.postcodeHint}
          errors={messagesFor(FIELDS.postcode, said)}
          input={{
            type: 'text',
            value: typed.postcode,
            autocomplete: 'postal-code',
            inputmode: 'numeric',
            maxlength: LONGEST_TYPED,
            required: true,
            class: 'digits short',
          }}
        />
        <BirthFields
          locale={locale}
          legend={t.birth}
          hint={t.birthHint}
          parts={['day', 'month']}
          typed={typed.birth}
          errors={messagesFor(BIRTH_FIELD, said)}
        />
        <KeypadField
          locale={locale}
          id={FIELDS.code}
          label={t.code}
          hint={t.codeHint}
          errors={messagesFor(FIELDS.code, said)}
          length={LEGACY_CODE_DIGITS}
          autocomplete="current-password"
          kept={kept}
        />
        <Submit locale={locale} label={t.submit} />
      </PostForm>
      <div>
        <p class="small">{t.already}</p>
        <a class="link" href={props.backHref}>
          {text[locale].back}
        </a>
      </div>
    </>
  );
}

/** `postcode-empty` is of the field `postcode`; what has no field is of the whole. */
function fieldOf(code: LegacyAskError): string | undefined {
  return FIELDS[code.split('-')[0] as keyof typeof FIELDS];
}

export interface LegacyClosedProps {
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'help'>;
  /** where a provisional password by letter is asked for */
  readonly letterHref: string;
  readonly backHref: string;
}

/** After the last failure of an account's life, and the same for a number that nobody has. */
export function legacyClosedPage(props: LegacyClosedProps): PageContent {
  return { title: text[props.locale].closed.title, body: <LegacyClosedView {...props} /> };
}

export function LegacyClosedView({ locale, realm, letterHref, backHref }: LegacyClosedProps): VNode {
  const t = text[locale].closed;
  return (
    <WayEnds
      locale={locale}
      realm={realm}
      title={t.title}
      sentences={[t.what, t.next]}
      next={{ href: letterHref, label: t.letter }}
      back={
        <a class="link" href={backHref}>
          {text[locale].back}
        </a>
      }
    />
  );
}
