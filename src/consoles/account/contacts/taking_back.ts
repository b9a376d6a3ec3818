/**
 * Taking back a contact that « Ce n’est pas moi » froze (U2): a fresh proof that names it, by another factor since a frozen
 * one carries none, then a code that must come back from there.
 */
import { ACCOUNT_ACTIONS } from '../../../domain/sensitive_action/own_actions.js';
import { addressOf, seeOther } from '../../relying_party/console.js';
import type { Change, ConcernRoute } from '../concern.js';
import type { AccountHandler } from '../console.js';
import { askToConfirm, sender } from '../journey.js';
import { type ConfirmingDependencies, confirmPlace, sendContactCode, TAKING_BACK } from './confirming.js';
import { maskedOf, PATH } from './shown.js';

/** Several codes' lives, as for one that is added. */
const CONFIRMING_SECONDS = 30 * 60;

export function createTakingBack(dependencies: ConfirmingDependencies): {
  readonly change: Change;
  readonly routes: readonly ConcernRoute[];
} {
  const { contacts } = dependencies;

  const change: Change = {
    name: 'take_back_contact',
    action: ({ masked = '' }) => ({ type: ACCOUNT_ACTIONS.confirmContact.type, contact: masked }),
    place: () => PATH,
    async carryOut({ account }, { contact = '' }, ctx) {
      const sent = await sendContactCode(dependencies, account.id, contact, ctx);
      if (!sent.ok && sent.code === 'unknown-contact') return { place: `${PATH}?news=gone` };
      const permit = { what: TAKING_BACK.permit(contact), seconds: CONFIRMING_SECONDS };
      return { place: `${confirmPlace(contact)}${sent.ok ? '' : '?unsent='}`, permit };
    },
  };

  const ask: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    if (!visit) return;
    const found = (await contacts.list(visit.account.id)).find(({ id }) => id === ctx.params['contact']);
    if (!found || found.frozenAt === null) return seeOther(ctx, addressOf(console, `${PATH}?news=gone`));
    await askToConfirm(console, ctx, visit, change, { contact: found.id, masked: maskedOf(found, 'fr').masked });
  };

  return {
    change,
    routes: [{ method: 'post', path: `${PATH}/:contact/take_back`, name: 'ask_take_back_contact', handler: ask }],
  };
}
