import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instant, make, type Made } from "../../../test/support/authority.ts";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { writePem } from "../../pki/asn1/pem.ts";

/** An authority with two roots, as public ones had: every door answers with one chain, and with the other when asked. */

const day = 86_400_000;
const passphrase = "nine-words-of-iron";
const folder = temporaryFolder();
let console_: TestConsole;

const old = make({
  subject: { CN: "Old Root" },
  isCa: true,
  notBefore: new Date(instant.getTime() - 900 * day),
  notAfter: new Date(instant.getTime() - day),
});
const root = make({ subject: { CN: "New Root" }, isCa: true });
const crossed = make({ subject: {}, like: root, issuer: old, isCa: true });
const issuing = make({ subject: { CN: "Issuing" }, issuer: root, isCa: true });
const early = make({
  subject: {},
  like: issuing,
  issuer: root,
  isCa: true,
  notBefore: new Date(instant.getTime() + 30 * day),
  notAfter: new Date(instant.getTime() + 3000 * day),
});
const web = make({
  subject: { CN: "web.example.com" },
  issuer: issuing,
  names: [{ kind: "dns", value: "web.example.com" }],
});
const now = ["web.example.com", "Issuing", "New Root"];
const wished = ["web.example.com", "Issuing", "New Root", "Old Root"];

const pemOf = (made: Made): string => writePem("CERTIFICATE", made.der);
const keyOf = (made: Made): string => made.privateKey.export({ format: "pem", type: "pkcs8" }) as string;
/** Common names of the subjects, in the order of a text. */
const namesIn = (pem: string): string[] =>
  (pem.match(/-----BEGIN CERTIFICATE-----[^]+?-----END CERTIFICATE-----\n/g) ?? []).map((block) =>
    openssl("x509 -noout -subject -nameopt multiline", block).replace(/[^]*commonName\s*= (.*)\n[^]*/, "$1"),
  );
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

beforeAll(async () => {
  console_ = await openTestConsole();
  const files = Object.entries({ old, root, crossed, issuing, web }).map(([name, made]) => ({
    name: `${name}.crt`,
    text: pemOf(made),
  }));
  const keys = [
    { name: "web.key", text: keyOf(web) },
    { name: "issuing.key", text: keyOf(issuing) },
  ];
  await console_.ask("upload", { files: [...files, ...keys] });
});

/** A renewal of the issuing authority that is stored before its time, beside the present one. */
const storeEarly = () => console_.ask("upload", { files: [{ name: "early.pem", text: pemOf(early) + pemOf(root) }] });
afterAll(async () => {
  await console_.close();
  folder.remove();
});

const exported = async (choice: object) => console_.ask("export", { name: "web", ...choice });
const inputs = { host: "web.example.com", identity: "web" };

/** The chain of `web` through each door, without a wish (undefined) or with one. */
const doors: Readonly<Record<string, (wish: { root?: string }) => Promise<string[]>>> = {
  bundle: async (wish) => namesIn((await console_.ask("bundle", { files: ["web.crt"], ...wish })).bundles[0]!.pem),
  "the chain as PEM": async (wish) => namesIn(text((await exported({ format: "chain-pem", ...wish })).bytes)),
  "PKCS#7": async (wish) =>
    namesIn(
      openssl("pkcs7 -inform DER -print_certs", (await exported({ format: "pkcs7-der", ...wish })).bytes).replace(
        /^(?:subject|issuer)=.*\n/gm,
        "",
      ),
    ),
  "PKCS#12": async (wish) => {
    const { bytes } = await exported({ format: "pkcs12", passphrase, ...wish });
    const path = folder.write("web.p12", bytes);
    return namesIn(openssl(`pkcs12 -in ${path} -passin pass:${passphrase} -nokeys`));
  },
  "key and chain": async (wish) =>
    namesIn(text((await exported({ format: "key-and-chain-pem", passphrase, withRoot: true, ...wish })).bytes)),
  "the zip": async (wish) =>
    namesIn(text(unzipSync(Uint8Array.from((await exported({ format: "zip", ...wish })).bytes))["web-chain.pem"]!)),
  "the page of the item": async (wish) => {
    const { row, issuers } = await console_.ask("item", { name: "web", ...wish });
    return [row.commonName, ...issuers.map(({ subject }) => subject.slice(3))];
  },
  "the pack of a service": async (wish) => {
    const { bytes } = await console_.ask("pack", { target: "tls-server", inputs: { ...inputs, ...wish } });
    const entries = Object.entries(unzipSync(Uint8Array.from(bytes)));
    const chains = entries.filter(([path]) => /\.(pem|crt)$/.test(path)).map(([, content]) => namesIn(text(content)));
    return chains.sort((one, other) => other.length - one.length)[0]!;
  },
};

describe("a certificate with two ways up", () => {
  it.each(Object.keys(doors))(
    "%s takes the way whose members are valid now, and the other one when asked",
    async (door) => {
      const isSent = door === "the pack of a service";
      const without = (names: readonly string[]) => (isSent ? names.slice(0, names.length - 1) : names);
      expect(await doors[door]!({})).toEqual(without(now));
      expect(await doors[door]!({ root: "old root" })).toEqual(without(wished));
      expect(await doors[door]!({ root: "root.crt" })).toEqual(without(now));
    },
  );

  it("the chain in a .p12 of a batch is that of its authority, and its other root when that was asked for", async () => {
    const chainOf = async (wish: object): Promise<string[]> => {
      const made = await console_.ask("client-batch", {
        issuer: "issuing",
        rows: [{ name: "minji", email: "minji@example.com" }],
        existing: "issue",
        ...wish,
      });
      await console_.console.batches.idle();
      const sheet = await console_.ask("batch-passphrases", { batch: made.batch, confirm: true });
      const { chunks } = (await console_.ask("export", { batch: made.batch, format: "zip" })) as unknown as {
        chunks: AsyncIterable<Uint8Array>;
      };
      const pieces: Uint8Array[] = [];
      for await (const piece of chunks) pieces.push(piece);
      const [bytes] = Object.values(unzipSync(Buffer.concat(pieces)));
      const path = folder.write("minji.p12", bytes!);
      return namesIn(openssl(`pkcs12 -in ${path} -passin pass:${sheet.rows[0]!.passphrase} -nokeys`));
    };
    expect(await chainOf({})).toEqual(["minji", "Issuing", "New Root"]);
    expect(await chainOf({ root: "Old Root" })).toEqual(["minji", "Issuing", "New Root", "Old Root"]);
    await console_.refusal("chain.no-such-root", "client-batch", {
      issuer: "issuing",
      rows: [{ name: "jan" }],
      root: "Third Root",
    });
  });

  it("where the chain leads and where the other one does is said, with what is wrong with it", async () => {
    const ends = {
      end: { subject: "CN=New Root", isRoot: true, problem: null },
      otherEnds: [{ subject: "CN=Old Root", choice: "Old Root", length: 4, problem: { code: "path.expired" } }],
    };
    expect((await console_.ask("bundle", { files: ["web.crt"] })).bundles[0]).toMatchObject(ends);
    expect((await console_.ask("item", { name: "web" })).chain).toMatchObject(ends);
    expect((await exported({ format: "chain-pem", receipt: true })).receipt?.chain).toMatchObject(ends);
    const line = await console_.type('pki bundle web.crt root:"Old Root"');
    expect(line.text).toContain("The chain leads to the root CN=Old Root.");
    expect(line.text).toContain('Another way leads to CN=New Root (3 certificates). Choose it with root:"New Root".');
  });

  it("a rebuild keeps the root that a stored bundle leads to, and changes it when asked", async () => {
    await console_.ask("bundle", { files: ["web.crt"], kind: "full-chain", store: "kept.pem" });
    await console_.refusal("bundle.current", "rebuild", { bundle: "kept.pem", confirm: true });
    const { members, end } = await console_.ask("rebuild", { bundle: "kept.pem", root: "Old Root", confirm: true });
    expect(members.map(({ subject }) => subject)).toEqual(wished.map((name) => `CN=${name}`));
    expect(end?.problem?.code).toBe("path.expired");
    const back = await console_.ask("rebuild", { bundle: "kept.pem", confirm: true });
    expect(back.members.map(({ subject }) => subject)).toEqual(now.map((name) => `CN=${name}`));
  });

  it("a root that no chain leads to is refused with those that are there", async () => {
    for (const [command, input] of [
      ["bundle", { files: ["web.crt"], root: "Nowhere" }],
      ["export", { name: "web", format: "chain-pem", root: "Nowhere" }],
      ["item", { name: "web", root: "Nowhere" }],
      ["preflight", { target: "tls-server", inputs: { ...inputs, root: "Nowhere" } }],
      ["rebuild", { bundle: "kept.pem", root: "Nowhere", confirm: true }],
    ] as const)
      expect(await console_.refusal("chain.no-such-root", command, input)).toEqual({
        root: "Nowhere",
        roots: ["CN=New Root", "CN=Old Root"],
      });
  });

  it("a renewal that is stored before its time changes no door", async () => {
    await storeEarly();
    for (const [door, chain] of Object.entries(doors))
      expect(await chain({}), door).toEqual(door === "the pack of a service" ? now.slice(0, 2) : now);
    await console_.ask("upload", { files: [{ name: "issuing.crt", text: pemOf(early) }], replace: true });
    for (const [door, chain] of Object.entries(doors))
      expect(await chain({}), `${door}, replaced`).toEqual(door === "the pack of a service" ? now.slice(0, 2) : now);
    const [bundle] = (await console_.ask("bundle", { files: ["web.crt"] })).bundles;
    expect(bundle!.members[1]!.notAfter).toBe(issuing.certificate.notAfter.toISOString());
    await console_.ask("restore", { name: "issuing", generation: 1, confirm: true });
  });

  it("preflight judges the chain that the pack carries", async () => {
    const complete = async (wish: object) =>
      (await console_.ask("preflight", { target: "tls-server", inputs: { ...inputs, ...wish } })).checks.find(
        ({ code }) => code === "chain.complete",
      );
    expect(await complete({})).toMatchObject({ status: "pass", params: { certificates: 3, root: "CN=New Root" } });
    expect(await complete({ root: "Old Root" })).toMatchObject({ params: { certificates: 4, root: "CN=Old Root" } });
  });
});

describe("what a bundle says it changed", () => {
  const bundleOf = async (given: readonly Made[], kind = "full-chain") =>
    (await console_.ask("bundle", { text: given.map(pemOf).join(""), kind })).bundles;
  const codesOf = async (given: readonly Made[], kind?: string) =>
    (await bundleOf(given, kind)).map(({ notes }) => notes.map(({ code }) => code));

  it("a file that is in order is as it was given, and no other one is", async () => {
    expect((await bundleOf([web, issuing, root]))[0]).toMatchObject({ isAsGiven: true, notes: [] });
    const [moved] = await bundleOf([root, issuing, web]);
    expect(moved).toMatchObject({
      isAsGiven: false,
      notes: [{ code: "bundle.reordered", params: { places: [3, 2, 1] } }],
    });
    expect(await codesOf([web, issuing, root], "chain")).toEqual([["bundle.root-left-out"]]);
    expect(await codesOf([web, issuing, root], "ca-bundle")).toEqual([["bundle.leaf-left-out"]]);
    expect((await bundleOf([web, issuing, root], "pkcs7"))[0]!.isAsGiven).toBe(false);
    expect(await codesOf([web, issuing, crossed, old])).toEqual([
      ["bundle.alternative", "bundle.alternative", "bundle.filled"],
    ]);
  });

  it("a self-signed server is its own CA bundle", async () => {
    const lone = make({ subject: { CN: "lone.example.com" } });
    const [bundle] = await bundleOf([lone], "ca-bundle");
    expect(bundle).toMatchObject({ pem: pemOf(lone), isAsGiven: true });
    folder.write("lone.pem", bundle!.pem);
    expect(openssl(`verify -CAfile ${folder.path("lone.pem")} ${folder.path("lone.pem")}`)).toMatch(/OK/);
  });

  it("two bundles of one question have two names, whatever their certificates are called", async () => {
    const twin = make({ subject: { CN: "WEB.example.com" }, issuer: issuing });
    const third = make({ subject: { CN: "web.example.com" }, issuer: issuing });
    for (const [kind, ending] of [
      ["full-chain", "-fullchain.pem"],
      ["pkcs7", ".p7b"],
    ] as const) {
      const names = (await bundleOf([web, twin, third, issuing, root], kind)).map(({ fileName }) => fileName);
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(3);
      expect(names.every((name) => name.endsWith(ending))).toBe(true);
    }
  });
});
