/**
 * What is left of an interaction that was finished or ran out: enough to lead a person who went back, waited or opened
 * a second tab to where they can go on, with the portal's context (I2, pitfall 7).
 */
import type { InteractionRemains } from '../../http/interaction_remains.js';
import type { Artifact, EphemeralStore } from '../../ports/protocol/oidc_store.js';

/** What a finished interaction is replaced by: whose it was, nothing of what was proved. */
export function tombstoneOf(payload: Artifact): Artifact {
  const params = payload['params'] as { client_id?: string } | undefined;
  const isOnPhone = payload['deviceCode'] !== undefined || payload['phone'] === true;
  const phone = isOnPhone ? { phone: true } : {};
  return { tombstone: true, cid: payload['cid'], client_id: params?.client_id ?? payload['client_id'], ...phone };
}

/**
 * Looks at what became of an interaction.
 *
 * @param realm id of the realm
 * @param uid from the address
 * @param now milliseconds since the epoch
 */
export async function findRemains(
  ephemeral: EphemeralStore,
  realm: string,
  uid: string,
  now: number,
): Promise<InteractionRemains> {
  const payload = await ephemeral.find('Interaction', `${realm}:${uid}`);
  if (!payload) return { state: 'unknown' };
  const chain =
    typeof payload['cid'] === 'string'
      ? await ephemeral.find('InteractionChain', `${realm}:${payload['cid']}`)
      : undefined;
  const latest = chain?.['latest'];
  if (typeof latest === 'string' && latest !== uid) {
    const later = await ephemeral.find('Interaction', `${realm}:${latest}`);
    if (later && !later['tombstone'] && (later['exp'] as number) > now / 1000) return { state: 'moved', uid: latest };
  }
  if (payload['tombstone']) {
    return { state: 'finished', clientId: String(payload['client_id']), isOnPhone: payload['phone'] === true };
  }
  const params = (payload['params'] ?? {}) as Record<string, unknown>;
  const state = (payload['exp'] as number) > now / 1000 ? 'elsewhere' : 'expired';
  return { state, clientId: String(params['client_id']), params };
}
