/** What a client does with its code and its tokens, RFC by RFC. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from '@jest/globals';
import * as fapi from './fapi_2_0.js';
import * as bearer from './rfc6750_bearer.js';
import * as revocation from './rfc7009_revocation.js';
import * as introspection from './rfc7662_introspection.js';
import * as mutualTls from './rfc8705_mutual_tls.js';
import * as indicators from './rfc8707_resource_indicators.js';
import * as structured from './rfc9068_jwt_access_tokens.js';
import * as dpop from './rfc9449_dpop.js';
import { createStage } from './stage.js';

const file = join(mkdtempSync(join(tmpdir(), 'poterne-resources-')), 'resources.json');
writeFileSync(file, JSON.stringify([...introspection.resources, ...indicators.resources, ...structured.resources]));

const stage = createStage({
  name: 'protocol_tokens',
  environment: { RESOURCES_FILE: file, TRUSTED_PROXIES: '127.0.0.1, ::1' },
  clients: [bearer, revocation, introspection, mutualTls, indicators, structured, dpop, fapi].flatMap(
    ({ clients }) => clients,
  ),
});
beforeAll(() => stage.start());
afterAll(() => stage.close());

describe('RFC 6750 Bearer Token Usage', () => bearer.specify(stage));
describe('RFC 7009 Token Revocation', () => revocation.specify(stage));
describe('RFC 7662 Token Introspection', () => introspection.specify(stage));
describe('RFC 8705 Mutual-TLS Client Authentication', () => mutualTls.specify(stage));
describe('RFC 8707 Resource Indicators', () => indicators.specify(stage));
describe('RFC 9068 JWT Access Tokens', () => structured.specify(stage));
describe('RFC 9449 DPoP', () => dpop.specify(stage));
describe('FAPI 2.0 Security Profile', () => fapi.specify(stage));
