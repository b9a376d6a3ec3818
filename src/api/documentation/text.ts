/** Words of the API's page, for whoever programs a back office. */
import type { Locale } from '../../domain/realm.js';

interface DocumentationText {
  readonly title: string;
  readonly intro: string;
  readonly document: string;
  readonly start: string;
  readonly steps: readonly string[];
  readonly tokens: string;
  readonly operations: string;
  readonly scope: string;
  readonly members: string;
  readonly optional: string;
  readonly writes: string;
  readonly problems: string;
  readonly problemsIntro: string;
}

export const text: Readonly<Record<Locale, DocumentationText>> = {
  fr: {
    title: 'API du back-office',
    intro:
      'Ouvrir, modifier et clore les dossiers. Cette page résume\u00a0; le document OpenAPI décrit chaque champ et chaque réponse, en anglais.',
    document: 'Document OpenAPI 3.1',
    start: 'Pour commencer',
    steps: [
      'Demandez un jeton à l’émetteur de votre population\u00a0: grant_type=client_credentials, resource et scope comme ci-dessous. La population suit du jeton.',
      'Envoyez-le dans Authorization\u00a0: Bearer. Les corps sont en JSON, 64\u00a0ko au plus.',
      'Chaque écriture porte une Idempotency-Key\u00a0: la même à chaque essai d’une même demande. La réponse est gardée 24\u00a0heures\u00a0; rien n’est fait deux fois.',
      'Poterne-Agent, facultatif, nomme l’agent par une référence opaque de votre choix\u00a0: elle entre dans le journal d’audit.',
    ],
    tokens: 'Émetteurs, et resource',
    operations: 'Opérations',
    scope: 'scope',
    members: 'corps\u00a0:',
    optional: 'facultatif',
    writes: 'écrit',
    problems: 'Erreurs',
    problemsIntro:
      'Chaque refus est un document application/problem+json (RFC\u00a09457)\u00a0; son champ code est l’un de ceux-ci.',
  },
  en: {
    title: 'Back-office API',
    intro:
      'Opens, changes and closes files. This page is a summary; the OpenAPI document describes every member and every answer.',
    document: 'OpenAPI 3.1 document',
    start: 'To begin',
    steps: [
      'Ask the issuer of your population for a token: grant_type=client_credentials, resource and scope as below. The population follows from the token.',
      'Send it in Authorization: Bearer. Bodies are JSON, 64 kB at most.',
      'Each write carries an Idempotency-Key, the same for every try of one request. The answer is kept for 24 hours; nothing is done twice.',
      'Poterne-Agent, optional, names the agent by an opaque reference of your own: it goes into the audit.',
    ],
    tokens: 'Issuers, and resource',
    operations: 'Operations',
    scope: 'scope',
    members: 'body:',
    optional: 'optional',
    writes: 'writes',
    problems: 'Errors',
    problemsIntro: 'Every refusal is an application/problem+json document (RFC 9457); its member code is one of these.',
  },
};
