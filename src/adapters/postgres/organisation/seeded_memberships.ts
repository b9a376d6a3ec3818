/** Memberships of people who are seeded (O1, E1): their organisations are created with them, if they are not there. */
import { randomUUID } from 'node:crypto';
import { reviewedUntil } from '../../../domain/organisation/membership.js';
import { searchedText, sortName } from '../../../domain/organisation/search_words.js';
import type { NewAccount } from '../../../ports/account/account_store.js';
import type { Database } from '../connection.js';

type Transaction = Pick<Database, 'organisation' | 'membership' | 'affiliation'>;

/** @param now milliseconds since the epoch */
export async function seedMemberships(
  transaction: Transaction,
  accountId: string,
  { realm, identifiers, familyName, givenNames, organisations = [] }: NewAccount,
  now: number,
): Promise<void> {
  const login = identifiers.find(({ kind }) => kind === 'login')?.value ?? null;
  const at = new Date(now);
  for (const [place, { siret, name, role, rights, reviewMonths }] of organisations.entries()) {
    const { id: organisationId } = await transaction.organisation.upsert({
      where: { realm_siret: { realm, siret } },
      create: { id: randomUUID(), realm, siret, name, createdAt: at },
      update: {},
    });
    await transaction.membership.create({
      data: {
        accountId,
        organisationId,
        role,
        rights: [...rights],
        activatedAt: at,
        isOrigin: place === 0,
        createdAt: at,
        reviewedAt: at,
        expiresAt: new Date(reviewedUntil(now, reviewMonths)),
        login,
        sortName: sortName({ familyName, givenNames }),
        search: searchedText({ familyName, givenNames, login }),
      },
    });
    await transaction.affiliation.createMany({ data: [{ accountId, siret }], skipDuplicates: true });
  }
}
