/** The kiosk's sign-in with a person's own phone, RFC by RFC. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from '@jest/globals';
import * as device from './rfc8628_device_authorization.js';
import { createStage } from './stage.js';

const file = join(mkdtempSync(join(tmpdir(), 'poterne-resources-')), 'resources.json');
writeFileSync(file, JSON.stringify(device.resources));

const stage = createStage({
  name: 'protocol_device_authorization',
  environment: { RESOURCES_FILE: file },
  clients: device.clients,
});
beforeAll(() => stage.start());
afterAll(() => stage.close());

describe('RFC 8628 Device Authorization Grant', () => device.specify(stage));
