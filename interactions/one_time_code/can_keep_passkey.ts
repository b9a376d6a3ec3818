/**
 * Whether a passkey may be offered in the browser that sent a code (I6): it can keep one, and this account signed in there
 * before, nobody else much. So neither somebody else's computer nor whoever passes a code on is offered one.
 */
import type { Form } from '../../src/http/form_body.js';
import { saysItKeepsPasskeys } from '../../src/http/layout/platform_field.js';
import type { VisitedAccount } from '../../src/ports/account/account_store.js';

/** @param account as it was seen from this browser before the code */
export function canKeepPasskey(form: Form, { deviceKnown, deviceShared }: VisitedAccount): boolean {
  return saysItKeepsPasskeys(form) && deviceKnown && !deviceShared;
}
