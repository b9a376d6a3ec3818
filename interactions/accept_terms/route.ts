/** The accept_terms step (I7): whoever accepted an older version of the realm's terms is asked once. */
import type { Interaction } from '../../src/http/interaction.js';
import type { AccountStore } from '../../src/ports/account/account_store.js';
import type { AuditLog } from '../../src/ports/audit/audit_log.js';
import { acceptTermsPage } from './view.js';

export interface AcceptTermsDependencies {
  readonly accounts: Pick<AccountStore, 'acceptTerms'>;
  readonly audit: AuditLog;
}

export function showTerms(interaction: Interaction): void {
  const { locale, site, csrfToken, address } = interaction;
  const { terms } = site.realm;
  if (!terms) throw new Error('an accept_terms step in a realm without terms');
  interaction.show(
    acceptTermsPage({
      locale,
      realm: site.realm,
      terms,
      action: address('accept_terms'),
      csrfToken,
      cancelHref: address('cancel'),
    }),
  );
}

export async function submitTerms(
  { accounts, audit }: AcceptTermsDependencies,
  interaction: Interaction,
): Promise<void> {
  const form = await interaction.form();
  const { site, details } = interaction;
  const accountId = details.session?.accountId;
  const version = site.realm.terms?.version;
  // A page of an older version accepts nothing of the newer.
  if (!accountId || version === undefined || form.get('version') !== version) return interaction.again();
  await accounts.acceptTerms(accountId, version);
  audit.record({ type: 'terms_accepted', outcome: 'accepted', realm: site.realm.id, accountId, data: { version } });
  await interaction.finish({ accept_terms: { done: true } } as Parameters<Interaction['finish']>[0]);
}
