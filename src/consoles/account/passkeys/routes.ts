/** Passkeys at « Gérer mon compte » (I6, U1): listed, made, renamed without a proof, removed with one. */
import { secondStepChannels } from '../../../domain/contact/second_step.js';
import type { Realm } from '../../../domain/realm.js';
import { ACCOUNT_ACTIONS } from '../../../domain/sensitive_action/own_actions.js';
import { displayField } from '../../../domain/sensitive_action/sensitive_action.js';
import { seenFrom } from '../../../http/visitor_device.js';
import type { Passkey } from '../../../ports/passkey/passkey_store.js';
import type { ChangeNamedMeans } from '../../../services/authenticator/change_named_means.js';
import { addressOf, csrfTokenFor, languageOf, show, type Visit } from '../../relying_party/console.js';
import type { Change, Concern } from '../concern.js';
import { type AccountHandler, newsOf, saidBy } from '../console.js';
import { visitor } from '../journey.js';
import { namedMeansRoutes, seatAt } from '../named_means_routes.js';
import { NEW_PATH, PATH, told } from './addresses.js';
import { askRemovalPage, NAME_FIELD, type RemainingWays, renamePasskeyPage } from './ask.js';
import { createEnrolling, type EnrollingDependencies } from './enrolling.js';
import { GOOD_NEWS, text } from './text.js';
import { passkeysPage } from './view.js';

const REMOVAL = ACCOUNT_ACTIONS.removePasskey;

export interface PasskeysDependencies extends EnrollingDependencies {
  readonly change: ChangeNamedMeans;
}

export function createPasskeys(dependencies: PasskeysDependencies): Concern {
  const { realm, passkeys, enrol, change } = dependencies;
  const enrolling = createEnrolling(dependencies);
  const removing: Change = {
    name: 'remove_passkey',
    action: ({ name = '' }) => ({ type: REMOVAL.type, passkey: shownName(name) }),
    place: ({ passkey = '' }) => `${PATH}/${passkey}/remove`,
    async carryOut(visit, { passkey = '' }, ctx) {
      const isRemoved = await change.remove(seatAt(realm, visit), passkey, seenFrom(ctx).browser);
      return { place: told(isRemoved ? 'removed' : 'gone') };
    },
  };
  const each = namedMeansRoutes({
    type: 'passkey',
    path: PATH,
    parameter: 'passkey',
    nameField: NAME_FIELD,
    realm,
    listOf: (accountId) => passkeys.listOf(accountId),
    change,
    removing,
    keptOf: ({ name }) => ({ name }),
    removalPage: (asked, { means, others }, visit, now) =>
      askRemovalPage({ ...asked, name: means.name, remaining: remainingWays(realm, visit, others, now) }),
    renamePage: renamePasskeyPage,
  });

  const showAll: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    if (!visit) return;
    const locale = languageOf(console, ctx);
    const all = await passkeys.listOf(visit.account.id);
    const hadOne = all.length > 0 || ctx.query['news'] === 'removed';
    const content = passkeysPage({
      locale,
      said: newsOf(ctx, locale, saidBy(text[locale].news, GOOD_NEWS)),
      accepted: hadOne ? await enrol.accepted(seatAt(realm, visit)) : undefined,
      passkeys: all.map((passkey) => each.linked(console, passkey)),
      most: realm.passkeys?.most ?? 0,
      addAction: addressOf(console, NEW_PATH),
      csrfToken: csrfTokenFor(console, ctx, visit),
      homeHref: addressOf(console),
    });
    show(console, ctx, content);
  };

  return {
    path: PATH,
    title: { fr: text.fr.title, en: text.en.title },
    summary: ({ account }, locale) => text[locale].summary(account.passkeys.length),
    routes: [{ method: 'get', path: PATH, name: 'passkeys', handler: showAll }, ...enrolling.routes, ...each.routes],
    changes: [enrolling.change, removing],
  };
}

/** What somebody would still sign in with. @param now milliseconds since the epoch */
function remainingWays(realm: Realm, { account }: Visit, others: readonly Passkey[], now: number): RemainingWays {
  return {
    passkeys: others.filter(({ state }) => state === 'usable').length,
    hasPassword: account.credentials.some(({ kind }) => kind === 'password' || kind === 'provisional'),
    channels: secondStepChannels(account, realm, { deviceKnown: true, now }),
  };
}

/** What a code names must be showable; a name is the person's own. */
function shownName(name: string): string {
  return displayField(name, REMOVAL.fields[0]?.longestCharacters ?? 0) || '–';
}
