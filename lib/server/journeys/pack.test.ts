import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unpack } from "../../../test/support/programs.ts";
import { openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import type { Pack } from "../../commands/parts/service/pack.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

let console_: TestConsole;
const folder = temporaryFolder();
afterAll(async () => {
  folder.remove();
  await console_.close();
});

const inputs = { host: "api.example.com", server: "api", clients: ["minji"], clientAuthorities: ["ca"] };
const passphrase = "nine-words-of-iron";
const textOf = (pack: Pick<Pack, "bytes">, path: string): string =>
  Buffer.from(unzipSync(Uint8Array.from(pack.bytes))[path] ?? []).toString();

beforeAll(async () => {
  console_ = await openTestConsole();
  const { ask } = console_;
  await ask("selfsigned", { name: "ca", subject: { CN: "Test Root" }, key: "p-256" });
  await ask("csr", {
    name: "api",
    subject: { CN: "api.example.com" },
    subjectAltNames: ["api.example.com"],
    key: "p-256",
  });
  await ask("csr", { name: "minji", subject: { CN: "minji" }, key: "p-256" });
  await ask("sign", { request: "api", issuer: "ca", profile: "server" });
  await ask("sign", { request: "minji", issuer: "ca", profile: "client" });
});

/** Paths and Unix modes of the central directory (APPNOTE 4.3.12). */
function unixModes(archive: Uint8Array): [path: string, mode: number][] {
  const bytes = Buffer.from(archive);
  const found: [string, number][] = [];
  for (let at = bytes.indexOf("PK\x01\x02"); at >= 0; at = bytes.indexOf("PK\x01\x02", at + 46)) {
    found.push([
      bytes.subarray(at + 46, at + 46 + bytes.readUInt16LE(at + 28)).toString(),
      bytes.readUInt32LE(at + 38) >>> 16,
    ]);
  }
  return found;
}

describe("a pack", () => {
  it("a pack has the files, the steps, the checksums and a manifest, and the keys in clear when they are asked for", async () => {
    const pack = await console_.ask("pack", { target: "mutual-tls", inputs, unencryptedKeys: true });
    expect(pack).toMatchObject({ fileName: "mutual-tls.zip", mediaType: "application/zip", leftOut: [] });
    expect(pack.entries.map(({ path }) => path)).toEqual([
      "api.key",
      "api-fullchain.crt",
      "clients/server-root.crt",
      "client-ca.crt",
      "clients/minji.key",
      "clients/minji.crt",
      "settings/api.conf",
      "STEPS.md",
      "manifest.json",
      "SHA256SUMS",
    ]);
    unpack(pack.bytes, folder.path("clear"));
    // Strangers: sha256sum for the sums, OpenSSL for the certificates and the key.
    expect(run("sh", ["-c", `cd ${folder.path("clear")} && sha256sum -c --strict SHA256SUMS`])).toMatch(
      /^(.*: OK\n)+$/,
    );
    expect(
      openssl(
        `verify -purpose sslserver -verify_hostname api.example.com -CAfile ${folder.path("clear/client-ca.crt")} ${folder.path("clear/api-fullchain.crt")}`,
      ),
    ).toContain("OK");
    expect(openssl(`pkey -in ${folder.path("clear/api.key")} -pubout`)).toBe(
      openssl(`x509 -in ${folder.path("clear/api-fullchain.crt")} -noout -pubkey`),
    );
    expect(
      unixModes(pack.bytes)
        .filter(([path]) => path.endsWith(".key"))
        .map(([, mode]) => mode),
    ).toEqual([0o100600, 0o100600]);
  });

  it("a pack is the same, byte for byte, whenever it is made", async () => {
    const one = await console_.ask("pack", { target: "mutual-tls", inputs, unencryptedKeys: true });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const zone = process.env["TZ"];
    process.env["TZ"] = "Pacific/Kiritimati";
    const other = await console_.ask("pack", { target: "mutual-tls", inputs, unencryptedKeys: true });
    process.env["TZ"] = zone ?? "UTC";
    expect(Buffer.from(other.bytes).equals(Buffer.from(one.bytes))).toBe(true);
    expect(Object.keys(JSON.parse(textOf(one, "manifest.json")) as object)).toEqual([
      "format",
      "target",
      "inputs",
      "nodes",
      "files",
      "leftOut",
      "missing",
      "identities",
    ]);
  });

  it("a pack leaves the keys out unless they are asked for, and says where they are", async () => {
    const pack = await console_.ask("pack", { target: "mutual-tls", inputs });
    expect(pack.leftOut).toEqual(["api.key", "clients/minji.key"]);
    expect(pack.entries.map(({ path }) => path)).not.toContain("api.key");
    expect(Buffer.from(pack.bytes).toString("latin1")).not.toContain("PRIVATE KEY");
    expect(textOf(pack, "STEPS.md")).toContain("- `api.key`: in Chainsmith, Files › api › Download");
    expect(JSON.parse(textOf(pack, "manifest.json"))).toMatchObject({
      leftOut: [
        { path: "api.key", kind: "key" },
        { path: "clients/minji.key", kind: "key" },
      ],
    });
  });

  it("a pack holds keys under a passphrase, which OpenSSL opens", async () => {
    const pack = await console_.ask("pack", { target: "mutual-tls", inputs, passphrase });
    const key = folder.write("locked.key", textOf(pack, "api.key"));
    expect(openssl(`pkey -in ${key} -passin pass:${passphrase} -noout -text`)).toContain("Private-Key");
    expect(textOf(pack, "STEPS.md")).toContain("openssl pkey -in api.key -out api.key");
    expect(
      await console_.refusal("passphrase.too-short", "pack", { target: "mutual-tls", inputs, passphrase: "abc" }),
    ).toEqual({ length: 3, minimum: 4 });
  });

  it("a pack has its steps in Korean", async () => {
    const pack = await console_.ask("pack", { target: "mutual-tls", inputs, language: "ko" });
    const steps = textOf(pack, "STEPS.md");
    expect(steps).toContain("## 개인 키");
    expect(steps).not.toMatch(/\n## (Files|Apply|Check|Copy)\n/);
  });

  it("a pack is listed in the terminal, where no bytes can go", async () => {
    const { text } = await console_.type(
      "pki pack mutual-tls host:api.example.com server:api clients:minji clientAuthorities:ca",
    );
    expect(text).toMatch(/^SUCCESS: mutual-tls\.zip would hold 8 files\n[0-9a-f]{64} {2}api-fullchain\.crt\n/);
    expect(text).toContain("Private keys are not in it: api.key, clients/minji.key.");
    expect((await console_.type("pki pack mutual-tls host:api.example.com passphrase:secret-words")).error?.code).toBe(
      "line.secret-inline",
    );
  });

  it("a pack is for roles that may export keys, and the log holds how they left, without the passphrase", async () => {
    expect(
      await console_.refusal(
        "actor.forbidden",
        "pack",
        { target: "mutual-tls", inputs, unencryptedKeys: true },
        "operator",
      ),
    ).toEqual({ permission: "key.export-clear", role: "operator" });
    expect(
      await console_.refusal("actor.forbidden", "pack", { target: "mutual-tls", inputs, passphrase }, "auditor"),
    ).toEqual({ permission: "key.export", role: "auditor" });
    await console_.ask("pack", { target: "mutual-tls", inputs }, "auditor");
    const { rows } = await console_.ask("audit", { search: "pack" });
    expect(rows.map(({ facts }) => facts)).toEqual(
      expect.arrayContaining([
        { target: "mutual-tls", unencrypted: true, underPassphrase: false },
        { target: "mutual-tls", unencrypted: false, underPassphrase: true },
      ]),
    );
    expect(JSON.stringify(rows)).not.toContain(passphrase);
  });

  it("a pack of nothing is refused", async () => {
    expect(
      await console_.refusal("pack.nothing", "pack", { target: "tls-server", inputs: { host: "www.example.com" } }),
    ).toEqual({ target: "tls-server" });
  });
});
