/**
 * The parameters that the browser brought back (RFC 6749 §4.1.2): whose they are, whether they answer this request, and
 * what they say, in that order, errors included (RFC 9207 §2.4). openid-client checks the same, in one error code.
 */
import type { UpstreamChecks } from '../../ports/federation/upstream_provider.js';
import { failureOfErrorCode, UpstreamRefusal } from './refusal.js';

/** What FranceConnect says when the person left its page (facts §1.7). */
const CANCELLED = 'User auth aborted';

/**
 * @param issuer who must have answered
 * @throws UpstreamRefusal
 */
export function checkCallback(
  parameters: URLSearchParams,
  issuer: string,
  checks: Pick<UpstreamChecks, 'state'>,
): void {
  for (const name of ['iss', 'state', 'code', 'error', 'error_description']) {
    if (parameters.getAll(name).length > 1) throw new UpstreamRefusal('malformed', `${name} given twice`);
  }
  if (parameters.get('iss') !== issuer)
    throw new UpstreamRefusal('issuer', parameters.has('iss') ? 'response of another issuer' : 'response without iss');
  if (parameters.get('state') !== checks.state)
    throw new UpstreamRefusal('state', parameters.has('state') ? 'state of another request' : 'response without state');
  const error = parameters.get('error');
  if (error !== null) {
    if (error === 'access_denied' && parameters.get('error_description') === CANCELLED)
      throw new UpstreamRefusal('cancelled', error);
    const { code, detail } = failureOfErrorCode(error);
    throw new UpstreamRefusal(code, detail);
  }
  if (!parameters.get('code')) throw new UpstreamRefusal('malformed', 'response without code');
}
