import { describe, expect, it } from "vitest";
import { builtIn } from "../templates/built-in.ts";
import type { Template } from "../templates/template.ts";
import { writeForeignRequest } from "../../../test/support/foreign-request.ts";
import { make, type Made, type Plan } from "../../../test/support/authority.ts";
import { Oid } from "../asn1/oid.ts";
import { encode, writeNull, writeOid, writeSequence } from "../asn1/der-write.ts";
import { contextPrimitive } from "../asn1/der.ts";
import { isFailure } from "../failure.ts";
import { readRequest } from "../x509/csr.ts";
import { extendedKeyUsageExtension } from "../x509/extension-write.ts";
import type { Extension } from "../x509/extension.ts";
import { prepareCertificate } from "./prepare.ts";

const day = 86_400_000;
const now = new Date("2026-11-22T10:11:12Z");
const request = readRequest(writeForeignRequest());

const authority = (plan: Partial<Plan>): Made =>
  make({
    subject: { CN: plan.issuer === undefined ? "Root" : "Issuing" },
    isCa: true,
    notBefore: new Date(now.getTime() - day),
    notAfter: new Date(now.getTime() + 1000 * day),
    ...plan,
  });

interface Question {
  readonly template?: Template;
  readonly isChainAccepted?: boolean;
}

function ask(
  issuer: Made,
  chains: readonly (readonly Made[])[],
  { template = builtIn.server, isChainAccepted }: Question = {},
) {
  try {
    prepareCertificate({
      request,
      issuer: issuer.certificate,
      ancestors: chains.map((chain) => chain.map(({ certificate }) => certificate)),
      template,
      names: [],
      days: 100,
      now,
      serialNumber: Uint8Array.from({ length: 16 }, (_, index) => index + 1),
      ...(isChainAccepted === undefined ? {} : { isChainAccepted }),
    });
  } catch (error) {
    if (!isFailure(error)) throw error;
    const { problems = [] } = error.facts as { problems?: { subject: string; code: string }[] };
    return { code: error.code, problems: problems.map(({ subject, code }) => `${subject} ${code}`) };
  }
  return "accepted";
}

const unknownCritical: Extension = { oid: "1.2.3.4.5", critical: true, value: writeNull() };
const policy: Extension = {
  oid: Oid.certificatePolicies,
  critical: false,
  value: writeSequence(writeSequence(writeOid("1.2.3.4"))),
};
const explicitPolicy = (skip: number): Extension => ({
  oid: Oid.policyConstraints,
  critical: true,
  value: writeSequence(encode(contextPrimitive(0), Uint8Array.of(skip))),
});
const root = authority({});

describe("what stands above a certificate is asked before it is signed", () => {
  it("a sound chain is not asked about", () => {
    expect(ask(authority({ issuer: root }), [[root]])).toBe("accepted");
    expect(ask(root, [])).toBe("accepted");
  });
  it.each([["the issuer"], ["the root"]])("purposes that %s does not pass on are a question", (where) => {
    const clients = { extensions: [extendedKeyUsageExtension([Oid.clientAuth])] };
    const top = authority(where === "the root" ? clients : {});
    const issuer = authority({ issuer: top, ...(where === "the issuer" ? clients : {}) });
    const subject = where === "the root" ? "CN=Root" : "CN=Issuing";
    const problems = [`${subject} path.purpose-not-allowed-by-issuer`];
    expect(ask(issuer, [[top]])).toEqual({ code: "sign.chain-doubtful", problems });
    expect(ask(issuer, [[top]], { template: builtIn["server-client"] })).toEqual({
      code: "sign.chain-doubtful",
      problems,
    });
    expect(ask(issuer, [[top]], { template: builtIn.client })).toBe("accepted");
    expect(ask(issuer, [[top]], { isChainAccepted: true })).toBe("accepted");
  });
  it("a critical extension that is not known is a question, of the issuer and above it", () => {
    const issuer = authority({ issuer: root, extensions: [unknownCritical] });
    expect(ask(issuer, [[root]])).toEqual({
      code: "sign.chain-doubtful",
      problems: ["CN=Issuing path.unknown-critical-extension"],
    });
    const strange = authority({ extensions: [unknownCritical] });
    expect(ask(authority({ issuer: strange }), [[strange]])).toMatchObject({
      problems: ["CN=Root path.unknown-critical-extension"],
    });
  });
  it("a policy that is required and that no template has is refused, accepted or not", () => {
    const issuer = authority({ issuer: root, extensions: [policy, explicitPolicy(0)] });
    const refused = { code: "sign.chain-refused" };
    expect(ask(issuer, [[root]])).toMatchObject(refused);
    expect(ask(issuer, [[root]], { isChainAccepted: true })).toMatchObject(refused);
    const above = authority({ extensions: [explicitPolicy(1)] });
    expect(ask(authority({ issuer: above, extensions: [policy] }), [[above]])).toMatchObject(refused);
    const later = authority({ issuer: root, extensions: [policy, explicitPolicy(5)] });
    expect(ask(later, [[root]])).toBe("accepted");
  });
  it("an issuer without a name is refused", () => {
    expect(ask(authority({ subject: {}, issuer: root }), [[root]])).toEqual({
      code: "sign.chain-refused",
      problems: [" path.issuer-name-empty"],
    });
  });
  it("an authority above that has ended, has not begun or ends before the certificate is a question", () => {
    const ended = authority({ notBefore: new Date(now.getTime() - 9 * day), notAfter: new Date(now.getTime() - day) });
    expect(ask(authority({ issuer: ended }), [[ended]])).toMatchObject({ problems: ["CN=Root path.expired"] });
    const future = authority({ notBefore: new Date(now.getTime() + day) });
    expect(ask(authority({ issuer: future }), [[future]])).toMatchObject({ problems: ["CN=Root path.not-yet-valid"] });
    const short = authority({ notAfter: new Date(now.getTime() + 50 * day) });
    expect(ask(authority({ issuer: short }), [[short]])).toEqual({
      code: "sign.chain-doubtful",
      problems: ["CN=Root sign.ends-before"],
    });
  });
  it("one chain that holds is enough, whichever it is", () => {
    const ended = authority({ notBefore: new Date(now.getTime() - 9 * day), notAfter: new Date(now.getTime() - day) });
    const issuer = authority({ issuer: root });
    expect(ask(issuer, [[ended], [root]])).toBe("accepted");
    expect(ask(issuer, [[root], [ended]])).toBe("accepted");
  });
});
