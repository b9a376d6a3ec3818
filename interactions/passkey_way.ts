/** Whether a step offers a passkey, and where it goes (I6): the policy says so in the step's details, and no kiosk does (I9). */
import type { LoginOffer } from '../src/domain/assurance/next_step.js';
import type { Interaction } from '../src/http/interaction.js';
import type { PasskeyWay } from '../src/http/layout/passkey_request.js';

/** Below the step's address: where an answer, a wish for options, and « without » are posted. */
export const PASSKEY = 'passkey';
export const PASSKEY_OPTIONS = 'passkey/options';
export const WITHOUT_PASSKEY = 'passkey/without';

export function passkeyWay({ details, sharedDevice, address, csrfToken }: Interaction): PasskeyWay | undefined {
  const { passkey, offer } = details.prompt.details as { passkey?: true; offer?: LoginOffer };
  const isOffered = details.prompt.name === 'login' ? offer?.passkey === true : passkey === true;
  if (!isOffered || sharedDevice) return undefined;
  return { action: address(PASSKEY), optionsHref: address(PASSKEY_OPTIONS), csrfToken };
}
