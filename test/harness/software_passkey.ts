/**
 * An authenticator in software (WebAuthn L3 §6): makes ES256 passkeys with attestation `none` and signs with them, as
 * browsers post it; whatever an attacker would change of an answer can be.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { recordSecret } from '../infrastructure/log_watch.js';

export interface SoftwarePasskey {
  readonly credentialId: Buffer;
  readonly privateKey: KeyObject;
  readonly userHandle: string;
  readonly rpId: string;
  readonly deviceBound: boolean;
  counter: number;
}

/** What `navigator.credentials` is given, as JSON, as far as it matters here. */
export interface AskedOptions {
  readonly challenge: string;
  readonly rp?: { readonly id?: string };
  readonly rpId?: string;
  readonly user?: { readonly id: string };
}

/** What differs from an honest answer. */
export interface Twist {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly crossOrigin?: boolean;
  readonly userVerified?: boolean;
  readonly deviceBound?: boolean;
  readonly userHandle?: string | null;
  readonly counter?: number;
  readonly credentialId?: Buffer;
  /** signs in place of the passkey's own key */
  readonly privateKey?: KeyObject;
}

const [USER_PRESENT, USER_VERIFIED, BACKUP_ELIGIBLE, BACKED_UP, ATTESTED] = [0x01, 0x04, 0x08, 0x10, 0x40] as const;

/** @param counts 0: it never counts, as synchronised passkeys; else where it begins */
export function makePasskey(
  options: AskedOptions,
  origin: string,
  { deviceBound = false, counts = 0, ...twist }: Twist & { readonly counts?: number } = {},
): { readonly passkey: SoftwarePasskey; readonly posted: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const credentialId = twist.credentialId ?? randomBytes(32);
  const rpId = twist.rpId ?? options.rp?.id ?? '';
  const coseKey = Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(x, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y, 'base64url'),
  ]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(credentialId.length);
  const data = Buffer.concat([
    authenticatorData({ ...twist, rpId, deviceBound, counter: counts }, ATTESTED),
    Buffer.alloc(16),
    length,
    credentialId,
    coseKey,
  ]);
  const size = Buffer.alloc(2);
  size.writeUInt16BE(data.length);
  const attestation = Buffer.concat([
    Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746159', 'hex'),
    size,
    data,
  ]);
  const id = credentialId.toString('base64url');
  return {
    passkey: { credentialId, privateKey, userHandle: options.user?.id ?? '', rpId, deviceBound, counter: counts },
    posted: JSON.stringify({
      ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {}, authenticatorAttachment: 'platform' },
      response: {
        clientDataJSON: clientData('webauthn.create', options, origin, twist).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal', 'hybrid', 'carrier-pigeon'],
      },
    }),
  };
}

/** A signature as the browser posts it; the passkey's counter grows where it counts. */
export function signWith(passkey: SoftwarePasskey, options: AskedOptions, origin: string, twist: Twist = {}): string {
  if (passkey.counter > 0) passkey.counter += 1;
  const { deviceBound, rpId, counter } = { ...passkey, ...twist };
  const client = clientData('webauthn.get', options, origin, twist);
  const data = authenticatorData({ ...twist, rpId, deviceBound, counter }, 0);
  const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
  const signature = sign('sha256', signed, twist.privateKey ?? passkey.privateKey).toString('base64url');
  recordSecret('token', signature);
  const id = (twist.credentialId ?? passkey.credentialId).toString('base64url');
  return JSON.stringify({
    ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {}, authenticatorAttachment: 'platform' },
    response: {
      clientDataJSON: client.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature,
      userHandle: twist.userHandle === undefined ? passkey.userHandle : twist.userHandle,
    },
  });
}

function clientData(type: string, options: AskedOptions, origin: string, twist: Twist): Buffer {
  const { challenge = options.challenge, crossOrigin = false } = twist;
  return Buffer.from(
    JSON.stringify({ type: twist.type ?? type, challenge, origin: twist.origin ?? origin, crossOrigin }),
  );
}

function authenticatorData(
  { rpId, deviceBound, counter, userVerified = true }: Twist & { rpId: string; deviceBound: boolean; counter: number },
  flags: number,
): Buffer {
  const tail = Buffer.alloc(5);
  const backup = deviceBound ? 0 : BACKUP_ELIGIBLE | BACKED_UP;
  tail.writeUInt8(USER_PRESENT | (userVerified ? USER_VERIFIED : 0) | backup | flags);
  tail.writeUInt32BE(counter, 1);
  return Buffer.concat([createHash('sha256').update(rpId).digest(), tail]);
}
