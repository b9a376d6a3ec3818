/**
 * The failures that are documented (france.md §1.7), by the code of the page that the person sees, and what the service
 * then receives. Those without a page go back to the service at once.
 */
import type { Language } from '../web/language.js';

interface Failure {
  readonly code: string;
  /** the platform shows a page with this code first */
  readonly hasPage: boolean;
  /** what the relying party receives */
  readonly error: string;
  readonly description: string;
  /** for the developer */
  readonly means: Readonly<Record<Language, string>>;
}

const ENDED = 'authentication aborted due to a technical error on the authorization server';

export const FAILURES = [
  {
    code: 'access_denied',
    hasPage: false,
    error: 'access_denied',
    description: 'User auth aborted',
    means: { fr: 'la personne a abandonné', en: 'the person gave up' },
  },
  {
    code: 'server_error',
    hasPage: false,
    error: 'server_error',
    description: ENDED,
    means: { fr: 'la plateforme est en erreur', en: 'the platform fails' },
  },
  {
    code: 'temporarily_unavailable',
    hasPage: false,
    error: 'temporarily_unavailable',
    description: 'the authorization server is temporarily unavailable',
    means: { fr: 'la plateforme est momentanément indisponible', en: 'the platform is unavailable for now' },
  },
  {
    code: 'invalid_scope',
    hasPage: false,
    error: 'invalid_scope',
    description: 'requested scope is not allowed',
    means: { fr: 'le service demande ce qu’il n’a pas le droit de demander', en: 'the service asks what it may not' },
  },
  {
    code: 'invalid_request',
    hasPage: false,
    error: 'invalid_request',
    description: 'invalid request',
    means: { fr: 'la demande du service est mal formée', en: 'the service’s request is malformed' },
  },
  {
    code: 'invalid_acr',
    hasPage: false,
    error: 'invalid_acr',
    description: 'acr_value is not valid',
    means: { fr: 'le niveau demandé n’existe pas ici', en: 'there is no such level here' },
  },
  {
    code: 'invalid_idp_hint',
    hasPage: false,
    error: 'invalid_idp_hint',
    description: 'idp_hint is not allowed',
    means: { fr: 'le fournisseur d’identité nommé n’est pas permis', en: 'the identity provider named is not allowed' },
  },
  {
    code: 'Y010004',
    hasPage: true,
    error: 'access_denied',
    description: 'Y010004',
    means: { fr: 'identité introuvable au RNIPP', en: 'identity not found at the RNIPP' },
  },
  {
    code: 'Y010006',
    hasPage: true,
    error: 'access_denied',
    description: 'Y010006',
    means: { fr: 'plusieurs identités au RNIPP', en: 'several identities at the RNIPP' },
  },
  {
    code: 'Y010007',
    hasPage: true,
    error: 'access_denied',
    description: 'Y010007',
    means: { fr: 'le RNIPP ne connaît que le nom d’usage', en: 'the RNIPP knows the usage name only' },
  },
  {
    code: 'Y010008',
    hasPage: true,
    error: 'access_denied',
    description: 'Y010008',
    means: { fr: 'aucun écho au RNIPP', en: 'no echo at the RNIPP' },
  },
  {
    code: 'Y010009',
    hasPage: true,
    error: 'access_denied',
    description: 'Y010009',
    means: { fr: 'demande rejetée par le RNIPP', en: 'request rejected by the RNIPP' },
  },
  {
    code: 'Y010011',
    hasPage: true,
    error: 'temporarily_unavailable',
    description: 'Y010011',
    means: { fr: 'le RNIPP répond trop tard', en: 'the RNIPP answers too late' },
  },
  {
    code: 'Y010012',
    hasPage: true,
    error: 'temporarily_unavailable',
    description: 'Y010012',
    means: { fr: 'le RNIPP est injoignable', en: 'the RNIPP cannot be reached' },
  },
  {
    code: 'Y010013',
    hasPage: true,
    error: 'server_error',
    description: 'Y010013',
    means: { fr: 'réponse inattendue du RNIPP', en: 'unexpected answer of the RNIPP' },
  },
  {
    code: 'Y010015',
    hasPage: true,
    error: 'access_denied',
    description: 'Y010015',
    means: { fr: 'décès connu du RNIPP', en: 'deceased for the RNIPP' },
  },
  {
    code: 'Y020017',
    hasPage: true,
    error: 'server_error',
    description: 'Y020017',
    means: { fr: 'fournisseur d’identité désactivé', en: 'identity provider disabled' },
  },
  {
    code: 'Y100018',
    hasPage: true,
    error: 'server_error',
    description: 'Y100018',
    means: {
      fr: 'le fournisseur d’identité n’atteint pas le niveau demandé',
      en: 'the identity provider does not reach the level asked',
    },
  },
  {
    code: 'Y180001',
    hasPage: true,
    error: 'access_denied',
    description: 'Y180001',
    means: { fr: 'la personne a fermé son accès', en: 'the person closed their access' },
  },
  {
    code: 'Y600006',
    hasPage: true,
    error: 'server_error',
    description: 'Y600006',
    means: {
      fr: 'identité invalide reçue du fournisseur d’identité',
      en: 'invalid identity from the identity provider',
    },
  },
] as const satisfies readonly Failure[];
export type FailureCode = (typeof FAILURES)[number]['code'];

export function failureOf(code: string | undefined): (typeof FAILURES)[number] | undefined {
  return FAILURES.find((failure) => failure.code === code);
}
