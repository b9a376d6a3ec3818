/**
 * Somebody signs in while another person is still signed in on this browser: that session ends first (pitfall 7). The
 * library would ask with a scripted form in the middle of the sign-in; who just gave a password need not be asked.
 */
import type { Context } from 'koa';
import type Provider from 'oidc-provider';

type Details = Awaited<ReturnType<Provider['interactionDetails']>>;

/**
 * @param details the interaction that proved the newcomer
 * @param accountId the newcomer
 */
export async function endOtherSession(
  provider: Provider,
  ctx: Context,
  details: Details,
  accountId: string,
): Promise<void> {
  const session = await provider.Session.get(ctx as unknown as Parameters<typeof provider.Session.get>[0]);
  const other = session.accountId !== undefined && session.accountId !== accountId;
  if (!other) return;
  await session.destroy();
  const interaction = details as unknown as { session?: unknown; persist(): Promise<unknown> };
  interaction.session = undefined;
  await interaction.persist();
}
