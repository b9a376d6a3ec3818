/** What OpenID Connect adds: who the person is, how they proved it, and how they leave. */
import { afterAll, beforeAll, describe } from '@jest/globals';
import * as nir from './nir_scope.js';
import * as backchannel from './openid_backchannel_logout.js';
import * as core from './openid_core.js';
import * as logout from './openid_rp_initiated_logout.js';
import * as registration from './rfc7591_registration.js';
import { createStage } from './stage.js';

const alive = await backchannel.listen();
const failing = await backchannel.listen();
const stage = createStage({
  name: 'protocol_openid',
  environment: { REGISTRATION_INITIAL_ACCESS_TOKEN: registration.INITIAL_ACCESS_TOKEN },
  clients: [
    ...[core, logout, registration, nir].flatMap(({ clients }) => clients),
    ...backchannel.clientsOf(alive, failing),
  ],
});
beforeAll(() => stage.start());
afterAll(() => stage.close());

describe('OpenID Connect Core 1.0', () => core.specify(stage));
describe('OpenID Connect RP-Initiated Logout 1.0', () => logout.specify(stage));
describe('RFC 7591 Dynamic Client Registration', () => registration.specify(stage));
describe('S4 the nir scope', () => nir.specify(stage));
// Last, for it lets hours pass.
describe('OpenID Connect Back-Channel Logout 1.0', () =>
  backchannel.specify(
    stage,
    () => alive,
    () => failing,
  ));
