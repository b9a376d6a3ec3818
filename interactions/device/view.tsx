/** The pages on the phone of somebody who signs in at a kiosk (I9, RFC 8628 §3.3). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale, Realm } from '../../src/domain/realm.js';
import { ErrorSummary, messagesFor, type SaidError } from '../../src/http/layout/error_summary.js';
import { Facts } from '../../src/http/layout/facts.js';
import { Field, type FieldProps } from '../../src/http/layout/field.js';
import { HelpCall } from '../../src/http/layout/help_call.js';
import { Icon } from '../../src/http/layout/icon.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { PostForm } from '../../src/http/layout/post_form.js';
import { Submit } from '../../src/http/layout/submit.js';
import { WayEnds } from '../../src/http/layout/way_ends.js';
import type { PhoneStop } from '../../src/http/provider_pages.js';
import { text } from './text.js';

interface KioskNamed {
  readonly kioskName: string;
  readonly place: string | undefined;
}

const LONGEST_CODE = 20;
const LONGEST_DIGITS = 10;

/** Asks for the code of those who cannot scan it; posted as `user_code`. */
export function askCodePage(props: { locale: Locale; action: string; xsrf: string; isWrong?: boolean }): PageContent {
  const { locale, action, xsrf, isWrong = false } = props;
  const t = text[locale].code;
  const errors: SaidError[] = isWrong ? [{ field: 'user_code', message: t.wrong }] : [];
  const body = (
    <>
      <ErrorSummary locale={locale} errors={errors} />
      <div class="head">
        <h1>{t.title}</h1>
        <p class="muted">{t.what}</p>
      </div>
      <PostForm action={action} hidden={{ xsrf }}>
        <FromScreen
          locale={locale}
          id="user_code"
          label={t.label}
          hint={t.hint}
          errors={errors}
          input={{ autocapitalize: 'characters', maxlength: LONGEST_CODE, class: 'digits' }}
        />
        <Submit locale={locale} label={t.submit} />
      </PostForm>
    </>
  );
  return { title: t.title, hasError: isWrong, body };
}

/** Which kiosk it is, before anything is done; posted as `confirm` or `abort`. */
export function confirmKioskPage(
  props: KioskNamed & { locale: Locale; action: string; xsrf: string; userCode: string },
): PageContent {
  const { locale, action, xsrf, userCode } = props;
  const t = text[locale].kiosk;
  const hidden = { xsrf, user_code: userCode };
  const body = (
    <>
      <h1>{t.title}</h1>
      <Kiosk {...props} />
      <p class="strong">{t.before}</p>
      <p>{t.sent}</p>
      <PostForm action={action} hidden={hidden}>
        <Submit locale={locale} label={t.go} name="confirm" value="yes" />
      </PostForm>
      <PostForm action={action} hidden={hidden}>
        <Submit locale={locale} label={t.refuse} look="quiet" name="abort" value="yes" />
      </PostForm>
    </>
  );
  return { title: t.title, body };
}

export interface DigitsProps extends KioskNamed {
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'help'>;
  /** where they are posted: `csrf`, `digits`; or `refuse` */
  readonly action: string;
  readonly csrfToken: string;
  /** whose account this telephone opens there: it may be a shared one */
  readonly maskedName: { readonly shown: string; readonly spoken: string };
  readonly error?: 'empty' | 'format' | 'wrong' | undefined;
}

/** The digits that the kiosk's screen alone shows. */
export function digitsPage(props: DigitsProps): PageContent {
  const { locale, realm, action, csrfToken, error } = props;
  const t = text[locale].digits;
  const errors: SaidError[] = error ? [{ field: 'digits', message: t[error] }] : [];
  const body = (
    <>
      <ErrorSummary locale={locale} errors={errors} />
      <div class="head">
        <h1>{t.title}</h1>
        <p>{t.what}</p>
      </div>
      <Kiosk {...props} />
      <PostForm action={action} csrfToken={csrfToken}>
        <FromScreen
          locale={locale}
          id="digits"
          label={t.label}
          hint={t.hint}
          errors={errors}
          input={{ inputmode: 'numeric', maxlength: LONGEST_DIGITS, class: 'digits code two' }}
        />
        <p class="small">{t.safety}</p>
        <Submit locale={locale} label={t.confirm} />
      </PostForm>
      <PostForm action={action} csrfToken={csrfToken}>
        <Submit locale={locale} label={t.refuse} look="quiet" name="refuse" value="yes" />
      </PostForm>
      <HelpCall locale={locale} help={realm.help} />
    </>
  );
  return { title: t.title, hasError: error !== undefined, body };
}

export function signedInAtKioskPage(props: KioskNamed & { locale: Locale }): PageContent {
  const t = text[props.locale].done;
  const body = (
    <>
      <h1>{t.title}</h1>
      <Kiosk {...props} />
      <p class="badge">
        <Icon name="check" />
        <span>{t.what}</span>
      </p>
      <p class="strong">{t.finish}</p>
      <p class="small">{t.told}</p>
    </>
  );
  return { title: t.title, body };
}

/** @param props.href where another code can be typed */
export function phoneStoppedPage(props: {
  locale: Locale;
  why: PhoneStop;
  href: string | undefined;
  realm: Pick<Realm, 'help'>;
}): PageContent {
  const { locale, why, href, realm } = props;
  const { stops, again } = text[locale];
  const { title, what } = stops[why];
  const next = href === undefined ? undefined : { href, label: again };
  const body = <WayEnds locale={locale} realm={realm} title={title} sentences={[what]} next={next} />;
  return { title, body };
}

function Kiosk(props: KioskNamed & Pick<Partial<DigitsProps>, 'maskedName'> & { locale: Locale }): VNode {
  const { locale, kioskName, place, maskedName } = props;
  const t = text[locale].kiosk;
  const whose = maskedName && (
    <>
      <span aria-hidden="true">{maskedName.shown}</span>
      <span class="unseen">{maskedName.spoken}</span>
    </>
  );
  return (
    <Facts
      look="strong"
      facts={[
        [t.which, kioskName],
        [t.where, place],
        [t.whose, whose],
      ]}
    />
  );
}

/** A field for what stands on the kiosk's screen. @param input what this one takes besides */
function FromScreen(
  props: Pick<FieldProps, 'locale' | 'id' | 'label' | 'hint' | 'input'> & { readonly errors: readonly SaidError[] },
): VNode {
  const { errors, input, ...field } = props;
  return (
    <Field
      {...field}
      errors={messagesFor(field.id, errors)}
      input={{ type: 'text', spellcheck: false, required: true, ...input }}
    />
  );
}
