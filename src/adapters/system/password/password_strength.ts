/**
 * zxcvbn with its French and common dictionaries (C1). They take 12 MB and 0.2 s to load: only once somebody chooses a
 * password.
 */
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import type { PasswordStrength } from '../../../ports/password/password_strength.js';

/** Its time grows faster than the length: a hostile password of 256 characters holds the process for a second. */
const SCORED_CHARACTERS = 32;

interface Loaded {
  readonly zxcvbn: ZxcvbnFactory;
  readonly common: ReadonlySet<string>;
}

export function createPasswordStrength(): PasswordStrength {
  let loading: Promise<Loaded> | undefined;
  const loaded = () => {
    loading ??= load();
    return loading;
  };
  return {
    async of(password, words) {
      const { zxcvbn } = await loaded();
      return zxcvbn.check(password.slice(0, SCORED_CHARACTERS), [...words]).score;
    },
    async isCommon(password) {
      const { common } = await loaded();
      return common.has(password.toLowerCase());
    },
  };
}

async function load(): Promise<Loaded> {
  const [{ ZxcvbnFactory }, common, french] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-fr'),
  ]);
  return {
    zxcvbn: new ZxcvbnFactory({
      dictionary: { ...common.dictionary, ...french.dictionary },
      graphs: common.adjacencyGraphs,
      maxLength: SCORED_CHARACTERS,
    }),
    common: new Set(common.dictionary['passwords-common']),
  };
}
