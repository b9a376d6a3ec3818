/** Message providers by configuration (O3): SMTP, HTTP gateways, an operator by SMPP; two a channel where they are named. */
import { createChannelDelivery } from '../adapters/delivery/channel_delivery.js';
import { createFailoverDelivery, type NamedProvider } from '../adapters/delivery/failover_delivery.js';
import { createHttpGatewayDelivery, readSuccessRule } from '../adapters/delivery/http_gateway_delivery.js';
import { createSmppDelivery } from '../adapters/delivery/smpp_delivery.js';
import { createSmtpDelivery } from '../adapters/delivery/smtp_delivery.js';
import type { Config } from '../config/environment.js';
import { type GatewayPrefix, smsProviders } from '../config/message_providers.js';
import type { Channel } from '../domain/realm.js';
import type { Clock } from '../ports/clock.js';
import type { Delivery } from '../ports/delivery/delivery.js';
import type { DeliveryLog } from '../ports/delivery/delivery_status.js';
import type { Metrics, ObservedProvider } from '../ports/metrics.js';

export interface ComposedDelivery {
  readonly delivery: Delivery;
  /** how each provider stands now */
  readonly standings: () => readonly ObservedProvider[];
  readonly closeDelivery: () => Promise<void>;
}

export interface DeliveryParts {
  readonly config: Config;
  /** takes the place of the configured providers */
  readonly given: Delivery | undefined;
  readonly log: DeliveryLog;
  readonly metrics: Pick<Metrics, 'deliveryAttempted' | 'receiptReceived'>;
  readonly clock: Clock;
}

export function createDelivery({ config, given, log, metrics, clock }: DeliveryParts): ComposedDelivery {
  if (given) return { delivery: given, standings: () => [], closeDelivery: async () => {} };
  const timeoutMs = config.DELIVERY_TIMEOUT_SECONDS * 1000;
  const closing: Array<() => void | Promise<void>> = [];

  const smtp = (name: string, url: string | undefined): readonly NamedProvider[] => {
    if (!url) return [];
    const delivery = createSmtpDelivery(url, config.MAIL_FROM, timeoutMs);
    closing.push(() => delivery.close());
    return [{ name, delivery }];
  };
  const gateway = (name: string, kind: 'sms' | 'voice', prefix: GatewayPrefix): readonly NamedProvider[] => {
    const url = config[`${prefix}_URL`];
    if (!url) return [];
    const delivery = createHttpGatewayDelivery(kind, {
      url,
      method: config[`${prefix}_METHOD`],
      headers: JSON.parse(config[`${prefix}_HEADERS`]) as Record<string, string>,
      body: config[`${prefix}_BODY`],
      isSuccess: readSuccessRule(config[`${prefix}_SUCCESS`], `${prefix}_SUCCESS`),
      timeoutMs,
    });
    return [{ name, delivery }];
  };
  const smpp = (): readonly NamedProvider[] => {
    if (!config.SMS_SMPP_URL) return [];
    const delivery = createSmppDelivery({
      url: config.SMS_SMPP_URL,
      source: config.SMS_SMPP_SOURCE,
      sourceTon: config.SMS_SMPP_SOURCE_TON,
      sourceNpi: config.SMS_SMPP_SOURCE_NPI,
      long: config.SMS_SMPP_LONG,
      window: config.SMS_SMPP_WINDOW,
      enquireSeconds: config.SMS_SMPP_ENQUIRE_SECONDS,
      timeoutMs,
      onReceipt(receipt) {
        log.receipt({ ...receipt, provider: 'smpp', at: clock.now() });
        metrics.receiptReceived({ provider: 'smpp', outcome: receipt.outcome });
      },
    });
    closing.push(() => delivery.close());
    return [{ name: 'smpp', delivery }];
  };
  const sms = {
    http: () => gateway('http', 'sms', 'SMS_HTTP'),
    'http-second': () => gateway('http-second', 'sms', 'SMS_HTTP_SECOND'),
    smpp,
  };
  const providers: Readonly<Record<Channel, readonly NamedProvider[]>> = {
    email: [...smtp('smtp', config.SMTP_URL), ...smtp('smtp-second', config.SMTP_SECOND_URL)],
    sms: smsProviders(config).flatMap((name) => sms[name]()),
    voice: [...gateway('voice', 'voice', 'VOICE_HTTP'), ...gateway('voice-second', 'voice', 'VOICE_HTTP_SECOND')],
  };
  const onAttempt: DeliveryLog['attempted'] = (attempt) => {
    log.attempted(attempt);
    metrics.deliveryAttempted(attempt);
  };
  const channels = (Object.keys(providers) as Channel[])
    .filter((channel) => providers[channel].length > 0)
    .map((channel) => ({
      channel,
      delivery: createFailoverDelivery({ channel, providers: providers[channel], timeoutMs, clock, onAttempt }),
    }));
  return {
    delivery: createChannelDelivery(Object.fromEntries(channels.map(({ channel, delivery }) => [channel, delivery]))),
    standings: () =>
      channels.flatMap(({ channel, delivery }) => delivery.standings().map((each) => ({ channel, ...each }))),
    closeDelivery: async () => {
      await Promise.all(closing.map((close) => close()));
    },
  };
}
