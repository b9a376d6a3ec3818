/** What a browser makes of a page that creates a passkey, in software (I6). */
import type { AgentPage } from './agent.js';
import { type AskedOptions, makePasskey, type SoftwarePasskey, type Twist } from './software_passkey.js';

/** What the page asks the browser to create. @throws when it asks for nothing */
export function askedOptions({ html }: AgentPage): AskedOptions {
  const written = /data-passkey-creation="([^"]*)"/.exec(html)?.[1];
  if (written === undefined) throw new Error('the page asks for no passkey');
  return JSON.parse(written.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) as AskedOptions;
}

/** The fields of its form, once the browser made the passkey. */
export function createdOn(
  page: AgentPage,
  twist: Twist = {},
): { readonly passkey: SoftwarePasskey; readonly fields: Record<string, string> } {
  const { passkey, posted } = makePasskey(askedOptions(page), page.url.origin, twist);
  return { passkey, fields: { passkey: posted, failure: '' } };
}
