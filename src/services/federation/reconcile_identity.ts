/**
 * From an upstream's identity to the account it belongs to (F3, F4): linked before, else matched with certainty, else the
 * person must prove the account once. Never by an e-mail address, never to a file that contradicts.
 */
import { matchEmployer } from '../../domain/federation/employer_identity.js';
import { contradicts, matchPivotIdentity } from '../../domain/federation/pivot_identity.js';
import { reachesEidas, type UpstreamSettings } from '../../domain/federation/upstream.js';
import type { AccountStore, VisitedAccount } from '../../ports/account/account_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { IdentityLinkStore } from '../../ports/federation/identity_link_store.js';
import type { UpstreamAnswer } from '../../ports/federation/upstream_provider.js';
import { noticesTo } from '../notice/tell_person.js';

export interface ReconcileIdentityDependencies {
  readonly accounts: AccountStore;
  readonly links: IdentityLinkStore;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** Why no account was found by itself: what the person is told differs. */
export type Unmatched = 'uncertain' | 'no-file' | 'link-undone' | 'account-closed';

export type Reconciliation =
  | { readonly kind: 'account'; readonly account: VisitedAccount; readonly isNewLink: boolean }
  | { readonly kind: 'unmatched'; readonly why: Unmatched };

export interface IdentityToReconcile {
  readonly upstream: UpstreamSettings;
  readonly answer: UpstreamAnswer;
  readonly deviceHash: string | null;
}

export type LinkingOutcome = 'linked' | 'contradicts' | 'refused';

export interface ReconcileIdentity {
  /** Finds the account, and links it when the match is certain. */
  find(identity: IdentityToReconcile): Promise<Reconciliation>;
  /** Links an account that the person just proved (F4). */
  link(identity: IdentityToReconcile, account: VisitedAccount): Promise<LinkingOutcome>;
  /** Does the identity speak of somebody else than this file? */
  isSomebodyElse(identity: IdentityToReconcile, account: VisitedAccount): boolean;
}

export function createReconcileIdentity(dependencies: ReconcileIdentityDependencies): ReconcileIdentity {
  const { accounts, links, audit, clock } = dependencies;

  const keep = async (
    { upstream, answer }: IdentityToReconcile,
    account: VisitedAccount,
    provedBy: 'match' | 'local_proof',
  ) => {
    const { realm, id, issuer } = upstream;
    const { subject } = answer;
    const now = clock.now();
    const link = await links.link({
      realm,
      accountId: account.id,
      upstream: id,
      issuer,
      subject,
      provedBy,
      now,
      tell: (replaced) => {
        const data = { upstream: upstream.name, ...(replaced ? { replaced: 1 } : {}) };
        return noticesTo(account, { kind: 'link_added', data, dedupe: now });
      },
    });
    if (link.outcome === 'linked') {
      const data = { upstream: id, proved_by: provedBy, suspended: link.suspended.length };
      audit.record({ type: 'identity_link', outcome: 'linked', realm, accountId: account.id, data });
    }
    if (link.outcome === 'refused') {
      const data = { upstream: id, proved_by: provedBy, why: link.reason };
      audit.record({ type: 'identity_link', outcome: 'refused', realm, accountId: account.id, data });
    }
    return link;
  };

  const isContradicting = ({ upstream, answer }: IdentityToReconcile, account: VisitedAccount) =>
    upstream.reconciliation === 'pivot_identity' && contradicts(answer.identity, account);

  return {
    async find(identity) {
      const { upstream, answer, deviceHash } = identity;
      const { realm } = upstream;
      const unmatched = (why: Unmatched): Reconciliation => {
        audit.record({ type: 'identity_link', outcome: 'unmatched', realm, data: { upstream: upstream.id, why } });
        return { kind: 'unmatched', why };
      };
      const linked = await links.findActive(realm, upstream.issuer, answer.subject, clock.now());
      if (linked) {
        const account = await accounts.find(linked.accountId, deviceHash);
        if (account?.status !== 'active') return unmatched('account-closed');
        return { kind: 'account', account, isNewLink: false };
      }
      const match = await findMatch(links, identity);
      if (match.kind === 'none') return unmatched('no-file');
      if (match.kind === 'uncertain' || !mayLinkByItself(identity)) return unmatched('uncertain');
      const account = await accounts.find(match.accountId, deviceHash);
      if (account?.status !== 'active') return unmatched('account-closed');
      const link = await keep(identity, account, 'match');
      if (link.outcome === 'refused') return unmatched('link-undone');
      return { kind: 'account', account, isNewLink: link.outcome === 'linked' };
    },

    async link(identity, account) {
      if (isContradicting(identity, account)) {
        const data = { upstream: identity.upstream.id, why: 'contradicts' };
        audit.record({
          type: 'identity_link',
          outcome: 'refused',
          realm: account.realm,
          accountId: account.id,
          data,
        });
        return 'contradicts';
      }
      const link = await keep(identity, account, 'local_proof');
      return link.outcome === 'refused' || link.accountId !== account.id ? 'refused' : 'linked';
    },

    isSomebodyElse: isContradicting,
  };
}

async function findMatch(links: IdentityLinkStore, { upstream, answer }: IdentityToReconcile) {
  const { realm } = upstream;
  const { identity } = answer;
  if (upstream.reconciliation === 'siret_and_person') {
    const candidates = identity.siret ? await links.employerCandidates(realm, identity.siret) : [];
    return matchEmployer(identity, candidates);
  }
  return matchPivotIdentity(identity, await links.candidates(realm, identity));
}

/** eidas1 never links by itself (F4); a factor of employers' platforms does, since the realm's code still follows (F3). */
function mayLinkByItself({ upstream, answer }: IdentityToReconcile): boolean {
  if (upstream.reconciliation === 'siret_and_person') return true;
  return answer.level !== undefined && reachesEidas(answer.level, 'eidas2');
}
