/** Making a passkey (I6, U1): a fresh proof first, then the browser makes the key, within some minutes. */
import type { Realm } from '../../../domain/realm.js';
import { ACCOUNT_ACTIONS } from '../../../domain/sensitive_action/own_actions.js';
import { FAILURE_FIELD, PASSKEY_FIELD, readFailure } from '../../../http/layout/passkey_creation.js';
import { seenFrom } from '../../../http/visitor_device.js';
import type { PasskeyStore } from '../../../ports/passkey/passkey_store.js';
import type { EnrolPasskey } from '../../../services/passkey/enrol_passkey.js';
import { addressOf, languageOf, seeOther, show, type Visit } from '../../relying_party/console.js';
import type { Permit } from '../../relying_party/permits.js';
import type { Routed } from '../../relying_party/router.js';
import type { Change, ConcernRoute } from '../concern.js';
import { type AccountConsole, type AccountHandler, askedAt } from '../console.js';
import { askToConfirm, sender, visitor } from '../journey.js';
import { seatAt } from '../named_means_routes.js';
import { NEW_PATH, PATH, told } from './addresses.js';
import { enrolPasskeyPage } from './enrol.js';
import type { EnrolPasskeyError } from './text.js';

export interface EnrollingDependencies {
  readonly realm: Realm;
  readonly passkeys: Pick<PasskeyStore, 'listOf'>;
  readonly enrol: EnrolPasskey;
}

export function createEnrolling({ realm, passkeys, enrol }: EnrollingDependencies): {
  readonly change: Change;
  readonly routes: readonly ConcernRoute[];
} {
  const change: Change = {
    name: 'enrol_passkey',
    action: () => ({ type: ACCOUNT_ACTIONS.enrolPasskey.type }),
    place: () => PATH,
    carryOut: async () => ({
      place: NEW_PATH,
      permit: { what: NEW_PATH, seconds: realm.passkeys?.enrolmentSeconds ?? 0 },
    }),
  };

  /** The permit of this session; whoever lacks one is told, and undefined returned. */
  const permitOf = async (console: AccountConsole, ctx: Routed, { session }: Visit): Promise<Permit | undefined> => {
    const permit = await console.permits.find(session, NEW_PATH);
    if (!permit) seeOther(ctx, addressOf(console, told('late')));
    return permit;
  };

  /** Each showing asks for a key of its own: an answer to an older one is as good until its time is over. */
  const showCreation = async (
    console: AccountConsole,
    ctx: Routed,
    visit: Visit,
    { until }: Permit,
    error?: EnrolPasskeyError,
  ): Promise<void> => {
    const options = await enrol.begin(seatAt(realm, visit, languageOf(console, ctx)));
    if (!options) return seeOther(ctx, addressOf(console, told('full')));
    const page = enrolPasskeyPage({
      ...askedAt(console, ctx, visit, { action: NEW_PATH, back: PATH }),
      options,
      until,
      error,
    });
    show(console, ctx, page, { status: error === undefined ? 200 : 422 });
  };

  const showEnrolment: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    const permit = visit && (await permitOf(console, ctx, visit));
    if (permit) await showCreation(console, ctx, visit, permit);
  };

  /** The first form asks for the proof; with it, the second brings what the browser made. */
  const add: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    if (!visit) return;
    const { form } = visit;
    if (!form.has(PASSKEY_FIELD)) {
      const { length } = await passkeys.listOf(visit.account.id);
      if (length >= (realm.passkeys?.most ?? 0)) return seeOther(ctx, addressOf(console, told('full')));
      return askToConfirm(console, ctx, visit, change);
    }
    const permit = await permitOf(console, ctx, visit);
    if (!permit) return;
    const failure = readFailure(form.get(FAILURE_FIELD));
    if (failure) return showCreation(console, ctx, visit, permit, failure);
    const outcome = await enrol.finish(seatAt(realm, visit, languageOf(console, ctx)), {
      posted: form.get(PASSKEY_FIELD) ?? '',
      browser: seenFrom(ctx).browser,
      begunAt: permit.at,
      claim: () => console.permits.use(permit),
    });
    if (outcome.ok) return seeOther(ctx, addressOf(console, told('added')));
    switch (outcome.code) {
      case 'refused':
        return showCreation(console, ctx, visit, permit, 'refused');
      case 'gone': {
        // Used by another press of the same, or still there for another try.
        const left = await permitOf(console, ctx, visit);
        return left && showCreation(console, ctx, visit, left, 'expired');
      }
      case 'name':
        throw new Error('a passkey that nobody named has a name');
      default:
        seeOther(ctx, addressOf(console, told(outcome.code)));
    }
  };

  return {
    change,
    routes: [
      { method: 'get', path: NEW_PATH, name: 'enrol_passkey', handler: showEnrolment },
      { method: 'post', path: NEW_PATH, name: 'enrol_passkey', handler: add },
    ],
  };
}
