/** Why an act was not done, in words (E1 to E3). */
import type { Locale } from '../../domain/realm.js';
import { timeToWait } from '../../http/layout/duration.js';

export const PROBLEMS = [
  'not-administrator',
  'unknown-member',
  'oneself',
  'last-administrator',
  'elsewhere',
  'state-conflict',
  'unknown-right',
  'unknown-contact',
  'contact-present',
  'unreachable',
  'login-taken',
  'no-match',
  'too-often',
  'busy',
] as const;
export type Problem = (typeof PROBLEMS)[number];

type ProblemWords = Readonly<Record<Exclude<Problem, 'too-often'>, string>> & {
  readonly 'too-often': (wait: string) => string;
};

export const problemText: Readonly<Record<Locale, ProblemWords>> = {
  fr: {
    'not-administrator': 'Rien n’a changé\u00a0: vous n’administrez plus cet organisme.',
    'unknown-member': 'Rien n’a changé\u00a0: cette personne n’est pas, ou n’est plus, dans l’organisme.',
    oneself:
      'Rien n’a changé\u00a0: personne ne change ses propres droits, coordonnées ou accès. Demandez à un autre administrateur.',
    'last-administrator':
      'Rien n’a changé\u00a0: il ne resterait aucun administrateur. Nommez d’abord quelqu’un d’autre.',
    elsewhere:
      'Rien n’a changé\u00a0: un autre organisme a créé ce compte, et s’occupe de ses coordonnées et de son mot de passe. La personne peut aussi les changer elle-même, dans «\u00a0Gérer mon compte\u00a0».',
    'state-conflict': 'Rien n’a changé\u00a0: c’était déjà fait, ou l’état de cet accès ne le permet plus.',
    'unknown-right': 'Rien n’a changé\u00a0: ce droit n’existe plus.',
    'unknown-contact': 'Rien n’a changé\u00a0: cette coordonnée n’est plus sur le compte.',
    'contact-present': 'Rien n’a changé\u00a0: cette coordonnée est déjà sur le compte.',
    unreachable:
      'Rien n’est parti\u00a0: aucune coordonnée confirmée par la personne, ni adresse postale, ne peut recevoir le mot de passe.',
    'login-taken': 'Cet identifiant est déjà pris. Choisissez-en un autre.',
    'no-match':
      'Nous ne trouvons pas de compte à ajouter avec cet identifiant et ce nom. Vérifiez-les auprès de la personne\u00a0: elle est peut-être déjà dans l’organisme.',
    'too-often': (wait) => `Rien n’a changé\u00a0: cela a été fait trop souvent. Réessayez dans ${wait}.`,
    busy: 'Rien n’a changé\u00a0: le service est très demandé en ce moment. Réessayez dans un instant.',
  },
  en: {
    'not-administrator': 'Nothing has changed: you no longer administer this organisation.',
    'unknown-member': 'Nothing has changed: this person is not, or no longer, in the organisation.',
    oneself: 'Nothing has changed: nobody changes their own rights, contacts or access. Ask another administrator.',
    'last-administrator': 'Nothing has changed: no administrator would be left. Appoint somebody else first.',
    elsewhere:
      'Nothing has changed: another organisation created this account, and looks after its contacts and password. The person can also change them in “Manage my account”.',
    'state-conflict': 'Nothing has changed: it was done already, or the state of this access no longer allows it.',
    'unknown-right': 'Nothing has changed: this right no longer exists.',
    'unknown-contact': 'Nothing has changed: this contact is no longer on the account.',
    'contact-present': 'Nothing has changed: this contact is on the account already.',
    unreachable:
      'Nothing was sent: no contact that the person confirmed, and no postal address, can receive the password.',
    'login-taken': 'This user name is taken. Choose another one.',
    'no-match':
      'We find no account to add with this user name and family name. Check them with the person: they may be in the organisation already.',
    'too-often': (wait) => `Nothing has changed: this was done too often. Try again in ${wait}.`,
    busy: 'Nothing has changed: the service is in great demand at the moment. Try again shortly.',
  },
};

/**
 * @param code as it stands in an address; undefined is answered for none of ours
 * @param until when it may be tried again, and
 * @param now both in milliseconds since the epoch
 */
export function problemWords(code: string, locale: Locale, until: number, now: number): string | undefined {
  const problem = PROBLEMS.find((each) => each === code);
  if (problem === undefined) return undefined;
  const t = problemText[locale];
  if (problem !== 'too-often') return t[problem];
  const seconds = Number.isFinite(until) ? Math.min(Math.max(0, (until - now) / 1000), 48 * 3600) : 0;
  return t[problem](timeToWait(seconds, locale));
}
