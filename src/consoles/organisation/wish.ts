/** What happens at the administration of organisations once the person proved themselves (E1). */
import type { CreateUserOrder } from '../../services/organisation/administration.js';

export type Wish =
  /** shows a page of ours again; its address below the realm's */
  | { readonly kind: 'page'; readonly page: string }
  /** creates exactly what was reviewed; `draft` names it, to go back to */
  | {
      readonly kind: 'create';
      readonly organisationId: string;
      readonly order: CreateUserOrder;
      readonly draft: string;
    }
  /** adds somebody who has an account already */
  | {
      readonly kind: 'join';
      readonly organisationId: string;
      readonly order: { readonly login: string; readonly familyName: string; readonly rights: readonly string[] };
    }
  /** one act on one member, of acts.ts */
  | {
      readonly kind: 'act';
      readonly organisationId: string;
      readonly member: string;
      readonly act: string;
      readonly detail: string;
    }
  /** sets a contact of a member */
  | {
      readonly kind: 'contact';
      readonly organisationId: string;
      readonly member: string;
      readonly contact: { readonly kind: 'email' | 'mobile' | 'landline'; readonly value: string };
    };
