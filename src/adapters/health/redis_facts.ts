/** What `poterne doctor` asks Redis; it writes the one key that readiness writes, too (O4). */
import type { RedisFacts } from '../../domain/health/judge_others.js';
import { connectRedis } from '../redis/connection.js';

/** @param now milliseconds since the epoch */
export async function redisFacts(url: string, prefix: string, now: () => number): Promise<RedisFacts> {
  const connection = connectRedis(url, prefix);
  try {
    const info = readInfo(await connection.client.info());
    const asked = now();
    const [seconds = 0, microseconds = 0] = (await connection.client.time()).map(Number);
    const answered = now();
    const at = seconds * 1000 + microseconds / 1000;
    const takesWrites = await connection.probe().then(
      () => true,
      () => false,
    );
    return {
      reachable: true,
      version: info.get('redis_version') ?? 'unknown',
      mode: /^rediss?\+sentinel:/.test(url) ? 'by Sentinel' : (info.get('redis_mode') ?? 'standalone'),
      takesWrites,
      evictionPolicy: info.get('maxmemory_policy'),
      mostMemory: Number(info.get('maxmemory') ?? 0),
      isPersistent: info.get('aof_enabled') === '1' || Number(info.get('rdb_saves') ?? 0) > 0,
      skewMs: at < asked ? Math.min(0, Math.ceil(at - asked)) : Math.max(0, at - answered),
    };
  } catch (error) {
    return { reachable: false, why: (error as { code?: string }).code ?? (error as Error).name };
  } finally {
    await connection.close().catch(() => {});
  }
}

function readInfo(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split('\r\n').flatMap((line) => {
      const at = line.indexOf(':');
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1)] as const] : [];
    }),
  );
}
