/** Whether a passkey may be offered here and now, as the rule takes it (I6): of the client, the request and this browser. */
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { InvitationFacts } from '../../domain/assurance/passkey_invitation.js';
import type { Realm } from '../../domain/realm.js';
import type { VisitedAccount } from '../../ports/account/account_store.js';
import { isFirstParty, isSharedDevice } from '../client/client_metadata.js';

/** What the steps of this request left: what the browser said with its code, and the answer to the invitation. */
interface Results {
  readonly one_time_code?: { readonly canEnrol?: boolean };
  readonly invite_passkey?: { readonly done?: boolean };
}

export function invitationFacts(ctx: KoaContextWithOIDC, realm: Realm, account: VisitedAccount): InvitationFacts {
  const { client, prompts } = ctx.oidc;
  const results = (ctx.oidc.result ?? {}) as Results;
  return {
    everyDays: realm.passkeys?.invitationDays ?? 0,
    invitedAt: account.passkeyInvitedAt,
    passkeys: account.passkeys.length,
    isWelcome: isFirstParty(client) && !isSharedDevice(client) && !prompts.has('none'),
    canEnrolHere: results.one_time_code?.canEnrol === true,
    isAnswered: results.invite_passkey?.done === true,
  };
}
