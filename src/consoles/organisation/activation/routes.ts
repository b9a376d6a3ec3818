/**
 * The code for somebody's first sign-in (E1, I7). The one press that is answered by a page and not an address: the code is
 * kept nowhere, so nothing could show it again; a second press makes another one, which replaces it.
 */
import { readOwnForm, seeOther, show } from '../../relying_party/console.js';
import type { Routed } from '../../relying_party/router.js';
import { frameOf, hereOf, memberHere } from '../arrival.js';
import { fullName, type OrganisationConsole } from '../console.js';
import { activationPage, askActivationPage } from './view.js';

export async function showAskActivation(console: OrganisationConsole, ctx: Routed): Promise<void> {
  const visit = await memberHere(console, ctx);
  if (!visit) return;
  const { detail } = visit;
  if (detail.isOneself || !detail.mayGiveActivationCode) {
    return seeOther(ctx, `${hereOf(console, visit)}?problem=${detail.isOneself ? 'oneself' : 'state-conflict'}`);
  }
  const content = askActivationPage({
    frame: await frameOf(console, ctx, visit, 'users'),
    person: fullName(detail.member),
    action: hereOf(console, visit, 'activation'),
    backHref: hereOf(console, visit),
  });
  show(console, ctx, content);
}

export async function giveActivation(console: OrganisationConsole, ctx: Routed): Promise<void> {
  const visit = await memberHere(console, ctx);
  if (!visit) return;
  await readOwnForm(console, ctx, visit);
  const { detail, by } = visit;
  const answer = await console.administration.giveActivationCode(by, detail.member.accountId);
  if (!answer.ok) return seeOther(ctx, `${hereOf(console, visit)}?problem=${answer.code}`);
  const content = activationPage({
    frame: await frameOf(console, ctx, visit, 'users'),
    person: fullName(detail.member),
    code: answer.code,
    expiresAt: answer.expiresAt,
    backHref: hereOf(console, visit),
  });
  show(console, ctx, content);
}
