/**
 * Leaving for an upstream and coming back (F1, F5): what must be remembered waits in the ephemeral store under its
 * `state`, bound to one step of one browser, and is used once.
 */
import type { EidasLevel, UpstreamFault } from '../../domain/federation/upstream.js';
import type { Outcome } from '../../domain/outcome.js';
import type { Locale } from '../../domain/realm.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { UpstreamAnswer, UpstreamChecks, UpstreamProvider } from '../../ports/federation/upstream_provider.js';
import type { EphemeralStore } from '../../ports/protocol/oidc_store.js';

/** Longer than any upstream's own interaction lives. */
const JOURNEY_SECONDS = 45 * 60;
const JOURNEY = 'UpstreamJourney';
const USED = 'UpstreamJourneyUsed';

interface Journey {
  readonly upstream: string;
  /** the step of the sign-in that it left from */
  readonly uid: string;
  readonly startedAt: number;
  readonly checks: UpstreamChecks;
}

export interface UpstreamSignInDependencies {
  readonly realm: string;
  readonly providers: readonly UpstreamProvider[];
  readonly ephemeral: EphemeralStore;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export interface UpstreamReturn {
  readonly provider: UpstreamProvider;
  readonly answer: UpstreamAnswer;
  /** did the person prove themselves there since they left here? (F1) */
  readonly recent: boolean;
}

export interface UpstreamSignIn {
  /** @returns where to send the browser, or undefined for an upstream that the realm does not have */
  begin(departure: {
    readonly upstream: string;
    readonly uid: string;
    readonly redirectUri: string;
    readonly level: EidasLevel | undefined;
    readonly locale: Locale;
  }): Promise<URL | undefined>;
  /** The step that a `state` left from, or undefined when it is unknown. Uses nothing up. */
  stepOf(upstream: string, state: string): Promise<string | undefined>;
  /** Judges what the browser brought back to a step; whatever comes of it, the `state` is used up. */
  complete(arrival: {
    readonly upstream: string;
    readonly uid: string;
    readonly callback: URL;
  }): Promise<Outcome<UpstreamReturn, { readonly code: UpstreamFault }>>;
  /** An answer that came to a browser which did not ask for it. */
  refuseForeign(upstream: string): void;
}

export function createUpstreamSignIn(dependencies: UpstreamSignInDependencies): UpstreamSignIn {
  const { realm, providers, ephemeral, audit, clock } = dependencies;
  const providerOf = (id: string) => providers.find(({ settings }) => settings.id === id);
  const nameOf = (state: string) => `${realm}:${state}`;

  const record = (upstream: string, outcome: string, data: Record<string, string | undefined> = {}) =>
    audit.record({ type: 'upstream_sign_in', outcome, realm, data: { upstream, ...data } });

  const find = async (upstream: string, state: string): Promise<Journey | undefined> => {
    const journey = (await ephemeral.find(JOURNEY, nameOf(state))) as Journey | undefined;
    return journey?.upstream === upstream ? journey : undefined;
  };

  return {
    async begin({ upstream, uid, ...request }) {
      const provider = providerOf(upstream);
      if (!provider) return undefined;
      const { url, checks } = await provider.begin(request);
      const journey: Journey = { upstream, uid, startedAt: clock.now(), checks };
      await ephemeral.put(JOURNEY, nameOf(checks.state), { ...journey }, JOURNEY_SECONDS);
      record(upstream, 'begun', { level: request.level });
      return url;
    },

    stepOf: async (upstream, state) => (await find(upstream, state))?.uid,

    async complete({ upstream, uid, callback }) {
      const fail = (code: UpstreamFault, detail: string) => {
        record(upstream, code, { detail });
        return { ok: false, code } as const;
      };
      const provider = providerOf(upstream);
      const state = callback.searchParams.get('state') ?? '';
      const journey = provider && (await find(upstream, state));
      if (!provider || !journey) return fail('state', 'unknown state');
      if (journey.uid !== uid) return fail('state', 'state of another step');
      if (!(await ephemeral.putOnce(USED, nameOf(state), JOURNEY_SECONDS))) return fail('state', 'state used before');
      const outcome = await provider.complete(callback, journey.checks);
      if (!outcome.ok) return fail(outcome.code, outcome.detail);
      const { answer } = outcome;
      const tolerance = provider.settings.clockToleranceSeconds * 1000;
      const recent = answer.authTime !== undefined && answer.authTime >= journey.startedAt - tolerance;
      record(upstream, 'proved', { level: answer.level, recent: String(recent) });
      return { ok: true, provider, answer, recent };
    },

    refuseForeign: (upstream) => record(upstream, 'state', { detail: 'another browser' }),
  };
}
