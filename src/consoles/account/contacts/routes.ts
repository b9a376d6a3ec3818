/** A person's contacts: the list, removing one, confirming or refusing one that an agent or administrator set (U1, E1). */
import { momentInWords } from '../../../domain/day.js';
import { ACCOUNT_ACTIONS } from '../../../domain/sensitive_action/own_actions.js';
import type { OwnContact } from '../../../ports/contact/contact_store.js';
import { addressOf, csrfTokenFor, languageOf, seeOther, show, type Visit } from '../../relying_party/console.js';
import type { Routed } from '../../relying_party/router.js';
import type { Change, Concern } from '../concern.js';
import { type AccountConsole, type AccountHandler, askedAt, newsOf, saidBy } from '../console.js';
import { askToConfirm, sender, visitor } from '../journey.js';
import { createAdding } from './adding.js';
import { type ConfirmingDependencies, confirmingRoutes } from './confirming.js';
import { acceptContactPage, lastContactPage, removeContactPage } from './questions.js';
import { additionsOf, CARRIER_OF, maskedOf, PATH } from './shown.js';
import { createTakingBack } from './taking_back.js';
import { GOOD_NEWS, text } from './text.js';
import { contactsPage, type ShownContact } from './view.js';

export function createContacts(dependencies: ConfirmingDependencies): Concern {
  const { site, contacts } = dependencies;
  const { realm } = site;
  const adding = createAdding(dependencies);
  const takingBack = createTakingBack(dependencies);
  const at = (contact: string, step: 'remove' | 'accept' | 'finish' | 'drop' | 'take_back') =>
    `${PATH}/${contact}/${step}`;
  const listWith = (news: string) => ({ place: `${PATH}?news=${news}` });

  const removing: Change = {
    name: 'remove_contact',
    action: ({ masked = '' }) => ({ type: ACCOUNT_ACTIONS.removeContact.type, contact: masked }),
    place: ({ contact = '' }) => at(contact, 'remove'),
    async carryOut({ account }, { contact = '' }) {
      const removal = await contacts.remove(realm, account, contact);
      return listWith(removal === 'unknown' ? 'gone' : removal);
    },
  };

  const accepting: Change = {
    name: 'confirm_contact',
    action: ({ masked = '' }) => ({ type: ACCOUNT_ACTIONS.confirmContact.type, contact: masked }),
    place: ({ contact = '' }) => at(contact, 'accept'),
    async carryOut({ account, session }, { contact = '' }) {
      const footing = { begunAt: session.openedAt, session: session.providerSession };
      return listWith((await contacts.accept(realm, account, contact, footing)) ? 'accepted' : 'gone');
    },
  };

  /** The contact of the address; whoever lacks it is told, and undefined returned. */
  const contactOf = async (
    console: AccountConsole,
    ctx: Routed,
    { account }: Visit,
    isMeant: (contact: OwnContact) => boolean = () => true,
  ): Promise<OwnContact | undefined> => {
    const found = (await contacts.list(account.id)).find(({ id }) => id === ctx.params['contact']);
    if (found && isMeant(found)) return found;
    seeOther(ctx, addressOf(console, `${PATH}?news=gone`));
    return undefined;
  };
  const questionOf = (console: AccountConsole, ctx: Routed, visit: Visit, contact: OwnContact, action: string) => {
    const asked = askedAt(console, ctx, visit, { action, back: PATH });
    return { kind: contact.kind, ...maskedOf(contact, asked.locale), ...asked };
  };

  const showAll: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    if (!visit) return;
    const locale = languageOf(console, ctx);
    const now = console.clock.now();
    const shown = (contact: OwnContact): ShownContact => ({
      id: contact.id,
      kind: contact.kind,
      ...maskedOf(contact, locale),
      state: stateOf(contact),
      isUnconfirmed: contact.verified && contact.setBy !== null,
      countsFrom: contact.pendingUntil ?? undefined,
      carriesCodes: realm.channels.includes(CARRIER_OF[contact.kind]),
      barredUntil: contact.barredUntil !== null && contact.barredUntil > now ? contact.barredUntil : undefined,
      removeHref: addressOf(console, at(contact.id, 'remove')),
      acceptHref: addressOf(console, at(contact.id, 'accept')),
      finishAction: addressOf(console, at(contact.id, 'finish')),
      dropAction: addressOf(console, at(contact.id, 'drop')),
      takeBackAction: addressOf(console, at(contact.id, 'take_back')),
    });
    const content = contactsPage({
      locale,
      said: newsOf(ctx, locale, saidBy(text[locale].said, GOOD_NEWS)),
      contacts: (await contacts.list(visit.account.id)).map(shown),
      additions: additionsOf(console),
      csrfToken: csrfTokenFor(console, ctx, visit),
      homeHref: addressOf(console),
    });
    show(console, ctx, content);
  };

  const showRemove: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    const contact = visit && (await contactOf(console, ctx, visit));
    if (!contact) return;
    const question = questionOf(console, ctx, visit, contact, at(contact.id, 'remove'));
    const content = contacts.canRemove(realm, visit.account, contact.id)
      ? removeContactPage(question)
      : lastContactPage({ ...question, additions: additionsOf(console) });
    show(console, ctx, content);
  };

  const askRemove: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    const contact = visit && (await contactOf(console, ctx, visit));
    if (!contact) return;
    if (!contacts.canRemove(realm, visit.account, contact.id)) {
      return seeOther(ctx, addressOf(console, at(contact.id, 'remove')));
    }
    await askToConfirm(console, ctx, visit, removing, { contact: contact.id, masked: maskedOf(contact, 'fr').masked });
  };

  const waits = (contact: OwnContact) =>
    stateOf(contact) === 'pending' || (stateOf(contact) === 'verified' && contact.setBy !== null);

  const showAccept: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    const contact = visit && (await contactOf(console, ctx, visit, waits));
    if (!contact) return;
    const question = questionOf(console, ctx, visit, contact, at(contact.id, 'accept'));
    show(
      console,
      ctx,
      acceptContactPage(
        question,
        contact.pendingUntil === null ? undefined : momentInWords(contact.pendingUntil, question.locale),
      ),
    );
  };

  const askAccept: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    const contact = visit && (await contactOf(console, ctx, visit, waits));
    if (!contact) return;
    await askToConfirm(console, ctx, visit, accepting, { contact: contact.id, masked: maskedOf(contact, 'fr').masked });
  };

  /** What never counted goes without a code: nothing changes by it. */
  const drop: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    const contact = visit && (await contactOf(console, ctx, visit));
    if (!contact) return;
    const isDropped = await contacts.drop(visit.account, contact.id);
    seeOther(ctx, addressOf(console, `${PATH}?news=${isDropped ? 'dropped' : 'gone'}`));
  };

  return {
    path: PATH,
    title: { fr: text.fr.title, en: text.en.title },
    async summary({ account }, locale) {
      const found = await contacts.list(account.id);
      const inState = (...states: ReadonlyArray<ShownContact['state']>) =>
        found.filter((contact) => states.includes(stateOf(contact))).length;
      return text[locale].summary(inState('verified'), inState('unconfirmed', 'pending'));
    },
    routes: [
      { method: 'get', path: PATH, name: 'contacts', handler: showAll },
      ...adding.routes,
      ...takingBack.routes,
      ...confirmingRoutes(dependencies),
      { method: 'get', path: `${PATH}/:contact/remove`, name: 'remove_contact', handler: showRemove },
      { method: 'post', path: `${PATH}/:contact/remove`, name: 'ask_remove_contact', handler: askRemove },
      { method: 'get', path: `${PATH}/:contact/accept`, name: 'accept_contact', handler: showAccept },
      { method: 'post', path: `${PATH}/:contact/accept`, name: 'ask_accept_contact', handler: askAccept },
      { method: 'post', path: `${PATH}/:contact/drop`, name: 'drop_contact', handler: drop },
    ],
    changes: [adding.change, takingBack.change, removing, accepting],
  };
}

function stateOf({ verified, frozenAt, pendingUntil }: OwnContact): ShownContact['state'] {
  if (frozenAt !== null) return 'frozen';
  if (verified) return 'verified';
  return pendingUntil === null ? 'unconfirmed' : 'pending';
}
