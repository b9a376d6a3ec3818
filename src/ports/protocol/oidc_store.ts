/**
 * What oidc-provider stores, by life (architecture: State): ephemeral artifacts that may be lost, and grants and
 * refresh tokens that may not. Consumption is conditional everywhere: of N parallel ones, one wins (P6).
 */
import type { IssuedSubject } from '../account/subject_store.js';

export type Artifact = Readonly<Record<string, unknown>>;

/** A session is given other names in its life; its uid stays. */
export interface SessionNames {
  readonly id: string;
  readonly uid: string;
}

export interface LivingArtifact {
  readonly id: string;
  readonly payload: Artifact;
}

export interface EphemeralStore {
  /** Stores an artifact for `ttlSeconds`. One that belongs to a revoked grant is dropped. */
  put(model: string, id: string, payload: Artifact, ttlSeconds: number): Promise<void>;
  /** The same, over what is there. `false`, and nothing is stored: it is gone, or has ended (`tombstone`). */
  replaceLiving(model: string, id: string, payload: Artifact, ttlSeconds: number): Promise<boolean>;
  find(model: string, id: string): Promise<Artifact | undefined>;
  /** Marks it consumed without touching its life. `false` when it was consumed already or is gone. */
  consume(model: string, id: string, atSeconds: number): Promise<boolean>;
  destroy(model: string, id: string): Promise<void>;
  /** Stores a session under its name, and under its uid where that is (`SessionUid`); nothing of one that was ended. */
  putSession(session: SessionNames, payload: Artifact, ttlSeconds: number): Promise<void>;
  /**
   * Ends a session for good: for `ttlSeconds` nothing is written under its name or its uid, also by a request that is under
   * way; whatever name it was given meanwhile.
   */
  endSession(session: SessionNames, ttlSeconds: number): Promise<void>;
  /** Stores `id` unless it is there already: replay marks (RFC 9449 §11.1, RFC 7523 §3). */
  putOnce(model: string, id: string, ttlSeconds: number): Promise<boolean>;
  /** Destroys every artifact of a grant, also those that are being written at this moment. */
  revokeGrant(grantId: string): Promise<void>;
  /** An account's living sessions. */
  sessionsOf(accountId: string): Promise<readonly LivingArtifact[]>;
}

export interface StoredRefreshToken {
  readonly payload: Artifact;
  readonly consumed: boolean;
}

/** What may be used once, and must stay used when Redis forgets (pitfall 25). */
export interface UsedCode {
  /** a digest: what is stored cannot be presented */
  readonly id: string;
  /** end of the code's own life, in seconds since the epoch */
  readonly expiresAtSeconds: number;
}

export interface DestroyedGrant {
  readonly id: string;
  readonly clientId: string;
}

/** A grant that a living refresh token keeps usable without the person. */
export interface RefreshableGrant {
  readonly id: string;
  readonly clientId: string;
  /** what the client calls the session it came from, where it wants to know */
  readonly sid: string | undefined;
  /** milliseconds since the epoch: its first token, and its latest */
  readonly startedAt: number;
  readonly usedAt: number;
}

export type Consumption = 'won' | 'within-grace' | 'replayed';

export interface GrantStore {
  /** @param issued subjects that answers under it will name, noted with it (P3) */
  putGrant(
    id: string,
    realm: string,
    payload: Artifact,
    expiresAtSeconds: number,
    issued?: readonly IssuedSubject[],
  ): Promise<void>;
  /** Changes a grant that was found before; one that was destroyed meanwhile stays so. */
  changeGrant(id: string, payload: Artifact, expiresAtSeconds: number): Promise<void>;
  findGrant(id: string): Promise<Artifact | undefined>;
  /** Grants of an account that a refresh token keeps usable, last used first. */
  refreshableGrantsOf(accountId: string, nowMs: number): Promise<readonly RefreshableGrant[]>;
  /** Removes every grant of an account, with their refresh tokens. */
  destroyGrantsOf(accountId: string): Promise<readonly DestroyedGrant[]>;
  /** Removes the grant and its refresh tokens; what is written for it afterwards is dropped. */
  destroyGrant(id: string): Promise<void>;
  putRefreshToken(id: string, realm: string, payload: Artifact, expiresAtSeconds: number): Promise<void>;
  /** Uses an authorization code up for good. `false`: it was used before. */
  useCode(code: UsedCode): Promise<boolean>;
  /** Both at once: the refresh token is written by exactly one use of the code. */
  useCodeForRefreshToken(
    code: UsedCode,
    id: string,
    realm: string,
    payload: Artifact,
    expiresAtSeconds: number,
  ): Promise<boolean>;
  findRefreshToken(id: string): Promise<StoredRefreshToken | undefined>;
  /**
   * Consumes a refresh token (P5). `within-grace`: it was consumed less than `graceSeconds` ago and its successor was
   * not used since.
   */
  consumeRefreshToken(id: string, successorId: string, nowMs: number, graceSeconds: number): Promise<Consumption>;
  destroyRefreshToken(id: string): Promise<void>;
  revokeRefreshTokens(grantId: string): Promise<void>;
  /** Deletes what expired; returns how many rows. */
  purge(nowMs: number): Promise<number>;
}

export interface ClientStore {
  find(realm: string, clientId: string): Promise<Artifact | undefined>;
  /** Merges by (realm, client_id), the given ones winning. */
  merge(clients: ReadonlyArray<{ realm: string; metadata: Artifact }>): Promise<void>;
  remove(realm: string, clientId: string): Promise<void>;
}
