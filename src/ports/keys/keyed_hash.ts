/** Names people, devices and addresses in counters and audit without saying who they are (S4). */
export interface KeyedHash {
  /** A short, stable, keyed name of `value` within `purpose`. */
  of(purpose: string, value: string): string;
}
