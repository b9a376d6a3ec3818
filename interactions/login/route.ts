/**
 * The login step: identifier and password (I1, S1), beside the upstreams that lead there too (F1 to F3). One proof, then
 * the policy decides what is missing.
 */
import type { LoginOffer } from '../../src/domain/assurance/next_step.js';
import { parseTypedIdentifier } from '../../src/domain/identifier/typed_identifier.js';
import { typedEightDigits } from '../../src/domain/password_policy/eight_digits.js';
import type { Realm } from '../../src/domain/realm.js';
import type { RegisteredAction } from '../../src/domain/sensitive_action/sensitive_action.js';
import type { Interaction } from '../../src/http/interaction.js';
import type { ShownUpstream } from '../../src/http/layout/upstream_offers.js';
import type { VerifyPassword } from '../../src/services/password/verify_password.js';
import { type BrowserTrust, UNTRUSTED } from '../browser_trust.js';
import { actionOf } from '../confirmed_action.js';
import { passkeyWay } from '../passkey_way.js';
import { type LoginError, type LoginProps, loginPage } from './view.js';

export interface LoginDependencies {
  readonly verifyPassword: VerifyPassword;
  readonly trust: Pick<BrowserTrust, 'present'>;
  /** the realm's sensitive actions (A5) */
  readonly actions: readonly RegisteredAction[];
  /** what passwords look like here: the realm's, or any characters once a campaign moved some people there (C1) */
  readonly passwordKind: () => Realm['passwordKind'];
  /** ends the session of somebody else who is signed in on this browser */
  readonly endOtherSession: (interaction: Interaction, accountId: string) => Promise<void>;
  /** what to show of the upstreams that this step may offer */
  readonly upstreamsFor: (interaction: Interaction, offer: LoginOffer) => readonly ShownUpstream[];
  /** does an upstream's identity wait for its account in this request? (F4) */
  readonly hasPendingIdentity: (interaction: Interaction) => Promise<boolean>;
}

const EIGHT_DIGITS = /^[0-9]{8}$/;
const LONGEST_PASSWORD_CHARACTERS = 256;
const LONGEST_HINT_CHARACTERS = 100;

export function showLogin(dependencies: LoginDependencies, interaction: Interaction): void {
  const hint = (interaction.details.params as { login_hint?: unknown }).login_hint;
  const typed = typeof hint === 'string' ? hint.slice(0, LONGEST_HINT_CHARACTERS) : '';
  answer(dependencies, interaction, { status: 200, typed, isLinking: false });
}

/** The same form, to prove once the account that an upstream's identity waits for (F4). */
export async function showLoginToLink(dependencies: LoginDependencies, interaction: Interaction): Promise<void> {
  if (!(await dependencies.hasPendingIdentity(interaction))) return interaction.again();
  answer(dependencies, interaction, { status: 200, typed: '', isLinking: true });
}

/** Field errors are told at once and count for nothing; only a well-formed pair is an attempt. */
export async function submitLogin(dependencies: LoginDependencies, interaction: Interaction): Promise<void> {
  const { verifyPassword, endOtherSession } = dependencies;
  const { site, visitor, request } = interaction;
  const form = await interaction.form();
  const typed = form.get('identifier') ?? '';
  const kind = dependencies.passwordKind();
  const given = form.get('password') ?? '';
  const password = kind === 'eight-digits' ? typedEightDigits(given) : given;
  const isLinking = form.get('linking') === 'yes';
  const refuse = (status: number, errors: readonly LoginError[], retryAfterSeconds?: number) =>
    answer(dependencies, interaction, { status, typed, isLinking, errors, retryAfterSeconds });
  const identifier = parseTypedIdentifier(site.realm.identifierKinds, typed);
  const errors: LoginError[] = [];
  if (!identifier.ok) errors.push({ field: 'identifier', code: `identifier-${identifier.reason}` });
  const passwordFault = faultOf(password, kind);
  if (passwordFault) errors.push({ field: 'password', code: passwordFault });
  if (!identifier.ok || errors.length > 0) return refuse(422, errors);

  const outcome = await verifyPassword({ realm: site.realm, identifier, password, visitor, request });
  if (!outcome.ok) {
    switch (outcome.code) {
      case 'wait': {
        const { retryAfterSeconds } = outcome;
        return refuse(
          429,
          [{ field: 'form', code: 'wait', values: { seconds: retryAfterSeconds } }],
          retryAfterSeconds,
        );
      }
      case 'busy':
        return refuse(503, [{ field: 'form', code: 'busy' }], outcome.retryAfterSeconds);
      case 'closed':
        // Where organisations have administrators, one of them opens it (E2).
        return refuse(429, [{ field: 'form', code: site.realm.organisations ? 'closed-organisation' : 'closed' }]);
      case 'access-closed':
        return refuse(403, [{ field: 'form', code: `access-${outcome.why}` }]);
      case 'wrong-pair':
      case 'provisional-expired':
        return refuse(422, [{ field: 'form', code: outcome.code }]);
    }
  }
  const { account, proof } = outcome;
  const linking = isLinking && (await dependencies.hasPendingIdentity(interaction));
  // The account that an upstream's identity waits for is proved by password and code, never by the browser (F4).
  const trusted = isLinking ? UNTRUSTED : await dependencies.trust.present(interaction, account.id);
  await endOtherSession(interaction, account.id);
  await interaction.finish({
    login: {
      accountId: account.id,
      ts: Math.floor(proof.at / 1000),
      remember: !interaction.sharedDevice,
      proof,
      ...(linking ? { linking } : {}),
    },
    ...trusted,
    // A link asked for before, in this same request, says nothing of the one that waits now.
    ...(linking ? { link_identity: undefined } : {}),
  } as Parameters<Interaction['finish']>[0]);
}

function faultOf(password: string, kind: Realm['passwordKind']): string | undefined {
  if (password === '') return 'password-empty';
  if (password.length > LONGEST_PASSWORD_CHARACTERS) return 'password-format';
  return kind === 'eight-digits' && !EIGHT_DIGITS.test(password) ? 'password-format' : undefined;
}

interface Shown {
  readonly status: number;
  readonly typed: string;
  readonly isLinking: boolean;
  readonly errors?: readonly LoginError[];
  readonly retryAfterSeconds?: number | undefined;
}

function answer(dependencies: LoginDependencies, interaction: Interaction, shown: Shown): void {
  const { locale, site, portalName, csrfToken, details } = interaction;
  const { status, typed, isLinking, errors = [], retryAfterSeconds } = shown;
  const offer = (details.prompt.details as { offer?: LoginOffer }).offer ?? { local: true, level: undefined };
  const local = offer.local || isLinking;
  const again = details.session?.accountId ? 'again' : 'first';
  const content = loginPage({
    locale,
    realm: { ...site.realm, passwordKind: dependencies.passwordKind() },
    portalName,
    action: interaction.address('login'),
    csrfToken,
    typedIdentifier: typed,
    errors,
    reason: isLinking ? 'link' : local ? again : 'upstream',
    upstreams: isLinking ? [] : dependencies.upstreamsFor(interaction, offer),
    local,
    ...(isLinking ? {} : byPasskey(dependencies, interaction)),
    ...(isLinking ? { hidden: { linking: 'yes' } } : {}),
    ...(isLinking ? {} : waysToAPassword(interaction)),
    cancelHref: interaction.address('cancel'),
  });
  interaction.show(content, { status, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });
}

/** What the page says of it is what the passkey then confirms (A5). */
function byPasskey({ actions }: LoginDependencies, interaction: Interaction): Pick<LoginProps, 'passkey' | 'confirms'> {
  const { locale } = interaction;
  const passkey = passkeyWay(interaction);
  const action = passkey && actionOf(actions, interaction);
  if (!action) return { passkey };
  const facts = action.fields.map(({ label, value }) => ({ label: label[locale], value }));
  return { passkey, confirms: { purpose: action.label[locale], facts } };
}

/** For those who have forgotten theirs, or have none yet (C4, C5). */
function waysToAPassword({ site, address, details }: Interaction) {
  const isFirst = !details.session?.accountId;
  return {
    forgottenHref: address('forgotten_password'),
    legacyAccessHref: site.realm.legacyAccess && isFirst ? address('legacy_access') : undefined,
  };
}
