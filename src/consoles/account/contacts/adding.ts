/**
 * Adding a contact (U1): typed, confirmed with a fresh proof that names it, then a code that must come back from there. The
 * fresh proof's own code never goes to it, since it does not count yet.
 */

import type { Realm } from '../../../domain/realm.js';
import { ACCOUNT_ACTIONS } from '../../../domain/sensitive_action/own_actions.js';
import type { ContactKind } from '../../../ports/account/account_store.js';
import { addressOf, csrfTokenFor, languageOf, seeOther, show, type Visit } from '../../relying_party/console.js';
import type { Routed } from '../../relying_party/router.js';
import type { Change, ConcernRoute } from '../concern.js';
import type { AccountConsole, AccountHandler } from '../console.js';
import { askToConfirm, sender, visitor } from '../journey.js';
import { addContactPage, CONTACT_FIELD } from './add.js';
import { ADDING, type ConfirmingDependencies, confirmPlace, sendContactCode } from './confirming.js';
import { kindsOf, maskedOf, PATH } from './shown.js';
import type { AddError } from './text.js';
import { readTypedContact } from './typed_contact.js';

/** Several codes' lives: a message that is slow to come, a telephone in another room. */
const CONFIRMING_SECONDS = 30 * 60;
/** Above the longest of any kind: one that is too long is told, and not cut in silence. */
const LONGEST_TYPED = 320;

export function createAdding(dependencies: ConfirmingDependencies): {
  readonly change: Change;
  readonly routes: readonly ConcernRoute[];
} {
  const { site, contacts, drafts } = dependencies;
  const { realm } = site;

  const change: Change = {
    name: 'add_contact',
    action: ({ kind, value = '' }) => ({
      type: ACCOUNT_ACTIONS.addContact.type,
      contact: maskedOf({ kind: kindOf(kind), value }, 'fr').masked,
    }),
    place: ({ kind }) => `${PATH}/add/${kindOf(kind)}`,
    async carryOut({ account }, { kind, value = '' }, ctx) {
      const addition = await contacts.add(account, { kind: kindOf(kind), value });
      if (addition.outcome !== 'added') return { place: `${PATH}?news=${addition.outcome}` };
      const { contactId } = addition;
      const sent = await sendContactCode(dependencies, account.id, contactId, ctx);
      const permit = { what: ADDING.permit(contactId), seconds: CONFIRMING_SECONDS };
      return { place: `${confirmPlace(contactId)}${sent.ok ? '' : '?unsent='}`, permit };
    },
  };

  const showTyped = (
    console: AccountConsole,
    ctx: Routed,
    visit: Visit,
    kind: ContactKind,
    value: string,
    error?: AddError,
  ): void => {
    const content = addContactPage({
      locale: languageOf(console, ctx),
      kind,
      value,
      error,
      action: addressOf(console, `${PATH}/add/${kind}`),
      csrfToken: csrfTokenFor(console, ctx, visit),
      backHref: addressOf(console, PATH),
    });
    show(console, ctx, content, error === undefined ? {} : { status: 422 });
  };

  const showForm: AccountHandler = async (console, ctx) => {
    const kind = offeredKind(ctx, realm);
    if (!kind) return seeOther(ctx, addressOf(console, PATH));
    const visit = await visitor(console, ctx, `${PATH}/add/${kind}`);
    if (!visit) return;
    showTyped(console, ctx, visit, kind, await drafts.find(console.requests.browserOf(ctx), visit.account.id, kind));
  };

  const submit: AccountHandler = async (console, ctx) => {
    const kind = offeredKind(ctx, realm);
    if (!kind) return seeOther(ctx, addressOf(console, PATH));
    const visit = await sender(console, ctx, `${PATH}/add/${kind}`);
    if (!visit) return;
    const typed = (visit.form.get(CONTACT_FIELD) ?? '').slice(0, LONGEST_TYPED);
    const read = readTypedContact(kind, typed, realm.messageBudget);
    if (!read.ok) return showTyped(console, ctx, visit, kind, typed, read.error);
    await drafts.keep(console.requests.browserOf(ctx), visit.account.id, kind, typed);
    await askToConfirm(console, ctx, visit, change, { kind, value: read.value });
  };

  /** One that was typed and never verified: the same proof again, then a code there. */
  const resume: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    if (!visit) return;
    const found = (await contacts.list(visit.account.id)).find(({ id }) => id === ctx.params['contact']);
    if (!found || found.verified || found.pendingUntil !== null || found.frozenAt !== null) {
      return seeOther(ctx, addressOf(console, `${PATH}?news=gone`));
    }
    await askToConfirm(console, ctx, visit, change, { kind: found.kind, value: found.value });
  };

  return {
    change,
    routes: [
      { method: 'get', path: `${PATH}/add/:kind`, name: 'add_contact', handler: showForm },
      { method: 'post', path: `${PATH}/add/:kind`, name: 'ask_contact', handler: submit },
      { method: 'post', path: `${PATH}/:contact/finish`, name: 'finish_contact', handler: resume },
    ],
  };
}

function kindOf(kind: string | undefined): ContactKind {
  return kind === 'mobile' || kind === 'landline' ? kind : 'email';
}

function offeredKind(ctx: Routed, realm: Realm): ContactKind | undefined {
  return kindsOf(realm).find((kind) => kind === ctx.params['kind']);
}
