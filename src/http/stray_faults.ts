/** Faults that no request waits for (O2): they are told, and none ends a serving process in silence. */
import { errorForLog, type Logger } from './log.js';

/**
 * A rejection that nobody handled concerns one piece of work, which failed; the rest goes on. After an exception that
 * nobody caught the process is no longer known to be sound: it drains as on SIGTERM and exits 1, so that its supervisor
 * starts another.
 *
 * @param process the process to watch
 */
export function surviveStrayFaults(logger: Logger, process: NodeJS.Process): void {
  process.on('unhandledRejection', (error) => {
    logger.error({ error: errorForLog(error) }, 'a rejection that nobody handled');
  });
  process.on('uncaughtException', (error) => {
    logger.fatal({ error: errorForLog(error) }, 'an exception that nobody caught: draining');
    process.exitCode = 1;
    process.kill(process.pid, 'SIGTERM');
  });
}
