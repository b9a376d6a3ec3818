/** Campaigns (C1), and the people they bear on, page by page: a realm may hold millions. */
import type { Campaign } from '../../domain/credential/campaign.js';
import type { DuePerson } from '../schedule/due_changes.js';

/** Of its population, as last counted; milliseconds since the epoch. */
export interface CountedProgress {
  /** whose password is as the campaign wants it */
  readonly done: number;
  /** whose is still to be replaced */
  readonly remaining: number;
  readonly countedAt: number;
}

export interface StoredCampaign extends Campaign {
  /** null: not counted yet */
  readonly progress: CountedProgress | null;
}

export interface CampaignStore {
  /** @returns false when the realm has one of that name, ended ones included */
  create(campaign: Campaign): Promise<boolean>;
  /** All, the ended ones too, the oldest first. */
  list(): Promise<readonly StoredCampaign[]>;
  /** @returns false when there is none of that name, or it has ended */
  end(realm: string, name: string, at: number): Promise<boolean>;
  /**
   * Counts one page of the realm's active accounts, in the order of their ids.
   *
   * @param after id of the last account seen, or null
   * @returns `after` of the next page, or null: this was the last
   */
  countPage(
    campaign: Campaign,
    after: string | null,
    limit: number,
  ): Promise<{ readonly done: number; readonly remaining: number; readonly next: string | null }>;
  keepProgress(campaignId: string, progress: CountedProgress): Promise<void>;
  /** One page of the realm's active accounts: those whose password is still to be replaced. */
  duePage(
    campaign: Campaign,
    after: string | null,
    limit: number,
  ): Promise<{ readonly people: readonly DuePerson[]; readonly next: string | null }>;
}
