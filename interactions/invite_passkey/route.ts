/**
 * The invite_passkey step (I6): at the end of a sign-in, a passkey in place of the password next time, on the code that was
 * just given; or later. It is kept that the person was invited when the page is shown, whatever becomes of it.
 */
import type { Interaction } from '../../src/http/interaction.js';
import { FAILURE_FIELD, PASSKEY_FIELD, readFailure } from '../../src/http/layout/passkey_creation.js';
import { seenFrom } from '../../src/http/visitor_device.js';
import type { AccountStore, VisitedAccount } from '../../src/ports/account/account_store.js';
import type { AuditLog } from '../../src/ports/audit/audit_log.js';
import type { Clock } from '../../src/ports/clock.js';
import type { EphemeralStore } from '../../src/ports/protocol/oidc_store.js';
import type { Seat } from '../../src/services/account/seat.js';
import type { EnrolPasskey } from '../../src/services/passkey/enrol_passkey.js';
import { type InvitePasskeyProps, invitePasskeyPage } from './view.js';

export interface InvitePasskeyDependencies {
  readonly accounts: Pick<AccountStore, 'find' | 'noteInvited'>;
  readonly enrol: EnrolPasskey;
  readonly ephemeral: Pick<EphemeralStore, 'putOnce'>;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** Invitations that a passkey was made on. */
const MODEL = 'PasskeyInvitation';
const DONE = { invite_passkey: { done: true } } as unknown as Parameters<Interaction['finish']>[0];

export async function showInvitation(deps: InvitePasskeyDependencies, interaction: Interaction): Promise<void> {
  const account = await accountOf(deps, interaction);
  // Reloading, or coming back, is the same invitation.
  if ((account.passkeyInvitedAt ?? 0) < interaction.details.iat * 1000) {
    await deps.accounts.noteInvited(account.id, deps.clock.now());
    record(deps, interaction, account, 'invited');
  }
  await show(deps, interaction, account, 200);
}

export async function acceptInvitation(deps: InvitePasskeyDependencies, interaction: Interaction): Promise<void> {
  const form = await interaction.form();
  const account = await accountOf(deps, interaction);
  const failure = readFailure(form.get(FAILURE_FIELD));
  if (failure) return show(deps, interaction, account, 422, failure);
  // The code was given too long ago meanwhile: the page says where it is done now.
  if (!isCodeRecent(deps, interaction)) return interaction.again();
  const outcome = await deps.enrol.finish(seatOf(interaction, account), {
    posted: form.get(PASSKEY_FIELD) ?? '',
    browser: seenFrom(interaction.ctx).browser,
    begunAt: codeAt(interaction),
    claim: () => claim(deps, interaction),
  });
  if (!outcome.ok && outcome.code === 'refused') return show(deps, interaction, account, 422, 'refused');
  if (!outcome.ok && outcome.code === 'gone') return show(deps, interaction, account, 422, 'expired');
  await interaction.finish(DONE);
}

/** « Plus tard ». */
export async function putOffInvitation(deps: InvitePasskeyDependencies, interaction: Interaction): Promise<void> {
  await interaction.form();
  record(deps, interaction, await accountOf(deps, interaction), 'put_off');
  await interaction.finish(DONE);
}

async function accountOf({ accounts }: InvitePasskeyDependencies, interaction: Interaction): Promise<VisitedAccount> {
  const { details, visitor } = interaction;
  const account = await accounts.find(details.session?.accountId ?? '', visitor.deviceHash);
  if (!account) throw new Error('an invite_passkey step without an account');
  return account;
}

/** A challenge asked here is answered in this very authorization request. */
function seatOf({ site, request, locale }: Interaction, account: VisitedAccount): Seat {
  return { realm: site.realm, account, browser: `request:${request}`, locale };
}

/** One code makes one passkey, however many pages of this request answer at once. */
function claim({ ephemeral }: InvitePasskeyDependencies, { site: { realm }, request }: Interaction): Promise<boolean> {
  return ephemeral.putOnce(MODEL, `${realm.id}:${request}`, realm.passkeys?.enrolmentSeconds ?? 0);
}

/** When the code of this request was given, in milliseconds since the epoch. */
function codeAt({ details }: Interaction): number {
  const at = details.prompt.details['codeAt'];
  return typeof at === 'number' ? at : 0;
}

function isCodeRecent({ clock }: InvitePasskeyDependencies, interaction: Interaction): boolean {
  const { passkeys } = interaction.site.realm;
  return passkeys !== null && clock.now() - codeAt(interaction) <= passkeys.enrolmentSeconds * 1000;
}

function record(
  { audit }: InvitePasskeyDependencies,
  { site }: Interaction,
  { id: accountId }: VisitedAccount,
  outcome: string,
): void {
  audit.record({ type: 'passkey', outcome, realm: site.realm.id, accountId, data: { event: 'invitation' } });
}

async function show(
  deps: InvitePasskeyDependencies,
  interaction: Interaction,
  account: VisitedAccount,
  status: number,
  error?: InvitePasskeyProps['error'],
): Promise<void> {
  const { locale, site, csrfToken, address } = interaction;
  const options = isCodeRecent(deps, interaction) ? await deps.enrol.begin(seatOf(interaction, account)) : undefined;
  const content = invitePasskeyPage({
    locale,
    options,
    error,
    action: address('invite_passkey'),
    laterAction: address('invite_passkey/later'),
    csrfToken,
    elsewhereHref: `${site.prefix}/account/passkeys`,
  });
  interaction.show(content, { status });
}
