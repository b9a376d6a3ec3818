/** One world and one Chromium for a file of journeys; each journey has a window, and a day, of its own. */
import { afterAll, beforeAll, beforeEach, jest, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Locale } from '../../src/domain/realm.js';
import { passSeconds } from '../harness/moving_time.js';
import { launchChromium } from '../infrastructure/chromium.js';
import { openVisit, type Visit, type VisitOptions } from './visit.js';
import { startWorld, type World } from './world.js';

export interface Stage<W extends World> {
  /** there once the file's tests run */
  readonly world: W;
  /** Runs a journey in a window of its own; whatever the browser complains about fails it. */
  visit(options: VisitOptions, journey: (visit: Visit) => Promise<void>): Promise<void>;
}

const LONGEST_START_MS = 60_000;
/** a journey of twenty pages on a machine that does other things; what hangs is ended by the tab's own patience */
const LONGEST_JOURNEY_MS = 90_000;
/** what earlier journeys sent and mistyped counts no more */
const A_DAY_AND_MORE_SECONDS = 25 * 3600;

/** `test` in French alone: the pages that such a journey meets, others meet in both languages. */
export function testOnce(locale: Locale): (name: string, journey: () => Promise<void>) => void {
  return locale === 'fr' ? test : () => undefined;
}

/** @param name of the log, in snake_case */
export function setStage(name: string): Stage<World> {
  return setStageOf(() => startWorld({ name }));
}

/**
 * @param start the world that this file's journeys are made in
 * @param launch the browser that they are made with
 */
export function setStageOf<W extends World>(start: () => Promise<W>, launch = () => launchChromium()): Stage<W> {
  let started: { world: W; browser: Browser } | undefined;
  jest.setTimeout(LONGEST_JOURNEY_MS);

  beforeAll(async () => {
    const [world, browser] = await Promise.all([start(), launch()]);
    started = { world, browser };
  }, LONGEST_START_MS);
  beforeEach(() => passSeconds(A_DAY_AND_MORE_SECONDS));
  afterAll(async () => {
    await started?.browser.close();
    await started?.world.close();
  });

  const parts = () => {
    if (!started) throw new Error('the stage is set before the first test, not before');
    return started;
  };
  return {
    get world() {
      return parts().world;
    },
    async visit(options, journey) {
      const visit = await openVisit(parts().browser, options);
      try {
        await journey(visit);
      } catch (error) {
        await visit.context.close();
        throw error;
      }
      await visit.close();
    },
  };
}
