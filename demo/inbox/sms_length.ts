/**
 * How many SMS a text costs: 160 characters of the GSM 7-bit alphabet (3GPP TS 23.038 §6.2.1), or 70 of UCS-2 as soon as
 * one character is outside it (ê and lower-case ç are); 153 and 67 each when the text is cut into several.
 */

const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENDED = '\f^{}\\[~]|€';

export interface SmsLength {
  readonly alphabet: 'GSM-7' | 'UCS-2';
  /** septets or 16-bit units, depending on the alphabet */
  readonly units: number;
  readonly parts: number;
}

export function smsLength(text: string): SmsLength {
  let septets = 0;
  for (const character of text) {
    if (BASIC.includes(character)) septets += 1;
    else if (EXTENDED.includes(character)) septets += 2;
    else return { alphabet: 'UCS-2', units: text.length, parts: text.length <= 70 ? 1 : Math.ceil(text.length / 67) };
  }
  return { alphabet: 'GSM-7', units: septets, parts: septets <= 160 ? 1 : Math.ceil(septets / 153) };
}
