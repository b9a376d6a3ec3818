/** Parts of the administration of organisations that decide something by themselves (E1, P3, S6). */
import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createMemoryEphemeralStore } from '../../src/adapters/memory/ephemeral_store.js';
import { readKeyRing } from '../../src/config/key_ring.js';
import { namedAction } from '../../src/consoles/organisation/acts.js';
import { readContact } from '../../src/consoles/organisation/contact/read.js';
import { readDraft, typedFields } from '../../src/consoles/organisation/create/draft.js';
import { expectedSending } from '../../src/consoles/organisation/create/review_view.js';
import { createKept, type KeptFor } from '../../src/consoles/organisation/kept.js';
import { createMemberReferences } from '../../src/consoles/organisation/member_reference.js';
import { parametersOf, queryOf, readAsked } from '../../src/consoles/organisation/users/query.js';
import { ORGANISATION_ACTIONS } from '../../src/domain/sensitive_action/own_actions.js';
import { readAskedAction } from '../../src/domain/sensitive_action/sensitive_action.js';

function ringOf(text: string) {
  const reading = readKeyRing(text);
  if (!reading.ok) throw new Error(reading.why);
  return reading.ring;
}
const KEYS = ['a', 'b'].map((id) => `${id}:${createHash('sha256').update(id).digest('base64url')}`);
const NOW = Date.UTC(2026, 10, 27);

/** whose numbers are written to, beside the French ones */
const COUNTRIES = { foreignCallingCodes: ['32'] };

describe('a member’s reference', () => {
  const references = createMemberReferences(ringOf(KEYS[0] ?? ''));
  const [one, other, account] = [randomUUID(), randomUUID(), randomUUID()];

  test('P3 names one account in one organisation, and says nothing in another', () => {
    const reference = references.of(one, account);
    expect(reference).toMatch(/^[\w-]{22}$/);
    expect(references.read(one, reference)).toEqual([account]);
    expect(references.of(other, account)).not.toBe(reference);
    expect(references.read(other, reference)).not.toContain(account);
  });

  test('S4 one made under an older key of the ring is still read', () => {
    const rotated = createMemberReferences(ringOf(`${KEYS[1]},${KEYS[0]}`));
    expect(rotated.read(one, references.of(one, account))).toContain(account);
  });

  test('P3 anything else is nobody', () => {
    for (const text of ['', 'x', account, '../../etc', `${references.of(one, account)}A`])
      expect(references.read(one, text)).toEqual([]);
  });
});

describe('what was typed and waits', () => {
  const clock = { now: () => NOW, pause: async () => undefined };
  const whose: KeptFor = { browser: 'b', accountId: 'a', organisationId: 'o', form: 'create' };

  test('S6 is given back to its browser, account, organisation and form alone', async () => {
    const kept = createKept('employeurs', createMemoryEphemeralStore(clock));
    const name = await kept.keep(whose, { family_name: 'Leroy' });
    expect(await kept.find(whose, name)).toEqual({ family_name: 'Leroy' });
    for (const other of [{ browser: 'x' }, { accountId: 'x' }, { organisationId: 'x' }, { form: 'search' as const }])
      expect(await kept.find({ ...whose, ...other }, name)).toBeUndefined();
    expect(await kept.find(whose, 'AAAAAAAAAAAAAAAAAAAAAA')).toBeUndefined();
  });
});

describe('a person as typed', () => {
  const good = { family_name: ' Leroy ', given_names: 'Hélène, Anne', email: 'h.leroy@Mairie.example.test' };
  const faultsOf = (fields: Record<string, string>) => {
    const read = readDraft({ ...good, ...fields }, NOW, COUNTRIES);
    return read.ok ? [] : read.faults.map(({ field, fault }) => `${field} ${fault}`);
  };

  test('E1 is read into its stored form', () => {
    const typed = { ...good, telephone: '05 61 99 00 12', birth_day: '11', birth_month: '5', birth_year: '1984' };
    expect(readDraft({ ...typed, 'right.consult-careers': '1', language: 'en' }, NOW, COUNTRIES)).toEqual({
      ok: true,
      order: {
        familyName: 'Leroy',
        givenNames: ['Hélène', 'Anne'],
        login: '',
        email: 'h.leroy@mairie.example.test',
        telephone: { kind: 'landline', value: '+33561990012' },
        postalAddress: null,
        birthdate: '1984-05-11',
        rights: ['consult-careers'],
        locale: 'en',
      },
    });
  });

  test.each([
    [{ family_name: '' }, 'family_name family-name'],
    [{ family_name: 'Le\u202Eroy' }, 'family_name family-name'],
    [{ given_names: ' , ' }, 'given_names given-names'],
    [{ login: 'é' }, 'login login'],
    [{ email: 'h.leroy' }, 'email email'],
    [{ telephone: '06 12' }, 'telephone telephone'],
    [{ telephone: '0899 12 34 56' }, 'telephone telephone-refused'],
    [{ email: '', telephone: '05 61 99 00 12' }, 'email unreachable'],
    [{ address_1: '1 rue du Port' }, 'address_1 address'],
    [{ birth_day: '31', birth_month: '2', birth_year: '1984' }, 'birth_day birthdate'],
  ])('E1 %j is told at its field', (fields, fault) => {
    expect(faultsOf(fields)).toContain(fault);
  });

  test('E1 a letter reaches who has neither e-mail nor mobile', () => {
    const address = { address_1: '1 rue du Port', postcode: '14750', city: 'Saint-Aubin-sur-Mer' };
    expect(faultsOf({ email: '', telephone: '05 61 99 00 12', ...address })).toEqual([]);
  });

  test('E1 a form brings our own fields and rights, and no others', () => {
    const form = new Map([
      ['family_name', 'x'.repeat(500)],
      ['right.consult-careers', '1'],
      ['right.everything', '1'],
      ['role', 'administrator'],
    ]);
    const fields = typedFields(form, ['consult-careers', 'read-documents']);
    expect(fields['family_name']).toHaveLength(200);
    expect(Object.keys(fields).filter((name) => name.startsWith('right.') || name === 'role')).toEqual([
      'right.consult-careers',
    ]);
  });

  test('E1 what will be sent is said as it will be', () => {
    const [landline, mobile] = [
      { kind: 'landline' as const, value: '+33561990012' },
      { kind: 'mobile' as const, value: '+33639980001' },
    ];
    expect(expectedSending({ email: 'a@b.test', telephone: landline })).toEqual({
      passwordBy: 'email',
      activation: 'telephone',
    });
    expect(expectedSending({ email: null, telephone: mobile })).toEqual({ passwordBy: 'sms', activation: 'screen' });
    expect(expectedSending({ email: null, telephone: landline })).toEqual({
      passwordBy: 'letter',
      activation: 'telephone',
    });
  });
});

describe('a contact as typed', () => {
  test.each([
    ['', '', { ok: false, fault: 'none' }],
    ['a@b.test', '0639980001', { ok: false, fault: 'both' }],
    ['a@b', '', { ok: false, fault: 'email' }],
    ['', '+881 612 345 678', { ok: false, fault: 'refused' }],
    ['', '+213 551 23 45 67', { ok: false, fault: 'refused' }],
    ['', '+32 470 12 34 78', { ok: true, value: { kind: 'mobile', value: '+32470123478' } }],
    ['', '06 39 98 00 01', { ok: true, value: { kind: 'mobile', value: '+33639980001' } }],
  ])('E1 %j and %j', (email, telephone, answer) => {
    expect(readContact(email, telephone, COUNTRIES)).toEqual(answer);
  });
});

describe('the list that an address asks for', () => {
  const asked = (query: string) => {
    const parameters = new URLSearchParams(query);
    return readAsked((name) => parameters.get(name) ?? '');
  };

  test('E1 is the same there and back, and what is none of ours counts as left out', () => {
    const query = '?search=abc&status=expired&role=administrator&due=1&sort=expiry&page=3';
    expect(parametersOf(asked(query))).toBe(query);
    expect(parametersOf(asked('?status=drop&role=x&sort=x&page=-1&due=yes'))).toBe('');
    expect(asked('?page=99999999999').page).toBe(100_000);
  });

  test('E1 becomes a query, its words never longer than a name', () => {
    expect(queryOf(asked('?status=expired&sort=newest'), 'x'.repeat(500))).toEqual({
      search: 'x'.repeat(100),
      status: 'expired',
      role: null,
      isDue: false,
      sort: 'created',
      isDescending: true,
    });
  });
});

test('A5 what a code names is as the provider takes it, whatever a name holds', () => {
  const action = namedAction('organisation.change_contacts', {
    organisation: ' <b>Mairie</b>\u202E ',
    person: '𝒳'.repeat(300),
    contact: '\u0000',
    right: 'not of this action',
  });
  expect(action).toEqual({
    type: 'organisation.change_contacts',
    organisation: 'b Mairie /b',
    person: `${'𝒳'.repeat(119)}…`,
    contact: '–',
  });
  const registered = ORGANISATION_ACTIONS.changeContacts;
  expect(readAskedAction(registered, action).ok).toBe(true);
});
