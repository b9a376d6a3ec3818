/**
 * What one request writes together (O6): the library awaits an interaction's end, the next interaction or the code, and the
 * session one after the other, each a round trip to Redis. What its answer stands on is written before it leaves.
 */
import Provider, { type KoaContextWithOIDC } from 'oidc-provider';

type Write = () => Promise<unknown>;

/** They read nothing again that they wrote. */
const ROUTES: readonly string[] = ['authorization', 'resume'];

const waiting = new WeakMap<KoaContextWithOIDC, Write[]>();

/** Keeps a write of an authorization request for the session's; done at once where none follows. */
export async function writeBesideSession(write: Write): Promise<void> {
  const ctx = Provider.ctx;
  if (ctx && endsWithSession(ctx)) waiting.set(ctx, [...(waiting.get(ctx) ?? []), write]);
  else await write();
}

/** A new session is written once somebody is signed in: by this interaction's result, if it says so. */
function endsWithSession({ oidc }: KoaContextWithOIDC): boolean {
  const { new: isNew, touched } = (oidc.session ?? { new: true }) as {
    readonly new?: boolean;
    readonly touched?: boolean;
  };
  const signsIn = (oidc.entities.Interaction?.result as { readonly login?: object } | undefined)?.login !== undefined;
  return ROUTES.includes(oidc.route) && (!isNew || touched === true || signsIn);
}

/** Begins what waits, in its order. @throws the first that failed */
export async function writeWaiting(ctx: KoaContextWithOIDC | undefined): Promise<void> {
  const writes = (ctx && waiting.get(ctx)) ?? [];
  if (ctx) waiting.delete(ctx);
  await Promise.all(writes.map((write) => write()));
}

/** No request ends before what it kept is written, whether it wrote a session or failed: what stands outside sees it done. */
export function installRequestWrites(provider: Provider): void {
  provider.use(async (ctx: KoaContextWithOIDC, next) => {
    try {
      await next();
    } finally {
      await writeWaiting(ctx);
    }
  });
}
