/** C9: who comes from another system signs in with the password of that system, and it is ours from then on. */
import { createHash, pbkdf2Sync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hash as argon2 } from '@node-rs/argon2';
import { nirKey } from '../../src/domain/identifier/nir.js';
import { openAgent } from '../harness/agent.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { relyingParty, signIn } from '../harness/relying_party.js';
import { CLAIRE, type TestPerson } from '../harness/scenario.js';
import { importCommand, query } from './command.js';
import { BCRYPT, PASSWORD } from './people_file.js';

const SALT = 'Q7pX2mVf9aLk';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let folder: string;
let poterne: Restartable;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'poterne-legacy-'));
  poterne = await startPoterne({ name: 'legacy_sign_in', accounts: [] });
});
afterAll(async () => {
  await poterne.close();
  rmSync(folder, { recursive: true });
});

test('C9 legacy hashes of each kind sign in once as they are and are ours afterwards; a wrong password changes nothing', async () => {
  const hashes = {
    bcrypt: BCRYPT,
    sha256: `$sha256$order=before,salt=text$${SALT}$${sha256(SALT + PASSWORD)}`,
    pbkdf2: `pbkdf2_sha256$1000$${SALT}$${pbkdf2Sync(PASSWORD, SALT, 1000, 32, 'sha256').toString('base64')}`,
    argon2: await argon2(PASSWORD, { memoryCost: 64, timeCost: 1 }),
  };
  const people = Object.values(hashes).map((hash, at) => ({
    ...CLAIRE,
    identifier: `184058832104${at}`,
    password: PASSWORD,
    hash,
  }));
  const lines = people.map(({ identifier, hash, familyName, givenNames, email }) =>
    JSON.stringify({
      nir: `${identifier}${nirKey(identifier)}`,
      family_name: familyName,
      given_names: givenNames,
      gender: 'female',
      birthdate: '1984-05-11',
      email,
      password_hash: hash,
    }),
  );
  const file = join(folder, 'legacy.ndjson');
  writeFileSync(file, lines.join('\n'));
  const environment = { ...poterne.secrets, DATABASE_URL: poterne.database.url };
  const imported = await importCommand(environment, file, '--realm', 'allocataires');
  expect(imported).toMatchObject({ code: 0, said: expect.stringContaining('created 4') });

  const stored = async () =>
    (
      await query<{ hash: string; pepper_key_id: string }>(
        poterne.database.url,
        'SELECT hash, pepper_key_id FROM credential ORDER BY account_id',
      )
    ).map(({ hash, pepper_key_id }) => `${pepper_key_id}:${hash}`);
  const before = await stored();
  const party = await relyingParty(poterne);
  for (const person of people) expect(await tryWrong(person)).toBe(true);
  expect(await stored()).toEqual(before);

  for (const person of people) {
    const { request, callback } = await signIn(poterne, party, person);
    expect((await party.redeem(request, callback)).claims()?.acr).toBe('two-step');
  }
  const after = await stored();
  expect(after.filter((row) => /^[^:]+:\$argon2id\$v=19\$m=64,t=1,p=1\$/.test(row))).toHaveLength(4);
  const { request, callback } = await signIn(poterne, party, people[0] as TestPerson);
  expect((await party.redeem(request, callback)).id_token).toBeTruthy();
  expect(await stored()).toEqual(after);
});

/** @returns whether the page said, in its one neutral sentence, that the pair is wrong */
async function tryWrong(person: TestPerson): Promise<boolean> {
  const party = await relyingParty(poterne);
  const agent = openAgent(poterne.origin);
  const page = await agent.get((await party.request()).url);
  const answer = await agent.submit(page, '/login', { identifier: person.identifier, password: '70413929' });
  return answer.status === 422;
}
