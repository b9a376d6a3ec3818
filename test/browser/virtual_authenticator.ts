/** A device's own authenticator in Chromium (CDP WebAuthn): fingerprint there or not, and a copy that signs behind its back (I6). */
import type { Page } from 'playwright-core';

export interface VirtualAuthenticator {
  /** Will it recognise its user the next time? */
  recognises(isUser: boolean): Promise<void>;
  /** How many passkeys it keeps. */
  count(): Promise<number>;
  /** What it keeps now, to be given back to it: as a device that heard of nothing meanwhile. */
  remember(): Promise<() => Promise<void>>;
  /** As if a copy of its passkeys had signed: its counters are behind. */
  fallBehind(): Promise<void>;
}

/**
 * As a browser that offers no passkey in the field: the button alone asks. Chromium's own authenticator answers what waits in
 * the field by itself, as soon as it recognises its user.
 */
export async function withoutAutofill(page: Page): Promise<void> {
  await page.addInitScript(() => Reflect.deleteProperty(PublicKeyCredential, 'isConditionalMediationAvailable'));
}

export async function plugIn(page: Page): Promise<VirtualAuthenticator> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const credentials = async () => (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  return {
    recognises: (isUserVerified) =>
      session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }).then(() => undefined),
    count: async () => (await credentials()).length,
    async remember() {
      const kept = await credentials();
      return async () => {
        for (const credential of kept) await session.send('WebAuthn.addCredential', { authenticatorId, credential });
      };
    },
    async fallBehind() {
      for (const credential of await credentials()) {
        const { credentialId } = credential;
        await session.send('WebAuthn.removeCredential', { authenticatorId, credentialId });
        await session.send('WebAuthn.addCredential', { authenticatorId, credential: { ...credential, signCount: 1 } });
      }
    },
  };
}
