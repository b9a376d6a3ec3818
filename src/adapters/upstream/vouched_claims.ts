/** What an id_token vouches for beyond whose it is: level, methods, moment (F1; OpenID Connect Core §2, facts §1.5). */
import { createHash } from 'node:crypto';
import {
  EIDAS_LEVELS,
  type EidasLevel,
  reachesEidas,
  type UpstreamSettings,
} from '../../domain/federation/upstream.js';
import type { UpstreamAnswer } from '../../ports/federation/upstream_provider.js';
import { UpstreamRefusal } from './refusal.js';

/** FranceConnect's amr values (facts §1.5): RFC 8176's, and its own `mail`, `eidas`, `fc`. */
const AMR = new Set(
  'pwd pop otp fpt eye vbm tel sms kba wia mfa face geo hwk iris mca pin rba swk user mail eidas fc'.split(' '),
);

export interface VouchedFor {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly accessToken: string;
  /** the level that was asked */
  readonly asked: EidasLevel | undefined;
  /** milliseconds since the epoch */
  readonly now: number;
}

/**
 * Checks and reads the claims of an id_token whose signature, issuer, audience, nonce and expiry are already checked.
 *
 * @throws UpstreamRefusal
 */
export function readVouchedClaims(
  settings: Pick<UpstreamSettings, 'levels' | 'clockToleranceSeconds'>,
  { claims, accessToken, asked, now }: VouchedFor,
): Pick<UpstreamAnswer, 'subject' | 'level' | 'amr' | 'authTime'> {
  const latest = now / 1000 + settings.clockToleranceSeconds;
  if (Number(claims['iat']) > latest) throw new UpstreamRefusal('clock', 'iat in the future');
  // FranceConnect refuses a sign-out whose id_token has no at_hash (Y100019), and always gives one.
  checkAccessTokenHash(claims['at_hash'], accessToken, settings.levels.length > 0);
  const subject = claims['sub'];
  if (typeof subject !== 'string' || subject.length === 0 || subject.length > 255)
    throw new UpstreamRefusal('subject', 'id_token without a usable sub');
  const authTime = claims['auth_time'];
  if (authTime !== undefined && typeof authTime !== 'number') throw new UpstreamRefusal('malformed', 'auth_time');
  if (authTime !== undefined && authTime > latest) throw new UpstreamRefusal('clock', 'auth_time in the future');
  return {
    subject,
    level: readLevel(claims['acr'], settings.levels, asked),
    amr: Array.isArray(claims['amr']) ? [...new Set(claims['amr'])].filter((value) => AMR.has(value)) : [],
    authTime: authTime === undefined ? undefined : authTime * 1000,
  };
}

/** At least what was asked, and one that this platform can vouch for; without levels, `acr` says nothing. */
function readLevel(acr: unknown, levels: readonly EidasLevel[], asked: EidasLevel | undefined): EidasLevel | undefined {
  if (levels.length === 0) return undefined;
  const level = EIDAS_LEVELS.find((known) => known === acr);
  if (!level) throw new UpstreamRefusal('acr', 'unknown level');
  if (!levels.includes(level)) throw new UpstreamRefusal('acr', `${level} is not this platform’s to give`);
  if (asked && !reachesEidas(level, asked)) throw new UpstreamRefusal('acr', `${level} where ${asked} was asked`);
  return level;
}

/** OpenID Connect Core §3.1.3.6, for ES256 and RS256. */
function checkAccessTokenHash(hash: unknown, accessToken: string, isRequired: boolean): void {
  if (hash === undefined) {
    if (isRequired) throw new UpstreamRefusal('malformed', 'id_token without at_hash');
    return;
  }
  const digest = createHash('sha256').update(accessToken, 'ascii').digest();
  if (hash !== digest.subarray(0, 16).toString('base64url'))
    throw new UpstreamRefusal('signature', 'at_hash of another access token');
}
