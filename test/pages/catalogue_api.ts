/** The API's operations as its page shows them: described, never run. */
import { affiliateOperation } from '../../src/api/accounts/affiliate.js';
import { enrolOperation } from '../../src/api/accounts/enrol.js';
import { eventOperations } from '../../src/api/accounts/events.js';
import { lookUpOperations } from '../../src/api/accounts/look_up.js';
import { rightsOperations } from '../../src/api/accounts/rights.js';
import { standingOperations } from '../../src/api/accounts/standing.js';
import { contactOperations } from '../../src/api/contacts/contacts.js';
import { contestedOperations } from '../../src/api/contacts/contested.js';
import { credentialOperations } from '../../src/api/credentials/credentials.js';
import type { Operation } from '../../src/api/operation.js';
import { organisationOperations } from '../../src/api/organisations/organisations.js';
import { resolveOperation } from '../../src/api/subjects/resolve.js';

export const API_REALMS = ['allocataires', 'employeurs'].map((id) => ({
  id,
  issuer: `https://connexion.example.test/${id}`,
}));

export function apiOperations(): readonly Operation[] {
  const never = new Proxy({}, { get: () => undefined }) as never;
  return [
    enrolOperation(never),
    ...lookUpOperations(never),
    affiliateOperation(never),
    ...eventOperations(never),
    ...standingOperations(never, never, never),
    ...contactOperations(never),
    ...contestedOperations(never),
    ...credentialOperations(never),
    ...organisationOperations(never),
    ...rightsOperations(never),
    resolveOperation(never),
  ];
}
