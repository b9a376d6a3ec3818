/**
 * A passkey in a step of the sign-in (I6): on the sign-in page it signs in, on a code's page it confirms in place of the
 * code, for the action that the page names (A5). What is asked of the browser is bound to the step, and so is its answer.
 */
import type { RegisteredAction } from '../../src/domain/sensitive_action/sensitive_action.js';
import type { Interaction } from '../../src/http/interaction.js';
import { NAMES, PASSKEY_ANSWER } from '../../src/http/layout/passkey_request.js';
import type { RememberedDevice } from '../../src/ports/account/account_store.js';
import type { PasskeyCeremony, PasskeyOutcome, VerifyPasskey } from '../../src/services/passkey/verify_passkey.js';
import { UNTRUSTED } from '../browser_trust.js';
import { actionOf } from '../confirmed_action.js';
import { passkeyWay } from '../passkey_way.js';
import type { PasskeyError } from './text.js';
import { passkeyFailedPage } from './view.js';

export interface PasskeyDependencies {
  readonly verifyPasskey: VerifyPasskey;
  /** the realm's sensitive actions (A5) */
  readonly actions: readonly RegisteredAction[];
  readonly rememberDevice: (interaction: Interaction) => RememberedDevice;
  /** ends the session of somebody else who is signed in on this browser */
  readonly endOtherSession: (interaction: Interaction, accountId: string) => Promise<void>;
}

/** Steps at which a passkey may be given. */
export const PASSKEY_PROMPTS = ['login', 'one_time_code'] as const;

/** What to ask of the browser, as JSON; the page's script fetches it. */
export async function passkeyOptions(dependencies: PasskeyDependencies, interaction: Interaction): Promise<void> {
  await interaction.form();
  const ceremony = ceremonyOf(dependencies, interaction);
  const isNamed = interaction.ctx.query[NAMES.name] === NAMES.value;
  const options =
    ceremony &&
    (await dependencies.verifyPasskey.begin({ ...ceremony, confirms: isNamed ? ceremony.confirms : undefined }));
  if (!options) return interaction.again();
  interaction.ctx.body = options;
}

export async function submitPasskey(dependencies: PasskeyDependencies, interaction: Interaction): Promise<void> {
  const form = await interaction.form();
  const ceremony = ceremonyOf(dependencies, interaction);
  if (!ceremony) return interaction.again();
  const outcome = await dependencies.verifyPasskey.finish({
    ...ceremony,
    posted: form.get(PASSKEY_ANSWER) ?? '',
    visitor: interaction.visitor,
    portalName: interaction.portalName,
    rememberDevice: () => dependencies.rememberDevice(interaction),
  });
  if (!outcome.ok) return showFailed(interaction, outcome);
  const { account, proof } = outcome;
  if (ceremony.accountId !== undefined) {
    return interaction.finish({ one_time_code: { proof } } as Parameters<Interaction['finish']>[0]);
  }
  await dependencies.endOtherSession(interaction, account.id);
  await interaction.finish({
    login: { accountId: account.id, ts: Math.floor(proof.at / 1000), remember: true, proof },
    // What the browser was trusted for stands beside a password.
    ...UNTRUSTED,
  } as Parameters<Interaction['finish']>[0]);
}

/** « Continuer sans »: for the rest of the request the policy decides as if the person had none. */
export async function goOnWithoutPasskey(interaction: Interaction): Promise<void> {
  await interaction.form();
  if (!passkeyWay(interaction)) return interaction.again();
  await interaction.finish({ no_passkey: {} });
}

function ceremonyOf({ actions }: PasskeyDependencies, interaction: Interaction): PasskeyCeremony | undefined {
  const { details, site, request } = interaction;
  if (!passkeyWay(interaction)) return undefined;
  const accountId = details.prompt.name === 'one_time_code' ? details.session?.accountId : undefined;
  return { realm: site.realm, request, accountId, confirms: actionOf(actions, interaction) };
}

/** A page of its own, which leads back to all that the step offers: nothing is asked for where nothing is named. */
function showFailed(interaction: Interaction, outcome: PasskeyOutcome & { ok: false }): void {
  const { locale, site, details, address } = interaction;
  const retryAfterSeconds = outcome.code === 'throttled' ? outcome.retryAfterSeconds : undefined;
  const content = passkeyFailedPage({
    locale,
    realm: site.realm,
    error: errorOf(outcome),
    ...(outcome.code === 'unknown' ? { forgettable: outcome.forgettable } : {}),
    signingIn: details.prompt.name === 'login',
    retryAfterSeconds,
    backHref: address(),
    cancelHref: address('cancel'),
  });
  const status = outcome.code === 'throttled' ? 429 : outcome.code === 'access-closed' ? 403 : 422;
  interaction.show(content, { status, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });
}

function errorOf(outcome: PasskeyOutcome & { ok: false }): PasskeyError {
  return outcome.code === 'access-closed' ? `access-${outcome.why}` : outcome.code;
}
