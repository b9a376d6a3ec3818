/** The login step: identifier and password (I1, S1). One proof, then the policy decides what is missing. */
import { parseTypedIdentifier } from '../../src/domain/identifier/typed_identifier.js';
import type { Interaction } from '../../src/http/interaction.js';
import type { VerifyPassword } from '../../src/services/verify_password.js';
import { type LoginError, loginPage } from './view.js';

export interface LoginDependencies {
  readonly verifyPassword: VerifyPassword;
  /** ends the session of somebody else who is signed in on this browser */
  readonly endOtherSession: (interaction: Interaction, accountId: string) => Promise<void>;
}

const EIGHT_DIGITS = /^[0-9]{8}$/;
const LONGEST_PASSWORD_CHARACTERS = 256;
const LONGEST_HINT_CHARACTERS = 100;

export function showLogin(interaction: Interaction): void {
  const hint = (interaction.details.params as { login_hint?: unknown }).login_hint;
  answer(interaction, 200, typeof hint === 'string' ? hint.slice(0, LONGEST_HINT_CHARACTERS) : '', []);
}

/** Field errors are told at once and count for nothing; only a well-formed pair is an attempt. */
export async function submitLogin(
  { verifyPassword, endOtherSession }: LoginDependencies,
  interaction: Interaction,
): Promise<void> {
  const { site, visitor, request } = interaction;
  const form = await interaction.form();
  const typed = form.get('identifier') ?? '';
  const password = form.get('password') ?? '';
  const identifier = parseTypedIdentifier(site.realm.identifierKinds, typed);
  const errors: LoginError[] = [];
  if (!identifier.ok) errors.push({ field: 'identifier', code: `identifier-${identifier.reason}` });
  const passwordFault = faultOf(password, site.realm.passwordKind);
  if (passwordFault) errors.push({ field: 'password', code: passwordFault });
  if (!identifier.ok || errors.length > 0) return answer(interaction, 422, typed, errors);

  const outcome = await verifyPassword({ realm: site.realm, identifier, password, visitor, request });
  if (!outcome.ok) {
    switch (outcome.code) {
      case 'wait':
        return refuse(
          429,
          { field: 'form', code: 'wait', values: { seconds: outcome.retryAfterSeconds } },
          outcome.retryAfterSeconds,
        );
      case 'busy':
        return refuse(503, { field: 'form', code: 'busy' }, outcome.retryAfterSeconds);
      case 'closed':
        return refuse(429, { field: 'form', code: 'closed' });
      case 'wrong-pair':
        return refuse(422, { field: 'form', code: 'wrong-pair' });
    }
  }
  const { account, proof } = outcome;
  await endOtherSession(interaction, account.id);
  await interaction.finish({
    login: { accountId: account.id, ts: Math.floor(proof.at / 1000), remember: !interaction.sharedDevice, proof },
  } as Parameters<Interaction['finish']>[0]);

  function refuse(status: number, error: LoginError, retryAfterSeconds?: number): void {
    answer(interaction, status, typed, [error], retryAfterSeconds);
  }
}

function faultOf(password: string, kind: 'eight-digits' | 'characters'): string | undefined {
  if (password === '') return 'password-empty';
  if (password.length > LONGEST_PASSWORD_CHARACTERS) return 'password-format';
  return kind === 'eight-digits' && !EIGHT_DIGITS.test(password) ? 'password-format' : undefined;
}

function answer(
  interaction: Interaction,
  status: number,
  typedIdentifier: string,
  errors: readonly LoginError[],
  retryAfterSeconds?: number,
): void {
  const { locale, site, portalName, csrfToken, details } = interaction;
  const content = loginPage({
    locale,
    realm: site.realm,
    portalName,
    action: interaction.address('login'),
    csrfToken,
    typedIdentifier,
    errors,
    reason: details.session?.accountId ? 'again' : 'first',
    cancelHref: interaction.address('cancel'),
  });
  interaction.show(content, { status, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });
}
