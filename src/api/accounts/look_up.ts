/** Looks a file up, by identifier or by account: audited, masked. An identifier travels in a body, never in an address (P3). */
import { z } from 'zod';
import { parseTypedIdentifier } from '../../domain/identifier/typed_identifier.js';
import { DELIVERY_OUTCOMES } from '../../ports/delivery/delivery_status.js';
import type { LookUpFile } from '../../services/account/look_up_file.js';
import { accountField } from '../fields.js';
import { type Operation, operation } from '../operation.js';

const lane = z.object({
  state: z.enum(['open', 'waiting', 'closed']),
  failures: z.int(),
  retry_at: z.iso.datetime().optional(),
});

const fileAnswer = z.object({
  account: accountField,
  name: z.string().describe('Initials'),
  status: z.enum(['active', 'suspended', 'closed']),
  standing: z.enum(['affiliated', 'applicant']),
  closed_for: z.string().optional(),
  closed_at: z.iso.datetime().optional(),
  caf: z.string().optional(),
  locale: z.enum(['fr', 'en']),
  has_address: z.boolean(),
  contacts: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(['email', 'mobile', 'landline']),
      masked: z.string(),
      state: z.enum(['verified', 'pending', 'unverified', 'frozen']),
      frozen_at: z.iso.datetime().optional().describe('Contested by « Ce n’est pas moi »: carries nothing (U2)'),
      pending_until: z.iso.datetime().optional(),
      barred_until: z.iso.datetime().optional().describe('Carries no second step until then (C4)'),
    }),
  ),
  credential: z.object({
    state: z.enum(['none', 'legacy-code', 'provisional', 'chosen', 'expired', 'compromised', 'disabled']),
    expires_at: z.iso.datetime().optional(),
    provisional_waiting: z.boolean(),
    telephone_code: z.boolean(),
  }),
  authenticators: z.int().describe('Authenticator apps (I5)'),
  passkeys: z.int(),
  known_devices: z.int(),
  letters_waiting: z.int(),
  lanes: z
    .object({ password: lane, code: lane, voice: lane, voice_four_digits: lane })
    .describe('Of devices that the account does not know'),
  deliveries: z
    .array(
      z.object({
        at: z.iso.datetime(),
        channel: z.enum(['email', 'sms', 'voice']),
        provider: z.string(),
        outcome: z.enum(DELIVERY_OUTCOMES),
        why: z.string().optional(),
      }),
    )
    .describe('The last ten messages, newest first; delivered and undelivered where the provider says so'),
});

const common = { scope: 'accounts:read', status: 200, answer: fileAnswer, writes: false } as const;

export function lookUpOperations(lookUp: LookUpFile): readonly Operation[] {
  return [
    operation({
      ...common,
      id: 'lookUpByIdentifier',
      method: 'POST',
      path: '/accounts/lookup',
      title: { fr: 'Trouver un dossier par son numéro', en: 'Look a file up by number' },
      description: 'Audited. Never answers the NIR, a whole contact or a credential.',
      body: z.strictObject({
        identifier: z.string().min(1).max(64).describe('NIR, allocataire number or login, as the realm has them'),
      }),
      problems: ['unknown-person', 'malformed-body', 'too-large', 'unsupported-media-type'],
      async run({ realm, actor, body: { identifier } }) {
        const typed = parseTypedIdentifier(realm.identifierKinds, identifier);
        if (!typed.ok) return { ok: false, code: 'unknown-person' };
        return lookUp(realm, { kind: typed.kind, value: typed.value }, actor);
      },
    }),
    operation({
      ...common,
      id: 'lookUp',
      method: 'GET',
      path: '/accounts/{account}',
      title: { fr: 'Consulter un dossier', en: 'Look a file up' },
      description: 'Audited. The same by the account that another answer gave.',
      body: null,
      problems: ['unknown-person'],
      run: ({ realm, actor, params }) => lookUp(realm, { accountId: params['account'] ?? '' }, actor),
    }),
  ];
}
