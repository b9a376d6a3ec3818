/** Sent with a code: can this browser keep a passkey? Its script says so; a browser without one says nothing (I6). */
import type { VNode } from 'preact';
import type { Form } from '../form_body.js';

const FIELD = 'platform';
const CAN = 'passkeys';

export function PlatformField(): VNode {
  return <input type="hidden" name={FIELD} value="" data-platform={CAN} />;
}

export function saysItKeepsPasskeys(form: Form): boolean {
  return form.get(FIELD) === CAN;
}
