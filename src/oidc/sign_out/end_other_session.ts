/**
 * Somebody signs in while another person is still signed in on this browser: that session ends first (pitfall 7). The
 * library would ask with a scripted form in the middle of the sign-in; who just gave a password need not be asked.
 */
import type { Context } from 'koa';
import type Provider from 'oidc-provider';
import type { SignalFact } from '../../domain/signals/event.js';
import { sessionEnds } from '../signals/told_sign_outs.js';
import { tellPortals } from './tell_portals.js';

type Details = Awaited<ReturnType<Provider['interactionDetails']>>;

/**
 * @param details the interaction that proved the newcomer
 * @param accountId the newcomer
 * @param tell what the portals of that session are told beside the back-channel logout (P9, S8)
 */
export async function endOtherSession(
  provider: Provider,
  ctx: Context,
  details: Details,
  accountId: string,
  tell: (accountId: string, facts: readonly SignalFact[]) => Promise<unknown>,
): Promise<void> {
  const session = await provider.Session.get(ctx as unknown as Parameters<typeof provider.Session.get>[0]);
  const other = session.accountId !== undefined && session.accountId !== accountId;
  if (!other) return;
  await tell(String(session.accountId), sessionEnds(session, 'session-ended'));
  await tellPortals(provider, session);
  await session.destroy();
  const interaction = details as unknown as { session?: unknown; persist(): Promise<unknown> };
  interaction.session = undefined;
  await interaction.persist();
}
