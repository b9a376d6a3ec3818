/** What every client store promises: clients by realm and client_id, the merged ones winning (O1). */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { ClientStore } from '../../src/ports/protocol/oidc_store.js';

export function describeClientStore(adapter: string, open: () => ClientStore): void {
  const metadataOf = (client_id: string, name: string) => ({
    client_id,
    client_name: name,
    redirect_uris: ['https://caf.example/retour'],
    jwks: { keys: [{ kty: 'EC', crv: 'P-256' }] },
    require_pkce: false,
  });

  describe(`O1 clients in ${adapter}`, () => {
    test('O1 a client is found as it was merged', async () => {
      const store = open();
      const id = randomUUID();
      await store.merge([{ realm: 'allocataires', metadata: metadataOf(id, 'Portail') }]);
      expect(await store.find('allocataires', id)).toEqual(metadataOf(id, 'Portail'));
    });

    test('O1 a client belongs to one realm, and two realms may use one client_id', async () => {
      const store = open();
      const id = randomUUID();
      await store.merge([{ realm: 'allocataires', metadata: metadataOf(id, 'Caf') }]);
      expect(await store.find('employeurs', id)).toBeUndefined();
      await store.merge([{ realm: 'employeurs', metadata: metadataOf(id, 'PEP’s') }]);
      expect(await store.find('allocataires', id)).toMatchObject({ client_name: 'Caf' });
      expect(await store.find('employeurs', id)).toMatchObject({ client_name: 'PEP’s' });
    });

    test('O1 the file wins over what was stored, fields it leaves out included, and absent clients stay', async () => {
      const store = open();
      const [changed, kept] = [randomUUID(), randomUUID()];
      await store.merge([
        { realm: 'allocataires', metadata: metadataOf(changed, 'Before') },
        { realm: 'allocataires', metadata: metadataOf(kept, 'Kept') },
      ]);
      const { require_pkce, ...after } = metadataOf(changed, 'After');
      await store.merge([{ realm: 'allocataires', metadata: after }]);
      expect(require_pkce).toBe(false);
      expect(await store.find('allocataires', changed)).toEqual(after);
      expect(await store.find('allocataires', kept)).toMatchObject({ client_name: 'Kept' });
    });

    test('O1 nothing to merge is no error', async () => {
      await open().merge([]);
      expect(await open().find('allocataires', randomUUID())).toBeUndefined();
    });
  });
}
