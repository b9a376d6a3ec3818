/** Poterne's own relying parties, the consoles: names that nobody else may register (U1, E4, P3). */

export interface OwnClient {
  readonly id: string;
  /** what its `sub` is for: the colon keeps it apart from every host that a sector defaults to */
  readonly sector: string;
  /** first segment of its addresses below the realm's */
  readonly section: string;
}

/** « Gérer mon compte ». */
export const ACCOUNT_CLIENT: OwnClient = { id: 'poterne-account', sector: 'poterne:account', section: 'account' };

/** The administration of organisations. */
export const ORGANISATION_CLIENT: OwnClient = {
  id: 'poterne-organisation',
  sector: 'poterne:organisation',
  section: 'organisation',
};

export const OWN_CLIENTS: readonly OwnClient[] = [ACCOUNT_CLIENT, ORGANISATION_CLIENT];
