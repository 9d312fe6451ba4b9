import { describe, expect, it } from "vitest";
import { type BuiltInTemplate, builtIn } from "../templates/built-in.ts";
import { rawDnsNames, writeForeignRequest } from "../../../test/support/foreign-request.ts";
import { writeExplicit, writeInteger, writeOid, writeSequence, writeUtf8String } from "../asn1/der-write.ts";
import { Oid } from "../asn1/oid.ts";
import { readRequest } from "../x509/csr.ts";
import type { Extension } from "../x509/extension.ts";
import { basicConstraintsExtension, extendedKeyUsageExtension, keyUsageExtension } from "../x509/extension-write.ts";
import { type Wish, wishesOf } from "./wishes.ts";

function wishes(
  extensions: readonly Extension[],
  profile: BuiltInTemplate = "server",
  names: readonly string[] = [],
): Wish[] {
  const request = readRequest(writeForeignRequest({ requests: [{ extensions }] }));
  const granted = names.map((value) => ({ kind: "dns" as const, value }));
  return wishesOf(request, {
    template: builtIn[profile],
    pathLength: builtIn[profile].rules.authority?.pathLength ?? null,
    names: granted,
  });
}
const other = (oid: string, value: Uint8Array): Extension => ({ oid, critical: false, value });

describe("wishes of a request that a profile does not grant", () => {
  it("a request that asks for what it gets has none", () => {
    const extensions = [
      basicConstraintsExtension(false, null),
      keyUsageExtension(["digitalSignature"]),
      extendedKeyUsageExtension([Oid.serverAuth]),
      rawDnsNames("a.example"),
    ];
    expect(wishes(extensions, "server", ["A.example"])).toEqual([]);
  });
  it("an authority, usages and purposes are listed with what the certificate says in their place", () => {
    const extensions = [
      basicConstraintsExtension(true, 3),
      keyUsageExtension(["digitalSignature", "nonRepudiation"]),
      extendedKeyUsageExtension([Oid.codeSigning, "1.2.3.4"]),
    ];
    expect(wishes(extensions)).toEqual([
      { kind: "authority", asked: ["CA:TRUE, pathlen:3"], granted: ["CA:FALSE"] },
      { kind: "key-usage", asked: ["digitalSignature", "nonRepudiation"], granted: ["digitalSignature"] },
      { kind: "extended-key-usage", asked: ["codeSigning", "1.2.3.4"], granted: ["serverAuth"] },
    ]);
    expect(wishes(extensions, "sub-ca")[0]).toMatchObject({ granted: ["CA:TRUE, pathlen:0"] });
  });
  it("policies, templates of both versions and every other extension are listed as left out", () => {
    const extensions = [
      other(Oid.certificatePolicies, writeSequence(writeSequence(writeOid("1.2.3")))),
      other(Oid.microsoftCertificateTemplate, writeSequence(writeOid("1.3.6.1.4.1.311.21.8.1"), writeInteger(100))),
      other(Oid.microsoftEnrollCertType, writeUtf8String("WebServer")),
      other(Oid.tlsFeature, writeSequence(writeInteger(5))),
      other(Oid.keyUsage, Uint8Array.of(0)),
    ];
    expect(wishes(extensions)).toEqual([
      { kind: "policies", asked: ["1.2.3"], granted: [] },
      { kind: "template", asked: ["1.3.6.1.4.1.311.21.8.1", "WebServer"], granted: [] },
      { kind: "extension", asked: ["tlsFeature", "keyUsage"], granted: [] },
    ]);
  });
  it("names of any list that are not certified are listed, a host by its A-labels", () => {
    const directory = other(
      Oid.subjectAltName,
      writeSequence(writeExplicit(4, writeSequence()), rawDnsNames("한국.example").value.subarray(2)),
    );
    expect(
      wishes([rawDnsNames("a.example", "b.example"), directory], "server", ["b.example", "xn--3e0b707e.example"]),
    ).toEqual([{ kind: "names", asked: ["a.example", "DirName:"], granted: [] }]);
  });
  it("attributes have no place in a certificate, but for those in which Windows tells of itself", () => {
    const request = readRequest(
      writeForeignRequest({
        attributes: [
          [Oid.challengePassword, writeUtf8String("secret")],
          ["1.3.6.1.4.1.311.13.2.3", writeUtf8String("10.0.20348.2")],
        ],
      }),
    );
    const found = wishesOf(request, { template: builtIn.client, pathLength: null, names: [] });
    expect(found).toEqual([{ kind: "attribute", asked: ["challengePassword"], granted: [] }]);
    expect(JSON.stringify(found)).not.toContain("secret");
  });
});
