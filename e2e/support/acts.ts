import { expect, type Locator, type Page } from "@playwright/test";

/** Acts of a person in several journeys, by the labels of the page. */

export interface PairText {
  readonly name: string;
  readonly cn: string;
  readonly more?: Readonly<Record<string, string>>;
  readonly names?: string;
}

/** A field by its label, without the letter or the word that stands after it. */
export function field(page: Page, id: string): Locator {
  return page.locator(`#${id}`);
}

export const nameField = (page: Page): Locator => page.getByRole("textbox", { name: "Name basename" });
export const commonNameField = (page: Page): Locator => page.getByRole("textbox", { name: "Common name CN" });

export async function fillPair(page: Page, { name, cn, more = {}, names }: PairText): Promise<void> {
  await nameField(page).fill(name);
  await commonNameField(page).fill(cn);
  for (const [label, value] of Object.entries(more)) await page.getByRole("textbox", { name: label }).fill(value);
  if (names !== undefined) {
    await page.getByRole("textbox", { name: /^More names/ }).fill(names);
    await page.getByRole("textbox", { name: /^More names/ }).press("Enter");
  }
}

export async function makeRequest(page: Page, text: PairText): Promise<void> {
  await page.goto("/request");
  await fillPair(page, text);
  await page.getByRole("button", { name: "Make key and request" }).click();
  await expect(
    page.getByRole("status").filter({ hasText: `${text.name}.key and ${text.name}.csr are made` }),
  ).toBeVisible();
}

export async function makeAuthority(page: Page, text: PairText): Promise<void> {
  await page.goto("/selfsigned");
  await fillPair(page, text);
  await page.getByRole("button", { name: "Make key and certificate" }).click();
  await expect(
    page.getByRole("status").filter({ hasText: `${text.name}.key and ${text.name}.crt are made` }),
  ).toBeVisible();
}

/** Types a stored name into a field that suggests, and puts the list away. */
export async function chooseFile(page: Page, label: string, fileName: string): Promise<void> {
  const box = page.getByRole("combobox", { name: label, exact: true });
  await box.fill(fileName);
  // What an option says of its file follows the name.
  await page.getByRole("option", { name: new RegExp(`^${fileName.replaceAll(".", "\\.")}(?: |$)`) }).click();
  await expect(box).toHaveValue(fileName);
}

export async function signRequest(page: Page, request: string, issuer: string): Promise<void> {
  await page.goto("/sign");
  await chooseFile(page, "Request", `${request}.csr`);
  await chooseFile(page, "Authority", `${issuer}.crt`);
  await page.getByRole("button", { name: `Sign ${request}` }).click();
  await expect(page.getByRole("status").filter({ hasText: `${request}.crt is signed` })).toBeVisible();
}

/**
 * The dialog of the downloads, with one of its choices taken: a form by its label, or `PKCS#12` for OpenSSL. A receipt
 * that is still shown is put away.
 */
export async function chooseDownload(
  page: Page,
  label: string,
  kind = label === "PKCS#12" ? "A device or a program" : "Something else",
): Promise<Locator> {
  const dialog = page.getByRole("dialog", { name: "Download" });
  const done = dialog.getByRole("button", { name: "Done" });
  if (await done.isVisible()) await done.click();
  await page.getByRole("button", { name: "Download", exact: true }).click();
  await expect(dialog).toBeVisible();
  const group = dialog.getByRole("radio", { name: new RegExp(`^${kind}`) });
  if ((await group.count()) > 0) await group.check();
  await dialog.getByRole("combobox").selectOption({ label: label === "PKCS#12" ? "OpenSSL, curl, GnuTLS" : label });
  return dialog;
}

export interface Given {
  readonly name: string;
  readonly mimeType?: string;
  readonly buffer: Buffer;
}

/** Files through the chooser of the list; the dialog stays open. */
export async function addFiles(page: Page, files: readonly Given[]): Promise<Locator> {
  await page.getByRole("button", { name: "Add files" }).click();
  const dialog = page.getByRole("dialog", { name: "Add files" });
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    dialog.getByRole("button", { name: "Choose files" }).click(),
  ]);
  await chooser.setFiles(files.map((file) => ({ mimeType: "application/octet-stream", ...file })));
  return dialog;
}
