/** POST /subjects/resolve: the account behind a `sub` (P3), for the back office of the portal that received it. */
import { z } from 'zod';
import type { ResolveSubject } from '../../services/account/resolve_subject.js';
import { accountField } from '../fields.js';
import { type Operation, operation } from '../operation.js';

export function resolveOperation(resolve: ResolveSubject): Operation {
  return operation({
    id: 'resolveSubject',
    method: 'POST',
    path: '/subjects/resolve',
    scope: 'subjects:resolve',
    title: { fr: 'Trouver un compte par son sub', en: 'Resolve a sub' },
    description: 'A sector and the `sub` that one of its portals received. Audited.',
    body: z.strictObject({
      sector: z.string().min(1).max(255),
      sub: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    }),
    status: 200,
    answer: z.object({ account: accountField }),
    writes: false,
    problems: ['unknown-person', 'malformed-body', 'too-large', 'unsupported-media-type'],
    run: ({ realm, actor, body }) => resolve(realm, body, actor),
  });
}
