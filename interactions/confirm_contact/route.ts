/**
 * The confirm_contact step (I7): a person without any verified contact adds one, once a letter code, a desk or
 * FranceConnect+ vouched for them in this sign-in. The contact receives a code of its own, good for nothing else, before
 * it counts.
 */
import { parseEmailAddress } from '../../src/domain/contact/email_address.js';
import { parseTelephone } from '../../src/domain/contact/telephone.js';
import { isInAllowedCountry } from '../../src/domain/delivery/message_budget.js';
import type { Channel, Realm } from '../../src/domain/realm.js';
import type { Interaction } from '../../src/http/interaction.js';
import { type RecoveryCodeError, recoveryCodePage } from '../../src/http/layout/recovery/enter_code.js';
import { cardOffer, type OrderCardDependencies } from '../../src/http/order_card.js';
import type { AccountStore, Contact, ContactKind, VisitedAccount } from '../../src/ports/account/account_store.js';
import type { Footing } from '../../src/ports/contact/contact_store.js';
import type { ActiveCode, ChallengeStore } from '../../src/ports/one_time_code/challenge_store.js';
import type { ConfirmContact } from '../../src/services/contact/confirm_contact.js';
import type { IssueCode, IssueOutcome } from '../../src/services/one_time_code/issue_code.js';
import { text } from './text.js';
import { type AddContactError, addContactPage, unconfirmedPage } from './view.js';

export interface ConfirmContactDependencies extends OrderCardDependencies {
  readonly accounts: Pick<AccountStore, 'find'>;
  readonly challenges: Pick<ChallengeStore, 'active'>;
  readonly issueCode: IssueCode;
  readonly confirmContact: ConfirmContact;
}

interface Step {
  readonly interaction: Interaction;
  readonly account: VisitedAccount;
  /** what waits to be verified, the newest */
  readonly waiting: Contact | undefined;
}

/** Names this step's codes: one for signing in is another. */
const ADD_CONTACT = 'add-contact';

function challengeOf({ request }: Interaction): string {
  return `contact:${request}`;
}

function isConfirmed({ details }: Interaction): boolean {
  return details.prompt.details['isConfirmed'] === true;
}

/** What vouches for the person here; an interaction of an older release does not say when, and was begun after it. */
function footingOf({ details }: Interaction): Footing {
  const provenAt = details.prompt.details['provenAt'];
  return {
    begunAt: typeof provenAt === 'number' ? provenAt : details.iat * 1000,
    session: details.session?.uid,
  };
}

export async function showConfirmContact(deps: ConfirmContactDependencies, interaction: Interaction): Promise<void> {
  const step = await open(deps, interaction);
  if (!isConfirmed(interaction)) return showUnconfirmed(deps, step);
  const active = await deps.challenges.active(challengeOf(interaction));
  if (active && active.contact === step.waiting?.id) return showCode(deps, step, active, 200);
  showForm(step, 200, typedOf(step.waiting));
}

/** « Corriger l’adresse ou le numéro ». */
export async function changeContact(deps: ConfirmContactDependencies, interaction: Interaction): Promise<void> {
  const step = await open(deps, interaction);
  if (!isConfirmed(interaction)) return interaction.again();
  showForm(step, 200, typedOf(step.waiting));
}

export async function submitContact(deps: ConfirmContactDependencies, interaction: Interaction): Promise<void> {
  const form = await interaction.form();
  const step = await open(deps, interaction);
  if (!isConfirmed(interaction)) return interaction.again();
  const typed = { email: form.get('email') ?? '', mobile: form.get('mobile') ?? '' };
  const read = readContact(typed, step.interaction.site.realm);
  if (!read.ok) return showForm(step, 422, typed, [read.error]);
  const contactId = await deps.confirmContact.add(step.account, read.contact);
  await send(deps, interaction, contactId, typed);
}

export async function resendContactCode(deps: ConfirmContactDependencies, interaction: Interaction): Promise<void> {
  await interaction.form();
  const { waiting } = await open(deps, interaction);
  if (!waiting || !isConfirmed(interaction)) return interaction.again();
  await send(deps, interaction, waiting.id, typedOf(waiting));
}

export async function submitContactCode(deps: ConfirmContactDependencies, interaction: Interaction): Promise<void> {
  const form = await interaction.form();
  const step = await open(deps, interaction);
  const { site, visitor } = interaction;
  if (!isConfirmed(interaction)) return interaction.again();
  const outcome = await deps.confirmContact.verify({
    realm: site.realm,
    account: step.account,
    typed: form.get('code') ?? '',
    request: challengeOf(interaction),
    action: ADD_CONTACT,
    visitor,
    footing: footingOf(interaction),
  });
  // What was proved was ended, or it was added in another tab: the policy looks at what there is now.
  if (!outcome.ok && outcome.code === 'gone') return interaction.finish({});
  if (outcome.ok) {
    return interaction.finish({ confirm_contact: { done: true } } as Parameters<Interaction['finish']>[0]);
  }
  if (outcome.code === 'closed' || outcome.code === 'no-code') return showForm(step, 422, typedOf(step.waiting));
  const active = await deps.challenges.active(challengeOf(interaction));
  if (!active) return showForm(step, 422, typedOf(step.waiting));
  const isSpent = outcome.code === 'wrong-code' && outcome.triesLeft === 0;
  const error: RecoveryCodeError = isSpent ? { code: 'tries-exhausted' } : (outcome as RecoveryCodeError);
  showCode(deps, step, active, 422, [error]);
}

/** « Continuer sans, pour cette fois »: only who could not add one anyway. */
export async function postponeContact(deps: ConfirmContactDependencies, interaction: Interaction): Promise<void> {
  await interaction.form();
  await open(deps, interaction);
  if (isConfirmed(interaction)) return interaction.again();
  await interaction.finish({ confirm_contact: { later: true } } as Parameters<Interaction['finish']>[0]);
}

async function open({ accounts }: ConfirmContactDependencies, interaction: Interaction): Promise<Step> {
  const { details, visitor } = interaction;
  const account = await accounts.find(details.session?.accountId ?? '', visitor.deviceHash);
  if (!account) throw new Error('a confirm_contact step without an account');
  return {
    interaction,
    account,
    waiting: account.contacts.findLast(({ verified, frozenAt }) => !verified && frozenAt === null),
  };
}

type Read =
  | { readonly ok: true; readonly contact: { readonly kind: ContactKind; readonly value: string } }
  | { readonly ok: false; readonly error: AddContactError };

/** A telephone is a mobile, or a landline where the realm calls; an e-mail address only where it carries codes (I4). */
function readContact(
  { email, mobile }: { email: string; mobile: string },
  { channels, messageBudget }: Pick<Realm, 'channels' | 'messageBudget'>,
): Read {
  const [hasEmail, hasMobile] = [channels.includes('email') && email.trim() !== '', mobile.trim() !== ''];
  if (!hasEmail && !hasMobile) return { ok: false, error: { code: channels.includes('email') ? 'none' : 'mobile' } };
  if (hasEmail && hasMobile) return { ok: false, error: { code: 'both' } };
  if (hasEmail) {
    const read = parseEmailAddress(email);
    return read.ok
      ? { ok: true, contact: { kind: 'email', value: read.address } }
      : { ok: false, error: { code: 'email' } };
  }
  const read = parseTelephone(mobile);
  if (!read.ok) {
    const isIncomplete = ['characters', 'too-short', 'too-long', 'empty'].includes(read.reason);
    return { ok: false, error: { code: isIncomplete ? 'mobile' : 'refused' } };
  }
  if (!isInAllowedCountry(read.number, messageBudget)) return { ok: false, error: { code: 'refused' } };
  const isLandline = read.line === 'landline';
  if (isLandline && !channels.includes('voice')) return { ok: false, error: { code: 'landline' } };
  return { ok: true, contact: { kind: isLandline ? 'landline' : 'mobile', value: read.number } };
}

/** A mobile that is new is written to: a call may be asked for once it counts. */
const CARRIER_OF: Readonly<Record<ContactKind, Channel>> = { email: 'email', mobile: 'sms', landline: 'voice' };

async function send(
  deps: ConfirmContactDependencies,
  interaction: Interaction,
  contactId: string,
  typed: { email: string; mobile: string },
): Promise<void> {
  const step = await open(deps, interaction);
  const contact = step.account.contacts.find(({ id }) => id === contactId);
  const { site, visitor, locale, portalName } = interaction;
  const outcome = await deps.issueCode({
    realm: site.realm,
    account: step.account,
    contactId,
    isNew: true,
    channel: CARRIER_OF[contact?.kind ?? 'email'],
    request: challengeOf(interaction),
    action: ADD_CONTACT,
    visitor,
    locale,
    portalName,
    originHost: new URL(site.issuer).hostname,
  });
  if (outcome.ok) return interaction.again();
  const active = await deps.challenges.active(challengeOf(interaction));
  if (outcome.code === 'resend-wait' && active && active.contact === contactId) {
    return showCode(deps, step, active, 429, [{ code: 'resend-wait', seconds: outcome.retryAfterSeconds }]);
  }
  const { status, error } = refused(outcome);
  showForm(step, status, typed, [error]);
}

function refused(outcome: IssueOutcome & { ok: false }): { status: number; error: AddContactError } {
  if (outcome.code === 'resend-wait' || outcome.code === 'sends-exhausted') {
    return { status: 429, error: { code: 'sends-exhausted', minutes: Math.ceil(outcome.retryAfterSeconds / 60) } };
  }
  return { status: outcome.code === 'delivery-failed' ? 502 : 422, error: { code: 'delivery-failed' } };
}

function typedOf(waiting: Contact | undefined): { email: string; mobile: string } {
  return {
    email: waiting?.kind === 'email' ? waiting.value : '',
    mobile: waiting !== undefined && waiting.kind !== 'email' ? waiting.value : '',
  };
}

function showForm(
  { interaction }: Step,
  status: number,
  typed: { email: string; mobile: string },
  errors: readonly AddContactError[] = [],
): void {
  const { locale, site, csrfToken, address } = interaction;
  const { realm } = site;
  const action = address('confirm_contact');
  interaction.show(
    addContactPage({ locale, realm, action, csrfToken, ...typed, errors, cancelHref: address('cancel') }),
    {
      status,
    },
  );
}

function showCode(
  { clock }: ConfirmContactDependencies,
  { interaction }: Step,
  active: ActiveCode,
  status: number,
  errors: readonly RecoveryCodeError[] = [],
): void {
  const { locale, site, csrfToken, address } = interaction;
  const { channel } = active;
  const { triesPerCode, resendAfterSeconds } = site.realm.codeThrottle;
  const content = recoveryCodePage({
    locale,
    realm: site.realm,
    channel,
    certainty: 'given',
    action: address('confirm_contact/verify'),
    resendAction: address('confirm_contact/resend'),
    csrfToken,
    secondsLeft: Math.max(0, Math.ceil((active.expiresAt - clock.now()) / 1000)),
    triesLeft: triesPerCode - active.tries,
    resendInSeconds: Math.ceil((active.sentAt + resendAfterSeconds * 1000 - clock.now()) / 1000),
    channels: [channel],
    errors,
    step: { current: 2, total: 2 },
    ways: [
      { href: address('confirm_contact/change'), label: text[locale].change },
      { href: address('cancel'), label: text[locale].cancel },
    ],
    whenNothingComes: [text[locale].check],
  });
  interaction.show(content, { status });
}

function showUnconfirmed(deps: ConfirmContactDependencies, { interaction, account }: Step): void {
  const { locale, site, csrfToken, address } = interaction;
  const content = unconfirmedPage({
    locale,
    realm: site.realm,
    laterAction: address('confirm_contact/later'),
    csrfToken,
    card: cardOffer(deps, interaction, account, 'confirm_contact/card'),
    cancelHref: address('cancel'),
  });
  interaction.show(content);
}
