/** The sign-in page: identifier and password (I1, I3). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { IdentifierKind, Locale, Realm } from '../../src/domain/realm.js';
import { Disclosure } from '../../src/http/layout/disclosure.js';
import { ErrorSummary, messagesFor, type SaidError } from '../../src/http/layout/error_summary.js';
import { Field } from '../../src/http/layout/field.js';
import { HelpCall } from '../../src/http/layout/help_call.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { PasswordField } from '../../src/http/layout/password_field.js';
import { PostForm } from '../../src/http/layout/post_form.js';
import { type Step, StepIndicator } from '../../src/http/layout/step_indicator.js';
import { Submit } from '../../src/http/layout/submit.js';
import { Or, type ShownUpstream, UpstreamOffers } from '../../src/http/layout/upstream_offers.js';
import { WaitNotice } from '../../src/http/layout/wait_notice.js';
import { NumberDrawing } from './number_drawing.js';
import { type IdentifierWording, type LoginErrorText, type LoginReason, type LoginText, text } from './text.js';

/**
 * What is wrong with what was sent. Codes with a sentence: `identifier-empty` and `identifier-<reason of the number's
 * check>`, `password-empty`, `password-format`, `wrong-pair`, `wait` (with `values.seconds`), `closed`, `busy`,
 * `unavailable`. An unknown one gets its field's general sentence.
 */
export interface LoginError {
  readonly field: 'identifier' | 'password' | 'form';
  readonly code: string;
  readonly values?: { readonly seconds?: number };
}

export interface LoginProps {
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'identifierKinds' | 'passwordKind' | 'help'>;
  readonly portalName: string;
  /** where the form is posted: `csrf`, `identifier`, `password` */
  readonly action: string;
  readonly csrfToken: string;
  /** what was typed, given back; never the password */
  readonly typedIdentifier?: string | undefined;
  readonly errors?: readonly LoginError[];
  /** `again` when somebody already signed in must prove it anew (A4) */
  readonly reason?: LoginReason;
  /** ways in by an upstream, shown first (F1, F2) */
  readonly upstreams?: readonly ShownUpstream[];
  /** are identifier and password of use here? They are unless told */
  readonly local?: boolean;
  /** sent along with the form, by name */
  readonly hidden?: Readonly<Record<string, string>>;
  /** 1 of 2 unless told; a total of 1 shows no step */
  readonly step?: Step;
  /** where « Revenir au portail » leads */
  readonly cancelHref?: string | undefined;
}

/** A number longer than this cannot be one, whatever its spaces. */
const LONGEST_IDENTIFIER = 100;
/** An allocataire number is at most this long; a longer value is shown grouped as a social security number. */
const LONGEST_ALLOCATAIRE = 8;

/** The page with its title, for `renderPage`. */
export function loginPage(props: LoginProps): PageContent {
  return {
    title: text[props.locale].title[props.reason ?? 'first'],
    hasError: (props.errors ?? []).length > 0,
    body: <LoginView {...props} />,
  };
}

export function LoginView(props: LoginProps): VNode {
  const { locale, realm, reason = 'first', step = { current: 1, total: 2 }, upstreams = [], local = true } = props;
  const t = text[locale];
  const wording = wordingOf(realm.identifierKinds);
  const wait = props.errors?.find(({ code }) => code === 'wait');
  const closed = props.errors?.some(({ code }) => code === 'closed') ?? false;
  const errors = (props.errors ?? []).filter((error) => error !== wait).map((error) => said(error, t, wording));
  return (
    <>
      <ErrorSummary locale={locale} errors={errors} />
      {wait === undefined ? null : (
        <WaitNotice
          locale={locale}
          seconds={wait.values?.seconds ?? 0}
          title={t.wait.title}
          why={t.wait.why}
          until={t.wait.until}
          over={t.wait.over}
          meanwhile={t.wait.meanwhile(realm.help.telephone)}
        />
      )}
      {closed ? <HelpCall locale={locale} help={realm.help} /> : null}
      <div class="head">
        {local ? <StepIndicator locale={locale} step={step} /> : null}
        <h1>{t.title[reason]}</h1>
        <p class="muted">{t.intro[reason](props.portalName)}</p>
      </div>
      {upstreams.length === 0 ? null : <UpstreamOffers locale={locale} upstreams={upstreams} />}
      {upstreams.length > 0 && local ? <Or locale={locale} /> : null}
      {local ? <LocalForm {...props} wording={wording} said={errors} /> : null}
      <div>
        {local ? <p class="small">{t.forgotten(realm.help.telephone, realm.help.hours[locale])}</p> : null}
        {props.cancelHref === undefined ? null : (
          <a class="link" href={props.cancelHref}>
            {t.cancel}
          </a>
        )}
      </div>
    </>
  );
}

interface LocalFormProps extends LoginProps {
  readonly wording: IdentifierWording;
  readonly said: readonly SaidError[];
}

function LocalForm(props: LocalFormProps): VNode {
  const { locale, realm, wording, said: errors, hidden } = props;
  const t = text[locale];
  const identifier = t.identifier[wording];
  return (
    <PostForm action={props.action} csrfToken={props.csrfToken} {...(hidden === undefined ? {} : { hidden })}>
      <Field
        locale={locale}
        id="identifier"
        label={identifier.label}
        hint={identifier.hint}
        errors={messagesFor('identifier', errors)}
        input={{
          type: 'text',
          value: props.typedIdentifier ?? '',
          autocomplete: 'username',
          inputmode: 'text',
          spellcheck: false,
          maxlength: LONGEST_IDENTIFIER,
          required: true,
          autocorrect: 'off',
          ...(wording === 'login'
            ? { autocapitalize: 'none' }
            : { autocapitalize: 'characters', class: 'digits', ...grouping(wording) }),
        }}
      />
      {wording === 'login' || wording === 'allocataire' ? null : <WhereToFind t={t} wording={wording} />}
      <PasswordField
        locale={locale}
        id="password"
        label={t.password}
        hint={realm.passwordKind === 'eight-digits' ? t.passwordHint : undefined}
        errors={messagesFor('password', errors)}
        autocomplete="current-password"
        numeric={realm.passwordKind === 'eight-digits'}
      />
      <Submit locale={locale} label={t.submit} />
    </PostForm>
  );
}

function wordingOf(kinds: readonly IdentifierKind[]): IdentifierWording {
  if (kinds.includes('login')) return 'login';
  if (!kinds.includes('nir')) return 'allocataire';
  return kinds.includes('allocataire') ? 'nir-or-allocataire' : 'nir';
}

function grouping(wording: IdentifierWording): Record<`data-${string}`, number> {
  if (wording === 'allocataire') return {};
  return { 'data-groups-after': wording === 'nir' ? 0 : LONGEST_ALLOCATAIRE };
}

function said(error: LoginError, t: LoginText, wording: IdentifierWording): SaidError {
  const field = error.field === 'form' ? undefined : error.field;
  return { field, message: sentence(error, t, wording) };
}

function sentence({ field, code }: LoginError, t: LoginText, wording: IdentifierWording): string {
  if (code === 'identifier-empty') return t.identifier[wording].empty;
  if (code === 'wrong-pair') return t.identifier[wording].wrongPair;
  if (Object.hasOwn(t.errors, code)) return t.errors[code as LoginErrorText];
  if (field === 'identifier') return t.errors['identifier-format'];
  return field === 'password' ? t.errors['password-format'] : t.errors.unavailable;
}

function WhereToFind({ t, wording }: { t: LoginText; wording: IdentifierWording }): VNode {
  return (
    <Disclosure question={t.where.question}>
      <NumberDrawing description={t.where.drawing} name={t.where.drawingName} />
      <ul class="list">
        <li>{t.where.card}</li>
        <li>{t.where.papers}</li>
        {wording === 'nir-or-allocataire' ? <li>{t.where.allocataire}</li> : null}
      </ul>
    </Disclosure>
  );
}
