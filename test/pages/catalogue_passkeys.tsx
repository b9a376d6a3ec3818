/** Pages of passkeys as people manage them: « Gérer mon compte », and the invitation after a sign-in (I6, U1), for the catalogue. */
import { type InvitePasskeyProps, invitePasskeyPage } from '../../interactions/invite_passkey/view.js';
import { askRemovalPage, type RemainingWays, renamePasskeyPage } from '../../src/consoles/account/passkeys/ask.js';
import { enrolPasskeyPage } from '../../src/consoles/account/passkeys/enrol.js';
import { type EnrolPasskeyError, type PasskeyNews, text } from '../../src/consoles/account/passkeys/text.js';
import { passkeysPage, type ShownPasskey } from '../../src/consoles/account/passkeys/view.js';
import type { Locale } from '../../src/domain/realm.js';
import type { PageContent } from '../../src/http/layout/page.js';

export interface PasskeysStage {
  readonly here: string;
  readonly csrfToken: string;
  /** what a person could have chosen to harm */
  readonly typed?: string | undefined;
}

const PASSKEYS = '/allocataires/account/passkeys';
const NOW = Date.UTC(2026, 10, 28, 9, 5);
const DAY_MS = 86_400_000;
const MOST = 10;
/** As @simplewebauthn/server makes them. */
const OPTIONS = {
  challenge: 'a'.repeat(43),
  rp: { name: 'Mon Compte', id: 'localhost' },
  user: { id: 'b'.repeat(43), name: 'C. M.', displayName: 'C. M.' },
  pubKeyCredParams: [-7, -8, -257].map((alg) => ({ alg, type: 'public-key' })),
  timeout: 300_000,
  attestation: 'none',
  excludeCredentials: [],
  authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
};

/** Each page's name and what it shows. */
export function passkeyPages({
  here,
  csrfToken,
  typed,
}: PasskeysStage): ReadonlyArray<readonly [string, (locale: Locale) => PageContent]> {
  const asking = { csrfToken, action: `${PASSKEYS}/1`, backHref: PASSKEYS, name: typed ?? 'Mon téléphone' };
  const keyOf = (id: string, over: Partial<ShownPasskey> = {}): ShownPasskey => ({
    ...{ id, name: typed ?? 'Clé d’accès iCloud', addedAt: NOW - 40 * DAY_MS, lastUsedAt: NOW - DAY_MS },
    ...{ deviceBound: false, backedUp: true, state: 'usable' },
    ...{ renameHref: `${PASSKEYS}/${id}/name`, removeHref: `${PASSKEYS}/${id}/remove` },
    ...over,
  });
  const list =
    (passkeys: readonly ShownPasskey[], news?: PasskeyNews, most = MOST) =>
    (locale: Locale) =>
      passkeysPage({
        ...{ locale, passkeys, most, csrfToken, addAction: `${PASSKEYS}/new`, homeHref: '/allocataires/account' },
        ...(passkeys.length > 0
          ? { accepted: { rpId: 'localhost', userId: 'b', allAcceptedCredentialIds: ['c'] } }
          : {}),
        said: news && { kind: news === 'added' ? 'success' : 'warning', message: text[locale].news[news] },
      });
  const create = (error?: EnrolPasskeyError) => (locale: Locale) =>
    enrolPasskeyPage({ ...asking, locale, options: OPTIONS, until: NOW + 10 * 60_000, error });
  const removal = (remaining: RemainingWays) => (locale: Locale) => askRemovalPage({ ...asking, locale, remaining });
  const invitation =
    (over: Partial<InvitePasskeyProps> = {}) =>
    (locale: Locale) =>
      invitePasskeyPage({
        ...{ locale, csrfToken, options: OPTIONS, elsewhereHref: PASSKEYS },
        ...{ action: `${here}/invite_passkey`, laterAction: `${here}/invite_passkey/later` },
        ...over,
      });
  const bound = { deviceBound: true, backedUp: false, name: typed ?? 'Poste de l’accueil', lastUsedAt: null };
  return [
    ['account/passkeys-none', list([])],
    ['account/passkeys-late', list([], 'late')],
    ['account/passkeys-added', list([keyOf('1'), keyOf('2', bound)], 'added')],
    ['account/passkeys-blocked', list([keyOf('1', { state: 'frozen' }), keyOf('2', { ...bound, state: 'cloned' })])],
    ['account/passkeys-full', list([keyOf('1'), keyOf('2', { backedUp: false })], undefined, 2)],
    ['account/passkey-create', create()],
    ...(['cancelled', 'registered', 'unsupported', 'refused', 'expired', 'failed'] as const).map(
      (error) => [`account/passkey-create-${error}`, create(error)] as const,
    ),
    ['account/passkey-remove', removal({ passkeys: 1, hasPassword: true, channels: ['totp', 'email', 'sms'] })],
    ['account/passkey-remove-last', removal({ passkeys: 0, hasPassword: false, channels: ['email'] })],
    ['account/passkey-remove-no-code', removal({ passkeys: 0, hasPassword: true, channels: [] })],
    ['account/passkey-rename', (locale) => renamePasskeyPage({ ...asking, locale })],
    ['account/passkey-rename-wrong', (locale) => renamePasskeyPage({ ...asking, locale, refused: '' })],
    ['invite-passkey/offer', invitation()],
    ['invite-passkey/cancelled', invitation({ error: 'cancelled' })],
    ['invite-passkey/elsewhere', invitation({ options: undefined })],
  ];
}
