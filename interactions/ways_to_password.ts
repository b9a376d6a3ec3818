/** The routes of the ways to a password, below the login step (C4, C5). */
import type Router from '@koa/router';
import type { Context } from 'koa';
import type { Interaction } from '../src/http/interaction.js';
import { leaveCode, resendRecoveryCode, submitRecoveryCode } from './forgotten_password/code_route.js';
import { submitRecoveredPassword } from './forgotten_password/password_route.js';
import type { ForgottenPasswordDependencies } from './forgotten_password/place.js';
import { showAsk, showRecovery, submitAsk, submitProvisional } from './forgotten_password/route.js';
import { submitFirstPassword } from './legacy_access/password_route.js';
import type { LegacyAccessDependencies } from './legacy_access/place.js';
import { showLegacyAccess, showLegacyAsk, submitLegacyAsk } from './legacy_access/route.js';
import { showSecondChoice, submitCard, submitSecond, submitSecondCode } from './legacy_access/second_route.js';

export interface WaysToPassword {
  readonly forgotten: ForgottenPasswordDependencies;
  readonly legacy: LegacyAccessDependencies;
}

type Handler<Dependencies> = (dependencies: Dependencies, interaction: Interaction) => Promise<void> | void;
/** Runs a handler if the interaction waits for this prompt. */
type StepRoute = (
  prompt: string,
  handler: (interaction: Interaction) => Promise<void> | void,
  name: string,
) => (ctx: Context & { params: Record<string, string> }) => Promise<void>;

export function addWaysToPassword(router: Router, step: StepRoute, { forgotten, legacy }: WaysToPassword): void {
  const add = <Dependencies>(
    method: 'get' | 'post',
    path: string,
    dependencies: Dependencies,
    handler: Handler<Dependencies>,
  ) =>
    router[method](
      `/interaction/:uid/${path}`,
      step('login', (interaction) => handler(dependencies, interaction), path.replace('/', '.')),
    );

  add('get', 'forgotten_password', forgotten, showRecovery);
  add('get', 'forgotten_password/ask', forgotten, showAsk);
  add('post', 'forgotten_password/ask', forgotten, submitAsk);
  add('post', 'forgotten_password/code', forgotten, submitRecoveryCode);
  add('post', 'forgotten_password/resend', forgotten, resendRecoveryCode);
  add('post', 'forgotten_password/no_code', forgotten, leaveCode);
  add('post', 'forgotten_password/provisional', forgotten, submitProvisional);
  add('post', 'forgotten_password/password', forgotten, submitRecoveredPassword);

  add('get', 'legacy_access', legacy, showLegacyAccess);
  add('get', 'legacy_access/ask', legacy, showLegacyAsk);
  add('post', 'legacy_access/ask', legacy, submitLegacyAsk);
  add('get', 'legacy_access/second', legacy, showSecondChoice);
  add('post', 'legacy_access/second', legacy, submitSecond);
  add('post', 'legacy_access/code', legacy, submitSecondCode);
  add('post', 'legacy_access/card', legacy, submitCard);
  add('post', 'legacy_access/password', legacy, submitFirstPassword);

  // A form's address typed or reloaded: where the person is.
  for (const way of ['forgotten_password', 'legacy_access'])
    add('get', `${way}/*rest`, undefined, (_, interaction) => interaction.again(way));
}
