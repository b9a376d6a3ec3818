/**
 * `poterne keys rotate`: does what is due of a rotation, begins one when none is under way, and says what comes next (S7).
 * Run again, it goes on where the last run, or anybody else, left off.
 */
import type { KeyCommands } from '../composition/commands/keys.js';
import type { KeyAlgorithm, KeyPurpose, RotationStep } from '../domain/keys/provider_key.js';
import type { KeyAnswer } from '../services/keys/rotate_keys.js';
import { moment, refused } from './key_words.js';
import type { ExitCode, Terminal } from './run_groups.js';

export interface RotateOptions {
  readonly wait?: boolean;
  readonly now?: boolean;
  /** begin only if the active key is older */
  readonly olderThanDays: number;
}

interface Pair {
  readonly purpose: KeyPurpose;
  readonly alg: KeyAlgorithm;
}

type Waiting = Extract<RotationStep, { kid: string }>;
type Progress = { readonly refusal: ExitCode } | { readonly waiting: Waiting | undefined };

const DAY_MS = 86_400_000;
/** Somebody else may go on with the same rotation meanwhile. */
const LOOK_EVERY_MS = 60_000;

export async function rotate(
  commands: KeyCommands,
  pairs: readonly Pair[],
  options: RotateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { clock } = commands;
  const begun = new Set<Pair>();
  let told = '';
  for (;;) {
    const steps: Array<Pair & Waiting> = [];
    for (const pair of pairs) {
      const progress = await advance(commands, pair, !begun.has(pair), options, terminal);
      begun.add(pair);
      if ('refusal' in progress) return progress.refusal;
      if (progress.waiting) steps.push({ ...pair, ...progress.waiting });
    }
    const next = steps.toSorted((a, b) => a.from - b.from)[0];
    if (!next) {
      terminal.say('nothing is left to do');
      return 0;
    }
    const summary = steps.map(
      ({ purpose, alg, step, kid, from }) => `${purpose} ${alg}: ${step} ${kid} from ${moment(from)} on`,
    );
    if (summary.join('\n') !== told) for (const line of summary) terminal.say(`next, ${line}`);
    told = summary.join('\n');
    if (!options.wait) {
      terminal.say('run the same command then, or `poterne keys rotate … --wait`');
      return 0;
    }
    await clock.pause(Math.min(LOOK_EVERY_MS, Math.max(0, next.from - clock.now()) + 1));
  }
}

/** Takes every step that is due. @param mayBegin may a rotation begin that is not under way? */
async function advance(
  { rotateKeys, clock }: KeyCommands,
  { purpose, alg }: Pair,
  mayBegin: boolean,
  { now: isForced = false, olderThanDays }: RotateOptions,
  { say, complain }: Terminal,
): Promise<Progress> {
  const done = async (step: Promise<KeyAnswer>, what: string): Promise<ExitCode | undefined> => {
    const answer = await step;
    if (!answer.ok) return refused(answer, `${purpose} ${alg}`, complain);
    say(`${purpose} ${alg}: ${what} ${answer.kid}`);
    return undefined;
  };
  let isToPublish = mayBegin && (isForced || (await rotateKeys.next(purpose, alg)).step === 'publish');
  if (isToPublish && olderThanDays > 0) {
    const active = (await rotateKeys.list()).find(
      (key) => key.purpose === purpose && key.alg === alg && key.state === 'active',
    );
    isToPublish = !active || clock.now() - (active.activatedAt ?? 0) > olderThanDays * DAY_MS;
  }
  if (isToPublish) {
    const refusal = await done(rotateKeys.publish(purpose, alg), 'published');
    if (refusal) return { refusal };
  }
  for (;;) {
    const step = await rotateKeys.next(purpose, alg);
    if (step.step === 'publish') return { waiting: undefined };
    if (clock.now() < step.from && !isForced) return { waiting: step };
    const refusal =
      step.step === 'activate'
        ? await done(rotateKeys.activate(step.kid, isForced), 'activated')
        : await done(rotateKeys.retire(step.kid, isForced), 'retired');
    if (refusal) return { refusal };
  }
}
