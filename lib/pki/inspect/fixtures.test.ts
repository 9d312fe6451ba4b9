import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { inspect } from "./inspect.ts";
import type { Inspection } from "./types.ts";
import type { ElementKind } from "../asn1/element.ts";

const folder = fileURLToPath(new URL("../../../testdata/", import.meta.url));
const now = new Date("2026-11-23T00:00:00Z");
const look = (name: string, passphrase?: string): Promise<Inspection> =>
  inspect(Uint8Array.from(readFileSync(folder + name)), { now, ...(passphrase === undefined ? {} : { passphrase }) });

describe("the files of the Mattermost how-to", () => {
  it("the locked RSA-4096 key of the CA opens and fits its certificate", async () => {
    for (const name of ["mattermost/ca.mattermost.key", "mattermost/traditional-ca.mattermost.key"]) {
      const locked = (await look(name)).elements[0]!;
      expect(locked).toMatchObject({ kind: "locked-key", card: { isSupported: true } });
      const opened = (await look(name, "capassword")).elements[0]!;
      expect(opened).toMatchObject({ kind: "key", card: { key: { label: "RSA 4096" } } });
      const certificate = (await look("mattermost/ca.mattermost.crt")).elements[0]!;
      expect(certificate).toMatchObject({
        card: { use: "root-ca", name: "example.mattermost.com", key: (opened.card as { key: object }).key },
      });
    }
  });
  it("the weak key, version 1, serial 01 and the challenge password of the user are shown", async () => {
    const certificate = (await look("mattermost/mmuser-mattermost.crt")).elements[0]!;
    expect(certificate).toMatchObject({
      kind: "certificate",
      card: { version: 1, serial: "01", name: "mmuser", key: { label: "RSA 1024" } },
    });
    const codes = certificate.findings.map(({ code }) => code);
    expect(codes).toContain("key.rsa-small");
    expect(codes).toContain("version.old");
    const request = (await look("mattermost/mmuser-mattermost.csr")).elements[0]!;
    expect(request).toMatchObject({ kind: "csr", card: { signature: "valid", hasChallengePassword: true } });
    const identity = (await look("mattermost/mmuser-mattermost.p12", "mmuser-passphrase")).elements[0]!;
    expect(identity).toMatchObject({
      card: {
        isLocked: false,
        keys: [{}],
        certificates: [{ element: { card: { name: "mmuser" } } }, { element: { card: { use: "root-ca" } } }],
      },
    });
  });
});

describe("inspect over every other fixture", () => {
  const kindOf = (name: string): ElementKind | "bundle" | "mixed" => {
    if (name.startsWith("pkcs12/")) return "pkcs12";
    if (name.startsWith("keys/"))
      return name.endsWith(".pub") ? "ssh-public-key" : name.includes("locked") ? "locked-key" : "key";
    const kinds: Record<string, ElementKind | "bundle" | "mixed"> = {
      crt: "certificate",
      der: "certificate",
      csr: "csr",
      key: "key",
      p7b: "pkcs7",
      crl: "crl",
    };
    if (name.includes("bundle-root")) return "bundle";
    if (name.includes("with-key")) return "mixed";
    return kinds[name.split(".").at(-1)!] ?? "certificate";
  };
  const names = ["chain", "keys", "pkcs12"].flatMap((part) =>
    readdirSync(folder + part).map((name) => `${part}/${name}`),
  );
  it.each(names)("%s is told to be what it is", async (name) => {
    expect((await look(name)).kind).toBe(kindOf(name));
  });
  it.each(names.filter((name) => kindOf(name) === "locked-key"))("%s opens", async (name) => {
    expect((await look(name, "word")).kind).toBe("key");
  });
  it.each(names.filter((name) => name.startsWith("pkcs12/")))("%s opens", async (name) => {
    const [element] = (await look(name, "changeit")).elements;
    expect(element).toMatchObject({
      card: { isLocked: false, keys: [{ element: { card: { key: { label: "RSA 2048" } } } }] },
    });
  });
});
