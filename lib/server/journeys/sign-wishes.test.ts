import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeNull } from "../../pki/asn1/der-write.ts";
import { Oid } from "../../pki/asn1/oid.ts";
import { writePem } from "../../pki/asn1/pem.ts";
import {
  basicConstraintsExtension,
  extendedKeyUsageExtension,
  keyUsageExtension,
} from "../../pki/x509/extension-write.ts";
import { make } from "../../../test/support/authority.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { type ForeignRequest, rawDnsNames, writeForeignRequest } from "../../../test/support/foreign-request.ts";

/** Requests and authorities from elsewhere: what they ask for and do not get, and what is asked before a signature. */

let console_: TestConsole;
afterAll(() => console_.close());

const upload = (name: string, plan: ForeignRequest) =>
  console_.ask("upload", { files: [{ name: `${name}.csr`, bytes: writeForeignRequest(plan) }] });

async function authority(name: string, plan: Partial<Parameters<typeof make>[0]>): Promise<void> {
  const made = make({ subject: { CN: name }, isCa: true, ...plan });
  const key = made.privateKey.export({ format: "pem", type: "pkcs8" }).toString();
  await console_.ask("upload", {
    files: [
      { name: `${name}.crt`, text: writePem("CERTIFICATE", made.der) },
      { name: `${name}.key`, text: key },
    ],
  });
}

beforeAll(async () => {
  console_ = await openTestConsole();
  await authority("ca", {});
});

describe("sign lists what the profile does not grant", () => {
  const extensions = [
    basicConstraintsExtension(true, null),
    keyUsageExtension(["digitalSignature", "nonRepudiation"]),
    extendedKeyUsageExtension([Oid.codeSigning]),
    rawDnsNames("w.example.com"),
  ];

  it("before a signature by profile, and in the answer", async () => {
    await upload("wishes", { requests: [{ extensions }] });
    const wishes = [
      { kind: "authority", asked: ["CA:TRUE"], granted: ["CA:FALSE"] },
      { kind: "key-usage", asked: ["digitalSignature", "nonRepudiation"], granted: ["digitalSignature"] },
      { kind: "extended-key-usage", asked: ["codeSigning"], granted: ["serverAuth"] },
    ];
    expect((await console_.ask("request", { request: "wishes" })).wishes.server).toEqual(wishes);
    const signed = await console_.ask("sign", { request: "wishes", issuer: "ca", profile: "server" });
    expect(signed.wishes).toEqual(wishes);
  });

  it("in a typed line as sentences", async () => {
    await upload("typed", { requests: [{ extensions }] });
    const { text } = await console_.type("pki sign typed ca profile:client");
    expect(text).toContain("The request asks for an authority (CA:TRUE); the certificate says CA:FALSE.");
    expect(text).toContain("The request asks for the use as codeSigning; the profile gives clientAuth.");
  });
});

describe("sign never guesses the names of a request", () => {
  it("several lists are refused, and the page can take one of them", async () => {
    await upload("lists", { requests: [{ extensions: [rawDnsNames("a.example"), rawDnsNames("b.example")] }] });
    expect(await console_.refusal("csr.names-twice", "sign", { request: "lists", issuer: "ca" })).toEqual({
      lists: ["a.example", "b.example"],
    });
    const asked = await console_.ask("request", { request: "lists" });
    expect(asked).toMatchObject({ subjectAltNames: [], namesProblem: { code: "csr.names-twice" } });
    expect(asked.mends).toEqual([
      { code: "take-list", names: ["a.example"] },
      { code: "take-list", names: ["b.example"] },
    ]);
    const { wishes } = await console_.ask("sign", { request: "lists", issuer: "ca", subjectAltNames: ["b.example"] });
    expect(wishes).toEqual([{ kind: "names", asked: ["a.example"], granted: [] }]);
  });

  it("a host in its own script is refused with its A-labels as the offer", async () => {
    await upload("labels", { requests: [{ extensions: [rawDnsNames("한국.example", "k.example")] }] });
    expect(await console_.refusal("csr.name-not-ascii", "sign", { request: "labels", issuer: "ca" })).toEqual({
      name: "한국.example",
      suggestion: "xn--3e0b707e.example",
      names: ["xn--3e0b707e.example", "k.example"],
    });
    const asked = await console_.ask("request", { request: "labels" });
    expect(asked.subjectAltNames[0]).toEqual({ kind: "dns", value: "한국.example" });
    const names = ["xn--3e0b707e.example", "k.example"];
    expect(asked.mends).toEqual([{ code: "respell", from: "한국.example", to: names[0], names }]);
    const signed = await console_.ask("sign", { request: "labels", issuer: "ca", subjectAltNames: names });
    expect(signed).toMatchObject({ wishes: [], subjectAltNames: names.map((value) => ({ kind: "dns", value })) });
  });

  it("a subject that csr would refuse is refused", async () => {
    await upload("nul", { subject: [[Oid.commonName, "bank.example\0.evil.example"]] });
    expect(await console_.refusal("subject.bad-character", "sign", { request: "nul", issuer: "ca" })).toMatchObject({
      attribute: "CN",
      character: "U+0000",
    });
    await upload("long", { subject: [[Oid.commonName, "a".repeat(70)]] });
    expect(await console_.refusal("subject.value-too-long", "sign", { request: "long", issuer: "ca" })).toMatchObject({
      length: 70,
    });
  });

  it("a subject from elsewhere is corrected by another in its place, which is listed", async () => {
    const { text } = await console_.type("pki sign long ca");
    expect(text).toContain("next: pki sign long ca CN:…");
    const asked = await console_.ask("request", { request: "long" });
    expect(asked).toMatchObject({
      subjectProblem: { code: "subject.value-too-long" },
      subjectFields: { CN: "a".repeat(70) },
    });
    const subject = { CN: "short.example", O: "Acme" };
    const signed = await console_.ask("sign", { request: "long", issuer: "ca", subject });
    expect(signed.subject).toBe("CN=short.example, O=Acme");
    expect(signed.wishes).toEqual([
      { kind: "subject", asked: [`CN=${"a".repeat(70)}`], granted: ["CN=short.example, O=Acme"] },
    ]);
    await console_.refusal("subject.country-unknown", "sign", { request: "nul", issuer: "ca", subject: { C: "UK" } });
    await console_.refusal("subject.empty", "sign", { request: "nul", issuer: "ca", subject: {} });
  });

  it("a host in the common name alone is said with the line that mends it, and a name of no host is not", async () => {
    await upload("alone", { subject: [[Oid.commonName, "db01.example.com"]] });
    const { mends } = await console_.ask("request", { request: "alone" });
    expect(mends).toEqual([{ code: "add-host", host: "db01.example.com", names: ["db01.example.com"] }]);
    const { text } = await console_.type("pki sign alone ca");
    const line = /^next: (pki sign .*)$/m.exec(text)?.[1] ?? "";
    expect(line).toContain("subjectAltName:db01.example.com");
    expect((await console_.type(line)).text).not.toContain("common name alone");
    expect((await console_.ask("item", { name: "alone" })).generations).toHaveLength(2);
    await upload("postgres", { subject: [[Oid.commonName, "postgres"]] });
    expect((await console_.type("pki sign postgres ca")).text).not.toContain("common name alone");
    expect((await console_.ask("request", { request: "postgres" })).findings).toEqual([]);
  });
});

describe("sign and batches ask about what stands above", () => {
  beforeAll(async () => {
    await authority("narrow", { purposes: [Oid.emailProtection] });
    await authority("strange", { extensions: [{ oid: "1.2.3.4.5", critical: true, value: writeNull() }] });
    await upload("above", { requests: [{ extensions: [rawDnsNames("above.example")] }] });
  });

  it.each(["narrow", "strange"])("the authority %s signs when a person has accepted it", async (issuer) => {
    const facts = await console_.refusal("sign.chain-doubtful", "sign", { request: "above", issuer, confirm: true });
    expect(facts).toMatchObject({ issuer: `CN=${issuer}` });
    expect(facts.problems.length).toBeGreaterThan(0);
    const refused = await console_.type(`pki sign above ${issuer} confirm:yes`);
    expect(refused.error?.code).toBe("sign.chain-doubtful");
    expect(refused.text).toContain(`CN=${issuer}`);
    const accepted = await console_.type(`pki sign above ${issuer} chain:accept confirm:yes`);
    expect(accepted.text).toContain("SUCCESS");
    const { rows } = await console_.ask("audit", { limit: 5 });
    expect(JSON.stringify(rows)).toContain('"doubtfulChain":"accept"');
  });

  it("a preview of a batch says it, and the batch is made when it was accepted", async () => {
    const people = { issuer: "narrow", text: "name,e-mail\nMinji Kim,minji@example.com\n" };
    const preview = await console_.ask("client-batch-preview", people);
    expect(preview.issuer?.problem).toMatchObject({ code: "sign.chain-doubtful" });
    await console_.refusal("sign.chain-doubtful", "client-batch", people);
    expect(await console_.ask("client-batch-preview", { ...people, doubtfulChain: "accept" })).toMatchObject({
      issuer: { problem: null },
    });
    expect(await console_.ask("client-batch", { ...people, doubtfulChain: "accept" })).toMatchObject({ people: 1 });
  });
});
