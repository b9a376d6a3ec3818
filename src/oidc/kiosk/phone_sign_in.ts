/**
 * Signing in at a kiosk with one's own phone (RFC 8628; I9). Only registered confidential kiosks may ask. The answer to the
 * kiosk has a member more than the RFC's: `verification_digits`, which the kiosk shows and nobody else is told; whoever got
 * hold of the QR code alone stops at them.
 */
import { randomInt } from 'node:crypto';
import Provider, { errors, type KoaContextWithOIDC } from 'oidc-provider';
import { DIGITS_SHOWN } from '../../domain/kiosk/kiosk.js';
import type { Realm } from '../../domain/realm.js';
import type { PhonePages, PhoneStop } from '../../http/provider_pages.js';
import type { PhoneLimits } from '../../services/kiosk/phone_limits.js';
import { isSharedDevice, ownMetadata } from '../client/client_metadata.js';
import { currentLedger } from '../storage/session_ledger.js';
import { SettledElsewhere } from './device_codes.js';

export interface PhoneSignInDependencies {
  readonly realm: Realm;
  readonly pages: PhonePages;
  readonly phoneLimits: PhoneLimits;
  /** keyed name of the network that a request comes from */
  readonly networkOf: (ctx: KoaContextWithOIDC) => string;
}

/** What the kiosk's request leaves beside its code: never shown to the phone. */
interface KeptOfKiosk {
  readonly digits: string;
}

export const DEVICE_PATH = '/device';

/** oidc-provider's `features.deviceFlow`. */
export function deviceFlow({ pages }: PhoneSignInDependencies) {
  return {
    enabled: true,
    charset: 'base-20' as const,
    // 34 bits: with a thousand codes alive, one in 25 million guesses is somebody's.
    mask: '****-****',
    deviceInfo: acceptKiosk,
    async userCodeInputSource(ctx: KoaContextWithOIDC, _form: string, _out?: object, error?: Error) {
      // What the person proved on the way stays proved in this phone: the next code asks for the digits only.
      if (ctx.oidc.result) currentLedger(ctx);
      const form = formOf(ctx);
      if (!error) return pages.askCode(ctx, form);
      const why = whyStopped(error);
      forgetUnsaved(ctx);
      if (why === 'unknown-code') return pages.askCode(ctx, { ...form, isWrong: true });
      ctx.status = why === 'fault' ? ctx.status : 400;
      return pages.stopped(ctx, { why, href: form.action });
    },
    userCodeConfirmSource: async (
      ctx: KoaContextWithOIDC,
      _form: string,
      _client: object,
      _info: object,
      userCode: string,
    ) => pages.confirmKiosk(ctx, { ...formOf(ctx), userCode, place: placeOf(ctx) }),
    successSource: async (ctx: KoaContextWithOIDC) => pages.signedInAtKiosk(ctx, { place: placeOf(ctx) }),
  };
}

export function installPhoneSignIn(provider: Provider, dependencies: PhoneSignInDependencies): void {
  const { realm, pages, phoneLimits, networkOf } = dependencies;
  const { pollSeconds } = realm.kiosk.phone;

  provider.on('device_authorization.success', (ctx, body) => {
    const { deviceInfo } = ctx.oidc.entities.DeviceCode as unknown as { deviceInfo: KeptOfKiosk };
    Object.assign(body, { interval: pollSeconds, verification_digits: deviceInfo.digits });
  });

  const prototype = provider.DeviceCode.prototype as unknown as { save(this: object): Promise<string> };
  const { save } = prototype;
  prototype.save = async function saveWithinLimit() {
    const ctx = Provider.ctx;
    if (ctx?.oidc.route === 'device_authorization') await countShown(ctx, phoneLimits);
    return save.call(this);
  };

  provider.use(async (ctx: KoaContextWithOIDC, next: () => Promise<void>) => {
    // Named twice, it is none; the library's own page is not shown for that either.
    const typed = ctx.method === 'GET' ? [ctx.query['user_code'] ?? []].flat().join(' ') : '';
    const opens = isDevicePath(ctx.path) && (ctx.method === 'POST' || typed !== '');
    if (!opens) return next();
    const network = networkOf(ctx);
    await phoneLimits.holdBack(network);
    await next();
    const found =
      ctx.method === 'GET' ? await showKiosk(ctx, provider, pages, typed) : ctx.oidc?.entities.DeviceCode !== undefined;
    if (!found) await phoneLimits.countWrong(network);
  });
}

/** As the library's router reads an address: in any case of letters, with or without a slash at its end. */
function isDevicePath(path: string): boolean {
  return path.toLowerCase().replace(/\/$/, '') === DEVICE_PATH;
}

/** @throws TemporarilyUnavailable, 429 */
async function countShown(ctx: KoaContextWithOIDC, limits: PhoneLimits): Promise<void> {
  const counted = await limits.showCode(ctx.oidc.client?.clientId ?? '');
  if (counted.allowed) return;
  ctx.set('Retry-After', String(counted.retryAfterSeconds));
  throw Object.assign(new errors.TemporarilyUnavailable('too many codes at once'), { status: 429, statusCode: 429 });
}

/**
 * In place of the library's page that sends itself: which kiosk it is, before anything is done.
 *
 * @returns was there such a code?
 */
async function showKiosk(
  ctx: KoaContextWithOIDC,
  provider: Provider,
  pages: PhonePages,
  typed: string,
): Promise<boolean> {
  if (ctx.oidc?.route !== 'code_verification' || ctx.status !== 200) return false;
  const form = formOf(ctx);
  const normalized = typed.toUpperCase().replace(/\W/g, '');
  const codes = provider.DeviceCode as unknown as {
    findByUserCode(code: string, options: object): Promise<FoundCode | undefined>;
  };
  const code = await codes.findByUserCode(normalized, { ignoreExpiration: true });
  const client = code && (await provider.Client.find(code.clientId));
  if (!code || !client) {
    await pages.askCode(ctx, { ...form, isWrong: true });
    return false;
  }
  const over = code.isExpired ? 'expired' : code.accountId || code.error ? 'used' : undefined;
  if (over) {
    ctx.status = 400;
    await pages.stopped(ctx, { why: over, href: form.action });
    return true;
  }
  (ctx.oidc.entities as Record<string, unknown>)['Client'] = client;
  const userCode = `${normalized.slice(0, 4)}-${normalized.slice(4)}`;
  await pages.confirmKiosk(ctx, { ...form, userCode, place: placeOf(ctx) });
  return true;
}

interface FoundCode {
  readonly clientId: string;
  readonly isExpired: boolean;
  readonly accountId?: string;
  readonly error?: string;
}

/**
 * The library's hook for what the kiosk tells of itself; nothing of it is believed, and a kiosk that may not ask stops here.
 *
 * @throws UnauthorizedClient
 */
function acceptKiosk(ctx: KoaContextWithOIDC): KeptOfKiosk & Record<string, unknown> {
  const { client } = ctx.oidc;
  if (!isSharedDevice(client) || client?.clientAuthMethod === 'none') {
    throw new errors.UnauthorizedClient('device authorization is for registered confidential kiosks');
  }
  return { digits: String(randomInt(10 ** DIGITS_SHOWN)).padStart(DIGITS_SHOWN, '0') };
}

function formOf({ oidc }: KoaContextWithOIDC) {
  const { secret } = (oidc.session?.state ?? {}) as { secret?: string };
  return { action: oidc.urlFor('code_verification'), xsrf: secret ?? '' };
}

function placeOf({ oidc }: KoaContextWithOIDC): string | undefined {
  return oidc.client ? ownMetadata(oidc.client).place : undefined;
}

/** What the library says of a form that this browser was not given, or whose session is gone. */
const NOT_ITS_FORM: readonly unknown[] = ['could not find device form details', 'xsrf token invalid'];

/** To show an error, the library writes to a session that a browser without our cookie never had, and fails to keep it. */
function forgetUnsaved({ oidc }: KoaContextWithOIDC): void {
  const session = oidc.session as { exp?: number; touched?: boolean } | undefined;
  if (session && session.exp === undefined) session.touched = false;
}

function whyStopped(error: Error): PhoneStop | 'unknown-code' {
  if (NOT_ITS_FORM.includes((error as Partial<errors.OIDCProviderError>).error_description)) return 'lost';
  switch (error.name) {
    case 'NoCodeError':
    case 'NotFoundError':
      return 'unknown-code';
    case 'ExpiredError':
      return 'expired';
    case 'AlreadyUsedError':
      return 'used';
    case 'AbortedError':
      return 'refused';
    case 'SessionNotFound':
      return 'lost';
    default:
      return 'fault';
  }
}

/**
 * A kiosk's request that waits for its phone, for the step that asks for the digits.
 *
 * @param deviceCode as the step's interaction names it
 * @returns undefined when it is over or answered
 */
export async function findWaitingKiosk(
  provider: Provider,
  deviceCode: string,
): Promise<{ readonly name: string; readonly digits: string; end(): Promise<void> } | undefined> {
  const found = (await provider.DeviceCode.find(deviceCode)) as unknown as
    | (FoundCode & { readonly deviceInfo?: KeptOfKiosk; save(): Promise<string> })
    | undefined;
  if (!found?.deviceInfo || found.accountId || found.error) return undefined;
  return {
    name: deviceCode,
    digits: found.deviceInfo.digits,
    async end() {
      const error = { error: 'access_denied', errorDescription: 'the sign-in was refused on the phone' };
      // Whoever answered it first has ended it too.
      await Object.assign(found, error)
        .save()
        .catch((fault: Error) => {
          if (!(fault instanceof SettledElsewhere)) throw fault;
        });
    },
  };
}
