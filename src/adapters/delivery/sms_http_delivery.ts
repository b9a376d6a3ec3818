/** SMS through a configurable HTTP gateway: method, headers, body template and success rule are configuration (O3). */
import { randomUUID } from 'node:crypto';
import type { Delivery } from '../../ports/delivery.js';

export interface SmsGateway {
  /** may hold the same placeholders as the body */
  readonly url: string;
  readonly method: 'POST' | 'PUT' | 'GET';
  readonly headers: Readonly<Record<string, string>>;
  /** `{{to}}`, `{{text}}`, `{{id}}` become JSON strings; `{{to|url}}` and so on are URL-encoded */
  readonly body: string;
  readonly isSuccess: (status: number, body: string) => boolean;
  readonly timeoutMs: number;
}

const LARGEST_ANSWER_CHARACTERS = 4_096;

export function createSmsHttpDelivery(gateway: SmsGateway): Delivery {
  return {
    async send({ id = randomUUID(), to, text }) {
      const values = { to, text, id };
      try {
        const response = await fetch(fillTemplate(gateway.url, values), {
          method: gateway.method,
          // The same at each attempt: a gateway that knows it drops a repeat.
          headers: { 'idempotency-key': id, ...gateway.headers },
          ...(gateway.method === 'GET' ? {} : { body: fillTemplate(gateway.body, values) }),
          redirect: 'error',
          signal: AbortSignal.timeout(gateway.timeoutMs),
        });
        const body = (await response.text()).slice(0, LARGEST_ANSWER_CHARACTERS);
        return gateway.isSuccess(response.status, body)
          ? { accepted: true }
          : { accepted: false, why: `sms gateway answered ${response.status}` };
      } catch (error) {
        return { accepted: false, why: `sms gateway ${(error as Error).name}` };
      }
    },
  };
}

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
 * @throws Error when it is malformed
 */
export function readSuccessRule(rule: string): SmsGateway['isSuccess'] {
  const match = /^\s*([1-5]xx|\d{3}(?:\s*,\s*\d{3})*)(?:\s+\/(.*)\/([imsu]*))?\s*$/.exec(rule);
  if (!match?.[1]) throw new Error('SMS_HTTP_SUCCESS: expected a status class or list, and optionally /expression/');
  const statuses = match[1].split(',').map((status) => status.trim());
  const body = match[2] === undefined ? undefined : new RegExp(match[2], match[3]);
  return (status, text) =>
    statuses.some(
      (wanted) => wanted === String(status) || (wanted.endsWith('xx') && wanted[0] === String(status)[0]),
    ) &&
    (body?.test(text) ?? true);
}
