/** The routes of the steps that hold until the person took them (I7), and of the invitation after them (I6): a form or two each. */
import type Router from '@koa/router';
import type { Context } from 'koa';
import type { Interaction } from '../src/http/interaction.js';
import { orderCard } from '../src/http/order_card.js';
import { type AcceptTermsDependencies, showTerms, submitTerms } from './accept_terms/route.js';
import {
  type ConfirmContactDependencies,
  changeContact,
  postponeContact,
  resendContactCode,
  showConfirmContact,
  submitContact,
  submitContactCode,
} from './confirm_contact/route.js';
import {
  acceptInvitation,
  type InvitePasskeyDependencies,
  putOffInvitation,
  showInvitation,
} from './invite_passkey/route.js';

export interface ForcedStepsDependencies {
  readonly confirmContact: ConfirmContactDependencies;
  readonly acceptTerms: AcceptTermsDependencies;
  readonly invitePasskey: InvitePasskeyDependencies;
}

type Handler = (interaction: Interaction) => Promise<void> | void;
/** Runs a handler if the interaction waits for this prompt. */
export type StepRoute = (
  prompt: string,
  handler: Handler,
) => (ctx: Context & { params: Record<string, string> }) => Promise<void>;

/** What each forced prompt shows. */
export function forcedPages({
  confirmContact,
  invitePasskey,
}: ForcedStepsDependencies): Readonly<Record<string, Handler>> {
  return {
    confirm_contact: (interaction) => showConfirmContact(confirmContact, interaction),
    accept_terms: showTerms,
    invite_passkey: (interaction) => showInvitation(invitePasskey, interaction),
  };
}

export function addForcedSteps(router: Router, step: StepRoute, dependencies: ForcedStepsDependencies): void {
  const { confirmContact, acceptTerms, invitePasskey } = dependencies;
  const post = (prompt: string, below: string, handler: Handler) =>
    router.post(`/interaction/:uid/${below}`, step(prompt, handler));

  post('confirm_contact', 'confirm_contact', (interaction) => submitContact(confirmContact, interaction));
  post('confirm_contact', 'confirm_contact/verify', (interaction) => submitContactCode(confirmContact, interaction));
  post('confirm_contact', 'confirm_contact/resend', (interaction) => resendContactCode(confirmContact, interaction));
  post('confirm_contact', 'confirm_contact/later', (interaction) => postponeContact(confirmContact, interaction));
  post('confirm_contact', 'confirm_contact/card', (interaction) => orderCard(confirmContact, interaction));
  router.get(
    '/interaction/:uid/confirm_contact/change',
    step('confirm_contact', (interaction) => changeContact(confirmContact, interaction)),
  );
  post('accept_terms', 'accept_terms', (interaction) => submitTerms(acceptTerms, interaction));
  post('invite_passkey', 'invite_passkey', (interaction) => acceptInvitation(invitePasskey, interaction));
  post('invite_passkey', 'invite_passkey/later', (interaction) => putOffInvitation(invitePasskey, interaction));
}
