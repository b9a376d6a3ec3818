/** Authorization requests and the codes they give, RFC by RFC. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from '@jest/globals';
import * as framework from './rfc6749_authorization_framework.js';
import * as assertions from './rfc7521_7523_private_key_jwt.js';
import * as pkce from './rfc7636_pkce.js';
import * as discovery from './rfc8414_discovery.js';
import * as mutualTls from './rfc8705_mutual_tls.js';
import * as requestObjects from './rfc9101_request_objects.js';
import * as pushed from './rfc9126_par.js';
import * as issuer from './rfc9207_iss.js';
import * as actions from './rfc9396_rich_authorization_requests.js';
import { createStage } from './stage.js';

const keys = await assertions.serveKeys();
const folder = mkdtempSync(join(tmpdir(), 'poterne-actions-'));
writeFileSync(join(folder, 'actions.json'), JSON.stringify(actions.actions));
writeFileSync(join(folder, 'resources.json'), JSON.stringify(actions.resources));
const stage = createStage({
  name: 'protocol_authorization',
  environment: { ACTIONS_FILE: join(folder, 'actions.json'), RESOURCES_FILE: join(folder, 'resources.json') },
  clients: [framework, assertions, pkce, discovery, mutualTls, requestObjects, pushed, issuer, actions, keys].flatMap(
    ({ clients }) => clients,
  ),
});
beforeAll(() => stage.start());
afterAll(() => Promise.all([stage.close(), keys.close()]));

describe('RFC 6749 The OAuth 2.0 Authorization Framework', () => framework.specify(stage));
describe('RFC 7523 JWT Profile for Client Authentication', () => assertions.specify(stage, keys.asked));
describe('RFC 7636 Proof Key for Code Exchange', () => pkce.specify(stage));
describe('RFC 8414 Authorization Server Metadata', () => discovery.specify(stage));
describe('RFC 8705 without a trusted proxy', () => mutualTls.specifyWithoutProxy(stage));
describe('RFC 9101 JWT-Secured Authorization Requests', () => requestObjects.specify(stage));
describe('RFC 9126 Pushed Authorization Requests', () => pushed.specify(stage));
describe('RFC 9207 Issuer Identification', () => issuer.specify(stage));
describe('RFC 9396 Rich Authorization Requests', () => actions.specify(stage));
