/**
 * Notes every `sub` as it is issued (P3), so that our own API finds the account behind it: with the grant that is saved
 * before it (O6), or else behind the answer, which neither waits for it nor fails with it; the next one notes what was missed.
 */
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { IssuedSubject, SubjectStore } from '../../ports/account/subject_store.js';
import { ownMetadata } from '../client/client_metadata.js';
import type { ResourceServers } from '../tokens/resource_servers.js';
import { pairwiseSubject } from './pairwise_subject.js';

/** subjects of this process that are known to be noted */
const MOST_REMEMBERED = 50_000;

export interface NotedSubjects {
  /** Those of a request that nobody is known to have noted. */
  newIn(ctx: KoaContextWithOIDC): readonly IssuedSubject[];
  /** They are noted. */
  remember(subjects: readonly IssuedSubject[]): void;
  /** Notes those of every answer that no grant took along. */
  install(provider: Provider): void;
}

export function createNotedSubjects(
  realm: string,
  salt: Buffer,
  resources: Pick<ResourceServers, 'sectorOf'>,
  subjects: Pick<SubjectStore, 'note'>,
): NotedSubjects {
  const noted = new Set<string>();
  const newIn = (ctx: KoaContextWithOIDC) =>
    subjectsOf(ctx, realm, salt, resources).filter(({ sub }) => !noted.has(sub));
  const remember = (fresh: readonly IssuedSubject[]) => {
    if (noted.size >= MOST_REMEMBERED) noted.clear();
    for (const { sub } of fresh) noted.add(sub);
  };
  const note = (ctx: KoaContextWithOIDC) => {
    const fresh = newIn(ctx);
    if (fresh.length === 0) return;
    remember(fresh);
    subjects.note(fresh).catch(() => {
      for (const { sub } of fresh) noted.delete(sub);
    });
  };
  return {
    newIn,
    remember,
    install(provider) {
      provider.on('authorization.success', note);
      // A caller's request and a kiosk's QR code end without an authorization response of their own.
      provider.on('grant.success', (ctx) => {
        if (ctx.oidc.entities.BackchannelAuthenticationRequest ?? ctx.oidc.entities.DeviceCode) note(ctx);
      });
    },
  };
}

function subjectsOf(
  { oidc }: KoaContextWithOIDC,
  realm: string,
  salt: Buffer,
  resources: Pick<ResourceServers, 'sectorOf'>,
): readonly IssuedSubject[] {
  const { session, account, client, resourceServers = {} } = oidc;
  const accountId = session?.accountId ?? account?.accountId;
  if (!accountId || !client) return [];
  const sectors = new Set([
    ownMetadata(client).sector ?? client.clientId,
    ...Object.keys(resourceServers).flatMap((resource) => resources.sectorOf(resource) ?? []),
  ]);
  return [...sectors].map((sector) => ({
    realm,
    sector,
    accountId,
    sub: pairwiseSubject(salt, realm, sector, accountId),
  }));
}
