/** Where a request comes from, as counters and audit know it: keyed names only (S1, S4). */
export interface Visitor {
  /** keyed name of the browser's device secret, or null for a browser without one */
  readonly deviceHash: string | null;
  /** keyed name of the address's prefix: /32 of IPv4, /64 of IPv6 */
  readonly networkHash: string;
}
