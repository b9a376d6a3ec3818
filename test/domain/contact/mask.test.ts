import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maskContact, maskEmailAddress, maskTelephone, spokenMask } from '../../../src/domain/contact/mask.js';

describe('I2 masked contacts', () => {
  test.each([
    ['claire@example.fr', 'c•••••@example.fr'],
    ['c@example.fr', 'c•••••@example.fr'],
    ['a.very.long.address@example.fr', 'a•••••@example.fr'],
    ['', '•••••'],
    ['no at sign', '•••••'],
    ['@example.fr', '•••••'],
  ])('I2 the e-mail address %j is shown as %s', (address, masked) => {
    expect(maskEmailAddress(address)).toBe(masked);
    expect(maskContact('email', address)).toBe(masked);
  });

  test.each([
    ['+33612345678', '06 •• •• •• 78'],
    ['+33536490012', '05 •• •• •• 12'],
    ['+590690123456', '06 •• •• •• 56'],
    ['+262262123412', '02 •• •• •• 12'],
    ['+32470123478', '+32 •• •• 78'],
    ['+12025550123', '+1 •• •• 23'],
    ['+352621123456', '+352 •• •• 56'],
    ['+687751234', '+687 •• •• 34'],
    ['', '•• •• ••'],
    ['0612345678', '•• •• ••'],
  ])('I4 the number %j is shown as %s', (number, masked) => {
    expect(maskTelephone(number)).toBe(masked);
    expect(maskContact('sms', number)).toBe(masked);
    expect(maskContact('voice', number)).toBe(masked);
  });

  test('X2 a screen reader hears the choice in words', () => {
    expect(spokenMask('sms', '+33612345678', 'fr')).toBe('SMS au numéro qui finit par 78');
    expect(spokenMask('voice', '+33536490012', 'fr')).toBe('Appel au numéro qui finit par 12');
    expect(spokenMask('email', 'claire@example.fr', 'fr')).toBe(
      'E-mail à l’adresse qui commence par c, chez example.fr',
    );
    expect(spokenMask('sms', '+33612345678', 'en')).toBe('Text message to the number ending in 78');
    expect(spokenMask('voice', '+33536490012', 'en')).toBe('Call to the number ending in 12');
    expect(spokenMask('email', 'claire@example.fr', 'en')).toBe(
      'E-mail to the address beginning with c, at example.fr',
    );
    expect(spokenMask('sms', '', 'fr')).toBe('SMS à votre numéro');
    expect(spokenMask('email', 'nobody', 'en')).toBe('E-mail to your address');
  });

  test('I2 of an address, the first letter and the domain at most are told, never the length', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const at = address.lastIndexOf('@');
        const domain = address.slice(at + 1);
        expect(maskEmailAddress(address)).toBe(`${address.charAt(0)}•••••@${domain}`);
        expect(spokenMask('email', address, 'fr')).toBe(
          `E-mail à l’adresse qui commence par ${address.charAt(0)}, chez ${domain}`,
        );
      }),
    );
  });

  test('I2 of a number, the kind or country and the last two digits at most are told, never the length', () => {
    const number = fc.stringMatching(/^\+[1-9]\d{6,14}$/);
    fc.assert(
      fc.property(fc.oneof(number, fc.string({ unit: 'binary' })), (contact) => {
        const masked = maskTelephone(contact);
        expect(masked).toMatch(/^(?:0\d •• •• •• \d\d|\+\d{1,3} •• •• \d\d|•• •• ••)$/);
        const told = spokenMask('sms', contact, 'en').replace(/\D/g, '');
        expect(told === '' || told === contact.slice(-2)).toBe(true);
      }),
    );
  });
});
