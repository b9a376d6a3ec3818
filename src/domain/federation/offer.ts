/** Which upstreams a page offers, and at which level each is asked: derived from what the portal asks (A4, F1, F2). */
import type { LoginOffer } from '../assurance/next_step.js';
import { announcedEnd, type EidasLevel, isInUse, reachesEidas, type UpstreamSettings } from './upstream.js';

export interface UpstreamOffer {
  readonly upstream: UpstreamSettings;
  /** the least level to ask; undefined where the upstream has none */
  readonly level: EidasLevel | undefined;
  /** its end, once it is to be announced: milliseconds since the epoch */
  readonly endsAt: number | undefined;
}

/**
 * @param upstreams the realm's, in the order in which they are shown
 * @param offer what the next step may lead over
 * @param now milliseconds since the epoch
 */
export function upstreamOffers(
  upstreams: readonly UpstreamSettings[],
  offer: LoginOffer,
  now: number,
): readonly UpstreamOffer[] {
  return upstreams.flatMap((upstream): UpstreamOffer[] => {
    if (!isInUse(upstream, now)) return [];
    const endsAt = announcedEnd(upstream, now);
    if (upstream.levels.length === 0) return offer.local ? [{ upstream, level: undefined, endsAt }] : [];
    const { level: least } = offer;
    const level = least && upstream.levels.find((each) => reachesEidas(each, least));
    return level ? [{ upstream, level, endsAt }] : [];
  });
}
