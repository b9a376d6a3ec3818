/** The portal calls its API (A6): what the API answers, and the challenge when it asks for more (RFC 9470). */
import { asksForStepUp, type Challenge, readChallenge } from '../../step_up/portal.js';

export type ApiAnswer =
  | { readonly outcome: 'done'; readonly ibanLast4: string }
  | { readonly outcome: 'challenged'; readonly challenge: Challenge }
  /** in the API's own words */
  | { readonly outcome: 'refused'; readonly why: string }
  | { readonly outcome: 'unreachable' };

const ANSWER_WITHIN_MS = 5_000;

/** @param iban the new one; read only without it */
export async function callBankDetails(api: string, accessToken: string, iban?: string): Promise<ApiAnswer> {
  const authorization = `Bearer ${accessToken}`;
  try {
    const answer = await fetch(api, {
      ...(iban === undefined
        ? { headers: { authorization } }
        : {
            method: 'PUT',
            headers: { authorization, 'content-type': 'application/json' },
            body: JSON.stringify({ iban }),
          }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const body = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
    if (answer.ok) return { outcome: 'done', ibanLast4: String(body['iban_last4']) };
    const challenge = readChallenge(answer.headers.get('www-authenticate'));
    if (asksForStepUp(challenge)) return { outcome: 'challenged', challenge };
    return { outcome: 'refused', why: String(body['error_description'] ?? answer.status) };
  } catch {
    return { outcome: 'unreachable' };
  }
}
