/** `poterne organisations members`: the people of a file become members, once, and each is told (E1, O4). */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { organisations } from '../../src/cli/organisations.js';
import { runGroups } from '../../src/cli/run_groups.js';
import { organisationsIn } from '../console/administrator.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { HELENE, ODILE } from '../harness/scenario.js';

const SIRET = '21140020200019';

describe('O4 poterne organisations members', () => {
  let poterne: Restartable;
  let folder: string;
  beforeAll(async () => {
    poterne = await startPoterne({ name: 'organisations_command' });
    folder = mkdtempSync(join(tmpdir(), 'poterne-members-'));
    await organisationsIn(poterne).create('Mairie de Saint-Aubin', SIRET);
  });
  afterAll(async () => {
    await poterne.close();
    rmSync(folder, { recursive: true });
  });

  const members = async (text: string, ...more: readonly string[]) => {
    const file = join(folder, 'members.csv');
    writeFileSync(file, text);
    const [said, complained]: [string[], string[]] = [[], []];
    const args = ['organisations', 'members', file, '--realm', 'employeurs', '--siret', SIRET, ...more];
    const code = await runGroups({ organisations }, args, {
      environment: { ...poterne.secrets, DATABASE_URL: poterne.database.url },
      say: (line: string) => void said.push(line),
      complain: (line: string) => void complained.push(line),
    });
    return { code, said: said.join(), complained };
  };
  const rows = () =>
    poterne.service.database.membership.findMany({
      select: { login: true, role: true, rights: true },
      orderBy: { login: 'asc' },
    });
  const FILE = [
    'login;role;rights',
    `${HELENE.identifier};administrator;`,
    '',
    `${ODILE.identifier};;consult-careers read-documents`,
    'nobody.here;user;',
    `${ODILE.identifier};chief;`,
    `${ODILE.identifier};user;fly`,
    `${ODILE.identifier}`,
    ';user;',
  ].join('\r\n');
  const FAULTS = [
    'line 5: nobody in this realm has this login, or the account is closed',
    'line 6: the role is neither user nor administrator',
    'line 7: a right that the catalogue does not have',
    'line 8: not as many columns as the first line',
    'line 9: no login',
  ];

  test('E1 a dry run says what would be done and does nothing; the run does it, and again nothing more', async () => {
    expect(await members(FILE, '--dry-run')).toEqual({
      code: 3,
      said: 'to add 2, there already 0, rejected 5',
      complained: FAULTS,
    });
    expect(await rows()).toEqual([]);
    expect(await members(FILE)).toEqual({ code: 3, said: 'added 2, there already 0, rejected 5', complained: FAULTS });
    const both = [
      { login: HELENE.identifier, role: 'administrator', rights: [] },
      { login: ODILE.identifier, role: 'user', rights: ['consult-careers', 'read-documents'] },
    ];
    expect(await rows()).toEqual(both);
    const told = await poterne.service.database.notice.findMany({ where: { kind: 'membership_event' } });
    expect(new Set(told.map(({ accountId }) => accountId)).size).toBe(2);
    const again = await members(`login\n${HELENE.identifier}\n${ODILE.identifier}\n`, '--json');
    expect(again).toEqual({ code: 0, said: '{"joined":0,"present":2,"rejected":0}', complained: [] });
    expect(await rows()).toEqual(both);
  });

  test('E1 a file whose first line names no columns, and another organisation, are refused whole', async () => {
    expect((await members(`${HELENE.identifier}\n`)).code).toBe(2);
    expect((await members('login;siret\nx;y\n')).code).toBe(2);
    expect((await members('')).code).toBe(2);
    expect(await members(FILE, '--siret', '21350999500014')).toMatchObject({
      code: 3,
      complained: [expect.stringContaining('none with this SIRET')],
    });
  });
});
