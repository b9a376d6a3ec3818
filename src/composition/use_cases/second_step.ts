/** The second step: codes sent, printed, given at a desk or shown by an app, tried, and the contact that one confirms (I2, I10, I7). */
import type { PasskeyRelyingParty } from '../../domain/passkey/passkey.js';
import type { Clock } from '../../ports/clock.js';
import type { Delivery } from '../../ports/delivery/delivery.js';
import type { KeyedHash } from '../../ports/keys/keyed_hash.js';
import { createChangeNamedMeans } from '../../services/authenticator/change_named_means.js';
import { createEnrolAuthenticator } from '../../services/authenticator/enrol_authenticator.js';
import { createRecoveryCodes } from '../../services/authenticator/recovery_codes.js';
import { createVerifyAuthenticatorCode } from '../../services/authenticator/verify_authenticator_code.js';
import { createConfirmContact } from '../../services/contact/confirm_contact.js';
import { createTakeBackContact } from '../../services/contest/take_back_contact.js';
import type { BudgetGuard } from '../../services/delivery/message_budget.js';
import { createCodeCards } from '../../services/one_time_code/code_cards.js';
import { createIssueCode } from '../../services/one_time_code/issue_code.js';
import type { CodeMaker } from '../../services/one_time_code/one_time_code.js';
import { createVerifyCardCode } from '../../services/one_time_code/verify_card_code.js';
import { createVerifyCode } from '../../services/one_time_code/verify_code.js';
import { createEnrolPasskey } from '../../services/passkey/enrol_passkey.js';
import { createVerifyPasskey } from '../../services/passkey/verify_passkey.js';
import type { EndSignIns } from '../../services/session/end_sign_ins.js';
import type { Stores } from '../stores.js';

export interface SecondStepParts {
  readonly stores: Stores;
  readonly keyedHash: KeyedHash;
  readonly delivery: Delivery;
  readonly budget: BudgetGuard;
  readonly codes: CodeMaker;
  /** by realm id (I6) */
  readonly passkeyParties: ReadonlyMap<string, PasskeyRelyingParty>;
  readonly endSignIns: EndSignIns;
  /** how long a person waits for a message to be accepted */
  readonly timeBoxSeconds: number;
  readonly clock: Clock;
}

export type SecondStep = ReturnType<typeof createSecondStep>;

export function createSecondStep({
  stores,
  keyedHash,
  delivery,
  budget,
  codes,
  passkeyParties,
  endSignIns,
  timeBoxSeconds,
  clock,
}: SecondStepParts) {
  const common = { ...stores, keyedHash, clock, codes, budget, passkeyParties };
  const verifyCode = createVerifyCode(common);
  const issueCode = createIssueCode({ ...common, delivery, timeBoxSeconds });
  const codeCards = createCodeCards(common);
  const recoveryCodes = createRecoveryCodes({ ...common, codeCards });
  return {
    issueCode,
    verifyCode,
    confirmContact: createConfirmContact({ ...common, verifyCode }),
    takeBackContact: createTakeBackContact({ ...common, issueCode, verifyCode }),
    codeCards,
    /** what « Gérer mon compte » does with authenticator apps (I5) */
    apps: {
      enrol: createEnrolAuthenticator({ ...common, recoveryCodes }),
      change: createChangeNamedMeans({ store: common.authenticators, type: 'authenticator' }, common),
      recoveryCodes,
    },
    /** what « Gérer mon compte » does with passkeys, and signing in with one (I6) */
    passkeys: {
      enrol: createEnrolPasskey(common),
      change: createChangeNamedMeans({ store: common.passkeys, type: 'passkey' }, common),
      verify: createVerifyPasskey({ ...common, endSignIns }),
    },
    verifyAuthenticatorCode: createVerifyAuthenticatorCode(common),
    verifyCardCode: createVerifyCardCode({ ...common, cards: codeCards }),
  };
}
