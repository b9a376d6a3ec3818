/**
 * The calls of an adviser's screen: each asks for a person by CIBA (poll mode, openid-client) and waits for what they
 * answer. Kept in this process for ten minutes.
 */
import { randomUUID } from 'node:crypto';
import * as client from 'openid-client';
import { CALL_CENTRE_SCOPE } from './client_metadata.js';
import { drawWords } from './words.js';

export type CallState = 'waiting' | 'confirmed' | 'refused' | 'expired' | 'failed';

export interface Call {
  readonly id: string;
  /** what the adviser reads out */
  readonly words: string;
  readonly state: CallState;
  /** what the tokens say of the person, once they confirmed */
  readonly known: Readonly<Record<string, unknown>>;
}

/** `busy`: too many requests, for this adviser or this person; `silenced`: the person wants none now */
export type Refusal = 'busy' | 'silenced' | 'malformed' | 'unreachable';

export interface Calls {
  /** @param level a value of `acr_values` */
  start(number: string, level: string): Promise<Call | Refusal>;
  find(id: string): Call | undefined;
  /** Nobody waits any more. */
  close(): void;
}

export interface CallsOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** milliseconds since the epoch */
  readonly now: () => number;
}

const ANSWER_WITHIN_SECONDS = 10;
const KEPT_MS = 10 * 60_000;
/** who asks, as the provider's limits and audit name it */
const ADVISER = JSON.stringify({ adviser: 'poste-1' });

export function openCalls({ issuer, clientId, clientSecret, now }: CallsOptions): Calls {
  const calls = new Map<string, Call & { readonly at: number }>();
  const closing = new AbortController();
  let discovered: Promise<client.Configuration> | undefined;

  const configuration = () => {
    discovered ??= client
      .discovery(new URL(issuer), clientId, {}, client.ClientSecretBasic(clientSecret), {
        timeout: ANSWER_WITHIN_SECONDS,
        // plain http is for a provider on this machine only
        ...(issuer.startsWith('http://localhost') ? { execute: [client.allowInsecureRequests] } : {}),
      })
      .catch((error: unknown) => {
        discovered = undefined;
        throw error;
      });
    return discovered;
  };
  const keep = (call: Call) => {
    calls.set(call.id, { ...call, at: now() });
    for (const [id, { at }] of calls) if (at < now() - KEPT_MS) calls.delete(id);
  };

  return {
    async start(number, level) {
      const words = drawWords();
      try {
        const config = await configuration();
        const asked = await client.initiateBackchannelAuthentication(config, {
          scope: CALL_CENTRE_SCOPE,
          login_hint: number,
          binding_message: words,
          acr_values: level,
          request_context: ADVISER,
        });
        const call: Call = { id: randomUUID(), words, state: 'waiting', known: {} };
        keep(call);
        void client
          .pollBackchannelAuthenticationGrant(config, asked, {}, { signal: closing.signal })
          .then(async (tokens) => {
            const claims = tokens.claims();
            const userinfo = await client.fetchUserInfo(config, tokens.access_token, claims?.sub ?? '');
            keep({ ...call, state: 'confirmed', known: { ...userinfo, ...claims, scope: tokens.scope } });
          })
          .catch((error: unknown) => keep({ ...call, state: stateOf(error) }));
        return call;
      } catch (error) {
        return refusalOf(error);
      }
    },
    find: (id) => calls.get(id),
    close: () => closing.abort(),
  };
}

function stateOf(error: unknown): CallState {
  const code = error instanceof client.ResponseBodyError ? error.error : (error as { name?: string }).name;
  if (code === 'access_denied') return 'refused';
  return code === 'expired_token' || code === 'TimeoutError' ? 'expired' : 'failed';
}

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof client.ResponseBodyError)) return 'unreachable';
  if (error.status === 429) return 'busy';
  return error.error === 'access_denied' ? 'silenced' : 'malformed';
}
