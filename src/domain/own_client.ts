/** Poterne's own relying party, « Gérer mon compte »: names that nobody else may register (U1, P3). */

export const ACCOUNT_CLIENT_ID = 'poterne-account';

/** Its `sub` says nothing to others: the colon keeps it apart from every host that a sector defaults to. */
export const ACCOUNT_SECTOR = 'poterne:account';
