import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writePem } from "../../pki/asn1/pem.ts";
import { Oid } from "../../pki/asn1/oid.ts";
import { make, makeCrl, type Made } from "../../../test/support/authority.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** Preflight asks the stored revocation lists about the certificates of a service, whether the service has one or not. */

const daysFromNow = (days: number): Date => new Date(Date.now() + days * 86_400_000);
const life = { notBefore: daysFromNow(-30), notAfter: daysFromNow(300) };
const root = make({ subject: { CN: "Lists Root" }, isCa: true, ...life });
const issuing = make({ subject: { CN: "Lists Issuing" }, issuer: root, isCa: true, ...life });
const server = make({
  subject: { CN: "www.lists.example.com" },
  issuer: issuing,
  purposes: [Oid.serverAuth],
  names: [{ kind: "dns", value: "www.lists.example.com" }],
  ...life,
});
const client = make({ subject: { CN: "minji" }, issuer: issuing, purposes: [Oid.clientAuth], ...life });

let console_: TestConsole;
beforeAll(async () => {
  console_ = await openTestConsole();
  const files = Object.entries({ "lists-root": root, issuing, www: server, minji: client }).flatMap(([name, made]) => [
    { name: `${name}.crt`, text: writePem("CERTIFICATE", made.der) },
    ...(made === root || made === issuing
      ? []
      : [{ name: `${name}.key`, text: made.privateKey.export({ format: "pem", type: "pkcs8" }).toString() }]),
  ]);
  await console_.ask("upload", { files });
});
afterAll(() => console_.close());

interface List {
  readonly issuer: Made;
  readonly revoked?: readonly Made[];
  readonly age?: number;
  readonly ends?: number;
}

async function put(name: string, { issuer, revoked = [], age = 1, ends = 30 }: List): Promise<void> {
  const { der } = makeCrl({
    issuer,
    thisUpdate: daysFromNow(-age),
    nextUpdate: daysFromNow(ends),
    revoked: revoked.map(({ certificate }) => ({ serial: certificate.serialNumber })),
  });
  await console_.ask("upload", { files: [{ name, text: writePem("X509 CRL", der) }], replace: true });
}
const takeAway = async (...files: readonly string[]) => {
  for (const file of files) await console_.ask("remove", { file, confirm: true, anyway: true });
};

const asServer = { target: "tls-server", inputs: { host: "www.lists.example.com", identity: "www" } };
const asClient = {
  target: "mutual-tls",
  inputs: { host: "www.lists.example.com", server: "www", clients: ["minji"], clientAuthorities: ["lists-root"] },
};
async function toldOf(question: object, about: string | null) {
  const { verdict, checks } = await console_.ask("preflight", question);
  const told = checks.filter((check) => check.about === about && /^(revocation|crl|path\.crl)/.test(check.code));
  return { verdict, told: told.map(({ code, status, params }) => ({ code, status, params })) };
}

describe("preflight and stored revocation lists", () => {
  it("without a stored list nothing is said of revocation", async () => {
    expect(await toldOf(asServer, "server")).toEqual({ verdict: "pass", told: [] });
  });

  it("a list that revokes nothing is said, with what it covers", async () => {
    await put("issuing.crl", { issuer: issuing });
    expect(await toldOf(asServer, "server")).toEqual({
      verdict: "pass",
      told: [{ code: "revocation.stored-lists", status: "pass", params: { known: 1, certificates: 2 } }],
    });
  });

  it("a newer list that revokes the certificate fails the service, whatever the order of the names", async () => {
    await put("a-newer.crl", { issuer: issuing, revoked: [server], age: 0.5 });
    const { verdict, told } = await toldOf(asServer, "server");
    expect(verdict).toBe("fail");
    expect(told).toMatchObject([
      { code: "revocation.stored-lists", status: "fail", params: { subject: "CN=www.lists.example.com" } },
    ]);
    const { text } = await console_.type("pki preflight tls-server host:www.lists.example.com identity:www");
    expect(text).toContain("A stored revocation list revoked CN=www.lists.example.com (serial number ");
    await takeAway("a-newer.crl");
  });

  it("a list that revokes the authority fails every service below it, as server and as client", async () => {
    await put("root.crl", { issuer: root, revoked: [issuing] });
    for (const [question, about] of [
      [asServer, "server"],
      [asClient, "client:minji"],
    ] as const) {
      const { verdict, told } = await toldOf(question, about);
      expect(verdict).toBe("fail");
      expect(told).toMatchObject([{ status: "fail", params: { subject: "CN=Lists Issuing" } }]);
    }
    await takeAway("root.crl");
  });

  it("a list that has ended cannot be used, and is said", async () => {
    await put("issuing.crl", { issuer: issuing, age: 20, ends: -1 });
    expect(await toldOf(asServer, "server")).toMatchObject({
      verdict: "warn",
      told: [{ code: "path.crl-out-of-date", status: "warn", params: { issuer: "CN=Lists Issuing" } }],
    });
    await takeAway("issuing.crl");
  });

  it("the list that a service is given is judged by the same rules, and a newer one beside it is named", async () => {
    await put("given.crl", { issuer: issuing, age: 5 });
    await put("newer.crl", { issuer: issuing, age: 1, revoked: [client] });
    const { told } = await toldOf({ ...asClient, inputs: { ...asClient.inputs, crl: "given" } }, null);
    expect(told.map(({ code, status }) => [code, status])).toEqual(
      expect.arrayContaining([
        ["crl.not-revoked", "pass"],
        ["crl.newest", "warn"],
      ]),
    );
    const newer = await toldOf({ ...asClient, inputs: { ...asClient.inputs, crl: "newer" } }, null);
    expect(newer.told.map(({ code, status }) => [code, status])).toContainEqual(["crl.not-revoked", "fail"]);
  });
});
