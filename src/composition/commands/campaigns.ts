/** What `poterne campaigns` works with: the campaigns and the audit of the service, without the service (C1). */
import { createPostgresAuditLog } from '../../adapters/postgres/audit/audit_log.js';
import { connectDatabase } from '../../adapters/postgres/connection.js';
import { createPostgresCampaignStore } from '../../adapters/postgres/password/campaign_store.js';
import { systemClock } from '../../adapters/system/clock.js';
import type { Campaign } from '../../domain/credential/campaign.js';
import type { Clock } from '../../ports/clock.js';
import { countCampaign } from '../../services/campaign/campaign_jobs.js';

const CONNECTIONS = 2;

export type CampaignCommands = ReturnType<typeof openCampaignCommands>;

export function openCampaignCommands(databaseUrl: string, clock: Clock = systemClock) {
  const database = connectDatabase(databaseUrl, CONNECTIONS);
  const campaigns = createPostgresCampaignStore(database);
  let unwritten = 0;
  const audit = createPostgresAuditLog(database, clock, (lost) => {
    unwritten += lost;
  });
  const record = (outcome: string, realm: string, data: Record<string, string | number | undefined>) =>
    audit.record({ type: 'campaign', outcome, realm, data });
  return {
    clock,
    list: () => campaigns.list(),
    count: (campaign: Campaign) => countCampaign(campaigns, campaign, clock.now()),
    /** @returns false when the realm has one of that name */
    async create(campaign: Campaign): Promise<boolean> {
      const isNew = await campaigns.create(campaign);
      const { name, kind, policy, startsAt, obligesFrom } = campaign;
      if (isNew) record('created', campaign.realm, { name, kind, policy: policy ?? undefined, startsAt, obligesFrom });
      return isNew;
    },
    /** @returns false when there is none of that name under way */
    async end(realm: string, name: string): Promise<boolean> {
      const isEnded = await campaigns.end(realm, name, clock.now());
      if (isEnded) record('ended', realm, { name });
      return isEnded;
    },
    /** Writes the audit. @throws Error when it cannot be written */
    async close() {
      await audit.close();
      await database.$disconnect();
      if (unwritten > 0) throw new Error(`done, but ${unwritten} events of the audit could not be written`);
    },
  };
}
