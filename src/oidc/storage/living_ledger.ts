/** What the session of a request still proves: its ledger, without what was ended since (A2, C4, C7, I6). */
import type { KoaContextWithOIDC } from 'oidc-provider';
import { livingProofs } from '../../domain/assurance/living_proofs.js';
import type { Ledger } from '../../domain/assurance/proof.js';
import type { ProviderAccount } from '../claims/account.js';
import { currentLedger } from './session_ledger.js';

/**
 * @param ctx of the authorization or resume request
 * @param now milliseconds since the epoch
 */
export function livingLedger(ctx: KoaContextWithOIDC, now: number): Ledger {
  const ledger = currentLedger(ctx);
  const account = (ctx.oidc.account as ProviderAccount | undefined)?.stored;
  if (!account) return ledger;
  const ended = account.signInsVoid;
  const isSpared = ended === null || ctx.oidc.session?.uid === ended.keptSession;
  return livingProofs(ledger, { endedAt: isSpared ? undefined : ended.at, passkeys: account.passkeys, now });
}
