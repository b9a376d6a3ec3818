/** Shared Signals as its specifications write them: SSF 1.0, CAEP 1.0, RFC 8417, RFC 8935, RFC 8936 (S8). */
import { afterAll, beforeAll, describe } from '@jest/globals';
import * as push from './rfc8935_push.js';
import * as poll from './rfc8936_poll.js';
import * as framework from './shared_signals_framework.js';
import { type Receiver, receive } from './signal_receiver.js';
import { createStage } from './stage.js';

let receiver: Receiver;
const stage = createStage({
  name: 'protocol_signals',
  // A poll waits in the process that took it.
  processes: 1,
  clients: [framework, push, poll].flatMap(({ clients }) => clients),
});
beforeAll(async () => {
  receiver = await receive();
  await stage.start();
});
afterAll(async () => {
  await stage.close();
  await receiver.close();
});

describe('OpenID Shared Signals Framework 1.0', () => framework.specify(stage));
describe('RFC 8935 Push-Based Security Event Token Delivery', () => push.specify(stage, () => receiver));
describe('RFC 8936 Poll-Based Security Event Token Delivery', () => poll.specify(stage));
