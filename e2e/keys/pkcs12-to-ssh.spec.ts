import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chooseFile } from "../support/acts.ts";
import { expect, expectBeside, test } from "../support/fixtures.ts";
import { run, strangersCertificate } from "../support/judge.ts";

test("makes the OpenSSH public key of an uploaded PKCS#12, as ssh-keygen makes it", async ({
  page,
  name,
  http,
  folder,
  takeAway,
}) => {
  const person = name("person");
  const { key, certificate } = strangersCertificate(folder, "person@example.com");
  run("openssl", [
    "pkcs12",
    "-export",
    "-inkey",
    key,
    "-in",
    certificate,
    "-passout",
    "pass:nine-words",
    "-out",
    join(folder, "person.p12"),
  ]);
  await http.put(`${person}.p12`, readFileSync(join(folder, "person.p12")));

  await page.goto("/pkcs12-to-ssh");
  await page.getByRole("button", { name: "Make the SSH key" }).click();
  await expectBeside(page.getByRole("combobox", { name: "Person’s PKCS#12" }), /^This is needed\./);
  await chooseFile(page, "Person’s PKCS#12", `${person}.p12`);
  const field = page.getByRole("textbox", { name: "Passphrase" });
  await field.fill("eight words");
  await page.getByRole("button", { name: "Make the SSH key" }).click();
  await expectBeside(field, /The passphrase does not open this PKCS#12 file/);
  await field.fill("nine-words");
  await page.getByRole("button", { name: "Make the SSH key" }).click();
  await expect(page.getByRole("heading", { name: `${person}.pub is made`, level: 1 })).toBeFocused();
  const { fileName, path } = await takeAway(() => page.getByRole("link", { name: `Download ${person}.pub` }).click());

  expect(fileName).toBe(`${person}.pub`);
  const ours = readFileSync(path, "utf8");
  expect(ours).toMatch(new RegExp(`^ecdsa-sha2-nistp256 [A-Za-z0-9+/=]+ ${person}\\n$`));
  run("chmod", ["600", key]);
  expect(run("ssh-keygen", ["-y", "-f", key]).trim().split(" ").slice(0, 2)).toEqual(ours.split(" ").slice(0, 2));
  expect(run("ssh-keygen", ["-l", "-f", path])).toContain(person);
});
