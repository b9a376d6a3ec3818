/**
 * A line of a file of members (E1): `login;role;rights`, the rights between spaces, role and rights optional. The accounts
 * are there already (docs/import.md); a line ties one to an organisation.
 */
import { parseLogin } from '../identifier/login.js';
import type { MemberRole } from './membership.js';
import { isRight, type OrganisationRules } from './rules.js';

const COLUMNS = ['login', 'role', 'rights'] as const;
type Column = (typeof COLUMNS)[number];

export type MemberLineFault = 'columns' | 'login' | 'role' | 'right';

export interface MemberLine {
  readonly login: string;
  readonly role: MemberRole;
  readonly rights: readonly string[];
}

export type ReadMemberLine =
  | { readonly ok: true; readonly member: MemberLine }
  | { readonly ok: false; readonly fault: MemberLineFault };

/** @returns how each line below this header is read, or why none can be, for who runs the command */
export function memberReader(
  header: string,
  rules: OrganisationRules,
):
  | { readonly ok: true; readonly read: (line: string) => ReadMemberLine }
  | { readonly ok: false; readonly why: string } {
  const delimiter = [';', ',', '\t'].find((each) => header.includes(each)) ?? ';';
  const names = header.split(delimiter).map((name) => name.trim().toLowerCase());
  const isKnown = (name: string): name is Column => COLUMNS.some((column) => column === name);
  if (!names.every(isKnown) || new Set(names).size !== names.length || !names.includes('login'))
    return { ok: false, why: `the first line names the columns: login, and role and rights if you need them` };
  return { ok: true, read: (line) => readMember(names, line.split(delimiter), rules) };
}

function readMember(names: readonly Column[], values: readonly string[], rules: OrganisationRules): ReadMemberLine {
  if (values.length !== names.length) return { ok: false, fault: 'columns' };
  const value = (column: Column) => (values[names.indexOf(column)] ?? '').trim();
  const login = parseLogin(value('login'));
  if (!login.ok) return { ok: false, fault: 'login' };
  const role = value('role') === '' ? 'user' : value('role');
  if (role !== 'user' && role !== 'administrator') return { ok: false, fault: 'role' };
  const rights = value('rights')
    .split(/\s+/)
    .filter((right) => right !== '');
  if (!rights.every((right) => isRight(rules, right))) return { ok: false, fault: 'right' };
  return { ok: true, member: { login: login.login, role, rights: [...new Set(rights)] } };
}
