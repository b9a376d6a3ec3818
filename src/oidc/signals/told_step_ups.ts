/**
 * A session whose level changes tells the other portals of it (S8, CAEP 1.0 §3.4): who stepped up for one portal proved more
 * to all. Told behind the answer, as a session's proofs live where they may be lost.
 */
import type Provider from 'oidc-provider';
import { type Acr, satisfies } from '../../domain/assurance/acr.js';
import { reachedLevels, tokenAcr } from '../../domain/assurance/reached.js';
import type { Realm } from '../../domain/realm.js';
import type { AssuranceChanged, SignalFact } from '../../domain/signals/event.js';
import type { Clock } from '../../ports/clock.js';
import type { SignalOutbox } from '../../ports/signals/signal_outbox.js';
import { livingLedger } from '../storage/living_ledger.js';

export interface ToldStepUpsDependencies {
  readonly realm: Pick<Realm, 'freshFirstFactorSeconds'>;
  readonly signals: Pick<SignalOutbox, 'raise'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly onFault: (error: unknown) => void;
}

/** The lasting level that a session was last answered with, and whose it was. */
interface Assured {
  readonly accountId: string;
  readonly level: Acr;
}

export function installToldStepUps(
  provider: Provider,
  { realm, signals, clock, onFault }: ToldStepUpsDependencies,
): void {
  provider.on('authorization.success', (ctx) => {
    const { session, client } = ctx.oidc;
    const accountId = session?.accountId;
    if (!session || !accountId || !client) return;
    const { freshFirstFactorSeconds } = realm;
    const now = clock.now();
    const moment = { now, request: undefined, freshFirstFactorSeconds };
    const level = tokenAcr(reachedLevels(livingLedger(ctx, now), moment), []) ?? 'one-step';
    const kept = session as unknown as { assured?: Assured };
    const before = kept.assured;
    kept.assured = { accountId, level };
    if (!before || before.accountId !== accountId || before.level === level) return;
    const told = Object.entries(session.authorizations ?? {}).flatMap(([clientId, { sid }]): readonly SignalFact[] =>
      sid === undefined || clientId === client.clientId
        ? []
        : [{ ...changed(before.level, level), session: { clientId, sid } }],
    );
    signals.raise(accountId, told, now).catch(onFault);
  });
}

/** Which way, where one of the two satisfies the other (A1). */
function changed(previous: Acr, current: Acr): Omit<AssuranceChanged, 'session'> {
  const fact = { type: 'assurance-level-change', by: 'user', reason: 'stepped-up', current, previous } as const;
  if (satisfies(current, previous)) return { ...fact, direction: 'increase' };
  return satisfies(previous, current) ? { ...fact, reason: 'proved-again', direction: 'decrease' } : fact;
}
