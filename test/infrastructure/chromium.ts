/** A headless Chromium that speaks to this machine alone, for journeys and pictures. */
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from './binaries.js';

const OFFLINE = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1',
];

/**
 * @param without what Playwright would switch off or on by itself, and a browser on a desk would not
 * @returns a browser to close after use; each journey takes a `newContext()` of its own
 * @throws when no Chromium is installed
 */
export async function launchChromium(without: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath)
    throw new Error('Chromium is not installed (Debian: apt-get install chromium; or CHROMIUM_PATH)');
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: [...OFFLINE, ...sandbox], ignoreDefaultArgs: [...without] });
}
