import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { execute } from "../gate/execute.ts";

/**
 * Every kind of key that OpenSSL makes goes the whole way, as an authority and as a subject. What is refused is refused
 * by a code of its own, never as an internal error, and what is signed OpenSSL verifies.
 */

const folder = temporaryFolder();
let console_: TestConsole;
afterAll(async () => {
  folder.remove();
  await console_.close();
});
const at = (line: string): string => openssl(line.replace(/@(\S+)/g, (_, name: string) => folder.path(name)));
const file = (name: string) => ({ name, bytes: folder.read(name) });
const actor = { kind: "token", id: "t", label: "test", role: "administrator" } as const;

async function answer(
  command: string,
  input: unknown,
): Promise<{ code: string | null; value: Record<string, unknown> }> {
  const given = await execute({ actor, surface: "http", command, input }, console_.console);
  return given.ok ? { code: null, value: given.value as never } : { code: given.error.code, value: {} };
}

beforeAll(async () => {
  console_ = await openTestConsole();
  folder.write("pass", "one two three four\n");
  const root = await console_.ask("selfsigned", { name: "root", subject: { CN: "Root" }, key: "p-256" });
  folder.write("root.crt", root.pem);
  await console_.ask("csr", { name: "leaf", subject: { CN: "leaf.example" }, key: "p-256" });
});

const curve = (name: string) => `EC -pkeyopt ec_paramgen_curve:${name}`;
const rsa = (bits: number, exponent = 65537) =>
  `RSA -pkeyopt rsa_keygen_bits:${bits} -pkeyopt rsa_keygen_pubexp:${exponent}`;

/** Key → what `sign` says of it as an authority, and as the subject of a request; null: signed. */
const keys: readonly (readonly [name: string, algorithm: string, issuer: string | null, subject: string | null])[] = [
  ["rsa-512", rsa(512), "sign.issuer-key-too-weak", "key.too-weak"],
  ["rsa-2048", rsa(2048), null, null],
  ["rsa-3072-e3", rsa(3072, 3), "sign.issuer-key-too-weak", "key.exponent-small"],
  ["rsa-2048-e-large", rsa(2048, 4294967297), null, null],
  ["rsa-4096", rsa(4096), null, null],
  ["pss", "RSA-PSS -pkeyopt rsa_keygen_bits:2048", null, null],
  [
    "pss-sha512",
    "RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha512 -pkeyopt rsa_pss_keygen_mgf1_md:sha512 -pkeyopt rsa_pss_keygen_saltlen:64",
    null,
    null,
  ],
  [
    "pss-sha1",
    "RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha1 -pkeyopt rsa_pss_keygen_mgf1_md:sha1 -pkeyopt rsa_pss_keygen_saltlen:20",
    "key.unsupported",
    "key.unsupported",
  ],
  ["p-192", curve("prime192v1"), "sign.issuer-key-too-weak", "key.too-weak"],
  ["p-256", curve("P-256"), null, null],
  ["p-521", curve("P-521"), null, null],
  ["secp256k1", curve("secp256k1"), null, null],
  ["brainpoolp256", curve("brainpoolP256r1"), null, null],
  ["brainpoolp320", curve("brainpoolP320r1"), null, null],
  ["brainpoolp512t", curve("brainpoolP512t1"), null, null],
  ["sect283", curve("sect283k1"), null, null],
  ["explicit", `${curve("P-256")} -pkeyopt ec_param_enc:explicit`, "key.unsupported", "key.unsupported"],
  ["sm2", "SM2", "key.unsupported", "csr.unsupported-signature"],
  ["ed25519", "ED25519", null, null],
  ["ed448", "ED448", null, null],
];

describe.each(keys)("a key of the kind %s", (name, algorithm, issuer, subject) => {
  it("signs as an authority, or is refused by name", async () => {
    at(`genpkey -algorithm ${algorithm} -out @${name}.key`);
    at(
      `req -x509 -new -key @${name}.key -subj /CN=${name} -days 400 -addext keyUsage=critical,keyCertSign,cRLSign -out @${name}.crt`,
    );
    const uploaded = await answer("upload", { files: [file(`${name}.key`), file(`${name}.crt`)] });
    expect(uploaded.code).toBe(null);
    const signed = await answer("sign", { request: "leaf", issuer: `${name}.crt`, confirm: true });
    expect(signed.code).toBe(issuer);
    if (issuer !== null) return;
    folder.write("leaf.crt", String(signed.value["pem"]));
    expect(at(`verify -CAfile @${name}.crt @leaf.crt`)).toContain("OK");
  });

  it("is certified as a subject, or is refused by name", async () => {
    at(
      `req -new -key @${name}.key -subj /CN=${name}.example -addext subjectAltName=DNS:${name}.example -out @${name}.csr`,
    );
    expect((await answer("upload", { files: [file(`${name}.csr`)] })).code).toBe(null);
    const signed = await answer("sign", { request: name, issuer: "root", confirm: true });
    expect(signed.code).toBe(subject);
    const known = await answer("request", { request: name });
    expect(known.code).toBe(null);
    if (subject !== null) return;
    folder.write("subject.crt", String(signed.value["pem"]));
    expect(at("verify -x509_strict -CAfile @root.crt @subject.crt")).toContain("OK");
    await expectExports(name);
  });
});

async function expectExports(name: string): Promise<void> {
  const passphrase = "one two three four";
  // Its key signed as an authority too, and such a key leaves with those alone who were named.
  await answer("authority-rights", { name, exportKey: [{ role: "administrator" }] });
  const container = await answer("export", { name, format: "pkcs12", passphrase });
  expect(container.code).toBe(null);
  folder.write(`${name}.p12`, container.value["bytes"] as Uint8Array);
  at(`pkcs12 -in @${name}.p12 -passin file:@pass -nodes -out @${name}.pem`);
  expect(at(`pkey -in @${name}.pem -pubout`)).toBe(at(`pkey -in @${name}.key -pubout`));
  await answer("upload", { files: [{ name: `${name}-person.p12`, bytes: folder.read(`${name}.p12`) }] });
  const ssh = await answer("pkcs12-to-ssh", { username: `${name}-person.p12`, passphrase });
  expect([null, "ssh-key.unsupported"]).toContain(ssh.code);
  for (const format of ["key-pem", "key-traditional-pem", "jwk", "zip"])
    expect((await answer("export", { name, format, passphrase })).code, format).not.toBe("internal");
}

it("a key that cannot sign is refused by name wherever it comes", async () => {
  for (const [name, algorithm] of [
    ["x25519", "X25519"],
    ["x448", "X448"],
  ] as const) {
    at(`genpkey -algorithm ${algorithm} -out @${name}.key`);
    const uploaded = await answer("upload", { files: [file(`${name}.key`)] });
    expect(uploaded.code).not.toBe("internal");
    expect((await answer("inspect", { file: `${name}.key` })).code).not.toBe("internal");
  }
});
