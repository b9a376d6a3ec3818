/** What an operator says of a message it had accepted: the fields of a delivery receipt (SMPP 3.4 §5.3.2.35, appendix B). */

export interface SmppReceipt {
  /** as submit_sm_resp named it */
  readonly reference: string;
  readonly outcome: 'delivered' | 'undelivered';
  /** the operator's words for it: `UNDELIV 027`; null where it arrived */
  readonly why: string | null;
}

/** message_state of a TLV, by the names that the text of a receipt has. */
const STATES: Readonly<Record<number, string>> = {
  1: 'ENROUTE',
  2: 'DELIVRD',
  3: 'EXPIRED',
  4: 'DELETED',
  5: 'UNDELIV',
  6: 'ACCEPTD',
  7: 'UNKNOWN',
  8: 'REJECTD',
};

const ARRIVED: ReadonlySet<string> = new Set(['DELIVRD']);
const LOST: ReadonlySet<string> = new Set(['EXPIRED', 'DELETED', 'UNDELIV', 'REJECTD']);

export interface SmppReceiptFields {
  /** `id:… sub:001 dlvrd:001 submit date:… done date:… stat:DELIVRD err:000 text:…` */
  readonly text: string;
  /** TLV receipted_message_id */
  readonly messageId?: string | undefined;
  /** TLV message_state */
  readonly state?: number | undefined;
}

/** @returns null for what is no receipt, and for states on the way */
export function readSmppReceipt({ text, messageId, state }: SmppReceiptFields): SmppReceipt | null {
  const field = (name: string) => new RegExp(`(?:^|\\s)${name}:([\\w-]+)`, 'i').exec(text)?.[1];
  const reference = messageId || field('id');
  const said = (state === undefined ? undefined : STATES[state]) ?? field('stat')?.toUpperCase();
  if (!reference || !said) return null;
  if (ARRIVED.has(said)) return { reference, outcome: 'delivered', why: null };
  if (!LOST.has(said)) return null;
  const error = field('err');
  return { reference, outcome: 'undelivered', why: [said, error].filter(Boolean).join(' ') };
}
