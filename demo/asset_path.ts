/**
 * Where the demonstration's style sheets, scripts and people are: beside the module when it runs from the sources, and
 * still in the source folder when it runs compiled from `dist/`, so that nothing has to be copied by the build.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * @param name path of the file inside `demo/`, with forward slashes
 * @returns its absolute path on this machine
 * @throws when the file is in neither place
 */
export function assetPath(name: string): string {
  const candidates = [new URL(name, import.meta.url), new URL(`../../demo/${name}`, import.meta.url)];
  for (const candidate of candidates) {
    const path = fileURLToPath(candidate);
    if (existsSync(path)) return path;
  }
  throw new Error(`demonstration file not found: demo/${name}`);
}
