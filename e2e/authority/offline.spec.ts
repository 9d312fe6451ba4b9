import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createHash } from "node:crypto";
import type { Page } from "@playwright/test";
import { chooseFile } from "../support/acts.ts";
import { expect, test } from "../support/fixtures.ts";
import { run } from "../support/judge.ts";

/** An authority on a stick: the console's package goes out, the page from disk signs it, and the answer comes back. */

// To make an authority below a root takes an administrator.
test.use({ role: "administrator" });

interface Root {
  readonly stem: string;
  readonly key: string;
  readonly certificate: string;
}

function makeRoot(folder: string, stem: string): Root {
  const [key, certificate] = [join(folder, `${stem}.key`), join(folder, `${stem}.crt`)];
  run("openssl", [
    "genpkey",
    "-algorithm",
    "EC",
    "-pkeyopt",
    "ec_paramgen_curve:P-384",
    "-out",
    join(folder, `${stem}.clear`),
  ]);
  run("openssl", [
    ...[
      "req",
      "-x509",
      "-new",
      "-key",
      join(folder, `${stem}.clear`),
      "-days",
      "3650",
      "-subj",
      `/O=Example/CN=${stem}`,
    ],
    ...["-addext", "keyUsage=critical,keyCertSign,cRLSign", "-out", certificate],
  ]);
  run("openssl", [
    "pkcs8",
    "-topk8",
    "-v2",
    "aes-256-cbc",
    "-passout",
    "pass:two halves",
    "-in",
    join(folder, `${stem}.clear`),
    "-out",
    key,
  ]);
  return { stem, key, certificate };
}

async function askFor(page: Page, root: Root, what: { readonly request: string } | "list"): Promise<readonly string[]> {
  await page.goto("/authorities/offline");
  await chooseFile(page, "Authority", `${root.stem}.crt`);
  if (what === "list") await page.getByLabel("What it is to sign").selectOption("list");
  else await chooseFile(page, "Request", `${what.request}.csr`);
  await page.getByRole("button", { name: "Make the package" }).click();
  const made = page.getByRole("status").filter({ hasText: "is made" });
  await expect(made).toBeVisible();
  return made.getByRole("listitem").evaluateAll((items) => items.map((item) => item.lastChild?.textContent ?? ""));
}

async function saved(page: Page, press: () => Promise<void>, path: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  await download.saveAs(path);
  return path;
}

/** The ceremony at the stick; resolves with the path of the answer. */
async function signFromDisk(
  page: Page,
  at: {
    readonly address: string;
    readonly file: string;
    readonly key: string;
    readonly groups: readonly string[];
    readonly to: string;
  },
): Promise<string> {
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(request.url()));
  await page.goto(at.address);
  await page.locator("#package").setInputFiles(at.file);
  await expect(page.locator("ol.voice li")).toHaveText(at.groups);
  await expect(page.getByText(/fields agree with what was asked/)).toBeVisible();
  await page.getByLabel("The person at the console reads the same sixteen groups").check();
  await page.locator("#key").setInputFiles(at.key);
  await page.getByLabel("Passphrase").fill("two halves");
  await page.getByRole("button", { name: /^Sign as/ }).click();
  const answer = await saved(page, () => page.locator("#save").click(), at.to);
  expect(loaded.filter((url) => !/^(?:file|blob):/.test(url))).toEqual([]);
  return answer;
}

test("a root on a stick signs an authority and its list, and only its answers to what is out come back", async ({
  page,
  context,
  name,
  http,
  folder,
}) => {
  const root = makeRoot(folder, name("stick"));
  const stem = name("devices");
  expect((await http.put(`${root.stem}.crt`, readFileSync(root.certificate))).status).toBeLessThan(300);
  await http.ask("csr", { name: stem, subject: { CN: stem }, key: "p-256" });

  const groups = await askFor(page, root, { request: stem });
  expect(groups).toHaveLength(16);
  const request = await saved(
    page,
    () => page.getByRole("link", { name: `Save ${stem}.request` }).click(),
    join(folder, `${stem}.request`),
  );
  const html = await saved(
    page,
    () => page.getByRole("link", { name: "Save the page" }).click(),
    join(folder, "chainsmith-offline.html"),
  );
  const sha256 = createHash("sha256").update(readFileSync(html)).digest("hex");
  await expect(page.getByText(sha256)).toBeVisible();

  const stick = await context.newPage();
  const address = pathToFileURL(html).href;
  const at = { address, file: request, key: root.key, groups, to: join(folder, `${stem}.answer`) };
  const answer = await signFromDisk(stick, at);

  await page.goto("/authorities/offline");
  await page.getByLabel("Choose the answer").setInputFiles(request);
  await expect(page.getByRole("region", { name: "The answer" }).getByRole("alert")).toContainText(
    "This is the package that went out",
  );
  await page.getByLabel("Choose the answer").setInputFiles(answer);
  await expect(page.getByRole("status").filter({ hasText: `${stem} was signed and is stored` })).toBeVisible();
  const stored = await http.get(`${stem}.crt`);
  const leaf = join(folder, `${stem}.pem`);
  const { writeFileSync } = await import("node:fs");
  writeFileSync(leaf, Buffer.from(await stored.arrayBuffer()));
  expect(run("openssl", ["verify", "-x509_strict", "-CAfile", root.certificate, leaf])).toContain("OK");
  await page.getByLabel("Choose the answer").setInputFiles(answer);
  await expect(page.getByRole("region", { name: "The answer" }).getByRole("alert")).toContainText("was answered on");

  const listGroups = await askFor(page, root, "list");
  const list = await saved(
    page,
    () => page.getByRole("link", { name: /^Save .*list-1\.request$/ }).click(),
    join(folder, "list.request"),
  );
  const signedList = await signFromDisk(stick, {
    ...at,
    file: list,
    groups: listGroups,
    to: join(folder, "list.answer"),
  });
  await page.getByLabel("Choose the answer").setInputFiles(signedList);
  await expect(page.getByText("The list is published.")).toBeVisible();

  await askFor(page, root, "list");
  const row = page.getByRole("listitem").filter({ hasText: "Revocation list 2" });
  await row.getByRole("button", { name: "Take back" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Take back" }).click();
  await expect(row).toHaveCount(0);
});
