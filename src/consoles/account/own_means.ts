/** What a person of a realm signs in with: sentences of « Gérer mon compte » differ by it. */
import type { Realm } from '../../domain/realm.js';

export type OwnMeans = 'number' | 'login';

export function ownMeansOf({ identifierKinds }: Pick<Realm, 'identifierKinds'>): OwnMeans {
  return identifierKinds.includes('login') ? 'login' : 'number';
}
