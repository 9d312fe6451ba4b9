import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { address } from "../support/console.ts";
import { expect, test } from "../support/fixtures.ts";
import { httpOf } from "../support/http.ts";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const stem = "axe-sample";

/** Every page, the ones with something in them as well. */
const pages = [
  "/services",
  "/services/new",
  "/services/new?target=cisco-meeting-server",
  `/services/${stem}-service`,
  `/services/${stem}-service/edit`,
  `/renew?certificate=${stem}`,
  "/",
  "/files",
  `/files?q=${stem}`,
  "/files?q=nothing-of-the-kind",
  `/files/${stem}`,
  `/files/${stem}?tab=text`,
  `/files/${stem}?tab=der`,
  `/files/${stem}?tab=history`,
  "/request",
  "/selfsigned",
  "/sign",
  `/sign?request=${stem}.csr&issuer=${stem}-ca.crt`,
  "/bundle",
  `/bundle?file=${stem}.crt&kind=anchors`,
  `/bundle?file=${stem}.crt`,
  `/files/${stem}-chain`,
  "/inspect",
  `/inspect?file=${stem}.crt`,
  `/match?key=${stem}.key&certificate=${stem}.crt`,
  "/compare",
  `/compare?first=${stem}.csr&second=${stem}.crt`,
  `/verify?file=${stem}.crt`,
  `/verify?file=${stem}.crt&anchors=${stem}.crt&name=x.example&at=2099-01-01`,
  "/verify",
  "/rehearsal",
  "/batches",
  "/batches/new",
  "/collect",
  "/install",
  "/unlock",
  "/key-passphrase",
  "/import",
  "/pkcs12-to-ssh",
  "/terminal",
  "/activity",
  "/settings",
  "/settings/sessions",
  "/settings/tokens",
  "/settings/users",
  "/no-such-page",
] as const;

test.describe.configure({ mode: "parallel" });

test.beforeAll(async () => {
  const http = httpOf("operator");
  // Both workers come here; whoever is second finds the names in use.
  await http
    .ask("selfsigned", { name: `${stem}-ca`, subject: { CN: "Axe Root" }, key: "p-256" })
    .catch(() => undefined);
  await http
    .ask("csr", {
      name: stem,
      subject: { CN: "axe.example.com", O: "Example" },
      subjectAltNames: ["axe.example.com", "192.0.2.44"],
      key: "p-256",
    })
    .catch(() => undefined);
  await http.ask("sign", { request: stem, issuer: `${stem}-ca` }).catch(() => undefined);
  await http
    .ask("bundle", { files: [`${stem}.crt`], kind: "full-chain", store: `${stem}-chain.pem` })
    .catch(() => undefined);
  await http
    .ask("service-save", {
      name: `${stem}-service`,
      target: "cisco-meeting-server",
      inputs: {
        nodes: [{ fqdn: "axe.example.com", services: ["web-admin", "call-bridge", "web-bridge"], database: "primary" }],
        identities: [{ service: "all", identity: stem }],
      },
    })
    .catch(() => undefined);
});

/**
 * The page as it is now, in both themes and at the widths of two phones. Every rule once; a theme changes colours
 * alone, so the dark one is asked for those, and once: a language changes none. Without frames the analysis needs no
 * page of its own, which costs more than the rules.
 */
async function expectSound(
  page: Page,
  label: string,
  themes: readonly ("light" | "dark")[] = ["light", "dark"],
): Promise<void> {
  const found: string[] = [];
  expect(page.frames(), "an analysis of this page alone would miss its frames").toHaveLength(1);
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const rules =
      colorScheme === "light"
        ? { runOnly: { type: "tag" as const, values: [...tags] } }
        : { runOnly: { type: "rule" as const, values: ["color-contrast"] } };
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .options({ ...rules, resultTypes: ["violations"] })
      .analyze();
    found.push(
      ...violations.flatMap((violation) =>
        violation.nodes.map(
          (node) =>
            `${label} ${colorScheme}: ${violation.id} at ${node.target.join(" ")}: ${node.failureSummary?.split("\n")[1]?.trim() ?? ""}`,
        ),
      ),
    );
  }
  for (const width of [390, 360]) {
    await page.setViewportSize({ width, height: 800 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (over > 0) found.push(`${label}: ${over} px wider than a window of ${width} px`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  // Soft: a page that is not sound does not hide the next one.
  expect.soft(found).toEqual([]);
}

/** Pages share a browser's caches: one of its own for each cost more than what is asked of it. */
function partsOf<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, part) => all.slice(part * size, (part + 1) * size));
}

for (const locale of ["en", "ko"] as const) {
  test.describe(`in ${locale}`, () => {
    test.use({ role: "administrator", provoked: [/status of 404/] });

    for (const [index, some] of partsOf(pages, 8).entries()) {
      test(`nothing stands in the way of a person, part ${index + 1}: ${some[0]} to ${some.at(-1)}`, async ({
        page,
        context,
      }) => {
        await context.addCookies([{ name: "locale", value: locale, url: address }]);
        for (const path of some) {
          await test.step(path, async () => {
            await page.goto(path);
            await expect(page.locator("html")).toHaveAttribute("lang", locale);
            await expect(page.locator("#main").first()).toBeVisible();
            await expectSound(page, `${path} ${locale}`, locale === "en" ? ["light", "dark"] : ["light"]);
          });
        }
      });
    }
  });
}

test.describe("what opens over a page", () => {
  test.use({ role: "administrator" });

  test("dialogs, menus and refused forms", async ({ page }) => {
    await page.goto("/files");
    await page.getByRole("button", { name: "Add files" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectSound(page, "upload");
    await page.goto(`/files/${stem}`);
    await page.getByRole("button", { name: "Download", exact: true }).click();
    await expect(page.getByRole("dialog", { name: "Download" })).toBeVisible();
    await expectSound(page, "download");
    await page.goto("/");
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectSound(page, "palette");
    await page.goto("/request");
    await page.getByRole("button", { name: "Make key and request" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
    await expectSound(page, "refused form");
  });

  test("a batch of client certificates, its preview and its passphrase sheet", async ({ page }) => {
    await page.goto("/batches/new");
    await page.getByLabel("Table").fill("name,e-mail\nMinji Kim,minji.axe@example.com\nPark,no address\n");
    await expect(page.getByText("1 row cannot be issued")).toBeVisible();
    await expectSound(page, "preview");
    const { batch } = await httpOf("operator").ask<{ batch: string }>("client-batch", {
      issuer: `${stem}-ca`,
      rows: ["Minji Kim <axe@example.com>"],
      existing: "issue",
      iterations: 2048,
      title: "Axe",
    });
    await page.goto(`/batches/${batch}`);
    await expect(page.getByRole("heading", { name: "Hand out" })).toBeVisible();
    await expectSound(page, "batch");
    await page.getByRole("button", { name: "Show the passphrase sheet" }).click();
    await expectSound(page, "sheet asked");
    await page.getByRole("button", { name: "Show them once" }).click();
    await expect(page.getByRole("heading", { name: "Passphrase sheet of Axe" })).toBeVisible();
    await expectSound(page, "sheet");
    await page.goto("/batches");
    await expectSound(page, "batches");
  });

  test.describe("nobody", () => {
    test.use({ role: "nobody" });

    test("the sign-in page", async ({ page }) => {
      await page.goto("/sign-in");
      await expectSound(page, "/sign-in");
    });
  });
});
