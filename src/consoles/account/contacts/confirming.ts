/**
 * The code that verifies a new contact, or takes a frozen one back (U1, U2, I2): sent there, typed back, by the session whose
 * fresh proof named the contact and by no other. The counters are those of every code: the account's, the destination's, the wrong ones of a life.
 */

import type { Visitor } from '../../../domain/device/visitor.js';
import { ACCOUNT_ACTIONS } from '../../../domain/sensitive_action/own_actions.js';
import { type RecoveryCodeError, recoveryCodePage } from '../../../http/layout/recovery/enter_code.js';
import { localeOf, type RealmSite } from '../../../http/realm_site.js';
import type { AccountStore, VisitedAccount } from '../../../ports/account/account_store.js';
import type { OwnContact } from '../../../ports/contact/contact_store.js';
import type { ChallengeStore } from '../../../ports/one_time_code/challenge_store.js';
import type { ConfirmContact } from '../../../services/contact/confirm_contact.js';
import type { OwnContacts } from '../../../services/contact/own_contacts.js';
import type { TakeBackContact } from '../../../services/contest/take_back_contact.js';
import type { IssueCode, IssueOutcome } from '../../../services/one_time_code/issue_code.js';
import { addressOf, csrfTokenFor, languageOf, seeOther, show, type Visit } from '../../relying_party/console.js';
import type { Permit } from '../../relying_party/permits.js';
import type { Routed } from '../../relying_party/router.js';
import type { ConcernRoute } from '../concern.js';
import type { AccountConsole, AccountHandler } from '../console.js';
import { sender, visitor } from '../journey.js';
import { sendContactCodePage } from './add.js';
import type { ContactDrafts } from './draft.js';
import { CARRIER_OF, maskedOf, PATH } from './shown.js';
import { text } from './text.js';

export interface ConfirmingDependencies {
  readonly site: RealmSite;
  readonly contacts: OwnContacts;
  readonly accounts: Pick<AccountStore, 'find'>;
  readonly challenges: Pick<ChallengeStore, 'active'>;
  readonly issueCode: IssueCode;
  readonly confirmContact: Pick<ConfirmContact, 'verify'>;
  readonly takeBackContact: TakeBackContact;
  readonly drafts: ContactDrafts;
  readonly visitorOf: (ctx: Routed) => Visitor;
}

/** A code for one of these is no code for the other, nor for signing in; tries and sends of each are counted together. */
interface Way {
  readonly action: string;
  readonly permit: (contactId: string) => string;
  readonly challenge: (contactId: string) => string;
  readonly done: 'added' | 'given-back';
}

export const ADDING: Way = {
  action: ACCOUNT_ACTIONS.addContact.type,
  permit: (contactId) => `contact:${contactId}`,
  challenge: (contactId) => `account-contact:${contactId}`,
  done: 'added',
};
export const TAKING_BACK: Way = {
  action: ACCOUNT_ACTIONS.confirmContact.type,
  permit: (contactId) => `take-back:${contactId}`,
  challenge: (contactId) => `account-take-back:${contactId}`,
  done: 'given-back',
};

function wayOf({ frozenAt }: Pick<OwnContact, 'frozenAt'>): Way {
  return frozenAt === null ? ADDING : TAKING_BACK;
}

export function confirmPlace(contactId: string): string {
  return `${PATH}/${contactId}/confirm`;
}

/** Sends a code to a contact that does not count yet. */
export async function sendContactCode(
  { site, accounts, issueCode, takeBackContact, visitorOf }: ConfirmingDependencies,
  accountId: string,
  contactId: string,
  ctx: Routed,
): Promise<IssueOutcome> {
  const { realm } = site;
  const locale = localeOf(site, ctx);
  const from = visitorOf(ctx);
  const account = await accounts.find(accountId, from.deviceHash);
  const contact = account?.contacts.find(({ id }) => id === contactId);
  if (!account || !contact) return { ok: false, code: 'unknown-contact' };
  const way = wayOf(contact);
  const issue = {
    realm,
    account,
    contactId,
    channel: CARRIER_OF[contact.kind],
    request: way.challenge(contactId),
    action: way.action,
    visitor: from,
    locale,
    portalName: realm.name[locale],
    originHost: new URL(site.issuer).hostname,
  };
  return way === TAKING_BACK ? takeBackContact.send(issue) : issueCode({ ...issue, isNew: true });
}

interface Confirming {
  readonly visit: Visit;
  readonly contact: OwnContact;
  readonly way: Way;
  readonly permit: Permit;
  readonly csrfToken: string;
}

export function confirmingRoutes(dependencies: ConfirmingDependencies): readonly ConcernRoute[] {
  const { contacts, accounts, challenges, confirmContact, takeBackContact, drafts, visitorOf } = dependencies;

  /** The contact of the address, if this session may verify it; else the person is told, and undefined returned. */
  const open = async (console: AccountConsole, ctx: Routed, visit: Visit): Promise<Confirming | undefined> => {
    const contact = (await contacts.list(visit.account.id)).find(({ id }) => id === ctx.params['contact']);
    const way = contact && wayOf(contact);
    const permit = contact && (await console.permits.find(visit.session, wayOf(contact).permit(contact.id)));
    const isDone = contact?.verified && contact.frozenAt === null;
    const news = !contact ? 'gone' : isDone ? 'counts' : permit ? undefined : 'again';
    if (contact && way && permit && !news) {
      return { visit, contact, way, permit, csrfToken: csrfTokenFor(console, ctx, visit) };
    }
    seeOther(ctx, addressOf(console, `${PATH}?news=${news}`));
    return undefined;
  };

  /** Where the code is typed; where none is on its way, where one is asked for. */
  const showCode = async (
    console: AccountConsole,
    ctx: Routed,
    { contact, way, csrfToken }: Confirming,
    errors: readonly RecoveryCodeError[] = [],
    status = 200,
  ): Promise<void> => {
    const active = await challenges.active(way.challenge(contact.id));
    const locale = languageOf(console, ctx);
    const below = (step: string) => addressOf(console, `${PATH}/${contact.id}/${step}`);
    const backHref = addressOf(console, PATH);
    if (!active) {
      const t = text[locale].send;
      const error = errors[0] && (errors[0].code === 'sends-exhausted' ? t.wait(errors[0].minutes) : t.failed);
      const names = maskedOf(contact, locale);
      const page = sendContactCodePage({ locale, ...names, error, action: below('send'), csrfToken, backHref });
      return show(console, ctx, page, { status });
    }
    const { realm } = console.site;
    const now = console.clock.now();
    const content = recoveryCodePage({
      locale,
      realm,
      channel: active.channel,
      certainty: 'given',
      action: below('verify'),
      resendAction: below('send'),
      csrfToken,
      secondsLeft: Math.max(0, Math.ceil((active.expiresAt - now) / 1000)),
      triesLeft: realm.codeThrottle.triesPerCode - active.tries,
      resendInSeconds: Math.ceil((active.sentAt + realm.codeThrottle.resendAfterSeconds * 1000 - now) / 1000),
      channels: [active.channel],
      errors,
      step: { current: 2, total: 2 },
      ways: [{ href: backHref, label: text[locale].code.other }],
      whenNothingComes: [text[locale].code.check],
    });
    show(console, ctx, content, { status });
  };

  const showConfirm: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    const step = visit && (await open(console, ctx, visit));
    if (!step) return;
    const unsent = ctx.query['unsent'] === '' ? [{ code: 'delivery-failed' } as const] : [];
    const isSent = (await challenges.active(step.way.challenge(step.contact.id))) !== null;
    await showCode(console, ctx, step, isSent ? [] : unsent);
  };

  const send: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    const step = visit && (await open(console, ctx, visit));
    if (!step) return;
    const { id } = step.contact;
    const outcome = await sendContactCode(dependencies, visit.account.id, id, ctx);
    if (outcome.ok) return seeOther(ctx, addressOf(console, confirmPlace(id)));
    switch (outcome.code) {
      case 'resend-wait':
        return showCode(console, ctx, step, [{ code: 'resend-wait', seconds: outcome.retryAfterSeconds }], 429);
      case 'sends-exhausted': {
        const minutes = Math.ceil(outcome.retryAfterSeconds / 60);
        return showCode(console, ctx, step, [{ code: 'sends-exhausted', minutes }], 429);
      }
      case 'closed':
        return seeOther(ctx, addressOf(console, `${PATH}?news=closed`));
      default:
        return showCode(console, ctx, step, [{ code: 'delivery-failed' }], 502);
    }
  };

  const verify: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    const step = visit && (await open(console, ctx, visit));
    if (!step) return;
    const { contact, way, permit } = step;
    const { realm } = console.site;
    const from = visitorOf(ctx);
    const account = (await accounts.find(visit.account.id, from.deviceHash)) as VisitedAccount;
    const outcome = await (way === TAKING_BACK ? takeBackContact : confirmContact).verify({
      realm,
      account,
      typed: visit.form.get('code') ?? '',
      request: way.challenge(contact.id),
      action: way.action,
      visitor: from,
      // A permit outlives the session that it was given in, where the same person signs in again.
      footing: { begunAt: permit.at, session: visit.session.providerSession },
    });
    if (outcome.ok) {
      await Promise.all([
        console.permits.use(permit),
        drafts.drop(console.requests.browserOf(ctx), account.id, contact.kind),
      ]);
      return seeOther(ctx, addressOf(console, `${PATH}?news=${way.done}`));
    }
    if (outcome.code === 'closed') return seeOther(ctx, addressOf(console, `${PATH}?news=closed`));
    if (outcome.code === 'gone') {
      // It may not be verified with this proof any more: whoever still may asks for it anew, with another.
      await console.permits.use(permit);
      return seeOther(ctx, addressOf(console, confirmPlace(contact.id)));
    }
    if (outcome.code === 'no-code') return showCode(console, ctx, step, [], 422);
    const isSpent = outcome.code === 'wrong-code' && outcome.triesLeft === 0;
    const error: RecoveryCodeError = isSpent ? { code: 'tries-exhausted' } : (outcome as RecoveryCodeError);
    await showCode(console, ctx, step, [error], 422);
  };

  return [
    { method: 'get', path: `${PATH}/:contact/confirm`, name: 'confirm_contact', handler: showConfirm },
    { method: 'post', path: `${PATH}/:contact/send`, name: 'send_contact_code', handler: send },
    { method: 'post', path: `${PATH}/:contact/verify`, name: 'verify_contact', handler: verify },
    // A form's address reloaded: where it stands, not an error.
    { method: 'get', path: `${PATH}/:contact/send`, name: 'confirm_contact', handler: showConfirm },
    { method: 'get', path: `${PATH}/:contact/verify`, name: 'confirm_contact', handler: showConfirm },
  ];
}
