/** What a back office asks about organisations (E1, S5): founds one, reads it, names who administers it. Audited, as all it does. */
import type { Outcome } from '../../domain/outcome.js';
import type { Realm } from '../../domain/realm.js';
import type { AuditLog } from '../../ports/audit_log.js';
import type { Actor } from '../change_file.js';
import type { CreateUserOrder } from './administration.js';
import type { FoundOrganisation, ReadOrganisation } from './found_organisation.js';

type Answered<Code extends string> = Promise<
  Outcome<
    { readonly body: Readonly<Record<string, unknown>> },
    { readonly code: Code; readonly retryAfterSeconds?: number }
  >
>;

export interface OrganisationsByAgent {
  /** @param siret as typed. `identifier-taken`: the realm has one with this SIRET */
  create(
    realm: Realm,
    order: { readonly siret: string; readonly name: string },
    actor: Actor,
  ): Answered<'wrong-realm' | 'invalid-request' | 'identifier-taken'>;
  read(realm: Realm, by: ReadOrganisation, actor: Actor): Answered<'unknown-organisation'>;
  /** Somebody who has an account, by login. */
  nameAdministrator(
    realm: Realm,
    organisationId: string,
    login: string,
    actor: Actor,
  ): Answered<'unknown-organisation' | 'unknown-person' | 'state-conflict'>;
  /** Somebody new, invited as any user is. `identifier-taken`: the login is somebody's */
  inviteAdministrator(
    realm: Realm,
    organisationId: string,
    order: CreateUserOrder,
    actor: Actor,
  ): Answered<'unknown-organisation' | 'identifier-taken' | 'unreachable' | 'state-conflict' | 'busy'>;
}

export function createOrganisationsByAgent(backOffice: FoundOrganisation, audit: AuditLog): OrganisationsByAgent {
  const record = (realm: Realm, actor: Actor, event: string, outcome: string, accountId?: string) =>
    audit.record({
      type: 'back_office',
      outcome,
      realm: realm.id,
      accountId,
      data: { client: actor.client, agent: actor.agent ?? undefined, event },
    });

  return {
    async create(realm, order, actor) {
      const created = await backOffice.create(realm, order);
      record(realm, actor, 'create_organisation', created.ok ? 'done' : created.code);
      if (created.ok) {
        const { id, siret, name } = created.organisation;
        return { ok: true, body: { organisation: id, siret, name } };
      }
      const codes = {
        'bad-siret': 'invalid-request',
        'wrong-realm': 'wrong-realm',
        present: 'identifier-taken',
      } as const;
      return { ok: false, code: codes[created.code] };
    },

    async read(realm, by, actor) {
      const found = await backOffice.read(realm, by);
      record(realm, actor, 'read_organisation', found ? 'done' : 'unknown');
      if (!found) return { ok: false, code: 'unknown-organisation' };
      const { organisation, counts } = found;
      return {
        ok: true,
        body: {
          organisation: organisation.id,
          siret: organisation.siret,
          name: organisation.name,
          created_at: new Date(organisation.createdAt).toISOString(),
          users: counts.total,
          administrators: counts.administrators,
        },
      };
    },

    async nameAdministrator(realm, organisationId, login, actor) {
      const named = await backOffice.nameAdministrator(realm, organisationId, login);
      record(
        realm,
        actor,
        'name_administrator',
        named.ok ? 'done' : named.code,
        named.ok ? named.accountId : undefined,
      );
      return named.ok ? { ok: true, body: { organisation: organisationId, account: named.accountId } } : named;
    },

    async inviteAdministrator(realm, organisationId, order, actor) {
      const invited = await backOffice.createAdministrator(realm, organisationId, order);
      const accountId = invited.ok ? invited.accountId : undefined;
      record(realm, actor, 'invite_administrator', invited.ok ? 'done' : invited.code, accountId);
      if (invited.ok) {
        const { passwordBy, activation } = invited;
        return {
          ok: true,
          body: {
            organisation: organisationId,
            account: invited.accountId,
            provisional_password: passwordBy,
            activation,
          },
        };
      }
      switch (invited.code) {
        case 'busy':
          return { ok: false, code: 'busy', retryAfterSeconds: invited.retryAfterSeconds };
        case 'login-taken':
          return { ok: false, code: 'identifier-taken' };
        case 'unreachable':
        case 'unknown-organisation':
          return { ok: false, code: invited.code };
        default:
          return { ok: false, code: 'state-conflict' };
      }
    },
  };
}
