/**
 * ACTIONS_FILE: a JSON array of the sensitive actions that portals may name as `authorization_details` types (RFC 9396,
 * A5), with the words that pages and messages say.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { OWN_ACTIONS } from '../domain/sensitive_action/own_actions.js';
import type { RegisteredAction } from '../domain/sensitive_action/sensitive_action.js';

/** A label fills an SMS with the code, the portal and the warning. */
const LONGEST_LABEL = 60;
const LONGEST_FIELD = 200;
const MOST_FIELDS = 6;

/** Members that RFC 9396 gives a meaning of its own, and the one that Poterne adds. */
const RESERVED = ['type', 'locations', 'actions', 'datatypes', 'identifier', 'privileges', 'transaction_id'];

const words = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cf}<>]+$/u, 'must be plain words')
    .regex(/^\S(.*\S)?$/, 'must neither begin nor end with a space');
const localized = (longest: number) => z.strictObject({ fr: words(longest), en: words(longest) });

const entrySchema = z.strictObject({
  /** one realm, or every realm without it */
  realm: z.string().optional(),
  type: z.string().regex(/^[a-z][a-z0-9_.:/-]{2,99}$/, 'must be lower case letters, digits and . _ : / -'),
  /** client_ids that may ask for it; every client of the realm without it */
  clients: z.array(z.string().min(1)).min(1).optional(),
  label: localized(LONGEST_LABEL),
  fields: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be a short name in lower case'),
        label: localized(40),
        longest_characters: z.number().int().min(1).max(LONGEST_FIELD),
      }),
    )
    .max(MOST_FIELDS)
    .default([]),
  minimum_acr: z.enum(['two-step-fresh', 'two-factor-fresh']).default('two-step-fresh'),
});

export class ActionsFileError extends Error {
  constructor(index: number | undefined, what: string) {
    super(`ACTIONS_FILE${index === undefined ? '' : `: action ${index}`}: ${what}`);
    this.name = 'ActionsFileError';
  }
}

/**
 * @param text the file's content
 * @param realmIds realms that exist
 * @throws ActionsFileError with the entry's index and field
 */
export function parseActions(text: string, realmIds: readonly string[]): readonly RegisteredAction[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new ActionsFileError(undefined, 'is not JSON');
  }
  if (!Array.isArray(parsed)) throw new ActionsFileError(undefined, 'must be a JSON array');
  const actions = parsed.map((entry: unknown, index) => readAction(entry, index, realmIds));
  for (const [index, { type, realm }] of actions.entries()) {
    const before = [...OWN_ACTIONS, ...actions.slice(0, index)];
    const isTaken = before.some(
      (other) => other.type === type && (other.realm === realm || other.realm === null || realm === null),
    );
    if (isTaken) throw new ActionsFileError(index, `type: "${type}" is registered already`);
  }
  return actions;
}

function readAction(entry: unknown, index: number, realmIds: readonly string[]): RegisteredAction {
  const read = entrySchema.safeParse(entry);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new ActionsFileError(index, `${issue?.path.join('.') || 'entry'}: ${issue?.message ?? 'refused'}`);
  }
  const { type, realm = null, clients = null, label, fields, minimum_acr: minimumAcr } = read.data;
  if (realm !== null && !realmIds.includes(realm)) throw new ActionsFileError(index, `unknown realm "${realm}"`);
  const names = fields.map(({ name }) => name);
  const refused = names.find((name, at) => RESERVED.includes(name) || names.indexOf(name) !== at);
  if (refused !== undefined) throw new ActionsFileError(index, `fields: "${refused}" is reserved or there twice`);
  return {
    type,
    realm,
    clients,
    label,
    fields: fields.map(({ name, label: of, longest_characters: longestCharacters }) => ({
      name,
      label: of,
      longestCharacters,
    })),
    minimumAcr,
  };
}

/** @throws ActionsFileError when the file cannot be read or is refused */
export function readActionsFile(file: string, realmIds: readonly string[]): readonly RegisteredAction[] {
  try {
    return parseActions(readFileSync(file, 'utf8'), realmIds);
  } catch (error) {
    if (error instanceof ActionsFileError) throw error;
    throw new ActionsFileError(undefined, `cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
