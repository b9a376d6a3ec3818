/** Where a passkey alone leads on (I6): it is both steps at once. What it is for is said first (A5). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale } from '../../src/domain/realm.js';
import { ActionFacts } from '../../src/http/layout/action_facts.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { PasskeyRequest, type PasskeyWay, passkeyScript } from '../../src/http/layout/passkey_request.js';
import { PostForm } from '../../src/http/layout/post_form.js';
import { type Step, StepIndicator } from '../../src/http/layout/step_indicator.js';
import { Submit } from '../../src/http/layout/submit.js';
import { passkeyText } from './passkey_text.js';
import { type CodePurpose, titleFor } from './purpose.js';
import { text } from './text.js';

export interface ConfirmByPasskeyProps extends CodePurpose {
  readonly locale: Locale;
  readonly passkey: PasskeyWay;
  /** where « Continuer sans » is posted: `csrf` */
  readonly withoutAction: string;
  readonly csrfToken: string;
  readonly step: Step;
  readonly cancelHref: string;
}

/** The page with its title, for `renderPage`. */
export function confirmByPasskeyPage(props: ConfirmByPasskeyProps): PageContent {
  return { title: titleOf(props), ...passkeyScript(props.passkey), body: <ConfirmByPasskeyView {...props} /> };
}

export function ConfirmByPasskeyView(props: ConfirmByPasskeyProps): VNode {
  const { locale, passkey, step, withoutAction, csrfToken, cancelHref, purpose, portalName } = props;
  const t = passkeyText[locale];
  return (
    <>
      <div class="head">
        <StepIndicator locale={locale} step={step} />
        <h1>{titleOf(props)}</h1>
        <p>{purpose === undefined ? t.why(portalName) : t.purpose(purpose, portalName)}</p>
      </div>
      <ActionFacts facts={props.facts ?? []} />
      <div data-without-passkeys>
        <p class="notice warning">{t.needed}</p>
      </div>
      <PasskeyRequest locale={locale} {...passkey} purpose="confirm" namesAction={purpose !== undefined} alone />
      <PostForm action={withoutAction} csrfToken={csrfToken}>
        <Submit locale={locale} look="link" label={t.without} />
      </PostForm>
      <a class="link" href={cancelHref}>
        {text[locale].cancel}
      </a>
    </>
  );
}

function titleOf(props: ConfirmByPasskeyProps): string {
  return titleFor(props.locale, props, passkeyText[props.locale].title);
}
