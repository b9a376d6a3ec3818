/** What the ways of this step share once a code was typed: the attempt, and what a right one leads to (I2, I3). */
import type { CodeProof } from '../../src/domain/assurance/proof.js';
import type { RegisteredAction } from '../../src/domain/sensitive_action/sensitive_action.js';
import type { Form } from '../../src/http/form_body.js';
import type { Interaction } from '../../src/http/interaction.js';
import type { AccountStore, RememberedDevice, VisitedAccount } from '../../src/ports/account/account_store.js';
import { type BrowserTrust, withTrust } from '../browser_trust.js';
import { actionOf } from '../confirmed_action.js';
import { canKeepPasskey } from './can_keep_passkey.js';

export interface TypedCodeDependencies {
  readonly accounts: AccountStore;
  /** the realm's sensitive actions (A5) */
  readonly actions: readonly RegisteredAction[];
  readonly rememberDevice: (interaction: Interaction) => RememberedDevice;
  readonly trust: BrowserTrust;
}

/** Who is to prove the second factor. */
export async function accountOf(
  { accounts }: Pick<TypedCodeDependencies, 'accounts'>,
  { details, visitor }: Interaction,
): Promise<VisitedAccount> {
  const account = await accounts.find(details.session?.accountId ?? '', visitor.deviceHash);
  if (!account) throw new Error('a one_time_code step without an account');
  return account;
}

/** @returns the attempt that the form makes, and what its right code leads to */
export function readAttempt(
  { actions, rememberDevice, trust: trusts }: TypedCodeDependencies,
  interaction: Interaction,
  account: VisitedAccount,
  form: Form,
) {
  const { site, request, visitor, portalName, sharedDevice } = interaction;
  const trust = trusts.wished(interaction, account, form);
  return {
    attempt: {
      realm: site.realm,
      account,
      typed: form.get('code') ?? '',
      request,
      confirms: actionOf(actions, interaction),
      visitor,
      portalName,
      rememberDevice: sharedDevice ? undefined : () => withTrust(rememberDevice(interaction), trust),
    },
    proceed({ proof }: { readonly proof: CodeProof }): Promise<void> {
      trust?.keep();
      const canEnrol = canKeepPasskey(form, account);
      return interaction.finish({ one_time_code: { proof, canEnrol } } as Parameters<Interaction['finish']>[0]);
    },
  };
}
