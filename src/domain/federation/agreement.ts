/** How one field of two descriptions of a person compares (F4). */

export type Agreement =
  | 'equal'
  /** missing or incomplete on a side: it speaks neither for nor against */
  | 'unknown'
  /** written otherwise, in a way that one and the same person can explain */
  | 'explainable'
  /** not the same person */
  | 'different';
