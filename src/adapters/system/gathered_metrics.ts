/** Metrics of several processes read as one (O2): the first process asks each worker and adds what they answer. */
import { AggregatorRegistry, type Registry } from 'prom-client';
import type { Exposition } from '../../ports/metrics.js';

/** In a worker: answers the first process with what this registry holds. */
export function answerGathering(registry: Registry): void {
  AggregatorRegistry.setRegistries(registry);
  // Its constructor listens to the first process.
  new AggregatorRegistry();
}

/** In the first process. */
export function createGatheredMetrics(): Exposition {
  const registry = new AggregatorRegistry();
  return { contentType: registry.contentType, read: () => registry.clusterMetrics() };
}
