/**
 * The simulated people: the odd identities that a relying party must be ready for (F6). All of it is invented; the first
 * ones are people of demo/people.ndjson, whose civil identity is the same there.
 */
import type { Language } from '../web/language.js';
import type { FailureCode } from './failures.js';
import type { Identity, Proved } from './identity.js';
import type { PlatformRules } from './platforms.js';

export interface SimulatedPerson {
  readonly id: string;
  readonly identity: Identity;
  /** why they are here */
  readonly note: Readonly<Record<Language, string>>;
  /** where the RNIPP says otherwise than the identity provider */
  readonly rnipp?: Partial<Identity>;
  /** came through the eIDAS bridge: the RNIPP does not know them */
  readonly throughBridge?: boolean;
  /** the platform refuses them, with this code */
  readonly refused?: FailureCode;
}

const NOTHING: Identity = {
  familyName: '',
  givenNames: [],
  gender: '',
  birthdate: '',
  birthplace: '',
  birthcountry: '99100',
  preferredUsername: '',
  email: '',
  siret: '',
};

function person(
  id: string,
  identity: Partial<Identity>,
  note: SimulatedPerson['note'],
  more: Omit<Partial<SimulatedPerson>, 'id' | 'identity' | 'note'> = {},
): SimulatedPerson {
  return { id, identity: { ...NOTHING, ...identity }, note, ...more };
}

const CIVIL: readonly SimulatedPerson[] = [
  person(
    'claire-martin',
    {
      familyName: 'MARTIN',
      givenNames: ['Claire'],
      gender: 'female',
      birthdate: '1984-05-11',
      birthplace: '88321',
      email: 'claire@example.test',
    },
    { fr: 'Connue de Poterne', en: 'Known to Poterne' },
  ),
  person(
    'karim-benali',
    {
      familyName: 'BENALI',
      givenNames: ['Karim'],
      gender: 'male',
      birthdate: '1979-03-17',
      birthplace: '59350',
      email: 'k.benali@example.test',
    },
    { fr: 'Connu de Poterne, autre adresse e-mail', en: 'Known to Poterne, another e-mail address' },
  ),
  person(
    'andria-santoni',
    {
      familyName: 'SANTONI',
      givenNames: ['Andria', 'Paul'],
      gender: 'male',
      birthdate: '1990-03-26',
      birthplace: '2A004',
      email: 'andria@example.test',
    },
    { fr: 'Connu de Poterne, né en Corse', en: 'Known to Poterne, born in Corsica' },
  ),
  person(
    'nadia-belkacem',
    { familyName: 'BELKACEM', givenNames: ['Nadia'], gender: 'female', birthdate: '1972-09-08', birthcountry: '99352' },
    { fr: 'Connue de Poterne, née à l’étranger, sans e-mail', en: 'Known to Poterne, born abroad, no e-mail' },
  ),
  person(
    'sophie-bernard',
    {
      familyName: 'BERNARD',
      givenNames: ['Sophie', 'Anne'],
      gender: 'female',
      birthdate: '1988-11-21',
      birthplace: '33063',
      preferredUsername: 'DUPUIS',
      email: 'famille.bernard@example.test',
    },
    { fr: 'Connue de Poterne, nom d’usage', en: 'Known to Poterne, usage name' },
  ),
  person(
    'jean-baptiste-bernard',
    {
      familyName: 'BERNARD',
      givenNames: ['Jean-Baptiste'],
      gender: 'male',
      birthdate: '1986-07-14',
      birthplace: '44109',
      email: 'famille.bernard@example.test',
    },
    { fr: 'Connu de Poterne, prénom composé', en: 'Known to Poterne, compound first name' },
  ),
  person(
    'lucien-petit',
    { familyName: 'PETIT', givenNames: ['Lucien'], gender: 'male', birthdate: '1947-12-04', birthplace: '75112' },
    { fr: 'Connu de Poterne, sans e-mail', en: 'Known to Poterne, no e-mail' },
  ),
  person(
    'thibault-vasseur',
    {
      familyName: 'VASSEUR',
      givenNames: ['Thibault', 'Louis', 'Marie'],
      gender: 'male',
      birthdate: '1993-06-18',
      birthplace: '80021',
      email: 'thibault.vasseur@example.test',
    },
    { fr: 'Inconnu de Poterne', en: 'Unknown to Poterne' },
  ),
  person(
    'aminata-traore',
    {
      familyName: 'TRAORÉ',
      givenNames: ['Aminata'],
      gender: 'female',
      birthdate: '1992-11-00',
      birthcountry: '99335',
      email: 'aminata.traore@example.test',
    },
    { fr: 'Née à l’étranger, jour de naissance présumé', en: 'Born abroad, presumed day of birth' },
  ),
  person(
    'van-an-nguyen',
    { familyName: 'NGUYEN', givenNames: ['Van An'], gender: 'male', birthdate: '1958-00-00', birthcountry: '99243' },
    { fr: 'Né à l’étranger, jour et mois présumés', en: 'Born abroad, presumed day and month' },
  ),
  person(
    'camille-moreau',
    {
      familyName: 'MOREAU',
      givenNames: ['Camille'],
      gender: 'unspecified',
      birthdate: '1995-04-02',
      birthplace: '69383',
      email: 'camille.moreau@example.test',
    },
    { fr: 'Sexe non précisé', en: 'Unspecified gender' },
  ),
  person(
    'jean-paul-roussel',
    {
      familyName: 'ROUSSEL',
      givenNames: ['Jean Paul', 'René'],
      gender: 'male',
      birthdate: '1963-01-30',
      birthplace: '29232',
      email: 'jp.roussel@example.test',
    },
    { fr: '«\u00a0Jean Paul\u00a0» en un seul prénom', en: '“Jean Paul” as one first name' },
  ),
  person(
    'maelys-lheritier',
    {
      familyName: "L'HÉRITIER-ÇELIK",
      givenNames: ['Maëlys', 'Zoé-Anaïs'],
      gender: 'female',
      birthdate: '2001-08-15',
      birthplace: '56260',
      email: 'maelys@example.test',
    },
    { fr: 'Apostrophe, accents et trait d’union', en: 'Apostrophe, accents and hyphen' },
  ),
  person(
    'helene-chevalier',
    {
      familyName: 'CHEVALIER',
      givenNames: ['Helene'],
      gender: 'female',
      birthdate: '1969-10-05',
      birthplace: '21231',
      preferredUsername: 'CHEVALIER-NOËL',
      email: 'helene.chevalier@example.test',
    },
    {
      fr: 'Le RNIPP écrit autrement\u00a0: Hélène Marie, nom d’usage en plus',
      en: 'The RNIPP writes it otherwise: Hélène Marie; usage name too',
    },
    { rnipp: { givenNames: ['Hélène', 'Marie'] } },
  ),
  person(
    'ginette-fournier',
    { familyName: 'FOURNIER', givenNames: ['Ginette'], gender: 'female', birthdate: '1938-02-27', birthplace: '23096' },
    { fr: 'Sans e-mail', en: 'No e-mail' },
  ),
  person(
    'pieter-janssens',
    {
      familyName: 'JANSSENS',
      givenNames: ['Pieter'],
      gender: 'male',
      birthdate: '1981-05-06',
      birthplace: 'Antwerpen',
      birthcountry: '99131',
    },
    {
      fr: 'Par le pont eIDAS\u00a0: lieu de naissance en texte libre',
      en: 'Through the eIDAS bridge: free text birthplace',
    },
    { throughBridge: true },
  ),
  person(
    'astrid-lindqvist',
    { familyName: 'LINDQVIST', givenNames: ['Astrid'], birthdate: '1990-12-01', birthcountry: '99104' },
    {
      fr: 'Par le pont eIDAS\u00a0: ni lieu de naissance ni sexe',
      en: 'Through the eIDAS bridge: no birthplace, no gender',
    },
    { throughBridge: true },
  ),
  person(
    'raymonde-gauthier',
    {
      familyName: 'GAUTHIER',
      givenNames: ['Raymonde'],
      gender: 'female',
      birthdate: '1929-04-09',
      birthplace: '51454',
    },
    { fr: 'Décédée pour le RNIPP\u00a0: refus Y010015', en: 'Deceased for the RNIPP: refused, Y010015' },
    { refused: 'Y010015' },
  ),
  person(
    'basile-morin',
    { familyName: 'MORIN', givenNames: ['Basile'], gender: 'male', birthdate: '1977-00-12', birthplace: '37261' },
    {
      fr: 'Mois de naissance 00, jour connu\u00a0: refus Y600006',
      en: 'Month of birth 00, day known: refused, Y600006',
    },
  ),
];

/** Their SIRETs are of towns and groupings that do not exist, with good check digits. */
const ESTABLISHMENT: readonly SimulatedPerson[] = [
  person(
    'helene-leroy',
    { familyName: 'LEROY', givenNames: ['Hélène'], siret: '21350999500014', email: 'helene.leroy@example.test' },
    { fr: 'Connue de Poterne, une mairie', en: 'Known to Poterne, a town hall' },
  ),
  person(
    'marc-fontaine',
    { familyName: 'FONTAINE', givenNames: ['Marc'], siret: '24670999200019', email: 'marc.fontaine@example.test' },
    { fr: 'Connu de Poterne, une agglomération', en: 'Known to Poterne, a grouping of towns' },
  ),
  person(
    'odile-garnier',
    { familyName: 'GARNIER', givenNames: ['Odile'], siret: '26060999500014', email: '' },
    { fr: 'Connue de Poterne, un EHPAD, sans e-mail', en: 'Known to Poterne, a care home, no e-mail' },
  ),
  person(
    'marc-fontaine-ailleurs',
    { familyName: 'FONTAINE', givenNames: ['Marc'], siret: '21350999500014', email: 'marc.fontaine@example.test' },
    { fr: 'Même nom, autre établissement', en: 'Same name, another establishment' },
  ),
  person(
    'ines-barbier',
    { familyName: 'BARBIER', givenNames: ['Inès'], siret: '26060999500014', email: 'ines.barbier@example.test' },
    { fr: 'Inconnue de Poterne', en: 'Unknown to Poterne' },
  ),
];

export function peopleOf(rules: Pick<PlatformRules, 'people'>): readonly SimulatedPerson[] {
  return rules.people === 'civil' ? CIVIL : ESTABLISHMENT;
}

/** What they prove, with the identity as it was left on the page: an edited one is edited at the RNIPP too. */
export function provedBy({ rnipp, throughBridge = false }: SimulatedPerson, identity: Identity): Proved {
  return { identity, rnipp: throughBridge ? undefined : { ...identity, ...rnipp }, throughBridge };
}
