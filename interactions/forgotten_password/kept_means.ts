/** What still signs in to an account whose password was just recovered (C4): passkeys that are not blocked, and apps. */
import { keeperOf } from '../../src/domain/passkey/passkey_name.js';
import type { Interaction } from '../../src/http/interaction.js';
import type { KeptMeans } from '../../src/http/layout/recovery/kept_means.js';
import type { AuthenticatorStore } from '../../src/ports/authenticator/authenticator_store.js';
import type { PasskeyStore } from '../../src/ports/passkey/passkey_store.js';

export interface KeptMeansDependencies {
  readonly passkeys: Pick<PasskeyStore, 'listOf'>;
  readonly authenticators: Pick<AuthenticatorStore, 'listOf'>;
}

/**
 * Removing one takes a sign-in and a proof that names it: who recovered has neither, and may be who has the mailbox alone.
 *
 * @param accountId undefined where an older process kept the recovery
 */
export async function keptMeansOf(
  { passkeys, authenticators }: KeptMeansDependencies,
  { site, sharedDevice }: Interaction,
  accountId: string | undefined,
): Promise<readonly KeptMeans[]> {
  // A kiosk's screen is read by others, and « Gérer mon compte » is not used there (I9).
  if (accountId === undefined || sharedDevice) return [];
  const [keys, apps] = await Promise.all([passkeys.listOf(accountId), authenticators.listOf(accountId)]);
  const removalOf = (path: string, id: string) => `${site.prefix}/account/${path}/${id}/remove`;
  return [
    ...keys
      .filter(({ state }) => state === 'usable')
      .map(({ id, name, aaguid, addedAt }) => ({
        ...{ kind: 'passkey' as const, id, name, addedAt },
        ...{ keeper: keeperOf(aaguid), removeHref: removalOf('passkeys', id) },
      })),
    ...apps.map(({ id, name, addedAt }) => ({
      ...{ kind: 'app' as const, id, name, addedAt },
      removeHref: removalOf('authenticators', id),
    })),
  ];
}
