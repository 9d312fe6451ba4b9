import { afterAll, beforeAll, expect, it } from "vitest";
import { sign } from "../../commands/keys/sign.ts";
import { isFailure } from "../error-codes.ts";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { closePrimesKey, rocaKey } from "../../../test/support/weak-keys.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** Authorities and requests that strangers made, each with one thing in the way of a signature. */

const folder = temporaryFolder();
let console_: TestConsole;
afterAll(async () => {
  folder.remove();
  await console_.close();
});
const at = (line: string): string => openssl(line.replace(/@(\S+)/g, (_, name: string) => folder.path(name)));
const file = (name: string) => ({ name, bytes: folder.read(name) });
const newKey = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";

beforeAll(async () => {
  console_ = await openTestConsole();
  at(`req -x509 ${newKey} -keyout @plain.key -out @plain.crt -subj /CN=Plain-CA -days 100`);
  at(
    `req -x509 ${newKey} -keyout @narrow.key -out @narrow.crt -subj /CN=Narrow-CA -days 100 -addext nameConstraints=critical,permitted;DNS:example.com`,
  );
  at(
    `req -x509 ${newKey} -keyout @mute.key -out @mute.crt -subj /CN=Mute-CA -days 100 -addext keyUsage=critical,cRLSign`,
  );
  at(
    `req -new ${newKey} -keyout @leaf.key -out @leaf.csr -subj /CN=leaf.example.net -addext subjectAltName=DNS:leaf.example.net`,
  );
  at("req -in @leaf.csr -outform DER -out @leaf.der");
  const broken = folder.read("leaf.der");
  broken[broken.length - 3]! ^= 0x01;
  folder.write("broken.csr", broken);
  const names = [
    "plain.key",
    "plain.crt",
    "narrow.key",
    "narrow.crt",
    "mute.key",
    "mute.crt",
    "leaf.csr",
    "broken.csr",
  ];
  await console_.ask("upload", { files: names.map(file) });
});

it("sign refuses a request whose signature is wrong", async () => {
  expect(await console_.ask("request", { request: "broken" })).toMatchObject({ signature: "invalid" });
  expect(await console_.refusal("csr.bad-signature", "sign", { request: "broken", issuer: "plain" })).toMatchObject({
    subject: "CN=leaf.example.net",
  });
});

it.each([
  ["roca", rocaKey],
  ["close-primes", closePrimesKey],
] as const)("sign refuses a request whose private key can be computed (%s)", async (weakness, makeKey) => {
  const name = `weak-${weakness}`;
  folder.write(`${name}.key`, makeKey().export({ format: "pem", type: "pkcs8" }).toString());
  at(
    `req -new -key @${name}.key -out @${name}.csr -subj /CN=weak.example.com -addext subjectAltName=DNS:weak.example.com`,
  );
  const files = [file(`${name}.csr`)];
  const found = expect.arrayContaining([
    expect.objectContaining({ code: `key.rsa-${weakness}`, params: { label: "RSA 2048" } }),
  ]) as unknown;
  const review = await console_.ask("import-review", { files: [file(`${name}.key`), ...files] });
  for (const { keyFindings } of review.items) expect(keyFindings).toEqual(found);
  expect((await console_.ask("upload", { files })).stored).toMatchObject([{ keyFindings: found }]);
  expect(await console_.refusal("key.computable", "sign", { request: name, issuer: "plain" })).toEqual({
    label: "RSA 2048",
    weakness,
  });
});

it("sign refuses an authority whose private key can be computed", async () => {
  folder.write("roca.key", rocaKey().export({ format: "pem", type: "pkcs8" }).toString());
  at(
    "req -x509 -new -key @roca.key -subj /CN=Roca-CA -days 100 -addext keyUsage=critical,keyCertSign,cRLSign -out @roca.crt",
  );
  await console_.ask("upload", { files: [file("roca.key"), file("roca.crt")] });
  // The key is that of the request of the test before, and its certificate goes to it.
  expect(
    await console_.refusal("sign.issuer-key-computable", "sign", { request: "leaf", issuer: "weak-roca.crt" }),
  ).toEqual({
    issuer: "CN=Roca-CA",
    label: "RSA 2048",
    weakness: "roca",
  });
});

it("sign refuses a request whose RSA exponent is 3", async () => {
  at("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:3 -out @three.key");
  at("req -new -key @three.key -out @three.csr -subj /CN=three.example.com");
  await console_.ask("upload", { files: [file("three.csr")] });
  expect(await console_.refusal("key.exponent-small", "sign", { request: "three", issuer: "plain" })).toMatchObject({
    exponent: "3",
    minimum: "65537",
  });
});

it("sign refuses a name that the authority may not certify", async () => {
  expect(
    await console_.refusal("sign.name-not-permitted", "sign", { request: "leaf", issuer: "narrow" }),
  ).toMatchObject({ name: expect.stringContaining("leaf.example.net") as unknown, constraint: "not-permitted" });
});

it("sign refuses an authority whose key usage does not sign certificates", async () => {
  expect(await console_.refusal("sign.issuer-may-not-sign", "sign", { request: "leaf", issuer: "mute" })).toMatchObject(
    { issuer: expect.stringContaining("Mute-CA") as unknown },
  );
});

it("sign refuses an authority that has ended or has not begun", async () => {
  const context = console_.console.contextFor({ kind: "token", id: "t", label: "test", role: "administrator" }, null);
  for (const [days, code] of [
    [400, "sign.issuer-expired"],
    [-400, "sign.issuer-not-yet-valid"],
  ] as const) {
    const clock = { now: () => new Date(Date.now() + days * 86_400_000) };
    const error = await sign
      .run({ ...context, clock }, sign.input.parse({ request: "leaf", issuer: "plain" }))
      .catch((reason: unknown) => reason);
    expect(isFailure(error, code)).toBe(true);
  }
});

it("no refusal of this file left a certificate", async () => {
  expect((await console_.ask("list", { search: "leaf" })).rows.map(({ status }) => status)).not.toContain("valid");
  expect(await console_.console.database.client.signingIntent.count()).toBe(0);
  expect((await console_.ask("sign", { request: "leaf", issuer: "plain" })).fileName).toBe("leaf.crt");
});

it("a refusal that no confirmation lifts comes before a question for one", async () => {
  expect((await console_.ask("item", { name: "leaf" })).generations, "certified by the test before").toHaveLength(1);
  await console_.refusal("sign.issuer-may-not-sign", "sign", { request: "leaf", issuer: "mute" });
  await console_.refusal("sign.already-certified", "sign", { request: "leaf", issuer: "plain" });
});
