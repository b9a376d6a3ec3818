/** The OpenAPI 3.1 document of the API, from the schemas that validate. */
import { z } from 'zod';
import { EVERY_PROBLEM, type Operation, PROBLEMS_OF_WRITES, SCOPES } from './operation.js';
import { PROBLEMS, type ProblemCode } from './problem.js';
import { AGENT_HEADER, API_PREFIX } from './router.js';

export interface DocumentedRealm {
  readonly id: string;
  readonly issuer: string;
}

type Json = Record<string, unknown>;

/**
 * @param origin where the API is asked
 * @param realms whose token endpoints give tokens for it
 */
export function openApiDocument(
  operations: readonly Operation[],
  origin: string,
  realms: readonly DocumentedRealm[],
): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const path = paths[operation.path] ?? {};
    path[operation.method.toLowerCase()] = describe(operation, realms);
    paths[operation.path] = path;
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Poterne back-office API',
      version: '1.0.0',
      description:
        'Files of people, as a back office opens, changes and closes them. A client gets its access token from the issuer ' +
        `of its realm with client_credentials and resource=<origin>${API_PREFIX}; the realm follows from the token.`,
    },
    servers: [{ url: `${origin}${API_PREFIX}` }],
    paths,
    components: {
      securitySchemes: Object.fromEntries(
        realms.map(({ id, issuer }) => [
          id,
          {
            type: 'oauth2',
            description: `Issuer ${issuer}`,
            flows: { clientCredentials: { tokenUrl: `${issuer}/token`, scopes: SCOPES } },
          },
        ]),
      ),
      schemas: { Problem: jsonSchema(problemSchema, 'output') },
    },
  };
}

function problemsOf(operation: Operation): readonly ProblemCode[] {
  return [...new Set([...EVERY_PROBLEM, ...(operation.writes ? PROBLEMS_OF_WRITES : []), ...operation.problems])];
}

const problemSchema = z
  .object({
    type: z.string().describe('Where the problem is explained, relative to the API’s origin'),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
    correlation_id: z.string().describe('Of our log line'),
    errors: z.array(z.object({ at: z.string(), fault: z.string() })).optional(),
  })
  .describe('RFC 9457');

function describe(operation: Operation, realms: readonly DocumentedRealm[]): Json {
  const { id, title, description, body, status, answer, scope, writes } = operation;
  return {
    operationId: id,
    summary: title.en,
    description,
    security: realms.map((realm) => ({ [realm.id]: [scope] })),
    parameters: [
      ...[...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string', format: 'uuid' },
      })),
      ...(writes
        ? [
            {
              name: 'Idempotency-Key',
              in: 'header',
              required: true,
              description: 'The same for every try of one request; kept for 24 hours',
              schema: { type: 'string', minLength: 8, maxLength: 128 },
            },
          ]
        : []),
      {
        name: AGENT_HEADER,
        in: 'header',
        required: false,
        description: 'The agent behind the client, by an opaque reference of yours: goes into the audit',
        schema: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,64}$' },
      },
    ],
    ...(body
      ? { requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(body, 'input') } } } }
      : {}),
    responses: {
      [status]: {
        description: 'Done',
        content: { 'application/json': { schema: jsonSchema(answer, 'output') } },
      },
      ...problemResponses(problemsOf(operation)),
    },
  };
}

/** One response a status: its problems differ by `code`. */
function problemResponses(codes: readonly ProblemCode[]): Json {
  const statuses = [...new Set(codes.map((code) => PROBLEMS[code].status))].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: codes
          .filter((code) => PROBLEMS[code].status === status)
          .map((code) => `\`${code}\`: ${PROBLEMS[code].title}`)
          .join(' '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' }) as Json;
  return rest;
}
