/**
 * Metrics of several processes read at one address (O2): the first process asks each worker and shows what it answers
 * under the worker's own label. Added up, a worker that dies would make every counter fall, which reads as a restart
 * from zero: all that the others ever counted would seem to have happened at once.
 */
import cluster from 'node:cluster';
import { AggregatorRegistry, type Registry } from 'prom-client';
import type { Exposition } from '../../../ports/metrics.js';

/** In a worker: answers the first process with what this registry holds. */
export function answerGathering(registry: Registry): void {
  registry.setDefaultLabels({ worker: String(cluster.worker?.id ?? 0) });
  AggregatorRegistry.setRegistries(registry);
  // Its constructor listens to the first process.
  new AggregatorRegistry();
}

/** In the first process. */
export function createGatheredMetrics(): Exposition {
  const registry = new AggregatorRegistry();
  return { contentType: registry.contentType, read: () => registry.clusterMetrics() };
}
