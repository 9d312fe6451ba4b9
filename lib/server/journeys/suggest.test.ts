import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** What a field for a stored file offers, in which order, and what it says of the rest. */

let console_: TestConsole;
afterAll(() => console_.close());
beforeAll(async () => {
  console_ = await openTestConsole();
  const made = { key: "p-256" };
  await console_.ask("selfsigned", { ...made, name: "web-ca", subject: { CN: "Example CA" } });
  await console_.ask("selfsigned", { ...made, name: "site", subject: { CN: "site" }, profile: "server" });
  for (const [name, CN, names] of [
    ["web", "shop.example.com", ["intern.example.com"]],
    ["aa-web-old", "old.example.com", []],
    ["mail", "web.example.com", []],
    ["database", "db.example.com", ["web.internal"]],
  ] as const)
    await console_.ask("csr", { ...made, name, subject: { CN }, subjectAltNames: names });
  await console_.ask("csr", { ...made, name: "below", subject: { CN: "Below" } });
  await console_.ask("sign", { request: "below", issuer: "web-ca", profile: "sub-ca" });
});

const named = (files: readonly { fileName: string }[]) => files.map(({ fileName }) => fileName);

it("puts the exact name first, then names that begin so, common names, parts, and what no list shows last", async () => {
  const { offered } = await console_.ask("suggest", { text: "web", kinds: ["csr"] });
  expect(offered.map(({ fileName, found }) => [fileName, found])).toEqual([
    ["web.csr", "exact"],
    ["mail.csr", "name-prefix"],
    ["aa-web-old.csr", "part"],
    ["database.csr", "hidden"],
  ]);
  expect(offered.at(-1)?.hiddenName).toBe("web.internal");
  expect((await console_.ask("suggest", { text: "WEB.CS", kinds: ["csr"] })).offered[0]).toMatchObject({
    fileName: "web.csr",
    found: "file-prefix",
  });
});

it("marks what a serial number found as found by a name that no list shows", async () => {
  const { generations } = await console_.ask("item", { name: "below" });
  const serial = generations[0]!.serialNumber;
  const { offered } = await console_.ask("suggest", { text: serial, kinds: ["certificate"] });
  expect(offered.map(({ fileName, found, hiddenName }) => [fileName, found, hiddenName])).toEqual([
    ["below.crt", "hidden", serial.toLowerCase()],
  ]);
});

it("offers only what can sign, and says of the rest what signing would say", async () => {
  const first = await console_.ask("suggest", { kinds: ["signer"] });
  expect(named(first.offered)).toEqual(["below.crt", "web-ca.crt"]);
  const elsewhere = await openTestConsole();
  await elsewhere.ask("selfsigned", { name: "foreign", subject: { CN: "Foreign CA" }, key: "p-256" });
  const { bytes } = await elsewhere.ask("download", { file: "foreign.crt" });
  await elsewhere.close();
  await console_.ask("upload", { files: [{ name: "foreign.crt", bytes }] });
  const { offered, notOffered } = await console_.ask("suggest", { kinds: ["signer"] });
  expect(named(offered)).toEqual(["below.crt", "web-ca.crt"]);
  expect(notOffered.map(({ fileName, why }) => [fileName, why.code])).toEqual([["foreign.crt", "key.absent"]]);
  const typed = await console_.ask("suggest", { text: "site", kinds: ["signer"] });
  expect(typed.offered).toEqual([]);
  expect(typed.notOffered.map(({ fileName, why }) => [fileName, why.code])).toEqual([
    ["site.crt", "sign.issuer-not-authority"],
  ]);
});

it("says of a name that holds nothing of the kind what it holds", async () => {
  const { offered, notOffered } = await console_.ask("suggest", { text: "mail", kinds: ["certificate", "bundle"] });
  expect(offered).toEqual([]);
  expect(notOffered[0]?.why).toEqual({
    code: "file.wrong-kind",
    params: { fileName: "mail.csr", kind: "csr", wanted: "certificate|bundle" },
  });
});

it("says when there are more than it gives", async () => {
  const { offered, hasMore } = await console_.ask("suggest", { text: "", kinds: ["csr"], limit: 2 });
  expect(offered).toHaveLength(2);
  expect(hasMore).toBe(true);
});
