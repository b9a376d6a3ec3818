/** As many people as a test wants. */
import type { TestPerson } from '../harness/scenario.js';

/** @param at 0 to 998 */
export function personNumber(at: number): TestPerson {
  const rank = String(at + 1).padStart(3, '0');
  return {
    realm: 'allocataires',
    identifier: `1850575001${rank}`,
    password: '70413928',
    familyName: 'ESSAI',
    givenNames: ['Personne'],
    email: `personne.${rank}@example.test`,
  };
}
