/** The rules of a new password for one person (C1): under which policy, and which of them a typed value meets. */
import { type Person, personOf } from '../../domain/password_policy/person.js';
import { judgeRules, unjudgedRules } from '../../domain/password_policy/policy.js';
import type { PasswordPolicyId, RuleState } from '../../domain/password_policy/rule.js';
import type { Realm } from '../../domain/realm.js';
import type { AccountStore, VisitedAccount } from '../../ports/account/account_store.js';
import type { LeakedPasswords } from '../../ports/password/leaked_passwords.js';
import type { PasswordStrength } from '../../ports/password/password_strength.js';

export interface PasswordRulesDependencies {
  readonly accounts: Pick<AccountStore, 'identifier'>;
  readonly strength: PasswordStrength;
  readonly leaked: LeakedPasswords;
  /** the policy that a campaign asks of this person, if one does */
  readonly campaignPolicy: (account: VisitedAccount) => PasswordPolicyId | undefined;
}

export interface JudgedPassword {
  readonly policy: PasswordPolicyId;
  readonly rules: readonly RuleState[];
}

export interface PasswordRules {
  /** The policy of the person's next password. */
  policyOf(realm: Realm, account: VisitedAccount): PasswordPolicyId;
  /** Its rules before anything was typed. */
  rulesOf(realm: Realm, account: VisitedAccount): JudgedPassword;
  /** @param repeated what was typed the second time, where the form asks twice */
  judge(realm: Realm, account: VisitedAccount, password: string, repeated?: string): Promise<JudgedPassword>;
}

export function createPasswordRules(dependencies: PasswordRulesDependencies): PasswordRules {
  const { accounts, strength, leaked, campaignPolicy } = dependencies;
  const policyOf = (realm: Realm, account: VisitedAccount) => campaignPolicy(account) ?? realm.passwordKind;

  async function personBehind(realm: Realm, account: VisitedAccount): Promise<Person> {
    const kinds = ['nir', 'allocataire', 'login'] as const;
    const [nir = null, allocataire = null, login = null] = await Promise.all(
      kinds.map((kind) => accounts.identifier(account.id, kind)),
    );
    return personOf({ ...account, nir, allocataire, login, otherWords: Object.values(realm.name) });
  }

  return {
    policyOf,
    rulesOf(realm, account) {
      const policy = policyOf(realm, account);
      return { policy, rules: unjudgedRules(policy) };
    },
    async judge(realm, account, password, repeated) {
      const policy = policyOf(realm, account);
      const person = await personBehind(realm, account);
      const isOfCharacters = policy === 'characters';
      const [score, isCommon, isLeaked] = await Promise.all([
        isOfCharacters ? strength.of(password, person.words) : 0,
        isOfCharacters ? false : strength.isCommon(password),
        // Eight digits are not looked up: of 10⁸ numbers, large lists hold a good part.
        isOfCharacters ? leaked.has(password) : false,
      ]);
      const rules = judgeRules(policy, password, person, { strength: score, isCommon, isLeaked });
      if (repeated === undefined || password === '') return { policy, rules };
      return { policy, rules: [...rules, { id: 'repeated', state: repeated === password ? 'met' : 'not-met' }] };
    },
  };
}
