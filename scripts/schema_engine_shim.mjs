#!/usr/bin/env node
// A stand-in for Prisma's native `schema-engine` binary: same argv + JSON-RPC-over-stdio protocol,
// served by the WASM schema engine from the npm registry over @prisma/adapter-pg.
// Use: PRISMA_SCHEMA_ENGINE_BINARY=$PWD/scripts/schema_engine_shim.mjs npx prisma migrate diff …  (CONTRIBUTING.md, Migrations)
import fs from 'node:fs';
import { createRequire } from 'node:module';
import readline from 'node:readline';
import { parseArgs } from 'node:util';

const require = createRequire(import.meta.url);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    datamodels: { type: 'string', multiple: true },
    datasource: { type: 'string' },
    'enabled-preview-features': { type: 'string' },
    'extension-types': { type: 'string' },
  },
});
const url = values.datasource ? JSON.parse(values.datasource).url : process.env.DATABASE_URL;
const log = (level, message, extra = {}) =>
  process.stderr.write(
    `${JSON.stringify({
      timestamp: new Date().toISOString(),
      level,
      fields: { message, ...extra },
      target: 'schema_engine::logger',
    })}\n`,
  );

log('INFO', 'schema-engine shim'); // the CLI drops the first stderr line
if (positionals[0] === 'cli') {
  // can-connect-to-database | create-database | drop-database
  const { default: pg } = await import('pg');
  const u = new URL(url);
  const db = decodeURIComponent(u.pathname.slice(1));
  try {
    if (positionals[1] === 'create-database') {
      u.pathname = '/postgres';
      const c = new pg.Client({ connectionString: u.href });
      await c.connect();
      await c.query(`CREATE DATABASE "${db.replaceAll('"', '""')}"`);
      await c.end();
    } else {
      const c = new pg.Client({ connectionString: url });
      await c.connect();
      await c.query('select 1');
      await c.end();
    }
    log('INFO', 'ok');
    process.exit(0);
  } catch (e) {
    const code = e.code === '3D000' ? 'P1003' : e.code === '42P04' ? 'P1009' : 'P1001';
    log('ERROR', e.message, { is_panic: false, error_code: code });
    process.exit(1);
  }
}

const bg = await import('@prisma/schema-engine-wasm/schema_engine_bg');
const wasmFile = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg').replace(/\.js$/, '.wasm');
const { instance } = await WebAssembly.instantiate(fs.readFileSync(wasmFile), { './schema_engine_bg.js': bg });
bg.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();

// @prisma/adapter-pg rejects catalog types ("char"=18, name=19, ...: prisma/orm#27403): present them as text.
const { default: pg } = await import('pg');
const AS_TEXT = new Map([
  [18, 25],
  [19, 25],
  [1003, 1009],
]);
const orig = pg.Query.prototype.handleRowDescription;
pg.Query.prototype.handleRowDescription = function (msg) {
  for (const f of msg.fields) f.dataTypeID = AS_TEXT.get(f.dataTypeID) ?? f.dataTypeID;
  return orig.call(this, msg);
};
const { PrismaPg } = await import('@prisma/adapter-pg');
const { bindMigrationAwareSqlAdapterFactory } = await import('@prisma/driver-adapter-utils');
const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(poolConfig(url ?? 'postgresql://127.0.0.1:1/none')));
// Discrete fields, NOT connectionString: connectToShadowDb() spreads {...config, database} and a connectionString
// would win over `database`, so the shadow replay would run on the real database (adapter-pg 7.10.0).
function poolConfig(href) {
  const u = new URL(href);
  return {
    host: decodeURIComponent(u.hostname),
    port: Number(u.port || 5432),
    user: decodeURIComponent(u.username),
    password: decodeURIComponent(u.password),
    database: decodeURIComponent(u.pathname.slice(1)),
    idleTimeoutMillis: 50,
  };
}
const datamodels = values.datamodels?.map((f) => [f, fs.readFileSync(f, 'utf8')]);
// evaluateDataLoss/createMigration need the shadow-database factory, which this WASM build only keeps until an
// applyMigrations did something: so a fresh engine per call, primed by a devDiagnostic where the call needs it.
const getEngine = async (method, params) => {
  const e = await bg.SchemaEngine.new({ datamodels }, () => {}, adapter);
  if (['evaluateDataLoss', 'createMigration'].includes(method))
    await e.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
  return e;
};

let last = Promise.resolve();
readline
  .createInterface({ input: process.stdin })
  .on('line', (line) => {
    if (!line.trim()) return;
    const { id, method, params } = JSON.parse(line);
    if (!method) return; // ack of our own `print`
    last = last.then(async () => {
      try {
        const e = await getEngine(method, params);
        const name = method === 'getDatabaseVersion' ? 'version' : method;
        if (method === 'createDatabase') throw Object.assign(new Error('createDatabase: use the cli entry'), {});
        if (typeof e[name] !== 'function') throw new Error(`schema-engine shim: no method ${method}`);
        const result = (await e[name](params)) ?? {};
        if (method === 'diff' && result.stdout)
          process.stdout.write(
            JSON.stringify({ jsonrpc: '2.0', id: 1e6 + id, method: 'print', params: { content: result.stdout } }) +
              '\n',
          );
        process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`);
      } catch (err) {
        const code = err.code ?? err.error_code;
        process.stdout.write(
          `${JSON.stringify({
            jsonrpc: '2.0',
            id,
            error: {
              code: 4466,
              message: String(err.message ?? err),
              data: {
                is_panic: false,
                message: String(err.message ?? err),
                ...(code ? { error_code: code } : {}),
                meta: err.meta ?? null,
              },
            },
          })}\n`,
        );
      }
    });
  })
  .on('close', () => last.finally(() => process.exit(0)));
