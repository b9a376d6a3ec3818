/**
 * Whose account a `sub` of our own relying party names (P3: "our own API resolves (sector, sub)"). A keyed hash cannot be
 * turned back: the access token that came with it names the account on the server's side, and recomputing the hash proves
 * that both speak of one person. The account's id never leaves this process (ADR 0013).
 */
import { timingSafeEqual } from 'node:crypto';
import type Provider from 'oidc-provider';
import { pairwiseSubject } from './pairwise_subject.js';

export interface ResolvedSubject {
  readonly accountId: string;
  /** uid of the session in which the token was issued */
  readonly providerSession: string | undefined;
}

/** @returns undefined when the token is not this client's, or of another person than `subject` */
export type SubjectResolver = (accessToken: string, subject: string) => Promise<ResolvedSubject | undefined>;

export function createSubjectResolver(
  provider: Provider,
  client: { readonly clientId: string; readonly sector: string },
  salt: Buffer,
  realm: string,
): SubjectResolver {
  return async (accessToken, subject) => {
    const token = await provider.AccessToken.find(accessToken);
    if (!token?.accountId || token.clientId !== client.clientId) return undefined;
    const expected = Buffer.from(pairwiseSubject(salt, realm, client.sector, token.accountId));
    const given = Buffer.from(subject);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    return { accountId: token.accountId, providerSession: token.sessionUid };
  };
}
