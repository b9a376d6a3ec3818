/** What a realm says of organisations (E1 to E3): a value in src/config/realms.ts; null where there are none. */

/** A service that an administrator opens to a user; its id is what portals read in the claim `organisation`. */
export interface ServiceRight {
  readonly id: string;
  readonly label: { readonly fr: string; readonly en: string };
}

export interface OrganisationRules {
  /** the catalogue of rights, in the order in which it is shown */
  readonly rights: readonly ServiceRight[];
  /** a membership that no administrator reviewed for so long expires */
  readonly reviewMonths: number;
  /** how long before it is told, in days, the longest first; the first one is also what « à renouveler » means */
  readonly reminderDays: readonly number[];
  /** how often administrators may unlock one account within 24 h: each time is another handful of guesses */
  readonly unlocksPerDay: number;
  /** how often administrators may have one account sent a provisional password within 24 h */
  readonly passwordsPerDay: number;
  /** how many logins of people elsewhere one administrator may try to add within 24 h */
  readonly joinsPerDay: number;
  /** how many logins one administrator may have suggested within 24 h: each tells whether somebody has its like */
  readonly suggestionsPerDay: number;
}

/** Is it in the catalogue? */
export function isRight(rules: OrganisationRules, id: string): boolean {
  return rules.rights.some((right) => right.id === id);
}
