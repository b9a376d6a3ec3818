/** Message providers by configuration: SMTP, an HTTP gateway for SMS (O3). */
import { createChannelDelivery } from '../adapters/delivery/channel_delivery.js';
import { createSmsHttpDelivery, readSuccessRule } from '../adapters/delivery/sms_http_delivery.js';
import { createSmtpDelivery } from '../adapters/delivery/smtp_delivery.js';
import type { Config } from '../config/environment.js';
import type { Delivery } from '../ports/delivery.js';

export interface ComposedDelivery {
  readonly delivery: Delivery;
  readonly closeDelivery: () => void;
}

/** @param given takes the place of the configured providers */
export function createDelivery(config: Config, given: Delivery | undefined): ComposedDelivery {
  if (given) return { delivery: given, closeDelivery: () => {} };
  const timeoutMs = config.DELIVERY_TIMEOUT_SECONDS * 1000;
  const smtp = config.SMTP_URL ? createSmtpDelivery(config.SMTP_URL, config.MAIL_FROM, timeoutMs) : undefined;
  const sms = config.SMS_HTTP_URL
    ? createSmsHttpDelivery({
        url: config.SMS_HTTP_URL,
        method: config.SMS_HTTP_METHOD,
        headers: JSON.parse(config.SMS_HTTP_HEADERS) as Record<string, string>,
        body: config.SMS_HTTP_BODY,
        isSuccess: readSuccessRule(config.SMS_HTTP_SUCCESS),
        timeoutMs,
      })
    : undefined;
  const providers = { ...(smtp ? { email: smtp } : {}), ...(sms ? { sms } : {}) };
  return { delivery: createChannelDelivery(providers), closeDelivery: () => smtp?.close() };
}
