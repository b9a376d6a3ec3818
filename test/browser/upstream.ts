/** What a person does at an upstream, from our page to the answer that brings them back (F1 to F3, F6). */
import type { FailureCode } from '../../demo/simulator/failures.js';
import type { Platform } from '../../demo/simulator/platforms.js';
import type { Tab } from './tab.js';

/** Where our pages lead to an upstream. */
export function linkTo(platform: Platform): string {
  return `main a[href$="/federation/${platform}"]`;
}

/** Names the person whom the simulator knows by this id. */
export async function proveThere({ page, press }: Tab, person: string): Promise<void> {
  await page.check(`input[name=personne][value="${person}"]`);
  await press('button[name=suite][value=continuer]');
}

export async function goThrough(tab: Tab, platform: Platform, person: string): Promise<void> {
  await tab.press(linkTo(platform));
  await proveThere(tab, person);
}

export function cancelThere({ press }: Tab): Promise<void> {
  return press('form[action$="/annuler"] button');
}

/** Fails there in one of the documented ways; some show the platform's own page first. */
export async function failThere({ page, press }: Tab, code: FailureCode): Promise<void> {
  await page.click('.ways-out summary');
  await page.selectOption('#echec', code);
  await press('form[action$="/echouer"] button');
}

/** Leaves the platform's own page of a failure. */
export function comeBackFromStop({ press }: Tab): Promise<void> {
  return press('form[action$="/retour"] button');
}
