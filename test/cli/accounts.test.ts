import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accounts } from '../../src/cli/accounts.js';
import { runGroups } from '../../src/cli/run_groups.js';
import { openAgent } from '../harness/agent.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { giveCredentials, relyingParty, signIn } from '../harness/relying_party.js';
import { CLAIRE, HELENE, LUCIEN, PAUL } from '../harness/scenario.js';
import { query } from '../import/command.js';
import { row } from '../import/people_file.js';
import { waitUntil } from '../infrastructure/server_process.js';

let poterne: Restartable;
let folder: string;
beforeAll(async () => {
  poterne = await startPoterne({ name: 'accounts_command' });
  folder = mkdtempSync(join(tmpdir(), 'poterne-accounts-'));
});
afterAll(async () => {
  await poterne.close();
  rmSync(folder, { recursive: true });
});

async function command(args: readonly string[], typed = '', environment: Readonly<Record<string, string>> = {}) {
  const lines: string[] = [];
  const note = (line: string) => void lines.push(line);
  const code = await runGroups({ accounts }, ['accounts', ...args], {
    environment: {
      ...poterne.secrets,
      DATABASE_URL: poterne.database.url,
      ARGON2_MEMORY_KIB: '64',
      ARGON2_ITERATIONS: '1',
      ...environment,
    },
    say: note,
    complain: note,
    input: Readable.from([typed]),
  });
  return { code, said: lines.join('\n') };
}

const IN = ['--realm', 'allocataires', '--identifier-stdin'] as const;
const audited = () =>
  query<{ type: string; outcome: string; data: Record<string, unknown> }>(
    poterne.database.url,
    `SELECT type, outcome, data FROM audit_event WHERE data->>'client' LIKE 'cli:%' OR data->>'actor' LIKE 'cli:%' ORDER BY at, seq`,
  );

describe('O4 poterne accounts', () => {
  test('show tells what helps and nothing that names the person, and is audited', async () => {
    const party = await relyingParty(poterne);
    await signIn(poterne, party, CLAIRE);
    const isWritten = async () =>
      (await query(poterne.database.url, `SELECT FROM audit_event WHERE type = 'sign_in'`)).length > 0;
    await waitUntil(isWritten, 5_000);
    const { code, said } = await command(['show', ...IN, '--json'], `${CLAIRE.identifier}\n`);
    expect(code).toBe(0);
    const shown = JSON.parse(said);
    expect(shown).toMatchObject({
      name: 'C••••• M•••••',
      status: 'active',
      credential: { state: 'chosen' },
      lanes: { password: { state: 'open', failures: 0 } },
      known_devices: 1,
      code_cards: [],
      last_sign_in_at: expect.stringMatching(/^\d{4}-/),
    });
    expect(shown.contacts.map(({ masked }: { masked: string }) => masked).sort()).toEqual([
      '06 •• •• •• 01',
      'c•••••@example.test',
    ]);
    const words = (await command(['show', '--realm', 'allocataires', '--account', shown.account])).said;
    expect(words).toContain('c•••••@example.test');
    for (const text of [said, words])
      for (const secret of [CLAIRE.identifier, CLAIRE.email, CLAIRE.mobile, CLAIRE.familyName, '$argon2'])
        expect(text).not.toContain(secret);
    expect(await audited()).toContainEqual({
      type: 'back_office',
      outcome: 'done',
      data: { client: expect.stringMatching(/^cli:./), event: 'look_up' },
    });
  });

  test('unlock opens what failures had closed, and the owner signs in', async () => {
    const party = await relyingParty(poterne);
    const agent = openAgent(poterne.origin);
    let page = await agent.get((await party.request()).url);
    for (let failures = 0; failures < 6; failures += 1) page = await giveCredentials(agent, page, PAUL, '58294171');
    expect((await giveCredentials(agent, page, PAUL)).status).toBe(429);
    expect((await command(['unlock', ...IN], PAUL.identifier)).said).toBe('unlocked; the person is told');
    const { request, callback } = await signIn(poterne, party, PAUL);
    expect((await party.redeem(request, callback)).id_token).toBeTruthy();
    const notices = await query(poterne.database.url, `SELECT data FROM notice WHERE kind = 'account_event'`);
    expect(notices).toEqual([{ data: expect.objectContaining({ event: 'unlocked' }) }]);
  });

  test('C3 provisional goes by SMS where there is a mobile, and says where nothing leads', async () => {
    expect(await command(['provisional', ...IN, '--json'], CLAIRE.identifier)).toMatchObject({
      code: 0,
      said: expect.stringContaining('"provisional_password":"sms"'),
    });
    expect(await command(['provisional', ...IN, '--by', 'letter'], LUCIEN.identifier)).toEqual({
      code: 3,
      said: 'refused: there is no verified mobile, or no postal address: set one first',
    });
    expect((await command(['provisional', ...IN, '--by', 'pigeon'], CLAIRE.identifier)).code).toBe(2);
    const kinds = await query(poterne.database.url, `SELECT kind FROM credential WHERE kind = 'provisional'`);
    expect(kinds).toHaveLength(1);
  });

  test('create takes a line of an import once, and a provisional password reaches the new person by letter', async () => {
    const { mobile: _, password_hash: __, password_set_at: ___, ...person } = row(1);
    const created = await command(['create', '--realm', 'allocataires', '--json'], JSON.stringify(person));
    expect(created).toMatchObject({ code: 0, said: expect.stringMatching(/^\{"account":"[0-9a-f-]{36}"\}$/) });
    const { account } = JSON.parse(created.said);
    expect(await command(['create', '--realm', 'allocataires'], JSON.stringify(person))).toEqual({
      code: 3,
      said: 'refused: somebody has these identifiers already',
    });
    const bad = await command(
      ['create', '--realm', 'allocataires'],
      JSON.stringify({ ...person, nir: '1', caf: '12' }),
    );
    expect(bad.code).toBe(3);
    expect(bad.said).toContain('nir: a NIR has 13 characters');
    expect(bad.said).toContain('caf: the code of a Caf has three digits (caf)');
    writeFileSync(join(folder, 'who'), `${person['nir']}\n`);
    const sent = await command([
      'provisional',
      '--realm',
      'allocataires',
      '--identifier-file',
      join(folder, 'who'),
      '--by',
      'letter',
    ]);
    expect(sent).toEqual({ code: 0, said: 'a provisional password leaves by letter' });
    const letters = await query(poterne.database.url, `SELECT kind, account_id FROM letter`);
    expect(letters).toEqual([{ kind: 'provisional_password', account_id: account }]);
    expect((await audited()).map(({ type, outcome }) => `${type} ${outcome}`)).toEqual(
      expect.arrayContaining(['account_command created', 'provisional_issued letter']),
    );
  });

  test('nobody, another realm’s person and what is not understood', async () => {
    expect(await command(['show', ...IN], '2840588321026')).toEqual({
      code: 3,
      said: 'refused: nobody in this realm has it',
    });
    expect((await command(['unlock', '--realm', 'employeurs', '--identifier-stdin'], 'agent.inconnu')).code).toBe(3);
    expect((await command(['show', '--realm', 'employeurs', '--identifier-stdin'], HELENE.identifier)).code).toBe(0);
    const usage: ReadonlyArray<readonly [readonly string[], string]> = [
      [[], 'which command?'],
      [['show', '--realm', 'nulle-part'], '--realm must be one of'],
      [['show', '--realm', 'allocataires', CLAIRE.identifier], 'an identifier is never an argument'],
      [['show', '--realm', 'allocataires'], 'who? --identifier-stdin'],
      [['show', ...IN, '--account', '1'], 'one of --account'],
      [['show', '--realm', 'allocataires', '--account', '1'], '--account takes the id'],
      [['show', ...IN, '--by', 'sms'], '--by does not go with this command'],
    ];
    for (const [args, why] of usage) {
      const answer = await command(args);
      expect(answer).toMatchObject({ code: 2, said: expect.stringContaining(why) });
      expect(answer.said).not.toContain(CLAIRE.identifier);
    }
    expect(await command(['show', ...IN], CLAIRE.identifier, { PEPPER_KEYS: '' })).toMatchObject({
      code: 2,
      said: expect.stringContaining('PEPPER_KEYS: is missing'),
    });
    expect((await command(['show', '--help'])).said).toContain('poterne accounts: one person');
  });
});
