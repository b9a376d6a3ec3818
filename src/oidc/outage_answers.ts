/**
 * What an application hears while a store is away: 503, when to come back, and an OAuth error that blames neither it nor
 * its token (RFC 6749 §4.1.2.1 names `temporarily_unavailable`; RFC 9110 §10.2.3). oidc-provider would answer 500.
 */
import type Provider from 'oidc-provider';
import type { Interaction, KoaContextWithOIDC } from 'oidc-provider';
import { isOutage, RETRY_AFTER_SECONDS } from '../http/error_boundary.js';

const ANSWER = { error: 'temporarily_unavailable', error_description: 'try again in a few seconds' };

/** Installs the answer on every endpoint of a provider; pages for people are left to `renderError`. */
export function installOutageAnswers(provider: Provider): void {
  const outages = new WeakSet<object>();
  provider.on('server_error', (ctx, error) => {
    if (isOutage(error)) outages.add(ctx);
  });
  provider.use(async (ctx: KoaContextWithOIDC, next) => {
    try {
      await next();
    } catch (error) {
      // Thrown outside the endpoint's own handler, as the session's writing is.
      if (!isOutage(error) || ctx.accepts('json', 'html') === 'html') throw error;
      outages.add(ctx);
      provider.emit('server_error', ctx, error as Error);
    }
    if (!outages.has(ctx)) return;
    if (ctx.oidc?.route === 'resume') await keepInteraction(ctx);
    if (ctx.type === 'text/html') return;
    ctx.status = 503;
    ctx.body = ANSWER;
    ctx.set('Retry-After', String(RETRY_AFTER_SECONDS));
    ctx.set('Cache-Control', 'no-store');
  });
}

/**
 * oidc-provider ends an interaction before it acts on it: without this, whoever proved everything and met an outage at
 * the last step would have to start again.
 */
async function keepInteraction(ctx: KoaContextWithOIDC): Promise<void> {
  const { provider, entities } = ctx.oidc;
  const interaction = entities.Interaction as (Interaction & { save(ttl: number): Promise<string> }) | undefined;
  const ending = [ctx.response.get('set-cookie') ?? []].flat();
  const cookie = provider.cookieName('resume');
  const kept = ending.filter((line) => !line.startsWith(`${cookie}=`) && !line.startsWith(`${cookie}.sig=`));
  if (!interaction) return;
  try {
    await interaction.save(Math.max(1, interaction.exp - Math.floor(Date.now() / 1000)));
    ctx.set('Set-Cookie', kept);
  } catch {
    // The store that keeps interactions is the one that is away: the page that follows says how to start again.
  }
}
