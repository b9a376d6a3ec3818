/**
 * What an administrator does to one member (E1 to E3): each act with what its code names, or a press alone where no code
 * is asked. A page asks first (act_page.tsx); who may is judged where it is done (services/organisation).
 */
import { ORGANISATION_ACTIONS } from '../../domain/sensitive_action/own_actions.js';
import { type AskedAction, displayField } from '../../domain/sensitive_action/sensitive_action.js';
import type { ActingAdministrator, Administration, MemberDetail } from '../../services/organisation/administration.js';

export const ACT_NAMES = [
  'grant',
  'revoke',
  'name-administrator',
  'unname-administrator',
  'remove-contact',
  'send-password',
  'unlock',
  'sign-out-everywhere',
  'suspend',
  'reactivate',
  'remove',
  'renew',
] as const;
export type ActName = (typeof ACT_NAMES)[number];

/** What an act came to; `retryAt` with `too-often`, `retryAfterSeconds` with `busy`. */
export type ActResult =
  | { readonly ok: true; readonly by?: string }
  | { readonly ok: false; readonly code: string; readonly retryAt?: number };

export interface MemberAct {
  readonly name: ActName;
  /** what comes after the act's name in its address, if anything */
  readonly detail: 'right' | 'contact' | 'way' | null;
  /** the action that a new code names; null: no code */
  readonly action: { readonly type: string; readonly field: 'right' | 'contact' | null } | null;
  /** Has it a meaning for this person now? The page offers what has. */
  applies(detail: MemberDetail, what: string): boolean;
  perform(administration: Administration, by: ActingAdministrator, accountId: string, what: string): Promise<ActResult>;
}

export const PASSWORD_WAYS = ['email', 'sms', 'letter'] as const;
export type PasswordWay = (typeof PASSWORD_WAYS)[number];

function isOpen({ member }: MemberDetail): boolean {
  return member.status === 'active' || member.status === 'invited';
}

const ACTS: readonly MemberAct[] = [
  {
    name: 'grant',
    detail: 'right',
    action: { type: ORGANISATION_ACTIONS.grantRight.type, field: 'right' },
    applies: ({ member }, right) => !member.rights.includes(right),
    perform: (administration, by, accountId, right) => administration.grantRight(by, accountId, right),
  },
  {
    name: 'revoke',
    detail: 'right',
    action: null,
    applies: ({ member }, right) => member.rights.includes(right),
    perform: (administration, by, accountId, right) => administration.revokeRight(by, accountId, right),
  },
  {
    name: 'name-administrator',
    detail: null,
    action: { type: ORGANISATION_ACTIONS.makeAdministrator.type, field: null },
    applies: ({ member }) => member.role === 'user' && member.status === 'active',
    perform: (administration, by, accountId) => administration.nameAdministrator(by, accountId),
  },
  {
    name: 'unname-administrator',
    detail: null,
    action: null,
    applies: ({ member }) => member.role === 'administrator',
    perform: (administration, by, accountId) => administration.unnameAdministrator(by, accountId),
  },
  {
    name: 'remove-contact',
    detail: 'contact',
    action: { type: ORGANISATION_ACTIONS.changeContacts.type, field: 'contact' },
    applies: ({ contacts }, contactId) => contacts.some(({ id }) => id === contactId),
    perform: (administration, by, accountId, contactId) => administration.removeContact(by, accountId, contactId),
  },
  {
    name: 'send-password',
    detail: 'way',
    action: { type: ORGANISATION_ACTIONS.sendPassword.type, field: null },
    applies: (detail, way) => isOpen(detail) && detail.passwordWays.some((each) => each === way),
    perform: (administration, by, accountId, way) =>
      administration.sendPassword(by, accountId, PASSWORD_WAYS.find((each) => each === way) ?? 'best'),
  },
  {
    name: 'unlock',
    detail: null,
    action: null,
    applies: ({ lock }) => lock !== 'open',
    perform: (administration, by, accountId) => administration.unlock(by, accountId),
  },
  {
    name: 'sign-out-everywhere',
    detail: null,
    action: null,
    applies: ({ member }) => member.status !== 'invited',
    perform: (administration, by, accountId) => administration.signOutEverywhere(by, accountId),
  },
  {
    name: 'suspend',
    detail: null,
    action: null,
    applies: isOpen,
    perform: (administration, by, accountId) => administration.suspendMember(by, accountId),
  },
  {
    name: 'reactivate',
    detail: null,
    action: null,
    applies: ({ member }) => member.status === 'suspended',
    perform: (administration, by, accountId) => administration.reactivateMember(by, accountId),
  },
  {
    name: 'remove',
    detail: null,
    action: null,
    applies: () => true,
    perform: (administration, by, accountId) => administration.removeMember(by, accountId),
  },
  {
    name: 'renew',
    detail: null,
    action: null,
    applies: ({ member }) => member.status !== 'suspended',
    async perform(administration, by, accountId) {
      const answer = await administration.renew(by, [accountId]);
      if (!answer.ok) return answer;
      return answer.renewed.includes(accountId) ? { ok: true } : { ok: false, code: 'state-conflict' };
    },
  },
];

export function actOf(name: string | undefined): MemberAct | undefined {
  return ACTS.find((act) => act.name === name);
}

/** What the code of an act names. @param shown what stands for its detail in words */
export function actionOf(
  { action }: MemberAct,
  said: { readonly organisation: string; readonly person: string; readonly shown: string },
): AskedAction | null {
  if (!action) return null;
  const { organisation, person, shown } = said;
  return namedAction(action.type, {
    organisation,
    person,
    ...(action.field === null ? {} : { [action.field]: shown }),
  });
}

/**
 * An action with its display fields: names are typed by people, and what a code names must be showable.
 *
 * @param type of ORGANISATION_ACTIONS
 */
export function namedAction(type: string, fields: Readonly<Record<string, string>>): AskedAction {
  const registered = Object.values(ORGANISATION_ACTIONS).find((action) => action.type === type);
  const shown = (registered?.fields ?? []).map(({ name, longestCharacters }) => [
    name,
    displayField(fields[name] ?? '', longestCharacters) || '–',
  ]);
  return { type, ...Object.fromEntries(shown) };
}
