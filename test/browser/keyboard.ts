/** Going through a page with the keyboard alone (X2; WCAG 2.2 2.1.1, 2.4.7). */
import type { Page } from 'playwright-core';

const MOST_PRESSES = 40;
const THINNEST_FOCUS_PX = 3;

/** Presses Tab until the focus is on an element that matches; the focus must show on every stop. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate((wanted) => {
      const element = document.activeElement;
      if (!element || element === document.body) return undefined;
      // a card shows the focus of the button inside it
      const shown = [element, element.closest('label')].filter((part) => part !== null);
      const widths = shown.map((part) => {
        const style = getComputedStyle(part);
        return style.outlineStyle === 'none' ? 0 : Number.parseFloat(style.outlineWidth);
      });
      return { html: element.outerHTML.slice(0, 200), found: element.matches(wanted), outlinePx: Math.max(...widths) };
    }, selector);
    if (!stop) continue;
    if (stop.outlinePx < THINNEST_FOCUS_PX) throw new Error(`the focus does not show on ${stop.html}`);
    if (stop.found) return;
  }
  throw new Error(`the keyboard does not reach ${selector}`);
}

/** Id of the element that has the focus, or else its role. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.id || document.activeElement?.getAttribute('role') || '');
}
