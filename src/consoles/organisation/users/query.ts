/** Which part of the list is asked for (E1): filters and order are in the address, the words of a search never (S6). */

import { MEMBER_ROLES, MEMBER_STATUSES } from '../../../domain/organisation/membership.js';
import type { MemberQuery, MemberSort } from '../../../ports/organisation/organisation_store.js';

/** Many more rows and the page would be over 30 kB (X1). */
export const PAGE_SIZE = 15;
const LONGEST_SEARCH_CHARACTERS = 100;
const LAST_PAGE = 100_000;

export const ORDERS = ['name', 'login', 'expiry', 'newest'] as const;
export type Order = (typeof ORDERS)[number];

const SORTS: Readonly<Record<Order, { readonly sort: MemberSort; readonly isDescending: boolean }>> = {
  name: { sort: 'name', isDescending: false },
  login: { sort: 'login', isDescending: false },
  expiry: { sort: 'expiry', isDescending: false },
  newest: { sort: 'created', isDescending: true },
};

/** As it stands in an address or a form. */
export interface ListFilters {
  readonly status: (typeof MEMBER_STATUSES)[number] | '';
  readonly role: (typeof MEMBER_ROLES)[number] | '';
  readonly isDue: boolean;
  readonly order: Order;
}

export interface ListAsked extends ListFilters {
  /** name of what was typed into the search field, or '' */
  readonly search: string;
  /** from 1 */
  readonly page: number;
}

/** @param read a parameter of an address, or a field of a form; anything that is none of ours counts as left out */
export function readFilters(read: (name: string) => string): ListFilters {
  const [status, role, order] = [read('status'), read('role'), read('sort')];
  return {
    status: MEMBER_STATUSES.find((each) => each === status) ?? '',
    role: MEMBER_ROLES.find((each) => each === role) ?? '',
    isDue: read('due') === '1',
    order: ORDERS.find((each) => each === order) ?? 'name',
  };
}

export function readAsked(read: (name: string) => string): ListAsked {
  const page = Number.parseInt(read('page'), 10);
  return {
    ...readFilters(read),
    search: read('search'),
    page: Number.isInteger(page) && page >= 1 ? Math.min(page, LAST_PAGE) : 1,
  };
}

/** The parameters of an address; what is as usual is left out. */
export function parametersOf({ status, role, isDue, order, search, page }: ListAsked): string {
  const parameters = new URLSearchParams();
  if (search !== '') parameters.set('search', search);
  if (status !== '') parameters.set('status', status);
  if (role !== '') parameters.set('role', role);
  if (isDue) parameters.set('due', '1');
  if (order !== 'name') parameters.set('sort', order);
  if (page > 1) parameters.set('page', String(page));
  return parameters.size === 0 ? '' : `?${parameters}`;
}

export function queryOf({ status, role, isDue, order }: ListFilters, words: string): MemberQuery {
  return {
    search: words.slice(0, LONGEST_SEARCH_CHARACTERS),
    status: status === '' ? null : status,
    role: role === '' ? null : role,
    isDue,
    ...SORTS[order],
  };
}

export function isFiltered({ status, role, isDue }: ListFilters, words: string): boolean {
  return status !== '' || role !== '' || isDue || words !== '';
}
