import { readFileSync } from "node:fs";
import type { JSHandle, Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";
import { strangersCertificate } from "../support/judge.ts";

function heldBy(page: Page, content: string, fileName: string): Promise<JSHandle<DataTransfer>> {
  return page.evaluateHandle(
    ([text, name]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text!], name!));
      return transfer;
    },
    [content, fileName],
  );
}

test("a file dropped on a page that asks for none is brought in, once, with a word before", async ({
  page,
  name,
  http,
  folder,
}) => {
  const stem = name("anywhere");
  const text = readFileSync(strangersCertificate(folder, stem).certificate, "utf8");
  let uploads = 0;
  page.on("request", (request) => {
    if (request.headers()["content-type"]?.startsWith("multipart/form-data") === true) uploads += 1;
  });
  await page.goto("/activity");
  const held = await heldBy(page, text, `${stem}.crt`);
  const word = page.getByText("Let go to bring in 1 file");
  await expect(async () => {
    await page.getByRole("main").dispatchEvent("dragover", { dataTransfer: held });
    await expect(word).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.getByRole("main").dispatchEvent("drop", { dataTransfer: held });
  const dialog = page.getByRole("dialog", { name: "Add files" });
  await expect(dialog.getByRole("listitem")).toContainText(`Stored as ${stem}.crt`);
  await expect(word).toBeHidden();
  await dialog.getByRole("button", { name: "Done" }).click();
  expect(await (await http.get(`${stem}.crt`)).text()).toBe(text);
  expect(uploads).toBe(1);
  expect(new URL(page.url()).pathname).toBe("/activity");
});

test("a form that asks for files takes a drop itself", async ({ page, name, folder }) => {
  const text = readFileSync(strangersCertificate(folder, name("asked")).certificate, "utf8");
  await page.goto("/verify");
  const held = await heldBy(page, text, "from-mail.cer");
  await expect(async () => {
    await page.dispatchEvent("body", "drop", { dataTransfer: held });
    await expect(page.getByText("from-mail.cer")).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test.describe("before the scripts of a page have run", () => {
  test.use({ provoked: [/Failed to load resource/] });

  test("a dropped file does not take the page away", async ({ page }) => {
    await page.route("**/_next/static/**/*.js", (route) => route.abort());
    await page.goto("/activity");
    const held = await heldBy(page, "x", "x.txt");
    const isKept = (type: string): Promise<boolean> =>
      page
        .getByRole("main")
        .evaluate(
          (main, [name, dataTransfer]) =>
            !main.dispatchEvent(new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true })),
          [type, held] as const,
        );
    expect(await isKept("dragover")).toBe(true);
    expect(await isKept("drop")).toBe(true);
  });
});

test.describe("a person who only looks", () => {
  test.use({ role: "auditor" });

  test("is offered no place for files", async ({ page }) => {
    await page.goto("/activity");
    await page.waitForLoadState("networkidle");
    const held = await heldBy(page, "x", "x.crt");
    await page.getByRole("main").dispatchEvent("dragover", { dataTransfer: held });
    await page.getByRole("main").dispatchEvent("drop", { dataTransfer: held });
    await expect(page.getByText("Let go to bring in")).toHaveCount(0);
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });
});
