/** The groups of the command line by the name that is typed (O4). docs/command_line.md shows the help of each. */
import { accounts } from './accounts.js';
import { audit } from './audit.js';
import { campaigns } from './campaigns.js';
import { channels } from './channels.js';
import { clients } from './clients.js';
import { deliveries } from './deliveries.js';
import { doctor } from './doctor.js';
import { importGroup } from './import.js';
import { keys } from './keys.js';
import { leakedPasswords } from './leaked_passwords.js';
import { letters } from './letters.js';
import { migrations } from './migrations.js';
import { organisations } from './organisations.js';
import type { Group } from './run_groups.js';
import { signals } from './signals.js';

export const GROUPS: Readonly<Record<string, Group>> = {
  accounts,
  audit,
  clients,
  keys,
  import: importGroup,
  campaigns,
  channels,
  deliveries,
  'leaked-passwords': leakedPasswords,
  letters,
  migrations,
  organisations,
  signals,
  doctor,
};
