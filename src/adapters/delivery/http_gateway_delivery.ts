/**
 * SMS and voice calls through a configurable HTTP gateway: method, headers, body template and success rule are
 * configuration (O3, I4).
 */
import { randomUUID } from 'node:crypto';
import { RING_SECONDS, spoken } from '../../domain/message/speech.js';
import type { Delivery, Message } from '../../ports/delivery/delivery.js';

export interface HttpGateway {
  /** may hold the same placeholders as the body */
  readonly url: string;
  readonly method: 'POST' | 'PUT' | 'GET';
  readonly headers: Readonly<Record<string, string>>;
  /** `{{to}}`, `{{text}}`, `{{id}}`, `{{language}}` … become JSON strings; `{{to|url}}` and so on are URL-encoded */
  readonly body: string;
  readonly isSuccess: (status: number, body: string) => boolean;
  readonly timeoutMs: number;
}

const LARGEST_ANSWER_CHARACTERS = 4_096;

/** @param kind how reasons name it */
export function createHttpGatewayDelivery(kind: 'sms' | 'voice', gateway: HttpGateway): Delivery {
  return {
    async send(message) {
      const values = valuesOf(message);
      try {
        const response = await fetch(fillTemplate(gateway.url, values), {
          method: gateway.method,
          // The same at each attempt: a gateway that knows it drops a repeat.
          headers: { 'idempotency-key': values.id, ...gateway.headers },
          ...(gateway.method === 'GET' ? {} : { body: fillTemplate(gateway.body, values) }),
          redirect: 'error',
          signal: AbortSignal.timeout(gateway.timeoutMs),
        });
        const body = (await response.text()).slice(0, LARGEST_ANSWER_CHARACTERS);
        return gateway.isSuccess(response.status, body)
          ? { accepted: true }
          : {
              accepted: false,
              why: `${kind} gateway answered ${response.status}`,
              ...(isAboutMessage(response.status) ? { isAboutMessage: true } : {}),
            };
      } catch (error) {
        return { accepted: false, why: `${kind} gateway ${(error as Error).name}` };
      }
    },
  };
}

/** Understood and not wanted. Our credentials, address and quota are the provider's business, as are its own faults. */
function isAboutMessage(status: number): boolean {
  return [400, 409, 413, 422].includes(status);
}

/** What the placeholders stand for. `ssml` is the text as a synthetic voice takes pauses (W3C SSML 1.1). */
function valuesOf({ id = randomUUID(), to, text, locale = 'fr' }: Message) {
  const language = LANGUAGES[locale];
  return { to, text, id, language, ssml: spoken(text, language), ring: String(RING_SECONDS) };
}

/** BCP 47, with the country that synthetic voices ask for. */
const LANGUAGES = { fr: 'fr-FR', en: 'en-GB' } as const;

/** Puts values into a template's placeholders, encoded for where they stand. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\w+)(\|url)?\}\}/g, (whole, name: string, url?: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return url ? encodeURIComponent(value) : JSON.stringify(value);
  });
}

/**
 * Reads a success rule: a status class or list (`2xx`, `200,202`), optionally followed by a regular expression that
 * the body must match (`200 /"status":\s*"ok"/`).
 *
 * @param variable names it in the error
 * @throws Error when it is malformed
 */
export function readSuccessRule(rule: string, variable: string): HttpGateway['isSuccess'] {
  const match = /^\s*([1-5]xx|\d{3}(?:\s*,\s*\d{3})*)(?:\s+\/(.*)\/([imsu]*))?\s*$/.exec(rule);
  if (!match?.[1]) throw new Error(`${variable}: expected a status class or list, and optionally /expression/`);
  const statuses = match[1].split(',').map((status) => status.trim());
  const body = match[2] === undefined ? undefined : new RegExp(match[2], match[3]);
  return (status, text) =>
    statuses.some(
      (wanted) => wanted === String(status) || (wanted.endsWith('xx') && wanted[0] === String(status)[0]),
    ) &&
    (body?.test(text) ?? true);
}
