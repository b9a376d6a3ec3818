// Prints a fresh value for every secret variable, one `NAME=value` a line. Needs Node alone, no installed package.
//   node scripts/make_secrets.mjs                        the secret lines
//   node scripts/make_secrets.mjs .env.example > .env    that file, its secret lines replaced
// Keep what it prints where secrets are kept: nothing here is stored, and no value can be computed again. Signing keys are
// none of them: the service makes them in its database, under KEY_ENCRYPTION_KEYS.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { RINGS, SINGLE_VALUES } from './secret_variables.mjs';

const SECRET_BYTES = 32;

// Ids tell the day a key was made, and never meet one that is already in a ring.
const id = `${new Date().toISOString().slice(0, 10).replaceAll('-', '')}-${randomBytes(2).toString('hex')}`;

const values = {
  ...Object.fromEntries(RINGS.map((name) => [name, `${id}:${secret()}`])),
  ...Object.fromEntries(SINGLE_VALUES.map((name) => [name, secret()])),
};

const template = process.argv[2];
const lines = template === undefined ? allLines() : filled(readFileSync(template, 'utf8'));
process.stdout.write(lines);

function allLines() {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

function filled(text) {
  return text.replace(/^([A-Z_]+)=.*$/gm, (line, name) =>
    Object.hasOwn(values, name) ? `${name}=${values[name]}` : line,
  );
}

/** 32 random bytes that spell no word: the service refuses a secret in which it reads a known one. */
function secret() {
  for (;;) {
    const bytes = randomBytes(SECRET_BYTES);
    if (!/[a-z]{3}/i.test(bytes.toString('latin1'))) return bytes.toString('base64url');
  }
}
