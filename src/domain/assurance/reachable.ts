/** What can be reached from where: with a password and codes, or over an upstream (A1, A4). */
import { type EidasLevel, reachesEidas } from '../federation/upstream.js';
import type { CodeChannel } from '../realm.js';
import { type Acr, satisfies } from './acr.js';
import { provesPossession } from './proof.js';

const RELAYED: readonly Acr[] = ['eidas1', 'eidas2', 'eidas3'];

/** Is it a level that only an upstream can vouch for? */
export function isRelayed(acr: Acr): boolean {
  return RELAYED.includes(acr);
}

/**
 * Can a level be reached with a password and codes over these channels, or with a passkey?
 *
 * @param passkey there is one that may be used here (I6)
 */
export function isLocallyReachable(acr: Acr, channels: readonly CodeChannel[], passkey: boolean): boolean {
  if (acr === 'one-step') return true;
  if (passkey) return !isRelayed(acr);
  if (acr === 'two-step' || acr === 'two-step-fresh') return channels.length > 0;
  if (acr === 'two-factor' || acr === 'two-factor-fresh') return channels.some(provesPossession);
  return false;
}

/** The channels over which a code helps towards a target. */
export function channelsFor(target: Acr, channels: readonly CodeChannel[]): readonly CodeChannel[] {
  if (target === 'phr') return [];
  return satisfies(target, 'two-factor') ? channels.filter(provesPossession) : channels;
}

/**
 * The least level to ask of these upstreams from which a target can be reached: alone, or with a code over one of these
 * channels beside it.
 *
 * @returns undefined where none of them leads there
 */
export function upstreamTowards(
  target: Acr,
  levels: readonly EidasLevel[],
  channels: readonly CodeChannel[],
): EidasLevel | undefined {
  if (target === 'phr') return undefined;
  const least: EidasLevel = target === 'eidas3' ? 'eidas3' : startsAtLow(target, channels) ? 'eidas1' : 'eidas2';
  return levels.find((level) => reachesEidas(level, least));
}

function startsAtLow(target: Acr, channels: readonly CodeChannel[]): boolean {
  if (target === 'one-step' || target === 'eidas1') return true;
  return (target === 'two-step' || target === 'two-step-fresh') && channels.length > 0;
}
