/** O1: an unknown field or realm of CLIENTS_FILE stops the start with its index and name. */
import { describe, expect, test } from '@jest/globals';
import { ClientsFileError, parseClients, readClientsFile } from '../../src/config/clients_file.js';

const REALMS = ['allocataires', 'employeurs'];
const PORTAL = {
  realm: 'allocataires',
  client_id: 'portal',
  client_secret: 'the-secret-of-the-portal',
  redirect_uris: ['https://portal.example/retour'],
};

function refusalOf(clients: unknown): string {
  try {
    parseClients(typeof clients === 'string' ? clients : JSON.stringify(clients), REALMS);
  } catch (error) {
    if (error instanceof ClientsFileError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('O1 clients that are accepted', () => {
  test('O1 metadata comes through as it is, with its realm', () => {
    expect(parseClients(JSON.stringify([PORTAL]), REALMS)).toEqual([{ realm: 'allocataires', metadata: PORTAL }]);
    expect(parseClients('[]', REALMS)).toEqual([]);
  });

  test('O1 every field of ours is known', () => {
    const ours = {
      require_pkce: false,
      first_party: false,
      sector: 'caf',
      cors_origins: ['https://portal.example'],
      shared_device: true,
      actions: ['change_iban'],
      resources: ['https://api.example'],
      nir_legal_basis: 'Décret n° 2019-341',
    };
    expect(parseClients(JSON.stringify([{ ...PORTAL, ...ours }]), REALMS)).toHaveLength(1);
  });

  test('O1 one client_id may stand in two realms', () => {
    expect(parseClients(JSON.stringify([PORTAL, { ...PORTAL, realm: 'employeurs' }]), REALMS)).toHaveLength(2);
  });
});

describe('O1 clients that stop the start', () => {
  test('O1 an unknown field, by index and name', () => {
    expect(refusalOf([PORTAL, { ...PORTAL, client_id: 'b', requires_pkce: false }])).toBe(
      'CLIENTS_FILE: client 1: unknown field "requires_pkce"',
    );
  });

  test.each(['constructor', 'toString', '__proto__'])('O1 the field "%s" is unknown like any other', (field) => {
    const client = `{"realm":"allocataires","client_id":"a","${field}":true}`;
    expect(refusalOf(`[${client}]`)).toBe(`CLIENTS_FILE: client 0: unknown field "${field}"`);
  });

  test('P8 P2 a partner or an app that contradicts its own kind, by index, with the section', () => {
    const { client_secret: _, ...bare } = PORTAL;
    const partner = { ...bare, fapi_profile: '2.0', token_endpoint_auth_method: 'private_key_jwt' };
    expect(refusalOf([partner])).toBe('accepted');
    expect(refusalOf([PORTAL, { ...partner, client_id: 'b', redirect_uris: ['http://portal.example/'] }])).toBe(
      'CLIENTS_FILE: client 1: fapi_profile: redirect_uris must be https (§5.3.2.2)',
    );
    const app = { ...bare, application_type: 'native', token_endpoint_auth_method: 'none' };
    expect(refusalOf([app])).toBe('accepted');
    expect(refusalOf([{ ...app, redirect_uris: ['moncompte:/'] }])).toMatch(/^CLIENTS_FILE: client 0: redirect_uris: /);
  });

  test('O1 an unknown realm, by index and name', () => {
    expect(refusalOf([{ ...PORTAL, realm: 'allocataire' }])).toBe(
      'CLIENTS_FILE: client 0: unknown realm "allocataire"',
    );
  });

  test.each([
    ['require_pkce', 'false'],
    ['first_party', 0],
    ['sector', ''],
    ['sector', 7],
    ['cors_origins', 'https://portal.example'],
    ['shared_device', null],
    ['actions', [1]],
    ['resources', { api: 'https://api.example' }],
    ['nir_legal_basis', true],
    ['realm', 3],
  ])('O1 %s of the wrong type: %j', (field, value) => {
    expect(refusalOf([{ ...PORTAL, [field]: value }])).toBe(
      `CLIENTS_FILE: client 0: field "${field}" has the wrong type`,
    );
  });

  test('O1 a client without client_id or realm', () => {
    const { client_id, ...nameless } = PORTAL;
    const { realm, ...homeless } = PORTAL;
    expect([client_id, realm]).toEqual(['portal', 'allocataires']);
    expect(refusalOf([nameless])).toBe('CLIENTS_FILE: client 0: field "client_id" is missing');
    expect(refusalOf([{ ...PORTAL, client_id: '' }])).toBe('CLIENTS_FILE: client 0: field "client_id" is missing');
    expect(refusalOf([homeless])).toBe('CLIENTS_FILE: client 0: field "realm" is missing');
  });

  test('O1 a client twice in its realm', () => {
    expect(refusalOf([PORTAL, PORTAL])).toBe('CLIENTS_FILE: client 1: repeats a client_id of its realm');
  });

  test.each([
    ['[{', 'is not JSON'],
    ['', 'is not JSON'],
    ['{"clients":[]}', 'must be a JSON array'],
    ['null', 'must be a JSON array'],
    ['["portal"]', 'client 0: must be an object'],
    ['[[]]', 'client 0: must be an object'],
    ['[null]', 'client 0: must be an object'],
  ])('O1 the file %j', (text, why) => {
    expect(refusalOf(text)).toBe(`CLIENTS_FILE: ${why}`);
  });

  test('O1 a file that is not there', () => {
    expect(() => readClientsFile('/nonexistent/clients.json', REALMS)).toThrow('CLIENTS_FILE: cannot be read (ENOENT)');
  });

  test('O2 no refusal repeats a secret', () => {
    const refusals = [
      refusalOf([{ ...PORTAL, unknown: 1 }]),
      refusalOf([{ ...PORTAL, realm: 'x' }]),
      refusalOf([{ ...PORTAL, require_pkce: PORTAL.client_secret }]),
      refusalOf(`[{"client_secret":"${PORTAL.client_secret}"`),
    ];
    for (const refusal of refusals) {
      expect(refusal).not.toBe('accepted');
      expect(refusal).not.toContain(PORTAL.client_secret);
    }
  });
});
