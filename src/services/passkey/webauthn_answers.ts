/**
 * What a browser posts of a passkey ceremony (WebAuthn L3 §5.8.1, §6.1), read and checked in the order in which a person can
 * be told what is wrong; @simplewebauthn/server then judges all of it again, with the signature.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import {
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import {
  decodeAttestationObject,
  decodeClientDataJSON,
  isoCBOR,
  parseAuthenticatorData,
} from '@simplewebauthn/server/helpers';
import { z } from 'zod';
import { knownTransports, PASSKEY_ALGORITHMS, type PasskeyRelyingParty } from '../../domain/passkey/passkey.js';
import type { FoundPasskey, NewPasskey } from '../../ports/passkey/passkey_store.js';

const LONGEST_ANSWER_CHARACTERS = 12_000;
/** WebAuthn §5.1: 1023 bytes at most. */
const bytes = (most: number) =>
  z
    .string()
    .regex(/^[\w-]+$/)
    .max(Math.ceil((most * 4) / 3));
const credentialId = bytes(1023);
const extensions = z.looseObject({}).optional();

const assertionSchema = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: bytes(2_000),
    authenticatorData: bytes(2_000),
    signature: bytes(2_000),
    userHandle: bytes(64).nullish(),
  }),
  clientExtensionResults: extensions,
});

const attestationSchema = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: bytes(2_000),
    attestationObject: bytes(6_000),
    transports: z.array(z.string().max(40)).max(20).optional(),
  }),
  clientExtensionResults: extensions,
});

export type Assertion = z.infer<typeof assertionSchema>;
export type Attestation = z.infer<typeof attestationSchema>;

/** What the browser says it was asked, and where (WebAuthn §5.8.1). */
export interface AskedCeremony {
  readonly type: string;
  readonly challenge: string;
  readonly origin: string;
  readonly crossOrigin: boolean;
}

export type Answer<Kind> = Kind & { readonly asked: AskedCeremony };

export function readAssertion(posted: string): Answer<Assertion> | undefined {
  return readAnswer(assertionSchema, posted);
}

export function readAttestation(posted: string): Answer<Attestation> | undefined {
  return readAnswer(attestationSchema, posted);
}

function readAnswer<Kind extends Assertion | Attestation>(
  schema: z.ZodType<Kind>,
  posted: string,
): Answer<Kind> | undefined {
  if (posted.length > LONGEST_ANSWER_CHARACTERS) return undefined;
  try {
    const answer = schema.parse(JSON.parse(posted));
    const { type, challenge, origin, crossOrigin = false } = decodeClientDataJSON(answer.response.clientDataJSON);
    const words = z.object({ type: z.string(), challenge: z.string(), origin: z.string(), crossOrigin: z.boolean() });
    return { ...answer, asked: words.parse({ type, challenge, origin, crossOrigin }) };
  } catch {
    return undefined;
  }
}

/** Where it was asked. Our pages stand in no frame: an answer from one is somebody else's page. */
export function isAskedHere({ origin, crossOrigin }: AskedCeremony, { origins }: PasskeyRelyingParty): boolean {
  return origins.includes(origin) && !crossOrigin;
}

/** What the authenticator signed (WebAuthn §6.1). */
export interface SignedData {
  readonly ofOurHost: boolean;
  readonly userVerified: boolean;
  readonly counter: number;
  readonly deviceBound: boolean;
  readonly backedUp: boolean;
}

/** @returns undefined where it cannot be read */
export function readSignedData({ response }: Assertion, { rpId }: PasskeyRelyingParty): SignedData | undefined {
  try {
    const { rpIdHash, flags, counter } = parseAuthenticatorData(
      new Uint8Array(Buffer.from(response.authenticatorData, 'base64url')),
    );
    const ofOurHost = timingSafeEqual(createHash('sha256').update(rpId).digest(), rpIdHash);
    return { ofOurHost, userVerified: flags.uv, counter, deviceBound: !flags.be, backedUp: flags.bs };
  } catch {
    return undefined;
  }
}

/** Is it signed with this passkey's key, and all that WebAuthn §7.2 asks? The counter is judged where it is kept. */
export async function isSignedBy(
  passkey: Pick<FoundPasskey, 'publicKey'>,
  answer: Answer<Assertion>,
  party: PasskeyRelyingParty,
): Promise<boolean> {
  try {
    const { verified } = await verifyAuthenticationResponse({
      response: answer as unknown as AuthenticationResponseJSON,
      expectedChallenge: answer.asked.challenge,
      expectedOrigin: [...party.origins],
      expectedRPID: party.rpId,
      requireUserVerification: true,
      credential: { id: answer.id, publicKey: new Uint8Array(passkey.publicKey), counter: 0 },
    });
    return verified;
  } catch {
    return false;
  }
}

/** Is the name under which the authenticator keeps it that of the account? One that says none is taken where `mayLack`. */
export function isKeptFor(
  passkey: Pick<FoundPasskey, 'userHandle'>,
  { response }: Assertion,
  mayLack: boolean,
): boolean {
  if (response.userHandle === undefined || response.userHandle === null) return mayLack;
  return Buffer.from(response.userHandle, 'base64url').equals(Buffer.from(passkey.userHandle));
}

export type Registered = Pick<
  NewPasskey,
  'credentialId' | 'publicKey' | 'counter' | 'aaguid' | 'transports' | 'deviceBound' | 'backedUp'
>;

/**
 * Attestation is not asked for (ADR 0024), and what came all the same is set aside unread: judging it would have us follow
 * addresses that the certificates of whoever made it name.
 */
function withoutAttestation(answer: Answer<Attestation>): RegistrationResponseJSON {
  const { response } = answer;
  const made = decodeAttestationObject(new Uint8Array(Buffer.from(response.attestationObject, 'base64url')));
  const bare = isoCBOR.encode(
    new Map<string, Parameters<typeof isoCBOR.encode>[0]>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', made.get('authData')],
    ]),
  );
  const attestationObject = Buffer.from(bare).toString('base64url');
  return { ...answer, response: { ...response, attestationObject } } as unknown as RegistrationResponseJSON;
}

/** @returns undefined where WebAuthn §7.1 refuses it */
export async function registeredBy(
  answer: Answer<Attestation>,
  party: PasskeyRelyingParty,
): Promise<Registered | undefined> {
  try {
    const { verified, registrationInfo: info } = await verifyRegistrationResponse({
      response: withoutAttestation(answer),
      expectedChallenge: answer.asked.challenge,
      expectedOrigin: [...party.origins],
      expectedRPID: party.rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...PASSKEY_ALGORITHMS],
    });
    // What the browser posts as its id is what the authenticator made.
    if (!verified || info.credential.id !== answer.id) return undefined;
    return {
      credentialId: Buffer.from(info.credential.id, 'base64url'),
      publicKey: info.credential.publicKey,
      counter: info.credential.counter,
      aaguid: info.aaguid,
      transports: knownTransports(answer.response.transports ?? []),
      deviceBound: info.credentialDeviceType === 'singleDevice',
      backedUp: info.credentialBackedUp,
    };
  } catch {
    return undefined;
  }
}
