/**
 * Whose account an employers' platform means: an establishment and a person of it (F3). Net-entreprises knows a person by
 * SIRET, name and first name only, each platform under the name, birth or usage, that the person gave it.
 */
import { parseSiret } from '../identifier/siret.js';
import { readFamilyName, readGivenNames, shareFirstName } from './civil_name.js';
import { type Candidate, contradicts, type IdentityMatch } from './pivot_identity.js';
import type { UpstreamIdentity } from './upstream.js';

/** An account affiliated to an establishment. */
export interface EmployerCandidate extends Candidate {
  /** 14 digits */
  readonly siret: string;
}

/**
 * Finds the one account of the establishment with this name and first given name. A birth date or gender, where the
 * platform gives one, may rule an account out.
 *
 * @param identity raw, as the upstream gave it; without SIRET, name or given name it matches nobody
 * @param candidates accounts affiliated to the establishment, in any order
 */
export function matchEmployer(identity: UpstreamIdentity, candidates: readonly EmployerCandidate[]): IdentityMatch {
  const siret = parseSiret(identity.siret ?? '');
  const familyName = readFamilyName(identity.familyName);
  const givenNames = readGivenNames(identity.givenNames);
  if (!siret.ok || !familyName || !givenNames) return { kind: 'none' };
  const [only, ...others] = candidates.filter((candidate) => {
    const theirs = readGivenNames(candidate.givenNames);
    return (
      candidate.siret === siret.siret &&
      readFamilyName(candidate.familyName) === familyName &&
      theirs !== undefined &&
      shareFirstName(givenNames, theirs) &&
      !contradicts(identity, candidate)
    );
  });
  if (!only) return { kind: 'none' };
  return others.length === 0 ? { kind: 'certain', accountId: only.id } : { kind: 'uncertain', reason: 'several' };
}
