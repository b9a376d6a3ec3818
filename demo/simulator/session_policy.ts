/** When the platform asks the person, and when its session answers for them (france.md §1.3 and §0.6). */
import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import type { EidasLevel } from '../../src/domain/federation/upstream.js';
import { reachesEidas } from '../../src/domain/federation/upstream.js';
import { isLevel, type PlatformRules } from './platforms.js';

const { Check, base } = interactionPolicy;

/**
 * @param asked the one level that the request comes down to, or undefined where the platform has none
 * @param proved the session's
 */
function sessionAnswers(
  rules: Pick<PlatformRules, 'sessionAnswersFor'>,
  asked: EidasLevel | undefined,
  proved: EidasLevel | undefined,
): boolean {
  if (rules.sessionAnswersFor === 'everything') return true;
  if (asked === undefined || proved === undefined) return false;
  return rules.sessionAnswersFor.includes(asked) && reachesEidas(proved, asked);
}

/** One prompt, `login`: consent is never asked, as for a service authorised to skip it. */
export function createSessionPolicy(rules: PlatformRules) {
  const policy = base();
  policy.remove('consent');
  const login = policy.get('login');
  if (!login) throw new Error('oidc-provider has no base login prompt');
  login.checks.remove('essential_acrs');
  login.checks.remove('essential_acr');
  login.checks.add(
    new Check('session_does_not_answer', 'the person must prove themselves again', 'login_required', (ctx) => {
      const { session, result, params } = (ctx as KoaContextWithOIDC).oidc;
      if (result?.login || !session?.accountId) return Check.NO_NEED_TO_PROMPT;
      const asked = levelOf(params?.['acr_values']);
      if (!sessionAnswers(rules, asked, levelOf(session.acr))) return Check.REQUEST_PROMPT;
      // a session never vouches for more than what it answers for; auth_time stays that of the proof
      if (asked !== undefined && session.acr !== asked) Object.assign(session, { acr: asked });
      return Check.NO_NEED_TO_PROMPT;
    }),
  );
  return policy;
}

function levelOf(value: unknown): EidasLevel | undefined {
  return typeof value === 'string' && isLevel(value) ? value : undefined;
}

/** Seconds that a session has left; one that does not slide ends at a fixed time after its proof. */
export function sessionSeconds(rules: PlatformRules, provedAtSeconds: number | undefined): number {
  const { seconds, sliding } = rules.session;
  if (sliding || provedAtSeconds === undefined) return seconds;
  return Math.max(1, provedAtSeconds + seconds - Math.floor(Date.now() / 1000));
}
