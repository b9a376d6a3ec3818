/** The back-office API put together: its use cases over the stores, and who may call it (C6, C7, E1, P3, S5). */
import type { Middleware } from 'koa';
import { createTokenReader } from '../../api/access_token.js';
import { affiliateOperation } from '../../api/accounts/affiliate.js';
import { enrolOperation } from '../../api/accounts/enrol.js';
import { eventOperations } from '../../api/accounts/events.js';
import { lookUpOperations } from '../../api/accounts/look_up.js';
import { rightsOperations } from '../../api/accounts/rights.js';
import { standingOperations } from '../../api/accounts/standing.js';
import { contactOperations } from '../../api/contacts/contacts.js';
import { contestedOperations } from '../../api/contacts/contested.js';
import { credentialOperations } from '../../api/credentials/credentials.js';
import { documentationPage } from '../../api/documentation/page.js';
import { createRunOnce } from '../../api/idempotency.js';
import { openApiDocument } from '../../api/openapi.js';
import type { Operation } from '../../api/operation.js';
import { organisationOperations } from '../../api/organisations/organisations.js';
import { createApi } from '../../api/router.js';
import { resolveOperation } from '../../api/subjects/resolve.js';
import type { RealmFace } from '../../app.js';
import { apiAudience } from '../../domain/client/own_resource.js';
import type { Logger } from '../../http/log.js';
import { followLanguageSwitch, localeOf, sendPage } from '../../http/realm_site.js';
import { cachedClients } from '../../oidc/client/client_cache.js';
import type { Clock } from '../../ports/clock.js';
import type { PasswordHasher } from '../../ports/password/password_hasher.js';
import { createAffiliate } from '../../services/account/affiliate.js';
import { createChangeFile } from '../../services/account/change_file.js';
import { createChangeStanding } from '../../services/account/change_standing.js';
import { createEnrolApplicant } from '../../services/account/enrol_applicant.js';
import { createLookUpFile } from '../../services/account/look_up_file.js';
import { createMoveToOtherCaf } from '../../services/account/move_to_other_caf.js';
import { createResolveSubject } from '../../services/account/resolve_subject.js';
import { createSeparate } from '../../services/account/separate.js';
import { createUnlockAccount } from '../../services/account/unlock_account.js';
import type { AuditErasure } from '../../services/audit/erase_audit.js';
import { createRemoveAuthenticators } from '../../services/authenticator/remove_authenticators.js';
import { createChangeContacts } from '../../services/contact/change_contacts.js';
import { createSettleContested } from '../../services/contest/settle_contested.js';
import type { CurrentKeys } from '../../services/keys/current_keys.js';
import type { CodeCards } from '../../services/one_time_code/code_cards.js';
import { createOrderCodes } from '../../services/one_time_code/order_codes.js';
import type { FoundOrganisation } from '../../services/organisation/found_organisation.js';
import { createOrganisationsByAgent } from '../../services/organisation/organisations_by_agent.js';
import { createDraftProvisional } from '../../services/password/draft_provisional.js';
import { createIssueProvisional } from '../../services/password/issue_provisional.js';
import type { PasswordRules } from '../../services/password/password_rules.js';
import { createSendProvisional } from '../../services/password/send_provisional.js';
import type { GatherHeld } from '../../services/personal_data/gather_held.js';
import { createPersonRights } from '../../services/personal_data/person_rights.js';
import type { EndSignIns } from '../../services/session/end_sign_ins.js';
import { createSignOutByAgent } from '../../services/session/sign_out_everywhere.js';
import { createSetTelephoneCode } from '../../services/telephone_code/set_telephone_code.js';
import type { Stores } from '../stores.js';

export interface BackOfficeDependencies {
  readonly stores: Stores;
  readonly faces: readonly RealmFace[];
  readonly keys: Pick<CurrentKeys, 'all'>;
  readonly hasher: PasswordHasher;
  readonly rules: PasswordRules;
  readonly codeCards: CodeCards;
  readonly organisations: FoundOrganisation;
  readonly endSignIns: EndSignIns;
  readonly auditErasure: AuditErasure;
  readonly gatherHeld: GatherHeld;
  readonly requestsPerMinute: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function createBackOffice(dependencies: BackOfficeDependencies): Middleware {
  const { stores, faces, keys, clock } = dependencies;
  const operations = backOfficeOperations(dependencies);
  const sites = faces.map(({ site }) => site);
  const realms = sites.map(({ realm, issuer }) => ({ id: realm.id, issuer }));
  const findClient = new Map(sites.map(({ realm }) => [realm.id, cachedClients(stores.clients, realm.id, clock)]));

  return createApi({
    ...dependencies,
    operations,
    shortCounters: stores.shortCounters,
    once: createRunOnce({ records: stores.idempotency, endSignIns: dependencies.endSignIns, clock }),
    tokens: createTokenReader({
      issuers: new Map(sites.map(({ realm, issuer }) => [issuer, { realm, audience: apiAudience(issuer) }])),
      publicKeys: () => ({
        keys: keys
          .all()
          .filter(({ purpose }) => purpose === 'signing')
          .map(({ kid, alg, publicJwk }) => ({ kty: '', ...publicJwk, kid, alg })),
      }),
      async isRegistered(realm, clientId, audience) {
        const client = await findClient.get(realm.id)?.(clientId);
        const resources = client?.['resources'];
        return Array.isArray(resources) && resources.includes(audience);
      },
      now: () => clock.now(),
    }),
    document: (origin) => openApiDocument(operations, origin, realms),
    page(ctx) {
      const site = sites.find(({ issuer }) => new URL(issuer).host === ctx.host) ?? sites[0];
      if (!site || followLanguageSwitch(site, ctx)) return;
      const locale = localeOf(site, ctx);
      const { origin } = new URL(site.issuer);
      sendPage(site, ctx, documentationPage({ locale, operations, realms, origin }), { locale });
    },
  });
}

function backOfficeOperations(dependencies: BackOfficeDependencies): readonly Operation[] {
  const { stores, hasher, rules, codeCards, endSignIns, auditErasure, gatherHeld, clock } = dependencies;
  const { accounts, audit } = stores;
  const draftProvisional = createDraftProvisional(
    // What is drafted is not written yet: nobody has anything to forget.
    (replaced) => createIssueProvisional({ rules, accounts: { forget() {} }, hasher, clock, ...replaced }),
    stores.credentials,
    hasher,
  );
  const common = { ...stores, draftProvisional, clock };
  const changeFile = createChangeFile(common);
  const standing = createChangeStanding(changeFile);
  const rights = createPersonRights({
    ...common,
    endSignIns,
    gatherHeld,
    eraseAudit: (accountId) => auditErasure.erase(accountId),
  });
  return [
    enrolOperation(createEnrolApplicant(common)),
    ...lookUpOperations(createLookUpFile(common)),
    affiliateOperation(createAffiliate(changeFile)),
    ...eventOperations({
      separate: createSeparate(changeFile),
      moveToOtherCaf: createMoveToOtherCaf(changeFile),
      standing,
    }),
    ...standingOperations(standing, createUnlockAccount(changeFile), createSignOutByAgent(changeFile)),
    ...contactOperations(createChangeContacts(changeFile, stores.notices)),
    ...contestedOperations(createSettleContested(stores.contests, changeFile, audit)),
    ...credentialOperations({
      sendProvisional: createSendProvisional(changeFile),
      orderCodes: createOrderCodes(codeCards, accounts, clock),
      setTelephoneCode: createSetTelephoneCode(changeFile, hasher),
      removeAuthenticators: createRemoveAuthenticators(changeFile),
    }),
    ...organisationOperations(createOrganisationsByAgent(dependencies.organisations, audit)),
    ...rightsOperations(rights),
    resolveOperation(createResolveSubject(stores.subjects, audit)),
  ];
}
