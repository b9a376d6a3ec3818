/** What a back office asks about organisations (E1, S5): founds one, reads it, names who administers it. Audited, as all it does. */
import type { Outcome } from '../../domain/outcome.js';
import type { Realm } from '../../domain/realm.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import { AnsweredMeanwhile, type Receipt } from '../../ports/idempotency_store.js';
import type { Organisation } from '../../ports/organisation/organisation_store.js';
import type { Actor } from '../account/change_file.js';
import type { CreatedUser, CreateUserOrder } from './administration.js';
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
    by: Asking,
  ): Answered<'wrong-realm' | 'invalid-request' | 'identifier-taken' | 'answered-meanwhile'>;
  read(realm: Realm, by: ReadOrganisation, actor: Actor): Answered<'unknown-organisation'>;
  /** Somebody who has an account, by login. */
  nameAdministrator(
    realm: Realm,
    organisationId: string,
    login: string,
    by: Asking,
  ): Answered<'unknown-organisation' | 'unknown-person' | 'state-conflict' | 'answered-meanwhile'>;
  /** Somebody new, invited as any user is. `identifier-taken`: the login is somebody's */
  inviteAdministrator(
    realm: Realm,
    organisationId: string,
    order: CreateUserOrder,
    by: Asking,
  ): Answered<
    'unknown-organisation' | 'identifier-taken' | 'unreachable' | 'state-conflict' | 'busy' | 'answered-meanwhile'
  >;
}

/** Who asks, and what to write with what is done, so that the answer stands with it or not at all. */
export interface Asking {
  readonly actor: Actor;
  readonly receiptOf: (body: Readonly<Record<string, unknown>>) => Receipt | null;
}

async function unlessAnswered<Answer>(
  work: () => Promise<Answer>,
): Promise<Answer | { readonly ok: false; readonly code: 'answered-meanwhile' }> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AnsweredMeanwhile) return { ok: false, code: 'answered-meanwhile' };
    throw error;
  }
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

  const organisationBody = ({ id, siret, name }: Organisation) => ({ organisation: id, siret, name });
  const memberBody = (organisation: string, account: string) => ({ organisation, account });
  const invitedBody = (organisation: string, { accountId, passwordBy, activation }: CreatedUser) => ({
    ...memberBody(organisation, accountId),
    provisional_password: passwordBy,
    activation,
  });

  return {
    create: (realm, order, { actor, receiptOf }) =>
      unlessAnswered(async () => {
        const created = await backOffice.create(realm, order, (organisation) =>
          receiptOf(organisationBody(organisation)),
        );
        record(realm, actor, 'create_organisation', created.ok ? 'done' : created.code);
        if (created.ok) return { ok: true, body: organisationBody(created.organisation) };
        const codes = {
          'bad-siret': 'invalid-request',
          'wrong-realm': 'wrong-realm',
          present: 'identifier-taken',
        } as const;
        return { ok: false, code: codes[created.code] };
      }),

    async read(realm, by, actor) {
      const found = await backOffice.read(realm, by);
      record(realm, actor, 'read_organisation', found ? 'done' : 'unknown');
      if (!found) return { ok: false, code: 'unknown-organisation' };
      const { organisation, counts } = found;
      return {
        ok: true,
        body: {
          ...organisationBody(organisation),
          created_at: new Date(organisation.createdAt).toISOString(),
          users: counts.total,
          administrators: counts.administrators,
        },
      };
    },

    nameAdministrator: (realm, organisationId, login, { actor, receiptOf }) =>
      unlessAnswered(async () => {
        const named = await backOffice.nameAdministrator(realm, organisationId, login, (accountId) =>
          receiptOf(memberBody(organisationId, accountId)),
        );
        const accountId = named.ok ? named.accountId : undefined;
        record(realm, actor, 'name_administrator', named.ok ? 'done' : named.code, accountId);
        return named.ok ? { ok: true, body: memberBody(organisationId, named.accountId) } : named;
      }),

    inviteAdministrator: (realm, organisationId, order, { actor, receiptOf }) =>
      unlessAnswered(async () => {
        const invited = await backOffice.createAdministrator(realm, organisationId, order, (created) =>
          receiptOf(invitedBody(organisationId, created)),
        );
        const accountId = invited.ok ? invited.accountId : undefined;
        record(realm, actor, 'invite_administrator', invited.ok ? 'done' : invited.code, accountId);
        if (invited.ok) return { ok: true, body: invitedBody(organisationId, invited) };
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
      }),
  };
}
