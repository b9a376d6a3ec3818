/** Typing a code of a printed card, the one given at a desk (I10), or a recovery code (I5). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { CodeCard } from '../../src/domain/one_time_code/code_card.js';
import type { Locale, Realm } from '../../src/domain/realm.js';
import { CodeField } from '../../src/http/layout/code_form.js';
import { Disclosure } from '../../src/http/layout/disclosure.js';
import { ErrorSummary, messagesFor, type SaidError } from '../../src/http/layout/error_summary.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { type PasskeyWay, passkeyScript } from '../../src/http/layout/passkey_request.js';
import { PostForm } from '../../src/http/layout/post_form.js';
import { SentenceList } from '../../src/http/layout/sentence_list.js';
import type { Step } from '../../src/http/layout/step_indicator.js';
import { Submit } from '../../src/http/layout/submit.js';
import { Dialable } from '../../src/http/layout/telephone.js';
import { type OfferedTrust, TrustBox } from '../../src/http/layout/trust_box.js';
import { Ways } from '../../src/http/layout/ways.js';
import { authenticatorText } from './authenticator_text.js';
import { type CardText, cardText } from './card_text.js';
import { PasskeyInstead } from './passkey_instead.js';
import type { CodePurpose } from './purpose.js';
import { PurposeHead } from './purpose_head.js';
import { text } from './text.js';

export type CardCodeError = 'code-empty' | 'code-format' | 'wrong-code' | 'other-number' | 'no-card';

export interface EnterCardCodeProps extends CodePurpose {
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'help'>;
  readonly kind: CodeCard['kind'];
  /** printed on the card */
  readonly name: string;
  /** which of its codes is asked for */
  readonly number: number;
  /** codes that were not used, this one included */
  readonly left: number;
  /** where it is posted: `csrf`, `number`, `code` */
  readonly action: string;
  readonly csrfToken: string;
  readonly errors?: readonly CardCodeError[];
  /** a passkey does in place of a code (I6) */
  readonly passkey?: PasskeyWay | undefined;
  /** posted as `trust`; absent where no trust is offered (I3) */
  readonly trust?: OfferedTrust | undefined;
  /** the page that offers other ways, absent when there is none */
  readonly otherWayHref?: string | undefined;
  /** 2 of 2 unless told */
  readonly step?: Step;
  readonly cancelHref?: string | undefined;
}

const FEW_CODES = 5;

/** The page with its title, for `renderPage`. */
export function enterCardCodePage(props: EnterCardCodeProps): PageContent {
  const title = cardText[props.locale].title[props.kind];
  return {
    title,
    hasError: (props.errors ?? []).length > 0,
    ...passkeyScript(props.passkey),
    body: <EnterCardCodeView {...props} />,
  };
}

export function EnterCardCodeView(props: EnterCardCodeProps): VNode {
  const { locale, realm, kind, name, number, left } = props;
  const t = cardText[locale];
  const errors = (props.errors ?? []).map((code) => said(code, props, t));
  return (
    <>
      <ErrorSummary locale={locale} errors={errors} />
      <PurposeHead
        locale={locale}
        title={t.title[kind]}
        step={props.step ?? { current: 2, total: 2 }}
        purpose={props}
      />
      <PostForm action={props.action} csrfToken={props.csrfToken} hidden={{ number: String(number) }}>
        <p>
          {t.which[kind](name, number)} {text[locale].enter.safety}
        </p>
        <CodeField
          locale={locale}
          label={t.label[kind](number)}
          hint={t.hint}
          mayFillIn={false}
          errors={messagesFor('code', errors)}
        />
        {kind !== 'desk' && left <= FEW_CODES ? (
          <p class="small">{left === 1 ? t.last[kind] : t.left[kind](left)}</p>
        ) : null}
        <TrustBox locale={locale} offer={props.trust} />
        <Submit locale={locale} label={t.submit} />
      </PostForm>
      <PasskeyInstead locale={locale} passkey={props.passkey} purpose={props.purpose} or="before" />
      <Ways
        ways={[
          {
            href: props.otherWayHref,
            label: kind === 'recovery' ? authenticatorText[locale].otherWay : text[locale].enter.otherWay,
          },
        ]}
      />
      {kind !== 'desk' ? (
        <Disclosure question={t.missing[kind].question}>
          <SentenceList sentences={t.missing[kind].check} />
          <p>
            <Dialable sentence={t.missing[kind].otherwise} number={realm.help.telephone} />
          </p>
        </Disclosure>
      ) : null}
      {props.cancelHref === undefined ? null : (
        <a class="link" href={props.cancelHref}>
          {text[locale].cancel}
        </a>
      )}
    </>
  );
}

function said(
  code: CardCodeError,
  { kind, number }: Pick<EnterCardCodeProps, 'kind' | 'number'>,
  t: CardText,
): SaidError {
  if (code === 'other-number') return { field: 'code', message: t.errors['other-number'](number) };
  if (kind === 'recovery' && code !== 'code-format') return { field: 'code', message: t.recoveryErrors[code] };
  return { field: 'code', message: t.errors[code] };
}
