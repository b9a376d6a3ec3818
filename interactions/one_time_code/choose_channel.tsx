/** Where to send the code: masked contacts as cards, one button (I2). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Channel, Locale, Realm } from '../../src/domain/realm.js';
import { ErrorSummary, messagesFor, type SaidError } from '../../src/http/layout/error_summary.js';
import { FieldError } from '../../src/http/layout/field.js';
import { HelpCall } from '../../src/http/layout/help_call.js';
import { Icon } from '../../src/http/layout/icon.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { type PasskeyWay, passkeyScript } from '../../src/http/layout/passkey_request.js';
import { PostForm } from '../../src/http/layout/post_form.js';
import type { Step } from '../../src/http/layout/step_indicator.js';
import { Submit } from '../../src/http/layout/submit.js';
import { Dialable } from '../../src/http/layout/telephone.js';
import { Masked, type MaskedContact } from './contact.js';
import { PasskeyInstead } from './passkey_instead.js';
import { type CodePurpose, titleFor } from './purpose.js';
import { PurposeHead } from './purpose_head.js';
import { type OneTimeCodeText, text } from './text.js';

export type ChooseChannelError =
  | { readonly code: 'none-chosen' | 'closed' | 'busy' | 'unavailable' }
  | { readonly code: 'sends-exhausted'; readonly minutes: number }
  | { readonly code: 'resend-wait'; readonly seconds: number }
  | { readonly code: 'delivery-failed'; readonly channel: Channel };

export interface ChooseChannelProps extends CodePurpose {
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'help'>;
  /** where the form is posted: `csrf`, `contact` (the chosen id) */
  readonly action: string;
  readonly csrfToken: string;
  /** at least one; a single one is chosen beforehand */
  readonly contacts: readonly (MaskedContact & { readonly id: string })[];
  readonly selectedId?: string | undefined;
  readonly errors?: readonly ChooseChannelError[];
  /** a passkey does in place of a code (I6) */
  readonly passkey?: PasskeyWay | undefined;
  /** 2 of 2 unless told */
  readonly step?: Step;
  readonly cancelHref?: string | undefined;
}

const GROUP = 'contact';

/** The page with its title, for `renderPage`. */
export function chooseChannelPage(props: ChooseChannelProps): PageContent {
  return {
    title: titleOf(props),
    hasError: (props.errors ?? []).length > 0,
    ...passkeyScript(props.passkey),
    body: <ChooseChannelView {...props} />,
  };
}

export function ChooseChannelView(props: ChooseChannelProps): VNode {
  const { locale, contacts, realm, step = { current: 2, total: 2 } } = props;
  const t = text[locale].choose;
  const errors = (props.errors ?? []).map((error) => said(error, t, contacts));
  const wrong = messagesFor(optionId(0), errors);
  const single = contacts.length === 1;
  const callOnly = single && contacts[0]?.channel === 'voice';
  const sendsAll = contacts.every(({ channel }) => channel !== 'totp' && channel !== 'recovery');
  const selectedId = props.selectedId ?? (single ? contacts[0]?.id : undefined);
  return (
    <>
      <ErrorSummary locale={locale} errors={errors} />
      {(props.errors ?? []).some(({ code }) => code === 'closed') ? (
        <HelpCall locale={locale} help={realm.help} />
      ) : null}
      <PurposeHead locale={locale} title={titleOf(props)} step={step} purpose={props} always />
      <PasskeyInstead locale={locale} passkey={props.passkey} purpose={props.purpose} or="after" />
      <PostForm action={props.action} csrfToken={props.csrfToken}>
        <fieldset class="cards" {...(wrong.length > 0 ? { 'aria-describedby': `${GROUP}-error` } : {})}>
          <legend>{legendOf(t, { sendsAll, callOnly, single })}</legend>
          {wrong.length > 0 ? <FieldError locale={locale} id={`${GROUP}-error`} messages={wrong} /> : null}
          {contacts.map((contact, index) => (
            <label class="card" key={contact.id} for={optionId(index)}>
              <input
                type="radio"
                id={optionId(index)}
                name={GROUP}
                value={contact.id}
                checked={contact.id === selectedId}
                required
              />
              <Icon name={contact.channel} size={28} />
              <span>
                <b>{t.channel[contact.channel]}</b> {contact.masked === '' ? null : <Masked contact={contact} />}
              </span>
            </label>
          ))}
        </fieldset>
        <Submit locale={locale} label={callOnly ? t.single.submitCall : sendsAll ? t.submit : t.submitAny} />
      </PostForm>
      <div>
        <p class="small">
          <Dialable sentence={t.lost} number={realm.help.telephone} />
        </p>
        {props.cancelHref === undefined ? null : (
          <a class="link" href={props.cancelHref}>
            {text[locale].cancel}
          </a>
        )}
      </div>
    </>
  );
}

function legendOf(
  t: OneTimeCodeText['choose'],
  { sendsAll, callOnly, single }: { sendsAll: boolean; callOnly: boolean; single: boolean },
): string {
  if (!sendsAll) return t.legendAny;
  if (callOnly) return t.single.call;
  return single ? t.legendSingle : t.legend;
}

function titleOf(props: ChooseChannelProps): string {
  const t = text[props.locale].choose;
  return titleFor(props.locale, props, props.contacts.length === 1 ? t.titleSingle : t.title);
}

function optionId(index: number): string {
  return `${GROUP}-${index + 1}`;
}

function said(error: ChooseChannelError, t: OneTimeCodeText['choose'], contacts: readonly unknown[]): SaidError {
  switch (error.code) {
    case 'none-chosen':
      return { field: optionId(0), message: t.errors['none-chosen'] };
    case 'sends-exhausted':
      return { message: t.errors['sends-exhausted'](error.minutes) };
    case 'resend-wait':
      return { message: t.errors['resend-wait'](error.seconds) };
    case 'delivery-failed':
      return { message: t.errors[contacts.length === 1 ? 'delivery-failed-single' : 'delivery-failed'][error.channel] };
    default:
      return { message: t.errors[error.code] };
  }
}
