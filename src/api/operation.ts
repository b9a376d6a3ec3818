/** An operation of the API, said once: the router serves it, the OpenAPI document and the page describe it. */
import type { z } from 'zod';
import type { Outcome } from '../domain/outcome.js';
import type { Localized, Realm } from '../domain/realm.js';
import type { Receipt } from '../ports/idempotency_store.js';
import type { Actor } from '../services/account/change_file.js';
import type { ProblemCode } from './problem.js';

export const SCOPES = {
  'accounts:read': 'Look a file up; identifiers never leave, contacts are masked',
  'accounts:enrol': 'Enrol a first-time applicant',
  'accounts:write': 'Affiliate, suspend, reinstate and unlock',
  'accounts:events': 'Separation, mutation, death and closure',
  'accounts:provisional': 'Have a provisional password sent',
  'accounts:contacts': 'Set and remove contacts',
  'accounts:activate': 'Codes of a desk, cards of codes, telephone codes',
  'accounts:export': 'Everything that is held about a person',
  'accounts:erase': 'Erase a person',
  'organisations:read': 'Read an organisation and how many administer it',
  'organisations:write': 'Create organisations, name and invite their administrators',
  'subjects:resolve': 'The account behind a sub of one’s sector',
} as const;
export type Scope = keyof typeof SCOPES;

export interface OperationRequest<Body> {
  readonly realm: Realm;
  readonly actor: Actor;
  readonly params: Readonly<Record<string, string>>;
  readonly body: Body;
  /** what to write with the effect, so that the answer stands with it or not at all */
  readonly receiptOf: (body: Readonly<Record<string, unknown>>, endsSignInsOf?: string) => Receipt | null;
}

export type OperationOutcome = Outcome<
  { readonly body: Readonly<Record<string, unknown>> },
  { readonly code: ProblemCode | 'answered-meanwhile'; readonly retryAfterSeconds?: number }
>;

export interface Operation<Body = unknown> {
  /** operationId of the document */
  readonly id: string;
  readonly method: 'GET' | 'POST';
  /** below /api/v1, with `{parameters}` that are UUIDs */
  readonly path: string;
  readonly scope: Scope;
  readonly title: Localized;
  /** more than the title says, for whoever programs */
  readonly description: string;
  /** null: takes no body */
  readonly body: z.ZodType<Body> | null;
  readonly status: 200 | 201;
  readonly answer: z.ZodType;
  /** does it write? Then it wants an Idempotency-Key */
  readonly writes: boolean;
  /** what it may answer besides what every operation may */
  readonly problems: readonly ProblemCode[];
  readonly run: (request: OperationRequest<Body>) => Promise<OperationOutcome>;
}

/** Keeps the body's type between an operation's schema and its handler. */
export function operation<Body>(definition: Operation<Body>): Operation {
  return definition as Operation;
}

export const EVERY_PROBLEM: readonly ProblemCode[] = [
  'invalid-token',
  'insufficient-scope',
  'invalid-request',
  'rate-limited',
  'unavailable',
  'server-error',
];
export const PROBLEMS_OF_WRITES: readonly ProblemCode[] = [
  'malformed-body',
  'too-large',
  'unsupported-media-type',
  'idempotency-key-missing',
  'idempotency-key-reused',
  'request-in-progress',
];
