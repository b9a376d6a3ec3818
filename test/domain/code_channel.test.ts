/** I4: which channel carries a code to which contact. */
import { describe, expect, test } from '@jest/globals';
import { codeOptions, usableChannels } from '../../src/domain/contact/code_channel.js';

const email = { kind: 'email', verified: true, value: 'claire@example.test' } as const;
const mobile = { kind: 'mobile', verified: true, value: '+33612345678' } as const;
const landline = { kind: 'landline', verified: true, value: '+33399801234' } as const;
const ALL = ['email', 'sms', 'voice'] as const;

describe('I4 channels by contact', () => {
  test('I4 a mobile gets SMS, and a call as the alternative', () => {
    expect(usableChannels([mobile], ALL)).toEqual(['sms', 'voice']);
  });

  test('I4 a landline gets a call only', () => {
    expect(usableChannels([landline], ALL)).toEqual(['voice']);
    expect(usableChannels([landline], ['email', 'sms'])).toEqual([]);
  });

  test('I4 an address gets e-mail only', () => {
    expect(usableChannels([email], ALL)).toEqual(['email']);
  });

  test('I2 options come in the order of the realm’s channels, then of the contacts', () => {
    const second = { ...mobile, value: '+33698765432' };
    const options = codeOptions([mobile, email, landline, second], ['email', 'sms']);
    expect(options.map(({ channel, contact }) => [channel, contact.value])).toEqual([
      ['email', email.value],
      ['sms', mobile.value],
      ['sms', second.value],
    ]);
  });

  test('I7 a contact that is not verified receives no code', () => {
    expect(codeOptions([{ ...mobile, verified: false }], ALL)).toEqual([]);
    expect(usableChannels([{ ...email, verified: false }, landline], ALL)).toEqual(['voice']);
  });

  test('I2 a realm’s channels alone are offered', () => {
    expect(usableChannels([email, mobile], ['sms'])).toEqual(['sms']);
    expect(codeOptions([email, mobile], [])).toEqual([]);
  });
});
