/** The administration of organisations of one realm that has them, on what every console stands on (E1 to E4). */
import type Router from '@koa/router';
import type Provider from 'oidc-provider';
import { createKept } from '../../consoles/organisation/kept.js';
import { createMemberReferences } from '../../consoles/organisation/member_reference.js';
import { organisationRouter } from '../../consoles/organisation/router.js';
import { text as endings } from '../../consoles/organisation/text.js';
import type { Wish } from '../../consoles/organisation/wish.js';
import { ORGANISATION_CLIENT } from '../../domain/client/own_client.js';
import type { RealmSite } from '../../http/realm_site.js';
import type { RealmCookieNames } from '../../oidc/cookie_names.js';
import type { Administration } from '../../services/organisation/administration.js';
import { createOwnConsole, type OwnConsoleDependencies, type OwnConsoleParts } from './own_console.js';

export interface OrganisationConsoleDependencies extends OwnConsoleDependencies {
  readonly administration: Administration;
}

export interface OrganisationConsoleParts extends OwnConsoleParts {
  router(provider: Provider): Router;
}

/** @returns undefined where the realm has no organisations: then there is neither a client nor an address */
export function createOrganisationConsole(
  shared: OrganisationConsoleDependencies,
  site: RealmSite,
  names: RealmCookieNames,
): OrganisationConsoleParts | undefined {
  const rules = site.realm.organisations;
  if (!rules) return undefined;
  const { config, stores, administration } = shared;
  const own = createOwnConsole(shared, site, ORGANISATION_CLIENT, 'Organisation', {
    session: names.organisation,
    request: names.organisationRequest,
  });
  return {
    ...own,
    router: (provider) =>
      organisationRouter({
        ...own.shared<Wish>(provider),
        endings,
        administration,
        rules,
        references: createMemberReferences(config.secrets.cookies),
        kept: createKept(site.realm.id, stores.ephemeral),
        audit: stores.audit,
      }),
  };
}
