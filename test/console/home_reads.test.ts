/** U1, O6: what the home page of « Gérer mon compte » asks the stores. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { passSeconds } from '../harness/moving_time.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { relyingParty, signIn } from '../harness/relying_party.js';
import { CLAIRE } from '../harness/scenario.js';

/** What a process does by itself every second. */
const BY_ITSELF = /^\s*(?:UPDATE (?:logout_notice|backchannel_request)|INSERT INTO audit_event)/;
type Query = (this: pg.Client, ...args: unknown[]) => unknown;
type Send = (this: Redis, ...args: unknown[]) => unknown;

describe('the home page of « Gérer mon compte »', () => {
  const statements: string[] = [];
  const commands: string[] = [];
  const client = pg.Client.prototype as unknown as { query: Query };
  const redis = Redis.prototype as unknown as { sendCommand: Send };
  const { query } = client;
  const { sendCommand } = redis;
  let poterne: Restartable;
  beforeAll(async () => {
    client.query = function queries(...args) {
      const [first] = args;
      const text = typeof first === 'string' ? first : ((first as { text?: string })?.text ?? '');
      if (!BY_ITSELF.test(text)) statements.push(text);
      return query.apply(this, args);
    };
    redis.sendCommand = function sends(...args) {
      const { name, args: words } = args[0] as { name: string; args: readonly unknown[] };
      commands.push(`${name} ${words.map(String).join(' ').slice(0, 300)}`);
      return sendCommand.apply(this, args);
    };
    poterne = await startPoterne({ name: 'home_reads', ephemeral: 'redis', processes: 1 });
  });
  afterAll(async () => {
    await poterne.close();
    client.query = query;
    redis.sendCommand = sendCommand;
  });

  test('U1 O6 it asks nothing twice: five statements, and one read of each session', async () => {
    const caf = await relyingParty(poterne);
    await signIn(poterne, caf, CLAIRE);
    passSeconds(60);
    const { agent } = await signIn(poterne, caf, CLAIRE);
    const home = `${poterne.issuer('allocataires')}/account`;
    await agent.get(home);
    // What a process remembers of an account for a moment is forgotten.
    passSeconds(30);
    await poterne.service.settled();
    statements.length = 0;
    commands.length = 0;
    expect((await agent.get(home)).status).toBe(200);
    // The account, its calls, contacts, browsers and identities.
    expect(statements).toHaveLength(5);
    expect(new Set(statements).size).toBe(5);
    expect(new Set(commands).size).toBe(commands.length);
    const ofSessions = commands.filter((command) => /:Session:/.test(command));
    const names = ofSessions.map((command) => command.split(':Session:')[1]);
    expect(names.length).toBeGreaterThan(1);
    expect(new Set(names).size).toBe(names.length);
    // The console's own session: read, seen to be in use, and for how long; the list of the provider's.
    expect(commands.length - ofSessions.length).toBe(5);
  });
});
