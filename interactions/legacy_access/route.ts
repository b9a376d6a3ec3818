/**
 * The way to a first password by a 4-digit code (C5), below the login step: four things that a letter and the person know,
 * a code to a contact or from a letter, then a password. It ends at the login page, with nobody signed in.
 */
import { randomBytes } from 'node:crypto';
import { parseAllocataire } from '../../src/domain/identifier/allocataire.js';
import { LEGACY_CODE_DIGITS, readLegacyCode, readPostcode } from '../../src/domain/recovery/legacy_access.js';
import { readTypedBirthday } from '../../src/domain/recovery/typed_birthdate.js';
import type { Form } from '../../src/http/form_body.js';
import type { Interaction } from '../../src/http/interaction.js';
import { typedBirth } from '../../src/http/layout/birth_fields.js';
import { afterKey } from '../../src/http/layout/keypad.js';
import { type LegacyAskError, legacyClosedPage } from './ask.js';
import { showDone, showPassword } from './password_route.js';
import { ask, HERE, type LegacyAccessDependencies } from './place.js';
import { showSecond } from './second_route.js';

const ID_BYTES = 16;
const LONGEST_TYPED = 40;

/** Where the person is; a realm that gave no such codes has no such way. */
export async function showLegacyAccess(deps: LegacyAccessDependencies, interaction: Interaction): Promise<void> {
  if (!interaction.site.realm.legacyAccess) return interaction.again();
  const access = await deps.accesses.find(interaction.request);
  switch (access?.step) {
    case undefined:
      return ask(interaction, 200);
    case 'second':
      return showSecond(deps, interaction, access);
    case 'password':
      return showPassword(deps, interaction, access);
    case 'done':
      return showDone(interaction, access);
  }
}

export function showLegacyAsk(_: LegacyAccessDependencies, interaction: Interaction): void {
  if (interaction.site.realm.legacyAccess) ask(interaction, 200);
  else interaction.again();
}

/** Field errors, and a key pressed without script, count for nothing; only four well-formed things are an attempt. */
export async function submitLegacyAsk(deps: LegacyAccessDependencies, interaction: Interaction): Promise<void> {
  const form = await interaction.form();
  const { site, request, visitor } = interaction;
  if (!site.realm.legacyAccess) return interaction.again();
  const typed = {
    allocataire: (form.get('allocataire') ?? '').slice(0, LONGEST_TYPED),
    postcode: (form.get('postcode') ?? '').slice(0, LONGEST_TYPED),
    birth: typedBirth(form),
  };
  const code = deps.keptDigits.open(interaction.details.uid, form.get('code_kept')) + (form.get('code') ?? '');
  const key = form.get('code_key');
  if (key !== undefined) {
    const digits = afterKey(code, key, LEGACY_CODE_DIGITS);
    const kept = { count: digits.length, sealed: deps.keptDigits.seal(interaction.details.uid, digits) };
    return ask(interaction, 200, { typed, kept });
  }
  const read = readAsked(form, code, deps.clock.now());
  if (!read.ok) return ask(interaction, 422, { typed, errors: read.errors });

  const outcome = await deps.verify({ realm: site.realm, rules: site.realm.legacyAccess, visitor, ...read.asked });
  if (!outcome.ok) {
    switch (outcome.code) {
      case 'wrong':
        return ask(interaction, 422, { typed, errors: ['wrong'] });
      case 'busy':
        return ask(interaction, 503, { typed, errors: ['busy'] }, outcome.retryAfterSeconds);
      case 'closed':
        return showClosed(interaction);
    }
  }
  const id = randomBytes(ID_BYTES).toString('base64url');
  await deps.accesses.put(request, { step: 'second', accountId: outcome.accountId, id, channel: null });
  interaction.again(HERE);
}

type Asked = Omit<Parameters<LegacyAccessDependencies['verify']>[0], 'realm' | 'rules' | 'visitor'>;

function readAsked(
  form: Form,
  typedCode: string,
  now: number,
): { ok: true; asked: Asked } | { ok: false; errors: readonly LegacyAskError[] } {
  const allocataire = parseAllocataire(form.get('allocataire') ?? '');
  const postcode = readPostcode(form.get('postcode') ?? '');
  const birth = readTypedBirthday(typedBirth(form), now);
  const code = readLegacyCode(typedCode);
  if (allocataire.ok && postcode.ok && birth.ok && code.ok) {
    const { day, month } = birth;
    const asked = { allocataire: allocataire.allocataire, postcode: postcode.postcode, code: code.code };
    return { ok: true, asked: { ...asked, birthday: { day, month } } };
  }
  const errors: LegacyAskError[] = [];
  if (!allocataire.ok) errors.push(allocataire.reason === 'empty' ? 'allocataire-empty' : 'allocataire-format');
  if (!postcode.ok) errors.push(`postcode-${postcode.reason}`);
  if (!birth.ok) errors.push(birth.code);
  if (!code.ok) errors.push(`code-${code.reason}`);
  return { ok: false, errors };
}

function showClosed({ locale, site, address, show }: Interaction): void {
  const letterHref = address('forgotten_password/ask');
  show(legacyClosedPage({ locale, realm: site.realm, letterHref, backHref: address() }), { status: 429 });
}
