/**
 * Trusted workstations in use (I3): what a browser presents after a right first factor is judged and gets another secret,
 * and what it earns by a code is drafted for the statement that uses the code up.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { TrustedDeviceProof } from '../../domain/assurance/proof.js';
import type { TrustTicket } from '../../domain/device/trusted_device.js';
import type { Visitor } from '../../domain/device/visitor.js';
import type { Realm } from '../../domain/realm.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { DeviceStore, TrustedDraft } from '../../ports/device/device_store.js';
import type { KeyedHash } from '../../ports/keys/keyed_hash.js';

export interface TrustPresented {
  readonly realm: Realm;
  readonly accountId: string;
  readonly tickets: readonly TrustTicket[];
  readonly visitor: Visitor;
  readonly browser: string;
  readonly place: string | null;
  /** id of the authorization request */
  readonly request: string;
}

export interface TrustUsed {
  /** absent where the browser is not trusted with this account */
  readonly proof?: TrustedDeviceProof;
  /** takes the place of the one of the same id, or of `without` */
  readonly ticket?: TrustTicket;
  /** id of a ticket that is worth nothing any more */
  readonly without?: string;
}

export interface TrustedDevices {
  /** Judges the tickets of a browser for somebody who just gave a first factor; costs nothing where there are none. */
  use(presented: TrustPresented): Promise<TrustUsed>;
  /** A new record, for the statement that uses a right code up, and what the browser keeps of it after that. */
  draft(realm: Realm): { readonly ticket: TrustTicket; readonly record: TrustedDraft };
  /** The code was right, and the record is written. */
  recordTrusted(realm: Realm, accountId: string, visitor: Visitor): void;
}

export interface TrustedDevicesDependencies {
  readonly devices: Pick<DeviceStore, 'useTrust'>;
  readonly keyedHash: KeyedHash;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

const SECRET_BYTES = 32;

export function createTrustedDevices({ devices, keyedHash, audit, clock }: TrustedDevicesDependencies): TrustedDevices {
  const newSecret = () => randomBytes(SECRET_BYTES).toString('base64url');
  const hashOf = (realm: Realm, secret: string) => keyedHash.of('trusted_device', `${realm.id}:${secret}`);

  return {
    async use({ realm, accountId, tickets, visitor, browser, place, request }) {
      if (tickets.length === 0 || realm.trustedDeviceSeconds === 0) return {};
      const next = newSecret();
      const at = clock.now();
      const answer = await devices.useTrust({
        accountId,
        realm: realm.id,
        deviceHash: visitor.deviceHash,
        tickets: tickets.map(({ id, secret }) => ({ id, secretHash: hashOf(realm, secret) })),
        nextHash: hashOf(realm, next),
        browser,
        place,
        windowMs: realm.trustedDeviceSeconds * 1000,
        at,
      });
      if (!answer) return {};
      const { id, verdict } = answer;
      audit.record({
        type: 'trusted_device',
        outcome: verdict === 'rotated' || verdict === 'within-grace' ? 'used' : `refused_${verdict}`,
        realm: realm.id,
        accountId,
        data: { network: visitor.networkHash },
      });
      if (verdict !== 'rotated' && verdict !== 'within-grace') return { without: id };
      return {
        proof: { id: randomUUID(), factor: 'trusted_device', accountId, at, request, device: id },
        ...(verdict === 'rotated' ? { ticket: { id, secret: next } } : {}),
      };
    },

    draft(realm) {
      const ticket = { id: randomUUID(), secret: newSecret() };
      const expiresAt = clock.now() + realm.trustedDeviceSeconds * 1000;
      return { ticket, record: { id: ticket.id, secretHash: hashOf(realm, ticket.secret), expiresAt } };
    },

    recordTrusted: (realm, accountId, { networkHash }) =>
      audit.record({
        type: 'trusted_device',
        outcome: 'trusted',
        realm: realm.id,
        accountId,
        data: { network: networkHash },
      }),
  };
}
