/** Which mailbox an address leads to, as far as counters and duplicates ask (C4, S1): never where a message is sent. */

/**
 * One form for the spellings of one mailbox: lower case, and without what follows a `+` (RFC 5233). Servers may tell case
 * apart, and a few do not know `+`; two people who then share a count are the smaller harm.
 *
 * @param address an e-mail address; a telephone number in E.164 stays as it is
 */
export function sameMailbox(address: string): string {
  return address.replace(/^([^+@]+)[+][^@]*@/, '$1@').toLowerCase();
}
