/**
 * Device codes in the store (RFC 8628; P6, I9). A code is settled once, whoever is first: with an account, or with an error;
 * it is consumed once, in Redis at once and in PostgreSQL for good. What is stored under its hash cannot be presented. One
 * that is over is kept a while, so that the kiosk hears `expired_token` and the phone why.
 */
import Provider, { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import type { Clock } from '../../ports/clock.js';
import type { Artifact, EphemeralStore } from '../../ports/protocol/oidc_store.js';
import { tokenName } from '../tokens/token_name.js';

export interface DeviceCodesDependencies {
  readonly realm: string;
  readonly ephemeral: Pick<EphemeralStore, 'put' | 'find' | 'putOnce'>;
  /** may a kiosk ask about this code now? (RFC 8628 §3.5) */
  readonly mayPoll: (name: string) => Promise<boolean>;
  readonly clock: Clock;
}

/** Why a phone cannot go on, beside what the library tells by itself. */
export class SettledElsewhere extends errors.InvalidRequest {
  constructor() {
    super('the code was answered already');
    this.name = 'AlreadyUsedError';
  }
}

/** A second question so soon is the same kiosk's, by its network or its impatience; one that comes later is a replay. */
const REPEATED_WITHIN_SECONDS = 5;
const KEPT_AFTER_SECONDS = 600;
/** What was answered in the last second can still be asked for: the kiosk's next question is on its way (CIBA's is too). */
const ANSWER_KEPT_SECONDS = 30;
/** A code as the phone's requests know it: by its hash, since the kiosk alone has the code itself. */
const BY_NAME = 'named:';

type Stored = Artifact & {
  readonly accountId?: unknown;
  readonly error?: unknown;
  readonly consumed?: unknown;
  readonly exp?: number | undefined;
};

const isSettled = ({ accountId, error }: Stored) => accountId !== undefined || error !== undefined;

/** What is asked of a code beyond what every artifact can do; the rest of the adapter is the ephemeral one's. */
export function deviceCodeAdapter({
  realm,
  ephemeral,
  mayPoll,
  clock,
}: DeviceCodesDependencies): Pick<Adapter, 'upsert' | 'find' | 'findByUserCode'> {
  const nameOf = (id: string) => deviceCodeName(realm, id);
  const pointer = (userCode: string) => `${realm}:${tokenName(userCode)}`;

  return {
    async upsert(id, { jti, ...payload }, expiresIn) {
      const name = nameOf(id);
      const nowSeconds = Math.floor(clock.now() / 1000);
      const exp = isSettled(payload) ? Math.max(Number(payload.exp), nowSeconds + ANSWER_KEPT_SECONDS) : payload.exp;
      const kept = Math.max(0, expiresIn ?? 0) + KEPT_AFTER_SECONDS;
      const isNew = Provider.ctx?.oidc.route === 'device_authorization';
      // « Somebody is at it » is not kept: whoever can read the kiosk's screen goes first, not whoever scans first.
      if (!isNew && !isSettled(payload)) return;
      if (!isNew && !(await ephemeral.putOnce('DeviceCodeSettled', name, kept))) throw new SettledElsewhere();
      await ephemeral.put('DeviceCode', name, { ...payload, exp }, kept);
      if (isNew) await ephemeral.put('DeviceUserCode', pointer(String(payload.userCode)), { name }, kept);
    },
    async find(id) {
      const isPolled = Provider.ctx?.oidc.route === 'token';
      if (isPolled && id.startsWith(BY_NAME)) return undefined;
      const payload = (await ephemeral.find('DeviceCode', nameOf(id))) as Stored | undefined;
      if (!payload) return undefined;
      const isOpen = !isSettled(payload) && Number(payload.exp) > clock.now() / 1000;
      if (isPolled && isOpen && !(await mayPoll(nameOf(id)))) throw new errors.SlowDown();
      const { consumed, ...rest } = payload;
      // A kiosk that repeats its question meanwhile is refused, and does not end what the first one is getting.
      const isRepeated = isPolled && Number(consumed) > clock.now() / 1000 - REPEATED_WITHIN_SECONDS;
      return { ...rest, ...(consumed === undefined || isRepeated ? {} : { consumed }), jti: id } as AdapterPayload;
    },
    async findByUserCode(userCode) {
      const found = await ephemeral.find('DeviceUserCode', pointer(userCode));
      if (!found) return undefined;
      const name = String(found['name']);
      const payload = await ephemeral.find('DeviceCode', name);
      return payload && ({ ...payload, jti: `${BY_NAME}${name}` } as AdapterPayload);
    },
  };
}

/** What a code is stored under, from the code itself or from what a phone's step calls it. */
export function deviceCodeName(realm: string, id: string): string {
  return id.startsWith(BY_NAME) ? id.slice(BY_NAME.length) : `${realm}:${tokenName(id)}`;
}
