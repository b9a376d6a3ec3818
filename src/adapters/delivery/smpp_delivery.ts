/** SMS straight to an operator by SMPP 3.4 (O3): alphabet by content, long messages in parts, receipts asked for and read. */
import type { Pdu } from 'smpp';
import { readSmppReceipt } from '../../domain/delivery/smpp_receipt.js';
import { partHeader, type SmsCoding, smsParts, smsWhole } from '../../domain/message/sms_parts.js';
import type { Delivery, DeliveryAnswer } from '../../ports/delivery/delivery.js';
import type { DeliveryReceipt } from '../../ports/delivery/delivery_status.js';
import { createSmppConnection, statusName } from './smpp_connection.js';

export interface SmppOperator {
  /** smpp:// or ssmpp://system_id:password@host:port */
  readonly url: string;
  /** sender: a name of up to 11 letters, a short code or a number */
  readonly source: string;
  /** type of number and numbering plan of the sender; by its form unless told (SMPP 3.4 §5.2.5) */
  readonly sourceTon?: number | undefined;
  readonly sourceNpi?: number | undefined;
  /** how a long message goes: in parts of ours, or whole for the operator to split */
  readonly long: 'udh' | 'payload';
  readonly window: number;
  readonly enquireSeconds: number;
  readonly timeoutMs: number;
  /** told of each receipt */
  readonly onReceipt: (receipt: Omit<DeliveryReceipt, 'provider' | 'at'>) => void;
}

export interface SmppDelivery extends Delivery {
  /** Unbinds. */
  close(): Promise<void>;
}

const DATA_CODING: Readonly<Record<SmsCoding, number>> = { gsm7: 0x00, ucs2: 0x08 };
/** §5.2.12 */
const WITH_HEADER = 0x40;
const IS_RECEIPT = 0x04;
/** §5.2.17: a receipt whether it arrives or not */
const WANTS_RECEIPT = 0x01;
const INTERNATIONAL = { ton: 1, npi: 1 };
/** Answers that speak of the number or the text (§5.1.3). */
const ABOUT_MESSAGE: ReadonlySet<string> = new Set([
  'ESME_RINVMSGLEN',
  'ESME_RINVDSTADR',
  'ESME_RINVDSTTON',
  'ESME_RINVDSTNPI',
  'ESME_RINVDCS',
]);

export function createSmppDelivery(operator: SmppOperator): SmppDelivery {
  const connection = createSmppConnection({
    ...operator,
    onDelivery(pdu) {
      const receipt = receiptOf(pdu);
      if (receipt) operator.onReceipt(receipt);
    },
  });
  const sender = senderOf(operator);
  let reference = Math.floor(Math.random() * 256);

  function piecesOf(text: string): ReadonlyArray<Readonly<Record<string, unknown>>> {
    const { coding, parts } = smsParts(text);
    const data_coding = DATA_CODING[coding];
    const [only, ...others] = parts;
    if (only && others.length === 0) return [{ data_coding, short_message: Buffer.from(only) }];
    if (operator.long === 'payload')
      return [{ data_coding, short_message: Buffer.alloc(0), message_payload: Buffer.from(smsWhole(text).octets) }];
    reference = (reference + 1) % 256;
    return parts.map((part, index) => ({
      data_coding,
      esm_class: WITH_HEADER,
      short_message: Buffer.concat([partHeader(reference, parts.length, index + 1), part]),
    }));
  }

  return {
    async send({ to, text }): Promise<DeliveryAnswer> {
      const common = {
        ...sender,
        dest_addr_ton: INTERNATIONAL.ton,
        dest_addr_npi: INTERNATIONAL.npi,
        destination_addr: to.replace(/^\+/, ''),
        registered_delivery: WANTS_RECEIPT,
      };
      try {
        // All at once: the window holds them back, and a part that is lost fails the whole.
        const answers = await Promise.all(piecesOf(text).map((piece) => connection.submit({ ...common, ...piece })));
        const refused = answers.find(({ command_status }) => command_status !== 0);
        if (refused) {
          const name = statusName(refused.command_status);
          const isAboutMessage = ABOUT_MESSAGE.has(name);
          return { accepted: false, why: `smpp ${name}`, ...(isAboutMessage ? { isAboutMessage } : {}) };
        }
        // The last part stands for the whole: it arrives when a telephone can show the message.
        const name = answers.at(-1)?.['message_id'];
        return { accepted: true, ...(typeof name === 'string' && name !== '' ? { reference: name } : {}) };
      } catch (error) {
        return { accepted: false, why: (error as Error).message };
      }
    },
    close: () => connection.close(),
  };
}

function senderOf({ source, sourceTon, sourceNpi }: SmppOperator) {
  const digits = source.replace(/^\+/, '');
  const isNumber = /^\d+$/.test(digits);
  const isShort = isNumber && digits.length <= 6;
  const [ton, npi] = isShort ? [3, 0] : isNumber ? [INTERNATIONAL.ton, INTERNATIONAL.npi] : [5, 0];
  return { source_addr: digits, source_addr_ton: sourceTon ?? ton, source_addr_npi: sourceNpi ?? npi };
}

function receiptOf(pdu: Pdu) {
  if ((Number(pdu['esm_class']) & 0x3c) !== IS_RECEIPT) return null;
  const message = pdu['short_message'] as { message?: unknown } | undefined;
  const payload = pdu['message_payload'] as { message?: unknown } | undefined;
  const messageId = pdu['receipted_message_id'];
  const state = pdu['message_state'];
  return readSmppReceipt({
    text: String(message?.message || payload?.message || ''),
    messageId: typeof messageId === 'string' ? messageId.replace(/\0+$/, '') : undefined,
    state: typeof state === 'number' ? state : undefined,
  });
}
