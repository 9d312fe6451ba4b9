import type { Page } from "@playwright/test";

/**
 * Counts what a hand does in the pages that are opened from now on: each press of the mouse, two for a choice from a
 * list of the browser (it is opened, and one is taken), and each Enter or Space that presses something. Typing and
 * pasting are not counted.
 */
export async function countClicks(page: Page): Promise<() => number> {
  let clicks = 0;
  await page.exposeFunction("countClicks", (by: number) => {
    clicks += by;
  });
  await page.addInitScript(() => {
    const count = (by: number): void => {
      void (globalThis as unknown as { countClicks: (by: number) => Promise<void> }).countClicks(by);
    };
    addEventListener("mousedown", ({ isTrusted }) => (isTrusted ? count(1) : undefined), true);
    addEventListener("change", ({ target }) => (target instanceof HTMLSelectElement ? count(2) : undefined), true);
    addEventListener(
      "keydown",
      ({ key, target, isTrusted }) => {
        const isPress =
          key === "Enter" || (key === " " && !(target instanceof HTMLInputElement && target.type === "text"));
        if (isTrusted && isPress) count(1);
      },
      true,
    );
  });
  return () => clicks;
}
