/**
 * `npm run app`: a mobile app on the command line, beside `npm start` (docs/mobile_app.md). Commands are typed one after the
 * other, or given: `npm run app -- sign-in lose steal`.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openAppClient } from './app_client.js';
import { type AppWorld, commandList, runCommand } from './commands.js';
import { openStore } from './store.js';

const port = Number(process.env['PORT'] ?? 3000);
const issuer = `http://localhost:${port}/allocataires`;
const say = (line: string) => void process.stdout.write(`${line}\n`);

const app = await openAppClient({
  issuer,
  api: `http://localhost:${port + 5}/bank-details`,
  store: openStore(join(process.env['DATA_DIR'] ?? './data', 'app.json')),
}).catch((error: unknown) => {
  say(`No provider at ${issuer}: is \`npm start\` running? (${(error as Error).message})`);
  process.exit(1);
});
const world: AppWorld = { app, devicesUrl: `${issuer}/account/devices`, say, open: openBrowser };

const given = process.argv.slice(2);
if (given.length > 0) {
  let isDone = true;
  for (const command of given) isDone = (await runCommand(world, command)) && isDone;
  process.exit(isDone ? 0 : 1);
}
say(app.subject ? `Signed in as ${app.subject}.` : 'Nobody is signed in.');
for (const line of commandList()) say(line);
const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: 'app> ' });
let isOpen = true;
lines.on('close', () => {
  isOpen = false;
});
lines.prompt();
for await (const line of lines) {
  if (line.trim() !== '') await runCommand(world, line);
  if (isOpen) lines.prompt();
}

/** Says the address too: there may be no browser here. */
function openBrowser(address: URL): void {
  say(`In the browser: ${address.href}`);
  const program = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  spawn(program, [address.href], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
