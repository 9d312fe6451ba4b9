import { readFileSync } from "node:fs";
import { join } from "node:path";
import { addFiles } from "../support/acts.ts";
import { expect, test } from "../support/fixtures.ts";
import { run, strangersCertificate } from "../support/judge.ts";

test("a certificate of another authority finds its key, whatever its name", async ({ page, name, http, folder }) => {
  const stem = name("waits");
  await http.ask("csr", { name: stem, subject: { CN: "waits.example.com" }, key: "p-256" });
  const ca = strangersCertificate(folder, name("Stranger Root"));
  const answer = join(folder, "answer.crt");
  run(
    "openssl",
    ["x509", "-req", "-CA", ca.certificate, "-CAkey", ca.key, "-CAcreateserial", "-days", "30", "-out", answer],
    { input: await (await http.get(`${stem}.csr`)).text() },
  );

  await page.goto("/files");
  const dialog = await addFiles(page, [
    { name: "지난주에 받은 '답변' (2).cer", buffer: readFileSync(answer) },
    { name: `${stem} root.crt`, buffer: readFileSync(ca.certificate) },
  ]);
  const results = dialog.getByRole("list", { name: "What became of each file" }).getByRole("listitem");
  await expect(results.first()).toContainText(`Stored as ${stem}.crt`);
  await expect(results.first()).toContainText(`belongs to ${stem}.`);
  await expect(results.nth(1)).toContainText("No key or request here fits it.");
  await expect(dialog.getByRole("status")).toHaveText("2 files were taken in");
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.goto(`/files/${stem}`);
  await expect(page.getByText("Its private key is here and matches.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Chain" })).toContainText("Stranger Root");
});

test("keeps names with spaces, Korean letters and quotes, and gives them back", async ({
  page,
  name,
  folder,
  takeAway,
}) => {
  const { certificate } = strangersCertificate(folder, name("named"));
  const fileName = `우리 회사's ${name("서버")} (v2).crt`;
  await page.goto("/files");
  const dialog = await addFiles(page, [{ name: fileName, buffer: readFileSync(certificate) }]);
  await expect(dialog.getByRole("listitem")).toContainText(`Stored as ${fileName}`);
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.getByRole("searchbox", { name: "Search the files" }).fill(fileName.slice(0, -4));
  await page
    .getByRole("table", { name: "Files" })
    .getByRole("link", { name: fileName.slice(0, -4) })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(fileName.slice(0, -4));
  const taken = await takeAway(() => page.getByRole("link", { name: `Download ${fileName}` }).click());
  expect(taken.fileName).toBe(fileName);
  expect(readFileSync(taken.path, "utf8")).toBe(readFileSync(certificate, "utf8"));
});

test("says in words what it does not take", async ({ page, name, http, folder }) => {
  const { certificate } = strangersCertificate(folder, name("whole"));
  const whole = readFileSync(certificate);
  run("openssl", ["x509", "-in", certificate, "-outform", "DER", "-out", join(folder, "whole.der")]);
  await page.goto("/files");
  const dialog = await addFiles(page, [
    { name: "half.crt", buffer: whole.subarray(0, 400) },
    { name: "half.der", buffer: readFileSync(join(folder, "whole.der")).subarray(0, 100) },
    { name: "notes.txt", buffer: Buffer.from("Nothing of a certificate in here.") },
    { name: "empty.key", buffer: Buffer.alloc(0) },
    { name: "film.pem", buffer: Buffer.alloc(21 * 1024 * 1024, 65) },
  ]);
  const results = dialog.getByRole("list", { name: "What became of each file" }).getByRole("listitem");
  const said: readonly RegExp[] = [
    /The PEM block CERTIFICATE that begins in line 1 has no END line, and it is not whole\./,
    /breaks at byte \d+/,
    /Nothing in these 33 bytes is a key, a request, a certificate/,
    /empty/,
    /The file has 22020096 bytes; the limit is 20 MB\./,
  ];
  for (const [index, sentence] of said.entries()) await expect(results.nth(index)).toContainText(sentence);
  expect((await http.get("half.crt")).status).toBe(404);
});

test("keeps a file whose name another system would not take, under a name that it does", async ({
  page,
  name,
  http,
  folder,
}) => {
  const { certificate } = strangersCertificate(folder, name("quoted"));
  const stem = name("ted");
  await page.goto("/files");
  const dialog = await addFiles(page, [{ name: `quo"${stem}.crt`, buffer: readFileSync(certificate) }]);
  await expect(dialog.getByRole("list", { name: "What became of each file" }).getByRole("listitem")).toContainText(
    `Stored as quo_${stem}.crt`,
  );
  expect((await http.get(`quo_${stem}.crt`)).status).toBe(200);
});

test("recognises what it has, and replaces other content only when told to", async ({ page, name, http, folder }) => {
  const stem = name("twice");
  const key = strangersCertificate(folder, name("first"));
  const first = readFileSync(key.certificate);
  run("openssl", [
    "req",
    "-x509",
    "-new",
    "-key",
    key.key,
    "-subj",
    `/CN=${name("second")}`,
    "-days",
    "20",
    "-out",
    join(folder, "second.crt"),
  ]);
  await page.goto("/files");
  const dialog = await addFiles(page, [{ name: `${stem}.crt`, buffer: first }]);
  const results = dialog.getByRole("list", { name: "What became of each file" }).getByRole("listitem");
  await expect(results.first()).toContainText(`Stored as ${stem}.crt`);
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    dialog.getByRole("button", { name: "Choose files" }).click(),
  ]);
  await chooser.setFiles([
    { name: "the-same-again.crt", mimeType: "", buffer: first },
    { name: `${stem}.crt`, mimeType: "", buffer: readFileSync(join(folder, "second.crt")) },
  ]);
  await expect(results.nth(1)).toContainText(`Already here as ${stem}.crt`);
  await expect(results.nth(2)).toContainText(`${stem}.crt exists (a certificate) with other content.`);
  expect(await (await http.get(`${stem}.crt`)).text()).toBe(first.toString());
  await results.nth(2).getByRole("button", { name: "Replace it" }).click();
  await expect(results.nth(2)).toContainText(`Replaced ${stem}.crt; the one before is kept as a generation`);
  expect(await (await http.get(`${stem}.crt`)).text()).toBe(readFileSync(join(folder, "second.crt"), "utf8"));
});

test("takes what is pasted and what is dropped anywhere on the page", async ({ page, name, folder }) => {
  const [pasted, dropped] = [name("pasted"), name("dropped")];
  await page.goto("/files");
  await page.getByRole("button", { name: "Add files" }).click();
  const dialog = page.getByRole("dialog", { name: "Add files" });
  await dialog
    .getByRole("textbox", { name: "Or paste PEM" })
    .fill(`Dear all,\n\n${readFileSync(strangersCertificate(folder, pasted).certificate, "utf8")}\nRegards`);
  await dialog.getByRole("textbox", { name: "Name for the pasted text" }).fill(`${pasted}.crt`);
  await dialog.getByRole("button", { name: "Add the pasted text" }).click();
  await expect(dialog.getByRole("listitem")).toContainText(`Stored as ${pasted}.crt`);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toBeHidden();

  const text = readFileSync(strangersCertificate(folder, dropped).certificate, "utf8");
  const transfer = await page.evaluateHandle(
    ([content, fileName]) => {
      const data = new DataTransfer();
      data.items.add(new File([content!], fileName!));
      return data;
    },
    [text, `${dropped}.crt`],
  );
  await page.getByRole("main").dispatchEvent("drop", { dataTransfer: transfer });
  await expect(page.getByRole("dialog", { name: "Add files" }).getByRole("listitem")).toContainText(
    `Stored as ${dropped}.crt`,
  );
});
