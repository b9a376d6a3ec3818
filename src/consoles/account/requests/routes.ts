/**
 * « Demandes en cours » (U1): whoever signed in unaided finds the request of the adviser they are calling, compares its words
 * and answers. Confirming takes a new code that names the request; refusing takes none: it protects.
 */
import type { Context } from 'koa';
import { isAcr } from '../../../domain/assurance/acr.js';
import { levelsToProve } from '../../../domain/backchannel/levels.js';
import type { Realm } from '../../../domain/realm.js';
import { ACCOUNT_ACTIONS } from '../../../domain/sensitive_action/own_actions.js';
import { displayField } from '../../../domain/sensitive_action/sensitive_action.js';
import type { BackchannelRequest } from '../../../ports/backchannel/backchannel_request_store.js';
import type { Clock } from '../../../ports/clock.js';
import type { AnswerBackchannelRequests } from '../../../services/backchannel/answer_backchannel_request.js';
import { addressOf, csrfTokenFor, languageOf, seeOther, show } from '../../relying_party/console.js';
import type { Change, Concern } from '../concern.js';
import { type AccountConsole, type AccountHandler, newsOf, saidBy } from '../console.js';
import { askToConfirm, sender, visitor } from '../journey.js';
import { type RequestNews, text } from './text.js';
import { requestsPage } from './view.js';

const PATH = 'requests';
const FIELD = 'request';
/** as domain/sensitive_action/own_actions takes it */
const LONGEST_PORTAL = 80;

export interface RequestsDependencies {
  readonly realm: Realm;
  readonly requests: AnswerBackchannelRequests;
  /** a portal's name by its client_id */
  readonly portalNameOf: (clientId: string) => Promise<string>;
  readonly clock: Clock;
}

export function createRequests({ realm, requests, portalNameOf, clock }: RequestsDependencies): Concern {
  const { lifeSeconds, silenceSeconds } = realm.backchannel;
  const told = (news: RequestNews) => `${PATH}?news=${news}`;
  const tell = (console: AccountConsole, ctx: Context, news: RequestNews) =>
    seeOther(ctx, addressOf(console, told(news)));

  const confirming: Change = {
    name: 'answer_request',
    action: ({ message = '', portal = '' }) => ({ type: ACCOUNT_ACTIONS.answerRequest.type, message, portal }),
    levels: ({ levels = '' }) => levelsToProve(levels.split(' ').filter(isAcr)),
    place: () => PATH,
    async carryOut({ account }, { request = '' }, _ctx, proof) {
      const answered = await requests.confirm(request, { accountId: account.id, ...proof });
      return { place: told(answered === 'done' ? 'confirmed' : 'ended') };
    },
  };

  const showAll: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    if (!visit) return;
    const locale = languageOf(console, ctx);
    const waiting = await requests.waitingFor(visit.account.id);
    const content = requestsPage({
      locale,
      said: newsOf(ctx, locale, saidBy(text[locale].news, ['confirmed', 'refused', 'contested'])),
      requests: await Promise.all(
        waiting.map(async ({ id, clientId, message, scope, createdAt, expiresAt }) => ({
          id,
          message,
          createdAt,
          portalName: await portalNameOf(clientId),
          scopes: scope.split(' ').filter((each) => each !== 'openid' && each !== ''),
          secondsLeft: (expiresAt - clock.now()) / 1000,
        })),
      ),
      lifeSeconds,
      silenceSeconds,
      confirmAction: addressOf(console, `${PATH}/confirm`),
      refuseAction: addressOf(console, `${PATH}/refuse`),
      contestAction: addressOf(console, `${PATH}/contest`),
      csrfToken: csrfTokenFor(console, ctx, visit),
      here: addressOf(console, PATH),
      homeHref: addressOf(console),
    });
    show(console, ctx, content);
  };

  const confirm: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    if (!visit) return;
    const request = await waitingOne(visit.account.id, visit.form.get(FIELD));
    if (!request) return tell(console, ctx, 'ended');
    const { id, clientId, message, acrValues } = request;
    const portal = displayField(await portalNameOf(clientId), LONGEST_PORTAL);
    await askToConfirm(console, ctx, visit, confirming, { request: id, message, portal, levels: acrValues.join(' ') });
  };
  const waitingOne = async (
    accountId: string,
    id: string | undefined | null,
  ): Promise<BackchannelRequest | undefined> => (await requests.waitingFor(accountId)).find((each) => each.id === id);

  const refuse =
    (news: 'refused' | 'contested'): AccountHandler =>
    async (console, ctx) => {
      const visit = await sender(console, ctx, PATH);
      if (!visit) return;
      const { account, form } = visit;
      const answered = await requests.refuse(account.id, form.get(FIELD) ?? '', news === 'contested');
      tell(console, ctx, answered === 'done' ? news : 'ended');
    };
  const goBack: AccountHandler = (console, ctx) => seeOther(ctx, addressOf(console, PATH));

  return {
    path: PATH,
    title: { fr: text.fr.title, en: text.en.title },
    async summary({ account }, locale) {
      const waiting = await requests.waitingFor(account.id);
      const state = text[locale].summary(waiting.length);
      const [first] = waiting;
      if (!first) return state;
      const { message, link } = text[locale].alert;
      return { state, alert: { message: message(await portalNameOf(first.clientId)), link } };
    },
    routes: [
      { method: 'get', path: PATH, name: 'requests', handler: showAll },
      { method: 'post', path: `${PATH}/confirm`, name: 'confirm_request', handler: confirm },
      { method: 'post', path: `${PATH}/refuse`, name: 'refuse_request', handler: refuse('refused') },
      { method: 'post', path: `${PATH}/contest`, name: 'contest_request', handler: refuse('contested') },
      { method: 'get', path: `${PATH}/confirm`, name: 'requests', handler: goBack },
      { method: 'get', path: `${PATH}/refuse`, name: 'requests', handler: goBack },
      { method: 'get', path: `${PATH}/contest`, name: 'requests', handler: goBack },
    ],
    changes: [confirming],
  };
}
