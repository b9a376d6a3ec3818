/** The sensitive action that a step of the sign-in confirms (A5). */
import type { LoginOffer } from '../src/domain/assurance/next_step.js';
import {
  type NamedAction,
  namedAction,
  type RegisteredAction,
} from '../src/domain/sensitive_action/sensitive_action.js';
import type { Interaction } from '../src/http/interaction.js';

/**
 * The one that the request names, unless the step is for another end of it, such as a link. On the sign-in page it is what a
 * passkey would confirm.
 *
 * @param actions the realm's
 */
export function actionOf(actions: readonly RegisteredAction[], { details }: Interaction): NamedAction | undefined {
  const { confirmsAction, offer } = details.prompt.details as { confirmsAction?: true; offer?: LoginOffer };
  if (confirmsAction !== true && offer?.confirmsAction !== true) return undefined;
  const named = namedAction(actions, (details.params as Record<string, unknown>)['authorization_details']);
  if (!named) throw new Error('a proof for an action that is registered no longer');
  return named;
}
