/** Sending a code where the person chose (I2), and how a refusal is told. */
import type { CodeOption } from '../../src/domain/contact/code_channel.js';
import type { Contact } from '../../src/ports/account/account_store.js';
import type { IssueOutcome } from '../../src/services/one_time_code/issue_code.js';
import type { ChooseChannelError } from './choose_channel.js';
import { purposeInMessage, purposeOf } from './purpose.js';
import type { OneTimeCodeDependencies, Step } from './step.js';

/** Signing in names no action. */
export const NO_ACTION = '';

export function send(
  dependencies: OneTimeCodeDependencies,
  { interaction, account, confirms }: Step,
  option: CodeOption<Contact>,
): Promise<IssueOutcome> {
  const { site, request, visitor, locale, portalName } = interaction;
  const purpose = purposeInMessage(locale, purposeOf(dependencies.actions, interaction));
  return dependencies.issueCode({
    realm: site.realm,
    account,
    contactId: option.contact.id,
    channel: option.channel,
    request,
    action: NO_ACTION,
    confirms,
    purpose,
    visitor,
    locale,
    portalName,
    originHost: new URL(site.issuer).hostname,
  });
}

/** What the page says of it, and with which status. */
export function refusalOf(outcome: IssueOutcome & { ok: false }): {
  status: number;
  error: ChooseChannelError;
  retryAfterSeconds?: number;
} {
  switch (outcome.code) {
    case 'resend-wait': {
      const seconds = outcome.retryAfterSeconds;
      return { status: 429, error: { code: 'resend-wait', seconds }, retryAfterSeconds: seconds };
    }
    case 'sends-exhausted': {
      const retryAfterSeconds = outcome.retryAfterSeconds;
      return {
        status: 429,
        error: { code: 'sends-exhausted', minutes: Math.ceil(retryAfterSeconds / 60) },
        retryAfterSeconds,
      };
    }
    case 'delivery-failed':
      return { status: 502, error: { code: 'delivery-failed', channel: outcome.channel } };
    default:
      return { status: 422, error: { code: 'none-chosen' } };
  }
}
