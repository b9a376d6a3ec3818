/**
 * The variables that say who carries messages (O3): SMTP, HTTP gateways for SMS and calls, an operator by SMPP; each may
 * have a second one beside it. `.env.example` is tested against them, as part of the environment's schema.
 */
import { z } from 'zod';

const url = z.url();
const positive = z.coerce.number().int().positive();
const octet = z.coerce.number().int().min(0).max(255);

const SMS_PROVIDERS = ['http', 'http-second', 'smpp'] as const;
export type SmsProvider = (typeof SMS_PROVIDERS)[number];
export type GatewayPrefix = 'SMS_HTTP' | 'SMS_HTTP_SECOND' | 'VOICE_HTTP' | 'VOICE_HTTP_SECOND';

const HEADERS = '{"content-type":"application/json"}';
const SMS_BODY = '{"to":{{to}},"text":{{text}}}';
const VOICE_BODY = '{"to":{{to}},"text":{{text}},"language":{{language}}}';

const method = z.enum(['POST', 'PUT', 'GET']).default('POST');
const headers = z
  .string()
  .refine(isHeaders, 'expected a JSON object of texts')
  .default(HEADERS)
  .describe('JSON object of headers');
const success = z
  .string()
  .default('2xx')
  .describe('status class or list, and optionally /regular expression/ on the body');
const template = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .describe(
      'body template; {{to}}, {{text}} and {{id}} become JSON strings, {{to|url}} and so on are URL-encoded; the id stays the same when a message is tried again. For calls also {{language}}, fr-FR or en-GB, {{ssml}}, the text with pauses, and {{ring}}, the seconds that the telephone may ring',
    );

export const messageProviderSchema = z.object({
  SMTP_URL: url.optional().describe('smtp(s)://user:password@host:port'),
  SMTP_SECOND_URL: url.optional().describe('a second server, for when the first fails'),
  MAIL_FROM: z.string().default('Poterne <ne-pas-repondre@poterne.test>').describe('sender of e-mails'),
  SMS_PROVIDERS: z
    .string()
    .transform((list) => list.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(SMS_PROVIDERS)).min(1))
    .optional()
    .describe(
      'which are used, the first while it works: http, http-second, smpp; all that have an address, in this order',
    ),
  SMS_HTTP_URL: url.optional().describe('address of the SMS gateway'),
  SMS_HTTP_METHOD: method,
  SMS_HTTP_HEADERS: headers,
  SMS_HTTP_BODY: template(SMS_BODY),
  SMS_HTTP_SUCCESS: success,
  SMS_HTTP_SECOND_URL: url.optional().describe('address of a second SMS gateway'),
  SMS_HTTP_SECOND_METHOD: method,
  SMS_HTTP_SECOND_HEADERS: headers,
  SMS_HTTP_SECOND_BODY: template(SMS_BODY),
  SMS_HTTP_SECOND_SUCCESS: success,
  SMS_SMPP_URL: url
    .refine((address) => /^s?smpp:$/.test(new URL(address).protocol), 'expected smpp:// or ssmpp://')
    .optional()
    .describe('operator, smpp(s)://system_id:password@host:port, ssmpp for TLS'),
  SMS_SMPP_SOURCE: z
    .string()
    .regex(/^(?:\+?\d{3,15}|[A-Za-z][\w ]{0,10})$/, 'expected a number, a short code, or a name of up to 11 letters')
    .default('Poterne')
    .describe('sender that telephones show'),
  SMS_SMPP_SOURCE_TON: octet.optional().describe('type of number of the sender; by its form without it'),
  SMS_SMPP_SOURCE_NPI: octet.optional().describe('numbering plan of the sender; by its form without it'),
  SMS_SMPP_LONG: z
    .enum(['udh', 'payload'])
    .default('udh')
    .describe('long messages: in parts, or whole for the operator to split'),
  SMS_SMPP_WINDOW: positive.max(1_000).default(10).describe('messages without an answer at one time, of one process'),
  SMS_SMPP_ENQUIRE_SECONDS: positive.max(600).default(30).describe('how often the line is asked whether it lives'),
  VOICE_HTTP_URL: url.optional().describe('address of the gateway that calls'),
  VOICE_HTTP_METHOD: method,
  VOICE_HTTP_HEADERS: headers,
  VOICE_HTTP_BODY: template(VOICE_BODY),
  VOICE_HTTP_SUCCESS: success,
  VOICE_HTTP_SECOND_URL: url.optional().describe('address of a second gateway that calls'),
  VOICE_HTTP_SECOND_METHOD: method,
  VOICE_HTTP_SECOND_HEADERS: headers,
  VOICE_HTTP_SECOND_BODY: template(VOICE_BODY),
  VOICE_HTTP_SECOND_SUCCESS: success,
  CHANNELS_OFF: z
    .string()
    .transform((list) =>
      list
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.enum(['email', 'sms', 'voice'])))
    .default([])
    .describe('channels that carry nothing: email, sms, voice; poterne channels turns one off while it runs'),
  DELIVERY_TIMEOUT_SECONDS: positive.max(30).default(10).describe('longest wait of a page for all providers together'),
  DELIVERY_CALLBACK_TOKEN: z
    .string()
    .min(32)
    .optional()
    .describe('lets gateways tell what became of a message, at POST /delivery/<provider>; off without it'),
  DELIVERY_CALLBACK_FIELDS: z
    .string()
    .regex(/^[\w.-]{1,40},[\w.-]{1,40}$/, 'expected two names of fields')
    .default('id,status')
    .describe('fields in which gateways name the message, by {{id}}, and its status'),
});

export type MessageProviderSettings = z.infer<typeof messageProviderSchema>;

/** The providers of SMS that are used, in order. */
export function smsProviders(
  settings: Pick<MessageProviderSettings, 'SMS_PROVIDERS' | 'SMS_HTTP_URL' | 'SMS_HTTP_SECOND_URL' | 'SMS_SMPP_URL'>,
): readonly SmsProvider[] {
  const address: Readonly<Record<SmsProvider, string | undefined>> = {
    http: settings.SMS_HTTP_URL,
    'http-second': settings.SMS_HTTP_SECOND_URL,
    smpp: settings.SMS_SMPP_URL,
  };
  return settings.SMS_PROVIDERS ?? SMS_PROVIDERS.filter((name) => address[name]);
}

/** What is missing so that every channel has a provider, in the operator's words. */
export function missingProviders(settings: MessageProviderSettings): readonly string[] {
  const problems: string[] = [];
  const isOff = (channel: 'email' | 'sms' | 'voice') => settings.CHANNELS_OFF.includes(channel);
  if (!settings.SMTP_URL && !isOff('email')) problems.push('SMTP_URL is missing');
  if (smsProviders(settings).length === 0 && !isOff('sms')) problems.push('SMS_HTTP_URL is missing (or SMS_SMPP_URL)');
  if (!settings.VOICE_HTTP_URL && !isOff('voice')) problems.push('VOICE_HTTP_URL is missing');
  return problems;
}

/** Providers that are named, and have no address. */
export function unaddressedProviders(settings: MessageProviderSettings): readonly string[] {
  const variable = { http: 'SMS_HTTP_URL', 'http-second': 'SMS_HTTP_SECOND_URL', smpp: 'SMS_SMPP_URL' } as const;
  return smsProviders(settings)
    .map((name) => variable[name])
    .filter((name) => !settings[name])
    .map((name) => `SMS_PROVIDERS names a provider, and ${name} is missing`);
}

/** @returns the fields of a receipt: our id of the message, and its status */
export function callbackFields({
  DELIVERY_CALLBACK_FIELDS,
}: Pick<MessageProviderSettings, 'DELIVERY_CALLBACK_FIELDS'>) {
  const [id = '', status = ''] = DELIVERY_CALLBACK_FIELDS.split(',');
  return [id, status] as const;
}

function isHeaders(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return (
      typeof value === 'object' && value !== null && Object.values(value).every((each) => typeof each === 'string')
    );
  } catch {
    return false;
  }
}
