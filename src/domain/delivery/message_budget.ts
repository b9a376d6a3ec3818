/**
 * What SMS and calls may cost (S3): somebody who makes money from messages sent to numbers of their own (« SMS pumping »)
 * never types a code back, so what nobody answered is counted, by the numbers' first digits, by country and by network.
 */
import { callingCodeOf, TERRITORY_PLANS } from '../contact/numbering_plan.js';

export interface MessageBudget {
  /** countries beside the French plans whose numbers are written to and called, by calling code */
  readonly foreignCallingCodes: readonly string[];
  /** SMS, and calls, with a code of the realm within an hour, answered or not: beyond it the channel stops */
  readonly perHour: number;
  /** the same for codes of recoveries, which anybody may ask for: beyond it those stop, and no others */
  readonly recoveriesPerHour: number;
  /** unanswered messages within an hour to numbers that begin alike: beyond it, and beyond a share, those stop */
  readonly unansweredPerPrefixPerHour: number;
}

/** Counted apart, so that whoever floods recoveries stops nobody's sign-in. */
export type BudgetShare = 'sign-in' | 'recovery';

/** Messages of one hour that left, and those that a right code answered. */
export interface Tally {
  readonly sent: number;
  readonly answered: number;
}

export interface BudgetTallies {
  readonly share: BudgetShare;
  /** of the share, this one included, as in `prefix` */
  readonly total: Tally;
  readonly prefix: Tally;
  /** null for the French plans: the realm's total speaks for them */
  readonly country: Tally | null;
  readonly network: Tally | null;
  /** foreign countries that the network asked for today */
  readonly countriesOfNetwork: number;
}

/** `hour`, `prefix` stop the message; the others are recorded, and alarm. */
export type BudgetFinding = 'hour' | 'prefix' | 'nearly-hour' | 'country' | 'network' | 'countries';

const STOPPING: ReadonlySet<BudgetFinding> = new Set(['hour', 'prefix']);
/** facts: alarms of those who suffered it */
const COUNTRY_FLOOR = 20;
const NETWORK_FLOOR = 10;
const ALARM_SHARE = 0.2;
const MOST_COUNTRIES = 3;
/** A prefix where most people answer is a busy one, not an abused one. */
const PREFIX_SHARE = 0.5;
const NEARLY = 0.8;

export function judgeBudget(tallies: BudgetTallies, budget: MessageBudget): readonly BudgetFinding[] {
  const { share, total, prefix, country, network, countriesOfNetwork } = tallies;
  const perHour = share === 'recovery' ? budget.recoveriesPerHour : budget.perHour;
  const isBeyond = ({ sent, answered }: Tally, floor: number, share: number) =>
    sent - answered > Math.max(floor, share * answered);
  const found: Array<BudgetFinding | false> = [
    total.sent > perHour && 'hour',
    isBeyond(prefix, budget.unansweredPerPrefixPerHour, PREFIX_SHARE) && 'prefix',
    total.sent > NEARLY * perHour && 'nearly-hour',
    country !== null && isBeyond(country, COUNTRY_FLOOR, ALARM_SHARE) && 'country',
    network !== null && isBeyond(network, NETWORK_FLOOR, ALARM_SHARE) && 'network',
    countriesOfNetwork > MOST_COUNTRIES && 'countries',
  ];
  return found.filter((each) => each !== false);
}

export function stopsMessage(found: readonly BudgetFinding[]): boolean {
  return found.some((each) => STOPPING.has(each));
}

/** May this number be written to or called at all? @param number in E.164 */
export function isInAllowedCountry(
  number: string,
  { foreignCallingCodes }: Pick<MessageBudget, 'foreignCallingCodes'>,
) {
  const code = callingCodeOf(number.slice(1));
  return isFrenchPlan(code) || foreignCallingCodes.includes(code);
}

export interface NumberGroup {
  readonly callingCode: string;
  readonly isForeign: boolean;
  /** the country and four digits more: ten thousand to a hundred thousand numbers */
  readonly prefix: string;
}

/** @param number in E.164 */
export function groupOf(number: string): NumberGroup {
  const callingCode = callingCodeOf(number.slice(1));
  return { callingCode, isForeign: !isFrenchPlan(callingCode), prefix: number.slice(1, 1 + callingCode.length + 4) };
}

function isFrenchPlan(callingCode: string): boolean {
  return TERRITORY_PLANS.some((plan) => plan.callingCode === callingCode);
}
