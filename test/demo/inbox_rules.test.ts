/** The inbox's pure rules: finding a code in a message, and what an SMS costs. */
import { describe, expect, test } from '@jest/globals';
import { findCode } from '../../demo/inbox/find_code.js';
import { smsLength } from '../../demo/inbox/sms_length.js';

describe('finding the code of a message', () => {
  test.each([
    ['123456 est votre code de connexion.\n\n@localhost #123456', '123456'],
    ['Votre code : 123 456. Valable 15 minutes.', '123456'],
    ['Votre code est : 1, 2, 3, 4, 5, 6. Je répète : 1, 2, 3, 4, 5, 6.', '123456'],
    ['Le code : 0. 0. 7. 1. 9. 2.', '007192'],
  ])('%s', (text, code) => {
    expect(findCode(text)).toBe(code);
  });

  test.each([
    'Appelez le 05 56 11 33 33.',
    'SMS au +33612345678',
    'le 12-05-2026',
    'valable 10 minutes',
    'IBAN 3000 6000 0112',
  ])('no code in « %s »', (text) => {
    expect(findCode(text)).toBeUndefined();
  });
});

describe('what an SMS costs', () => {
  test('é and à stay in GSM-7, ê and ç force UCS-2', () => {
    expect(smsLength('é'.repeat(160))).toEqual({ alphabet: 'GSM-7', units: 160, parts: 1 });
    expect(smsLength(`${'a'.repeat(161)}`)).toEqual({ alphabet: 'GSM-7', units: 161, parts: 2 });
    expect(smsLength('être')).toEqual({ alphabet: 'UCS-2', units: 4, parts: 1 });
    expect(smsLength('ç'.repeat(71)).parts).toBe(2);
    expect(smsLength('€').units).toBe(2);
  });
});
