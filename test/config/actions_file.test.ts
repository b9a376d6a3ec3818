/** A5: ACTIONS_FILE is read strictly, and says which entry and field are wrong. */
import { describe, expect, test } from '@jest/globals';
import { parseActions } from '../../src/config/actions_file.js';

const REALMS = ['allocataires', 'employeurs'];
const GOOD = {
  realm: 'allocataires',
  type: 'caf.change_bank_details',
  clients: ['caf'],
  label: { fr: 'modifier vos coordonnées bancaires', en: 'change your bank details' },
  fields: [{ name: 'iban_last4', label: { fr: 'IBAN finissant par', en: 'IBAN ending in' }, longest_characters: 4 }],
};

describe('ACTIONS_FILE', () => {
  test('A5 an entry becomes a registered action; realm, clients, fields and level have defaults', () => {
    const { realm, clients, fields, ...least } = GOOD;
    const [full, bare] = parseActions(JSON.stringify([GOOD, { ...least, type: 'other.action' }]), REALMS);
    expect(full).toMatchObject({
      realm: 'allocataires',
      clients: ['caf'],
      fields: [{ name: 'iban_last4', longestCharacters: 4 }],
      minimumAcr: 'two-step-fresh',
    });
    expect(bare).toMatchObject({ realm: null, clients: null, fields: [] });
  });

  const field = (changes: object) => ({ ...GOOD, fields: [{ ...GOOD.fields[0], ...changes }] });
  test.each<[unknown, RegExp]>([
    ['{', /is not JSON/],
    [{}, /must be a JSON array/],
    [[{ ...GOOD, colour: 'blue' }], /action 0: /],
    [[{ ...GOOD, realm: 'elsewhere' }], /unknown realm "elsewhere"/],
    [[{ ...GOOD, type: 'With Spaces' }], /type: /],
    [[{ ...GOOD, type: 'account.change_password' }], /registered already/],
    [[GOOD, GOOD], /action 1: type: .* registered already/],
    [[GOOD, { ...GOOD, realm: undefined }], /action 1: .* registered already/],
    [[{ ...GOOD, label: { fr: 'modifier' } }], /label.en/],
    [[{ ...GOOD, label: { fr: 'm'.repeat(61), en: 'm' } }], /label.fr/],
    [[{ ...GOOD, label: { fr: '<b>modifier</b>', en: 'm' } }], /label.fr/],
    [[{ ...GOOD, clients: [] }], /clients/],
    [[{ ...GOOD, minimum_acr: 'two-step' }], /minimum_acr/],
    [[field({ name: 'transaction_id' })], /reserved/],
    [[field({ name: 'locations' })], /reserved/],
    [[field({ longest_characters: 0 })], /longest_characters/],
    [[{ ...GOOD, fields: [...GOOD.fields, ...GOOD.fields] }], /there twice/],
  ])('A5 %j is refused', (content, why) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    expect(() => parseActions(text, REALMS)).toThrow(why);
  });

  test('A5 two realms may have an action of the same name', () => {
    expect(parseActions(JSON.stringify([GOOD, { ...GOOD, realm: 'employeurs' }]), REALMS)).toHaveLength(2);
  });
});
