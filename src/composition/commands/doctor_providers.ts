/** What `poterne doctor` asks of message providers: each that is used, on every channel that is on (O3, O4). */
import { gatewayFacts, lineFacts, smtpFacts } from '../../adapters/health/provider_facts.js';
import { type MessageProviderSettings, type SmsProvider, smsProviders } from '../../config/message_providers.js';
import { type Finding, fail, ok } from '../../domain/health/finding.js';
import { judgeGateway, judgeLine, judgeSmtp } from '../../domain/health/judge_providers.js';
import type { Channel } from '../../domain/realm.js';

export type ProviderSettings = Pick<
  MessageProviderSettings,
  | 'SMTP_URL'
  | 'SMTP_SECOND_URL'
  | 'SMS_PROVIDERS'
  | 'SMS_HTTP_URL'
  | 'SMS_HTTP_SECOND_URL'
  | 'SMS_SMPP_URL'
  | 'VOICE_HTTP_URL'
  | 'VOICE_HTTP_SECOND_URL'
  | 'CHANNELS_OFF'
>;

type Check = { readonly check: string; readonly variable: keyof ProviderSettings; readonly kind: Kind };
type Kind = 'smtp' | 'gateway' | 'line';

const SMS: Readonly<Record<SmsProvider, Check>> = {
  http: { check: 'sms', variable: 'SMS_HTTP_URL', kind: 'gateway' },
  'http-second': { check: 'sms-second', variable: 'SMS_HTTP_SECOND_URL', kind: 'gateway' },
  smpp: { check: 'sms-smpp', variable: 'SMS_SMPP_URL', kind: 'line' },
};

export async function providerFindings(settings: ProviderSettings): Promise<readonly Finding[]> {
  const used: Readonly<Record<Channel, readonly Check[]>> = {
    email: [
      { check: 'smtp', variable: 'SMTP_URL', kind: 'smtp' },
      { check: 'smtp-second', variable: 'SMTP_SECOND_URL', kind: 'smtp' },
    ],
    sms: smsProviders(settings).map((name) => SMS[name]),
    voice: [
      { check: 'voice', variable: 'VOICE_HTTP_URL', kind: 'gateway' },
      { check: 'voice-second', variable: 'VOICE_HTTP_SECOND_URL', kind: 'gateway' },
    ],
  };
  const none: Readonly<Record<Channel, Finding>> = {
    email: fail('smtp', 'there is none to ask', 'set SMTP_URL'),
    sms: fail('sms', 'there is none to ask', 'set SMS_HTTP_URL or SMS_SMPP_URL'),
    voice: fail('voice', 'there is none to ask', 'set VOICE_HTTP_URL, or name voice in CHANNELS_OFF'),
  };
  const answers = await Promise.all(
    (Object.keys(used) as Channel[]).map(async (channel) => {
      if (settings.CHANNELS_OFF.includes(channel)) return [ok(none[channel].check, 'turned off by CHANNELS_OFF')];
      const asked = used[channel].filter(({ variable }) => settings[variable]);
      if (asked.length === 0) return [none[channel]];
      return (await Promise.all(asked.map((each) => ask(each, String(settings[each.variable]))))).flat();
    }),
  );
  return answers.flat();
}

async function ask({ check, variable, kind }: Check, url: string): Promise<readonly Finding[]> {
  const named = { check, variable };
  switch (kind) {
    case 'smtp':
      return judgeSmtp(await smtpFacts(url), named);
    case 'gateway':
      return [judgeGateway(await gatewayFacts(url), named)];
    case 'line':
      return judgeLine(await lineFacts(url), named);
  }
}
