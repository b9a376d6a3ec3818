/** What `poterne migrations` works with: the database alone (O4). */
import { type Preparation, prepareMigrations } from '../../adapters/postgres/migrate.js';
import type { CommandSettings } from '../../config/command_settings.js';

/**
 * @param onBegin told the index, and its table, before each is built
 * @returns null: somebody else does so at this moment
 */
export function prepare(
  { databaseUrl }: Pick<CommandSettings<never, never>, 'databaseUrl'>,
  onBegin: (index: { readonly name: string; readonly table: string }) => void,
): Promise<Preparation | null> {
  return prepareMigrations(databaseUrl, onBegin);
}
