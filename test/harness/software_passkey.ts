/**
 * An authenticator in software (WebAuthn L3 §6): makes passkeys with attestation `none`, ES256 unless told, and signs with
 * them, as browsers post it; whatever an attacker would change of an answer can be.
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
  /** an attestation that nobody asked for: its format, and its statement as CBOR */
  readonly attested?: { readonly format: string; readonly statement: Buffer };
}

const [USER_PRESENT, USER_VERIFIED, BACKUP_ELIGIBLE, BACKED_UP, ATTESTED] = [0x01, 0x04, 0x08, 0x10, 0x40] as const;

interface KeyPair {
  readonly privateKey: KeyObject;
  /** RFC 9052 §7 */
  readonly coseKey: Buffer;
}

/** Keys as authenticators make them: phones and keys, some keys, Windows Hello; and one that was not asked for. */
const KEYS = {
  ES256: () =>
    keyPair(generateKeyPairSync('ec', { namedCurve: 'P-256' }), ['a5010203262001215820', 'x', '225820', 'y']),
  EdDSA: () => keyPair(generateKeyPairSync('ed25519'), ['a4010103272006215820', 'x']),
  RS256: () =>
    keyPair(generateKeyPairSync('rsa', { modulusLength: 2048 }), ['a401030339010020590100', 'n', '2143', 'e']),
  ES384: () =>
    keyPair(generateKeyPairSync('ec', { namedCurve: 'P-384' }), ['a501020338222002215830', 'x', '225830', 'y']),
} as const;

/** @param parts bytes in hexadecimal, or a member of the key's JWK */
function keyPair(pair: { privateKey: KeyObject; publicKey: KeyObject }, parts: readonly string[]): KeyPair {
  const jwk = pair.publicKey.export({ format: 'jwk' }) as Record<string, string | undefined>;
  const bytesOf = (part: string) =>
    part.length === 1 ? Buffer.from(jwk[part] ?? '', 'base64url') : Buffer.from(part, 'hex');
  return { privateKey: pair.privateKey, coseKey: Buffer.concat(parts.map(bytesOf)) };
}

/** @param counts 0: it never counts, as synchronised passkeys; else where it begins */
export function makePasskey(
  options: AskedOptions,
  origin: string,
  {
    deviceBound = false,
    counts = 0,
    algorithm = 'ES256',
    ...twist
  }: Twist & { readonly counts?: number; readonly algorithm?: keyof typeof KEYS } = {},
): { readonly passkey: SoftwarePasskey; readonly posted: string } {
  const { privateKey, coseKey } = KEYS[algorithm]();
  const credentialId = twist.credentialId ?? randomBytes(32);
  const rpId = twist.rpId ?? options.rp?.id ?? '';
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
  const { format, statement } = twist.attested ?? { format: 'none', statement: Buffer.from('a0', 'hex') };
  const attestation = Buffer.concat([
    Buffer.from('a363666d74', 'hex'),
    Buffer.from([0x60 + format.length]),
    Buffer.from(format),
    Buffer.from('6761747453746d74', 'hex'),
    statement,
    Buffer.from('68617574684461746159', 'hex'),
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
  const key = twist.privateKey ?? passkey.privateKey;
  const digest = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  const signature = sign(digest, signed, key).toString('base64url');
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
