/// <reference lib="dom" />
import { expect } from '@jest/globals';
import { eventually } from '@kexie/testing';
import type { Locator, Page } from 'playwright-core';

/** Whether the center of an element is in the window, with nothing else on top. */
const isSeen = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const found = document.elementFromPoint(left + width / 2, top + height / 2);
    return found !== null && (element.contains(found) || found.contains(element));
  });

/** Repeats a user action (turn the wheel, press a key) until the element is visible. Scrolling is animated, so each action waits for its end. */
export const actUntilSeen = (act: () => Promise<void>, locator: Locator): Promise<void> =>
  eventually(async () => {
    if ((await locator.count()) > 0 && (await isSeen(locator))) return;
    await act();
    await eventually(async () => expect((await locator.count()) > 0 && (await isSeen(locator))).toBe(true), {
      timeoutMs: scrollMs,
    });
  });

/** Moves the mouse to the center of the visible part of an element. */
export async function pointAt(page: Page, locator: Locator): Promise<void> {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  const size = page.viewportSize();
  if (!box || !size) throw new Error('The element is not visible.');
  const middle = (from: number, length: number, max: number): number =>
    (Math.max(from, 0) + Math.min(from + length, max)) / 2;
  await page.mouse.move(middle(box.x, box.width, size.width), middle(box.y, box.height, size.height));
}

/** Expects that the page fills the window without blank space, and that a user can reach every control. */
export async function expectAllInReach(page: Page, scope = 'body'): Promise<void> {
  expect(
    await page.evaluate(() => {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
      return {
        widerBy: scrollWidth - clientWidth,
        higherBy: scrollHeight - clientHeight,
        scrolled: [scrollX, scrollY, document.body.scrollTop, document.body.scrollLeft],
      };
    }),
  ).toEqual({ widerBy: 0, higherBy: 0, scrolled: [0, 0, 0, 0] });
  // a dialog that opens lies behind its overlay for a moment
  await eventually(async () => expect(await page.evaluate(outOfReach, scope)).toEqual([]));
}

/** Runs in the page. Scrolls to each control as the keyboard does. Areas that only a script can scroll must not have been scrolled. */
function outOfReach(scope: string): string[] {
  const controls = [
    ...document.querySelectorAll<HTMLElement>(`${scope} :is(button, input, select, summary, a[href], [tabindex="0"])`),
  ].filter(
    (control) =>
      !control.closest('.monaco-editor') &&
      control.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      control.offsetWidth > 1,
  );
  const faultOf = (control: HTMLElement): string | undefined => {
    control.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
    const { left, top, right, bottom } = control.getBoundingClientRect();
    if (left < -1 || right > innerWidth + 1) return `is at ${left} to ${right} of ${innerWidth}`;
    if (bottom - top <= innerHeight && (top < -1 || bottom > innerHeight + 1))
      return `is at ${top} to ${bottom} of ${innerHeight}`;
    const found = document.elementFromPoint((left + right) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2);
    if (!found || !(control.contains(found) || found.contains(control)))
      return `is behind ${found?.className ?? 'nothing'}`;
    for (let outer = control.parentElement; outer; outer = outer.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(outer);
      const isFixed = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip';
      if ((outer.scrollTop > 0 && isFixed(overflowY)) || (outer.scrollLeft > 0 && isFixed(overflowX)))
        return `needs ${outer.className} to scroll`;
    }
    return undefined;
  };
  return controls.flatMap((control) => {
    const fault = faultOf(control);
    return fault ? [`${control.getAttribute('aria-label') ?? control.textContent ?? control.tagName} ${fault}`] : [];
  });
}

const scrollMs = 700;
