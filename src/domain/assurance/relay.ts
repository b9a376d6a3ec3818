/** Where an upstream leads on, and what its answers are worth here (F1, A4, A5). */
import { type EidasLevel, reachesEidas } from '../federation/upstream.js';
import type { CodeChannel } from '../realm.js';
import { type Acr, isFresh } from './acr.js';
import type { AcrRequest } from './acr_request.js';
import type { FirstFactor, Proof } from './proof.js';
import { channelsFor, upstreamTowards } from './reachable.js';
import type { Situation, Standing } from './situation.js';

/**
 * A round trip of this request counts as signing in again only if the person proved themselves in it, or recently enough
 * for what is asked: upstreams keep sessions of their own (F1).
 */
export function countsAsSignIn(
  proof: FirstFactor & { factor: 'upstream' },
  { promptLogin, maxAgeSeconds }: AcrRequest,
  { request, now }: Situation,
): boolean {
  if (proof.request !== request || proof.recent) return true;
  return !promptLogin && (maxAgeSeconds === undefined || now - proof.at <= maxAgeSeconds * 1000);
}

/** Did an upstream answer out of its own session where that is not enough? */
export function isStaleTowards(target: Acr, { request }: Situation, { proofs, wasStale }: Standing): boolean {
  const isStale = (proof: Proof) => proof.factor === 'upstream' && proof.request === request && !proof.recent;
  return wasStale || (isFresh(target) && proofs.some(isStale));
}

/** The least level to ask of an upstream towards these targets; its highest where one proves the person anew (F1). */
export function levelTowards(
  targets: readonly Acr[],
  request: AcrRequest,
  situation: Situation,
  wasStale: boolean,
): EidasLevel | undefined {
  const levels = targets.flatMap((target) => relayTowards(target, request, situation) ?? []);
  const least = levels.find((level) => levels.every((other) => reachesEidas(level, other)));
  return least && wasStale ? situation.upstreamLevels.at(-1) : least;
}

export function canRelay(acr: Acr, request: AcrRequest, situation: Situation): boolean {
  return relayTowards(acr, request, situation) !== undefined;
}

/** An upstream says who the person is; an action takes a code that names it all the same (A5). */
function relayTowards(acr: Acr, { action }: AcrRequest, situation: Situation): EidasLevel | undefined {
  const channels = knownChannels(situation);
  if (action && isFresh(acr) && channelsFor(acr, channels).length === 0) return undefined;
  return upstreamTowards(acr, situation.upstreamLevels, channels);
}

/** A person's channels, or the realm's before anybody is known. */
export function knownChannels({ accountId, channels, realmChannels }: Situation): readonly CodeChannel[] {
  return accountId ? channels : realmChannels;
}
