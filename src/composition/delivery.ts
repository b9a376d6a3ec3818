/** Message providers by configuration: SMTP, HTTP gateways for SMS and for calls (O3). */
import { createChannelDelivery } from '../adapters/delivery/channel_delivery.js';
import { createHttpGatewayDelivery, readSuccessRule } from '../adapters/delivery/http_gateway_delivery.js';
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
    ? createHttpGatewayDelivery('sms', {
        url: config.SMS_HTTP_URL,
        method: config.SMS_HTTP_METHOD,
        headers: JSON.parse(config.SMS_HTTP_HEADERS) as Record<string, string>,
        body: config.SMS_HTTP_BODY,
        isSuccess: readSuccessRule(config.SMS_HTTP_SUCCESS, 'SMS_HTTP_SUCCESS'),
        timeoutMs,
      })
    : undefined;
  const voice = config.VOICE_HTTP_URL
    ? createHttpGatewayDelivery('voice', {
        url: config.VOICE_HTTP_URL,
        method: config.VOICE_HTTP_METHOD,
        headers: JSON.parse(config.VOICE_HTTP_HEADERS) as Record<string, string>,
        body: config.VOICE_HTTP_BODY,
        isSuccess: readSuccessRule(config.VOICE_HTTP_SUCCESS, 'VOICE_HTTP_SUCCESS'),
        timeoutMs,
      })
    : undefined;
  const providers = { ...(smtp ? { email: smtp } : {}), ...(sms ? { sms } : {}), ...(voice ? { voice } : {}) };
  return { delivery: createChannelDelivery(providers), closeDelivery: () => smtp?.close() };
}
