/** A person of the civil register, as an account holds them: the six pivot fields of FranceConnect (F4). */

export interface CivilIdentity {
  /** birth name */
  readonly familyName: string;
  readonly givenNames: readonly string[];
  readonly gender: 'male' | 'female' | 'unspecified';
  /** YYYY-MM-DD; an unknown day, or month and day, are 00 */
  readonly birthdate: string;
  /** COG code of the commune, absent when born abroad */
  readonly birthplace: string | null;
  /** COG code of the country, France 99100 */
  readonly birthcountry: string | null;
}
