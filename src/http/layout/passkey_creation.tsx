/**
 * What makes a passkey on a page (I6; WebAuthn L3 §5.1): the script shows the form where the browser can, asks it when the
 * form is sent, and sends what it made, or why it made nothing. Without it the page says what is needed (X1).
 */
import type { ComponentChildren, VNode } from 'preact';

/** What the form posts: what the browser made, as JSON, or else one of `CREATION_FAILURES`. */
export const PASSKEY_FIELD = 'passkey';
export const FAILURE_FIELD = 'failure';

/** Why a browser made nothing (WebAuthn L3 §5.1.3): closed or too long, one is there already, it cannot, anything else. */
const CREATION_FAILURES = ['cancelled', 'registered', 'unsupported', 'failed'] as const;
export type CreationFailure = (typeof CREATION_FAILURES)[number];

/** @returns undefined where the browser made something */
export function readFailure(posted: string | undefined): CreationFailure | undefined {
  if (posted === undefined || posted === '') return undefined;
  return CREATION_FAILURES.find((known) => known === posted) ?? 'failed';
}

export interface PasskeyCreationProps {
  readonly action: string;
  readonly csrfToken: string;
  /** PublicKeyCredentialCreationOptionsJSON */
  readonly options: object;
  /** said where there is no script, or no passkey can be made */
  readonly without: ComponentChildren;
  readonly children: ComponentChildren;
}

export function PasskeyCreation({ action, csrfToken, options, without, children }: PasskeyCreationProps): VNode {
  return (
    <>
      <div class="stack" data-without-passkeys>
        {without}
      </div>
      <form method="post" action={action} hidden data-passkey-creation={JSON.stringify(options)}>
        <input type="hidden" name="csrf" value={csrfToken} />
        <input type="hidden" name={PASSKEY_FIELD} value="" />
        <input type="hidden" name={FAILURE_FIELD} value="" />
        {children}
      </form>
    </>
  );
}
