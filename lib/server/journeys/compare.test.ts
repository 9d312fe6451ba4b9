import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** Two certificates or requests field by field: stored, pasted, by fingerprint; and what is no such thing. */

let console_: TestConsole;
afterAll(() => console_.close());
beforeAll(async () => {
  console_ = await openTestConsole();
  await console_.ask("selfsigned", { name: "ca", subject: { CN: "Example CA" }, key: "p-256" });
  await console_.ask("csr", {
    name: "web",
    subject: { CN: "web.example.com" },
    subjectAltNames: ["www.example.com"],
    key: "p-256",
  });
  await console_.ask("sign", { request: "web", issuer: "ca", subjectAltNames: ["shop.example.com"] });
});

const pemOf = async (file: string) => Buffer.from((await console_.ask("download", { file })).bytes).toString();

it("compares a stored request with its certificate", async () => {
  const { first, second, rows, differences } = await console_.ask("compare", { first: "web.csr", second: "web.crt" });
  expect([first.kind, second.kind]).toEqual(["csr", "certificate"]);
  expect(rows.find(({ field }) => field === "publicKey")?.relation).toBe("same");
  expect(rows.find(({ label }) => label === "Subject Alternative Name")).toMatchObject({
    relation: "different",
    firstAlone: ["DNS: www.example.com"],
    secondAlone: ["DNS: shop.example.com"],
  });
  expect(differences).toBe(rows.filter(({ relation }) => relation !== "same").length);
});

it("takes what was pasted or uploaded, and a fingerprint, for the same certificate", async () => {
  const pem = await pemOf("web.crt");
  const base64 = pem.replace(/-----.*-----|\s/g, "");
  const { generations } = await console_.ask("item", { name: "web" });
  for (const first of [pem, base64, `sha256:${generations[0]!.sha256}`])
    expect((await console_.ask("compare", { first, second: "web" })).differences).toBe(0);
  const both = `${pem}${await pemOf("ca.crt")}`;
  expect((await console_.ask("compare", { first: both, second: "web" })).first).toMatchObject({
    fileName: null,
    of: 2,
  });
});

it("says what a file is that is neither a certificate nor a request", async () => {
  expect(await console_.refusal("file.wrong-kind", "compare", { first: "web.key", second: "web.crt" })).toMatchObject({
    kind: "key",
  });
  expect(await console_.refusal("file.not-found", "compare", { first: "wbe.crt", second: "web.crt" })).toMatchObject({
    nearest: "web.crt",
  });
});

it("prints what differs with both sides, in the person's language, and names what is the same", async () => {
  const { text } = await console_.type("pki compare web.csr web.crt");
  expect(text).toMatch(/^SUCCESS: \d+ of \d+ fields are not the same\n< web\.csr\n> web\.crt\n/);
  expect(text).toContain(
    "Subject Alternative Name: differs\n  < DNS: web.example.com, DNS: www.example.com\n  > DNS: web.example.com, DNS: shop.example.com",
  );
  expect(text).toMatch(/\nsame: Subject, Key, SHA-256 of the public key, Signature algorithm/);
  expect((await console_.type("pki compare web.crt web.crt")).text).toMatch(/^SUCCESS: All \d+ fields are the same\n/);
});
