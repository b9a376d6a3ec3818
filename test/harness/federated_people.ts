/** The people of the demonstration, who have a civil identity at the simulator too. */
import { peopleFile } from '../../demo/people.js';
import { readAccountsFile } from '../../src/config/accounts_file.js';
import { REALMS } from '../../src/config/realms.js';
import type { TestPerson } from './scenario.js';

export const FEDERATED_PEOPLE = readAccountsFile(peopleFile(), REALMS);

/** @throws when nobody of this name is in the demonstration */
function personNamed(familyName: string, givenName: string): TestPerson {
  const account = FEDERATED_PEOPLE.find((each) => each.familyName === familyName && each.givenNames[0] === givenName);
  const contact = (kind: string) => account?.contacts.find((each) => each.kind === kind)?.value;
  if (!account) throw new Error(`nobody is called ${givenName} ${familyName}`);
  const email = contact('email');
  const mobile = contact('mobile');
  return {
    realm: account.realm as TestPerson['realm'],
    identifier: account.identifiers[0]?.value ?? '',
    password: account.password ?? '',
    familyName,
    givenNames: account.givenNames,
    ...(email ? { email } : {}),
    ...(mobile ? { mobile } : {}),
  };
}

export const CLAIRE = personNamed('MARTIN', 'Claire');
export const KARIM = personNamed('BENALI', 'Karim');
export const ANDRIA = personNamed('SANTONI', 'Andria');
export const SOPHIE = personNamed('BERNARD', 'Sophie');
export const HELENE = personNamed('LEROY', 'Hélène');
