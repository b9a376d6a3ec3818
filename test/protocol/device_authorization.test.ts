/** The kiosk's sign-in with a person's own phone, RFC by RFC. */
import { afterAll, beforeAll, describe } from '@jest/globals';
import * as device from './rfc8628_device_authorization.js';
import { createStage } from './stage.js';

const stage = createStage({ name: 'protocol_device_authorization', clients: device.clients });
beforeAll(() => stage.start());
afterAll(() => stage.close());

describe('RFC 8628 Device Authorization Grant', () => device.specify(stage));
