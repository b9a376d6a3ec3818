/** The sign-in page: identifier and password (I1, I3). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale, Realm } from '../../src/domain/realm.js';
import { type ActionFact, ActionFacts } from '../../src/http/layout/action_facts.js';
import { ErrorSummary, messagesFor, type SaidError } from '../../src/http/layout/error_summary.js';
import { HelpCall } from '../../src/http/layout/help_call.js';
import { IdentifierField, identifierFault, wordingOf } from '../../src/http/layout/identifier/field.js';
import type { IdentifierWording } from '../../src/http/layout/identifier/text.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { PasskeyRequest, type PasskeyWay, passkeyScript } from '../../src/http/layout/passkey_request.js';
import { PasswordField } from '../../src/http/layout/password_field.js';
import { PostForm } from '../../src/http/layout/post_form.js';
import { type Step, StepIndicator } from '../../src/http/layout/step_indicator.js';
import { Submit } from '../../src/http/layout/submit.js';
import { Dialable } from '../../src/http/layout/telephone.js';
import { Or, type ShownUpstream, UpstreamOffers } from '../../src/http/layout/upstream_offers.js';
import { WaitNotice } from '../../src/http/layout/wait_notice.js';
import { Ways } from '../../src/http/layout/ways.js';
import { type LoginErrorText, type LoginReason, text } from './text.js';

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
  /** signing in by a passkey, where it leads on (I6) */
  readonly passkey?: PasskeyWay | undefined;
  /** what that passkey confirms besides: in words that follow « pour », and which one it is (A5) */
  readonly confirms?: { readonly purpose: string; readonly facts: readonly ActionFact[] } | undefined;
  /** are identifier and password of use here? They are unless told */
  readonly local?: boolean;
  /** sent along with the form, by name */
  readonly hidden?: Readonly<Record<string, string>>;
  /** 1 of 2 unless told; a total of 1 shows no step */
  readonly step?: Step;
  /** where « Mot de passe oublié ? » leads (C4) */
  readonly forgottenHref?: string | undefined;
  /** where those without a password yet go, in a realm that gave 4-digit codes (C5) */
  readonly legacyAccessHref?: string | undefined;
  /** where « Revenir au portail » leads */
  readonly cancelHref?: string | undefined;
}

/** The page with its title, for `renderPage`. */
export function loginPage(props: LoginProps): PageContent {
  return {
    title: text[props.locale].title[props.reason ?? 'first'],
    hasError: (props.errors ?? []).length > 0,
    ...passkeyScript(props.passkey),
    body: <LoginView {...props} />,
  };
}

export function LoginView(props: LoginProps): VNode {
  const { locale, realm, reason = 'first', step = { current: 1, total: 2 }, upstreams = [], local = true } = props;
  const t = text[locale];
  const wording = wordingOf(realm.identifierKinds);
  const wait = props.errors?.find(({ code }) => code === 'wait');
  const closed = props.errors?.some(({ code }) => code.startsWith('closed')) ?? false;
  const errors = (props.errors ?? []).filter((error) => error !== wait).map((error) => said(error, locale, wording));
  return (
    <>
      <ErrorSummary locale={locale} errors={errors} />
      {wait === undefined ? null : (
        <WaitNotice
          locale={locale}
          seconds={wait.values?.seconds ?? 0}
          {...t.wait}
          meanwhile={<Dialable sentence={t.wait.meanwhile} number={realm.help.telephone} />}
        />
      )}
      {closed ? <HelpCall locale={locale} help={realm.help} /> : null}
      <div class="head">
        {local ? <StepIndicator locale={locale} step={step} /> : null}
        <h1>{t.title[reason]}</h1>
        {props.confirms ? (
          <p>{t.action.what(props.confirms.purpose, props.portalName)}</p>
        ) : (
          <p class="muted">{t.intro[reason](props.portalName)}</p>
        )}
      </div>
      {props.confirms ? (
        <>
          <ActionFacts facts={props.confirms.facts} />
          <p hidden data-with-passkeys>
            {t.action.byPasskey}
          </p>
        </>
      ) : null}
      {upstreams.length === 0 ? null : <UpstreamOffers locale={locale} upstreams={upstreams} />}
      {upstreams.length > 0 && local ? <Or locale={locale} /> : null}
      {local ? <LocalForm {...props} said={errors} /> : null}
      {props.passkey ? (
        <PasskeyRequest
          locale={locale}
          {...props.passkey}
          purpose="sign-in"
          namesAction={props.confirms !== undefined}
          or="before"
          autofill
        />
      ) : null}
      <OtherWays {...props} isLocal={local} />
    </>
  );
}

/** Calm, below the form: each leads to a step of its own. */
function OtherWays({ locale, isLocal, ...props }: LoginProps & { readonly isLocal: boolean }): VNode {
  const t = text[locale];
  const ways = [
    { href: isLocal ? props.forgottenHref : undefined, label: t.forgotten },
    { href: isLocal ? props.legacyAccessHref : undefined, label: t.legacyAccess },
    { href: props.cancelHref, label: t.cancel },
  ];
  return <Ways ways={ways} />;
}

interface LocalFormProps extends LoginProps {
  readonly said: readonly SaidError[];
}

function LocalForm(props: LocalFormProps): VNode {
  const { locale, realm, said: errors, hidden } = props;
  const t = text[locale];
  return (
    <PostForm action={props.action} csrfToken={props.csrfToken} {...(hidden === undefined ? {} : { hidden })}>
      <IdentifierField
        locale={locale}
        kinds={realm.identifierKinds}
        typed={props.typedIdentifier}
        errors={messagesFor('identifier', errors)}
        passkeys={props.passkey !== undefined}
      />
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

function said(error: LoginError, locale: Locale, wording: IdentifierWording): SaidError {
  const field = error.field === 'form' ? undefined : error.field;
  return { field, message: sentence(error, locale, wording) };
}

function sentence({ field, code }: LoginError, locale: Locale, wording: IdentifierWording): string {
  const t = text[locale];
  if (field === 'identifier') return identifierFault(code, locale, wording);
  if (code === 'wrong-pair') return t.wrongPair[wording === 'login' ? 'login' : 'number'];
  if (Object.hasOwn(t.errors, code)) return t.errors[code as LoginErrorText];
  return field === 'password' ? t.errors['password-format'] : t.errors.unavailable;
}
