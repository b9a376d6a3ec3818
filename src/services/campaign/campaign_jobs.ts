/**
 * What the scheduler does for campaigns (C1): invites each person once when a campaign begins, and counts how far the
 * living ones have come.
 */
import type { Campaign } from '../../domain/credential/campaign.js';
import type { Clock } from '../../ports/clock.js';
import type { NoticeOutbox } from '../../ports/notice/notice_outbox.js';
import type { CampaignStore } from '../../ports/password/campaign_store.js';
import { noticesTo } from '../notice/tell_person.js';
import type { Job } from '../schedule/scheduler.js';

export interface CampaignJobDependencies {
  readonly campaigns: CampaignStore;
  readonly notices: Pick<NoticeOutbox, 'add'>;
  readonly clock: Pick<Clock, 'now'>;
}

const PEOPLE_A_PIECE = 500;
const ACCOUNTS_A_PIECE = 10_000;

export function campaignJobs({ campaigns, notices, clock }: CampaignJobDependencies): readonly Job[] {
  const invitations: Job = {
    name: 'campaign_invitations',
    intervalSeconds: 600,
    async run(from, to, cursor) {
      // A campaign begins in one window alone, and the windows follow each other without a gap.
      const begun = (await campaigns.list()).filter((each) => beginsAt(each) > from && beginsAt(each) <= to);
      const { campaign, after, next } = placeIn(begun, cursor);
      if (!campaign) return null;
      // Whoever is obliged already is told by the page itself, at the next sign-in.
      if (campaign.endedAt !== null || campaign.obligesFrom <= clock.now()) return next;
      const page = await campaigns.duePage(campaign, after, PEOPLE_A_PIECE);
      const { id, obligesFrom } = campaign;
      const told = page.people.flatMap((person) =>
        noticesTo(person, { kind: 'campaign_invitation', data: { obligesFrom }, dedupe: id }),
      );
      await notices.add(told, clock.now());
      return page.next === null ? next : `${id}/${page.next}`;
    },
  };

  const progress: Job = {
    name: 'campaign_progress',
    intervalSeconds: 3_600,
    async run(_from, _to, cursor) {
      const [place = null, done = '0', remaining = '0'] = cursor?.split('|') ?? [];
      const { campaign, after, next } = placeIn(await campaigns.list(), place);
      if (!campaign) return null;
      if (campaign.endedAt !== null) return next;
      const page = await campaigns.countPage(campaign, after, ACCOUNTS_A_PIECE);
      const sum = { done: Number(done) + page.done, remaining: Number(remaining) + page.remaining };
      if (page.next !== null) return `${campaign.id}/${page.next}|${sum.done}|${sum.remaining}`;
      await campaigns.keepProgress(campaign.id, { ...sum, countedAt: clock.now() });
      return next;
    },
  };
  return [invitations, progress];
}

/** Counts a campaign's whole population at once, page by page. */
export async function countCampaign(campaigns: CampaignStore, campaign: Campaign, now: number) {
  const sum = { done: 0, remaining: 0 };
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<CampaignStore['countPage']>> = await campaigns.countPage(
      campaign,
      after,
      ACCOUNTS_A_PIECE,
    );
    sum.done += page.done;
    sum.remaining += page.remaining;
    after = page.next;
  } while (after !== null);
  const progress = { ...sum, countedAt: now };
  await campaigns.keepProgress(campaign.id, progress);
  return progress;
}

/** One made for a past moment begins when it is made. */
function beginsAt({ startsAt, createdAt }: Campaign): number {
  return Math.max(startsAt, createdAt);
}

/**
 * Where a run stands among campaigns in their order.
 *
 * @param cursor `<campaign>/<last account>`, or `<campaign>/` for its beginning; null: the first campaign's
 * @returns no campaign: the run is over
 */
function placeIn<Each extends Campaign>(
  list: readonly Each[],
  cursor: string | null,
): { campaign: Each | undefined; after: string | null; next: string | null } {
  const [id = list[0]?.id, account = ''] = cursor?.split('/') ?? [];
  const index = list.findIndex((campaign) => campaign.id === id);
  const following = index === -1 ? undefined : list[index + 1];
  return {
    campaign: list[index],
    after: account || null,
    next: following ? `${following.id}/` : null,
  };
}
