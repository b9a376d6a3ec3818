/** The consent step (P7): third-party clients, and any client that says `prompt=consent`. */
import type Provider from 'oidc-provider';
import { namedAction, type RegisteredAction } from '../../src/domain/sensitive_action/sensitive_action.js';
import type { Interaction } from '../../src/http/interaction.js';
import { consentPage } from './view.js';

interface ConsentDetails {
  readonly missingOIDCScope?: readonly string[];
  readonly missingOIDCClaims?: readonly string[];
  readonly missingResourceScopes?: Readonly<Record<string, readonly string[]>>;
}

/** @param actions the realm's (A5) */
export function showConsent(actions: readonly RegisteredAction[], interaction: Interaction): void {
  const { locale, portalName, csrfToken, details } = interaction;
  const scopes = String((details.params as { scope?: string }).scope ?? '')
    .split(' ')
    .filter(Boolean);
  const named = namedAction(actions, (details.params as Record<string, unknown>)['authorization_details']);
  const asked = named && {
    label: named.label[locale],
    facts: named.fields.map(({ label, value }) => ({ label: label[locale], value })),
  };
  interaction.show(
    consentPage({
      locale,
      clientName: portalName,
      scopes,
      asked: asked ?? undefined,
      action: interaction.address('consent'),
      csrfToken,
    }),
  );
}

export async function submitConsent(provider: Provider, interaction: Interaction): Promise<void> {
  const form = await interaction.form();
  if (form.get('decision') !== 'allow') return interaction.abort('access_denied', 'the person refused');
  const { details, portal } = interaction;
  const accountId = details.session?.accountId;
  if (!accountId) throw new Error('a consent step without an account');
  const grant =
    (details.grantId ? await provider.Grant.find(details.grantId) : undefined) ??
    new provider.Grant({ accountId, clientId: portal.id });
  const { missingOIDCScope, missingOIDCClaims, missingResourceScopes } = details.prompt.details as ConsentDetails;
  if (missingOIDCScope) grant.addOIDCScope(missingOIDCScope.join(' '));
  if (missingOIDCClaims) grant.addOIDCClaims([...missingOIDCClaims]);
  for (const [resource, scopes] of Object.entries(missingResourceScopes ?? {})) {
    grant.addResourceScope(resource, scopes.join(' '));
  }
  await interaction.finish({ consent: { grantId: await grant.save() } });
}
