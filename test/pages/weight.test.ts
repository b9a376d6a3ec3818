/** What a page costs on a slow connection (X1: under 30 kB, no web font), and how its files are named. */
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { assetFiles, assetsOf } from '../../src/http/assets/asset_files.js';
import { clientScript } from '../../src/http/assets/client_script.js';
import { catalogue } from './catalogue.js';

const MOST_BYTES = 30_000;
/** what a page that asks for a passkey, and says what for, may weigh besides, compressed */
const PASSKEY_BYTES = 850;
/** and the list of the API's operations, which grows with them and is read by developers */
const OPERATIONS_BYTES = 2_000;
/** and a kiosk's: it has a wire */
const KIOSK_BYTES = 2_000;
const FILES = assetFiles();

function bodyOf(path: string): string {
  const file = FILES.get(path);
  if (file === undefined) throw new Error(`no file ${path}`);
  return file.body;
}

test('X1 every page with its style sheet is under 30 kB before compression, and with everything under 10 kB after', () => {
  for (const { name, realm, render } of catalogue()) {
    const { css, icon, kioskCss } = assetsOf(realm.theme.name);
    for (const locale of ['fr', 'en'] as const) {
      const html = render(locale);
      expect(Buffer.byteLength(html + bodyOf(css))).toBeLessThan(MOST_BYTES);
      const isKiosk = html.includes(kioskCss);
      const scripts = [...html.matchAll(/<script src="([^"]+)"/g)].map(([, path = '']) => path);
      expect(scripts.length).toBeGreaterThan(0);
      const sent = [html, ...[css, icon, ...scripts, ...(isKiosk ? [kioskCss] : [])].map(bodyOf)].map(
        (body) => gzipSync(body).length,
      );
      const more =
        (isKiosk ? KIOSK_BYTES : scripts.length > 1 ? PASSKEY_BYTES : 0) + (name === 'api/docs' ? OPERATIONS_BYTES : 0);
      const most = MOST_BYTES / 3 + more;
      expect(sent.reduce((sum, length) => sum + length)).toBeLessThan(most);
    }
  }
});

test('X1 the files load nothing else', () => {
  for (const [path, { body }] of FILES) {
    if (!path.endsWith('.svg')) expect(body).not.toMatch(/https?:|@import|@font-face|url\(/);
  }
});

test('X1 the names of the files follow their content', () => {
  expect([...FILES.keys()].every((path) => /^\/assets\/[a-z]+\.[0-9a-f]{12}\.(css|js|svg)$/.test(path))).toBe(true);
  expect(FILES.size).toBe(9);
});

test('X1 the client script parses, and submits no form but the one that carries an answer to a portal', () => {
  expect(() => new Function(clientScript)).not.toThrow();
  expect(() => new Function(bodyOf(assetsOf('allocataires').script))).not.toThrow();
  expect(() => new Function(bodyOf(assetsOf('allocataires').kioskScript))).not.toThrow();
  const others = clientScript.replace(/for \(const form of all\('\[data-sends-itself\]'\)\).*/, '');
  expect(others).not.toBe(clientScript);
  expect(others).not.toMatch(/\.submit\(|requestSubmit|fetch\(|XMLHttp|innerHTML|localStorage/);
});
