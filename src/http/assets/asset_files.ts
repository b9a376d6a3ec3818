/**
 * The files that pages refer to, each named after its content so that browsers and proxies may keep it for ever (X1: a
 * page under 30 kB).
 */
import { createHash } from 'node:crypto';
import type { RealmTheme } from '../../domain/realm.js';
import { clientScript } from './client_script.js';
import { keypadScript } from './keypad_script.js';
import { KIOSK_CSS } from './kiosk_css.js';
import { kioskScript } from './kiosk_script.js';
import { passkeyCreationScript } from './passkey_creation_script.js';
import { passkeyRequestScript } from './passkey_request_script.js';
import { compact, stylesheet } from './stylesheet.js';
import { THEMES, type Theme } from './themes.js';

export interface AssetFile {
  /** media type, as sent in Content-Type */
  readonly type: string;
  readonly body: string;
}

/** Addresses of the files one page needs. */
export interface PageAssets {
  readonly css: string;
  readonly script: string;
  /** beside it, on a kiosk's pages (I9) */
  readonly kioskScript: string;
  readonly kioskCss: string;
  readonly icon: string;
}

/**
 * Every file to serve for these themes, by address. An answer may carry `Cache-Control: public, max-age=31536000,
 * immutable`: a changed body has another address.
 */
export function assetFiles(themes: readonly Theme[] = Object.values(THEMES)): Map<string, AssetFile> {
  const scripts = [SCRIPT, PASSKEY_CREATION, PASSKEY_REQUEST, KIOSK_SCRIPT, KIOSK_STYLE];
  const files = new Map<string, AssetFile>(scripts.map(({ path, file }) => [path, file]));
  for (const theme of themes) {
    for (const { path, file } of [cssOf(theme), iconOf(theme)]) files.set(path, file);
  }
  return files;
}

/** Addresses of a theme's files, the same as those `assetFiles` serves. */
export function assetsOf(name: RealmTheme['name']): PageAssets {
  return PAGE_ASSETS[name];
}

interface NamedFile {
  readonly path: string;
  readonly file: AssetFile;
}

function named(stem: string, extension: string, type: string, body: string): NamedFile {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  return { path: `/assets/${stem}.${hash}.${extension}`, file: { type, body } };
}

function cssOf(theme: Theme): NamedFile {
  return named(theme.name, 'css', 'text/css; charset=utf-8', stylesheet(theme));
}

/** The door of the header's mark, on the band's colour. */
function iconOf({ name, light }: Theme): NamedFile {
  const body =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
    `<rect width="32" height="32" rx="7" fill="${light.band}"/>` +
    `<path d="M9 26V14a7 7 0 0 1 14 0v12z" fill="none" stroke="${light.highlight}" stroke-width="3"/>` +
    `<circle cx="19" cy="19" r="1.7" fill="${light.highlight}"/></svg>`;
  return named(name, 'svg', 'image/svg+xml', body);
}

const SCRIPT = named('page', 'js', 'text/javascript; charset=utf-8', compactScript(clientScript + keypadScript));
const KIOSK_SCRIPT = named('kiosk', 'js', 'text/javascript; charset=utf-8', compactScript(kioskScript));
const KIOSK_STYLE = named('kiosk', 'css', 'text/css; charset=utf-8', compact(KIOSK_CSS));

const PASSKEY_CREATION = named(
  'passkeycreation',
  'js',
  'text/javascript; charset=utf-8',
  compactScript(passkeyCreationScript),
);

const PASSKEY_REQUEST = named(
  'passkeyrequest',
  'js',
  'text/javascript; charset=utf-8',
  compactScript(passkeyRequestScript),
);

/** Scripts of the few pages that need them, beside that of all pages. */
export const PAGE_SCRIPTS = {
  'passkey-creation': PASSKEY_CREATION.path,
  'passkey-request': PASSKEY_REQUEST.path,
} as const;
export type PageScript = keyof typeof PAGE_SCRIPTS;

const PAGE_ASSETS: Readonly<Record<RealmTheme['name'], PageAssets>> = {
  allocataires: addresses(THEMES.allocataires),
  employeurs: addresses(THEMES.employeurs),
};

function addresses(theme: Theme): PageAssets {
  return {
    css: cssOf(theme).path,
    script: SCRIPT.path,
    kioskScript: KIOSK_SCRIPT.path,
    kioskCss: KIOSK_STYLE.path,
    icon: iconOf(theme).path,
  };
}

/** Without indentation, empty lines and whole-line comments; nothing inside a line is touched. */
function compactScript(source: string): string {
  return source
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('//'))
    .join('\n');
}
