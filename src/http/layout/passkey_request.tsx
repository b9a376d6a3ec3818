/**
 * The button that asks for a passkey (I6; WebAuthn L3 §5.1.4). The script shows it where the browser can, fetches the
 * challenge when it is needed, and posts what was signed; without it there is nothing to see (X1). The page around says
 * what it is for.
 */
import type { VNode } from 'preact';
import type { Locale } from '../../domain/realm.js';
import { Icon } from './icon.js';
import { text } from './text.js';
import { Or } from './upstream_offers.js';

/** What the form posts: the browser's answer, as JSON. */
export const PASSKEY_ANSWER = 'passkey';

/** In the query of `optionsHref`: the page that asks says which action it is for (A5). */
export const NAMES = { name: 'names', value: 'action' } as const;

/** What a page with the button is given besides, for its script. */
export function passkeyScript(passkey: PasskeyWay | undefined): { readonly script?: 'passkey-request' } {
  return passkey ? { script: 'passkey-request' } : {};
}

/** Where a page's passkey goes. */
export interface PasskeyWay {
  /** where the answer is posted: `csrf`, `passkey` */
  readonly action: string;
  /** where the script fetches what to ask of the browser, by POST with `csrf` */
  readonly optionsHref: string;
  readonly csrfToken: string;
}

export interface PasskeyRequestProps extends PasskeyWay {
  readonly locale: Locale;
  /** signing in, or confirming what the page says */
  readonly purpose: 'sign-in' | 'confirm';
  /** does this very page say which action it is for? No other's answer counts for the action (A5) */
  readonly namesAction: boolean;
  /** the page's one way on: it looks like it */
  readonly alone?: boolean;
  /** « ou », towards the page's other way: before or after the button */
  readonly or?: 'before' | 'after';
  /** the browser may offer it in a field with `autocomplete="… webauthn"`, too */
  readonly autofill?: boolean;
}

export function PasskeyRequest(props: PasskeyRequestProps): VNode {
  const { locale, action, csrfToken, purpose, namesAction, alone = false, or, autofill = false } = props;
  const t = text[locale].passkey;
  const optionsHref = namesAction ? `${props.optionsHref}?${NAMES.name}=${NAMES.value}` : props.optionsHref;
  const signIn = namesAction ? t.signInAndConfirm : t.signIn;
  return (
    <div class="stack" hidden data-passkey-request={optionsHref} {...(autofill ? { 'data-autofill': '' } : {})}>
      {or === 'before' ? <Or locale={locale} /> : null}
      <form method="post" action={action}>
        <input type="hidden" name="csrf" value={csrfToken} />
        <input type="hidden" name={PASSKEY_ANSWER} value="" />
        <button type="button" class={alone ? 'button' : 'quiet'}>
          <Icon name="passkey" />
          {purpose === 'sign-in' ? signIn : t.confirm}
        </button>
      </form>
      <p role="alert" class="wrong" data-cancelled={t.cancelled} data-failed={t.failed} />
      {or === 'after' ? <Or locale={locale} /> : null}
    </div>
  );
}
