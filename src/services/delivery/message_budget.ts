/**
 * Counts each SMS and call before it leaves, and each right code (S3): a message that the budget does not allow stops, an
 * alarm is told once an hour. E-mails cost nothing. A store that does not answer stops no message.
 */
import {
  type BudgetFinding,
  type BudgetShare,
  groupOf,
  isInAllowedCountry,
  judgeBudget,
  stopsMessage,
} from '../../domain/delivery/message_budget.js';
import type { Channel, Realm } from '../../domain/realm.js';
import type { Clock } from '../../ports/clock.js';
import type { TallyStore } from '../../ports/delivery/tally_store.js';

export interface BudgetedMessage {
  readonly realm: Realm;
  readonly channel: Channel;
  readonly share: BudgetShare;
  /** an address, or a number in E.164 */
  readonly to: string;
  /** keyed name of the visitor's network; null where nobody's is known */
  readonly network: string | null;
}

export interface BudgetGuard {
  /** @returns why it must not leave; null: it was counted, and may */
  charge(message: BudgetedMessage): Promise<'country' | 'hour' | 'prefix' | null>;
  /** It did not leave after all. */
  refund(message: BudgetedMessage): Promise<void>;
  /** A right code answered it. */
  answered(message: BudgetedMessage): Promise<void>;
}

export interface BudgetDependencies {
  readonly tallies: TallyStore;
  readonly clock: Pick<Clock, 'now'>;
  /** told of each finding, the first time within an hour for its subject */
  readonly onFinding: (finding: {
    readonly kind: BudgetFinding | 'foreign';
    readonly realm: string;
    readonly channel: Channel;
    /** a calling code with some digits, a country or a network's keyed name */
    readonly subject: string;
  }) => void;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HOUR_LIFE_SECONDS = 2 * 3600;
const DAY_LIFE_SECONDS = 25 * 3600;

export function createBudgetGuard({ tallies, clock, onFinding }: BudgetDependencies): BudgetGuard {
  let told = { hour: 0, subjects: new Set<string>() };

  const hourOf = () => Math.floor(clock.now() / HOUR_MS);
  const hourly = (realm: Realm) => `budget:${realm.id}:${hourOf()}`;

  function tell(finding: Parameters<BudgetDependencies['onFinding']>[0]): void {
    if (told.hour !== hourOf()) told = { hour: hourOf(), subjects: new Set() };
    const name = `${finding.realm}:${finding.channel}:${finding.kind}:${finding.subject}`;
    if (told.subjects.has(name)) return;
    told.subjects.add(name);
    onFinding(finding);
  }

  /** Who is counted: the realm's channel and the prefix, in their share; a foreign country, the network. */
  function subjects({ channel, share, to, network }: BudgetedMessage) {
    const { callingCode, isForeign, prefix } = groupOf(to);
    const of = share === 'recovery' ? `recovery.${channel}` : channel;
    return {
      total: `total.${of}`,
      prefix: `prefix.${of}.${prefix}`,
      country: isForeign ? `country.${channel}.${callingCode}` : null,
      network: network === null ? null : `network.${network}`,
    };
  }

  async function count(message: BudgetedMessage, sent: number, answered: number) {
    const of = subjects(message);
    const names = [of.total, of.prefix, of.country, of.network].filter((name) => name !== null);
    const values = await tallies.add(
      hourly(message.realm),
      names.flatMap((name) => [[`${name}.s`, sent] as const, [`${name}.a`, answered] as const]),
      HOUR_LIFE_SECONDS,
    );
    const tally = (name: string | null) => {
      const at = name === null ? -1 : names.indexOf(name) * 2;
      return at < 0 ? null : { sent: values[at] ?? 0, answered: values[at + 1] ?? 0 };
    };
    const nothing = { sent: 0, answered: 0 };
    return {
      total: tally(of.total) ?? nothing,
      prefix: tally(of.prefix) ?? nothing,
      country: tally(of.country),
      network: tally(of.network),
    };
  }

  /** Foreign countries that one network asked for today. */
  async function spread({ realm, to, network }: BudgetedMessage): Promise<number> {
    const { callingCode, isForeign } = groupOf(to);
    if (!isForeign || network === null) return 0;
    const day = `budget-day:${realm.id}:${Math.floor(clock.now() / DAY_MS)}`;
    const [times = 0] = await tallies.add(day, [[`${network}.${callingCode}`, 1]], DAY_LIFE_SECONDS);
    const [countries = 0] = await tallies.add(day, [[`${network}.n`, times === 1 ? 1 : 0]], DAY_LIFE_SECONDS);
    return countries;
  }

  return {
    async charge(message) {
      const { realm, channel, share, to } = message;
      if (channel === 'email') return null;
      const { callingCode, prefix } = groupOf(to);
      const about = { realm: realm.id, channel };
      if (!isInAllowedCountry(to, realm.messageBudget)) {
        tell({ ...about, kind: 'foreign', subject: callingCode });
        return 'country';
      }
      // A store that is away stops nobody: the other counters stand on it too, and say so.
      const answers = await Promise.all([count(message, 1, 0), spread(message)]).catch(() => null);
      if (!answers) return null;
      const [counted, countriesOfNetwork] = answers;
      const found = judgeBudget({ share, ...counted, countriesOfNetwork }, realm.messageBudget);
      const of: Readonly<Record<BudgetFinding, string>> = {
        hour: `${channel} of ${share}`,
        'nearly-hour': `${channel} of ${share}`,
        prefix,
        country: callingCode,
        network: message.network ?? '',
        countries: message.network ?? '',
      };
      for (const kind of found) tell({ ...about, kind, subject: of[kind] });
      if (!stopsMessage(found)) return null;
      await count(message, -1, 0).catch(() => {});
      return found.includes('hour') ? 'hour' : 'prefix';
    },
    async refund(message) {
      if (message.channel !== 'email') await count(message, -1, 0).catch(() => {});
    },
    async answered(message) {
      if (message.channel !== 'email') await count(message, 0, 1).catch(() => {});
    },
  };
}
