import { randomInt } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test as base, type Locator, type Page } from "@playwright/test";
import { address, statePath, type Role } from "./console.ts";
import { newFolder } from "./judge.ts";
import { httpOf, type Http } from "./http.ts";

export { expect };

interface Options {
  /** The person who is signed in; `nobody`: none. */
  readonly role: Role | "nobody";
  /** Complaints of the browser that this journey provokes on purpose: a refusal of HTTP is one line in its console. */
  readonly provoked: readonly RegExp[];
}

interface Fixtures {
  /** A basename that no other test has: all of them share one console. */
  readonly name: (stem: string) => string;
  /** Saves the file of a click to disk, under the name that the browser would give it. */
  readonly takeAway: (
    act: () => Promise<unknown>,
    from?: Page,
  ) => Promise<{ readonly fileName: string; readonly path: string }>;
  /** A folder for the strangers; gone afterwards. */
  readonly folder: string;
  /** The HTTP interface, for what a journey needs but is not about. */
  readonly http: Http;
  readonly httpAs: (role: Role) => Http;
}

/** Collects complaints of a page: an error in its console, an exception, something that the content policy refused. */
function complaintsOf(page: Page): string[] {
  const heard: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") heard.push(`${page.url()}: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => heard.push(`${page.url()}: ${error.message}`));
  return heard;
}

export const test = base.extend<Options & Fixtures>({
  role: ["operator", { option: true }],
  provoked: [[], { option: true }],
  baseURL: address,
  storageState: async ({ role }, use) => {
    await use(role === "nobody" ? { cookies: [], origins: [] } : statePath(role));
  },
  page: async ({ page, provoked }, use) => {
    const heard = complaintsOf(page);
    await use(page);
    expect(
      heard.filter((line) => !provoked.some((pattern) => pattern.test(line))),
      "complaints of the browser",
    ).toEqual([]);
  },
  name: async ({}, use) => {
    await use(
      (stem) =>
        `${stem}-${randomInt(36 ** 5)
          .toString(36)
          .padStart(5, "0")}`,
    );
  },
  folder: async ({}, use) => {
    const folder = newFolder();
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  takeAway: async ({ page, folder }, use) => {
    await use(async (act, from = page) => {
      const [download] = await Promise.all([from.waitForEvent("download"), act()]);
      const path = join(folder, download.suggestedFilename());
      await download.saveAs(path);
      return { fileName: download.suggestedFilename(), path };
    });
  },
  http: async ({ role }, use) => {
    await use(httpOf(role === "nobody" ? "administrator" : role));
  },
  httpAs: async ({}, use) => {
    await use(httpOf);
  },
});

/** The message beside a field: what the field's own description says, marked as wrong. */
export async function expectBeside(field: Locator, message: string | RegExp): Promise<void> {
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(message);
}

/** The summary that a form shows when it is refused. Next keeps an alert of its own outside of the page. */
export function summaryOf(page: Page): Locator {
  return page.getByRole("main").getByRole("alert");
}
