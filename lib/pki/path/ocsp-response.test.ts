import { describe, expect, it } from "vitest";
import { encode, writeNull } from "../asn1/der-write.ts";
import { Tag } from "../asn1/der.ts";
import { Oid } from "../asn1/oid.ts";
import { instant, make, makeCrl, type Made, newKey, start } from "../../../test/support/authority.ts";
import { makeOcsp, ocspError, type OcspAnswerPlan, type OcspPlan } from "../../../test/support/ocsp.ts";
import { readOcspResponse } from "../ocsp/response.ts";
import { citations } from "./finding.ts";
import type { PathInput } from "./options.ts";
import { verifyPath } from "./verify.ts";

const root = make({ subject: { CN: "Status root" }, isCa: true });
const issuing = make({ subject: { CN: "Status CA" }, issuer: root, isCa: true });
const leaf = make({ subject: { CN: "leaf" }, issuer: issuing });
const other = make({ subject: { CN: "other" }, issuer: issuing });
const delegateOf = (issuer: Made, more: Partial<Parameters<typeof make>[0]> = {}): Made =>
  make({ subject: { CN: "Responder" }, issuer, purposes: [Oid.ocspSigning], ...more });
const delegate = delegateOf(issuing);
const hours = (n: number): Date => new Date(instant.getTime() + n * 3_600_000);

/** Findings that rejected something here. */
const met = new Set<string>();

type Asked = Partial<OcspPlan> & { readonly answer?: Partial<OcspAnswerPlan> };
const plan = ({ answer, ...more }: Asked = {}): OcspPlan => ({
  signer: issuing,
  answers: [{ certificate: leaf, issuer: issuing, ...answer }],
  ...more,
});

/** "good", or the code of the first refusal for the leaf, below the issuing authority as the anchor. */
function statusBy(plans: readonly OcspPlan[], more: Partial<PathInput> = {}): string {
  return statusOf({ ocspResponses: plans.map((each) => makeOcsp(each).response), ...more });
}
function statusOf(more: Partial<PathInput>): string {
  const answer = verifyPath({
    target: leaf.certificate,
    untrusted: [],
    anchors: [issuing.certificate],
    at: instant,
    purpose: "any",
    ...more,
  });
  const rejects = answer.findings.filter(({ severity }) => severity === "reject");
  expect(answer.trusted).toBe(rejects.length === 0);
  for (const { code } of rejects) met.add(code);
  const [first] = rejects.filter(({ code }) => code !== "path.revocation-unknown");
  return rejects.length === 0 ? "good" : (first?.code ?? "path.revocation-unknown");
}

describe("a response by the issuer or its delegate", () => {
  it.each<[string, Asked, string]>([
    ["is believed when the issuer signed it, named", {}, "good"],
    ["is believed when the issuer signed it, by the hash of its key", { responder: "key" }, "good"],
    ["is believed without any certificate inside", { certificates: [] }, "good"],
    ["is believed by SHA-256 too", { answer: { digest: "sha256" } }, "good"],
    ["is believed by SHA-384 too", { answer: { digest: "sha384" } }, "good"],
    ["is believed by SHA-512 too", { answer: { digest: "sha512" } }, "good"],
    ["is believed with its version written out", { hasVersion: true }, "good"],
    ["is believed by a delegate", { signer: delegate }, "good"],
    ["is believed by a delegate whose key is hashed", { signer: delegate, responder: "key" }, "good"],
    ["revokes", { answer: { status: "revoked", reason: 1 } }, "path.revoked"],
    ["revokes without a reason", { answer: { status: "revoked" } }, "path.revoked"],
    ["says nothing by a status that is not known", { answer: { status: "unknown" } }, "path.ocsp-unknown"],
    ["is nothing by another key", { signWith: newKey() }, "path.ocsp-signature-invalid"],
    [
      "is nothing when the delegate's certificate is left out",
      { signer: delegate, certificates: [] },
      "path.ocsp-signer",
    ],
    ["is nothing about another certificate", { answer: { certificate: other } }, "path.revocation-unknown"],
    ["is nothing about a certificate of another authority", { answer: { issuer: root } }, "path.revocation-unknown"],
    ["is nothing after its end", { answer: { nextUpdate: hours(-1) } }, "path.ocsp-out-of-date"],
    ["is nothing before its beginning", { answer: { thisUpdate: hours(1) } }, "path.ocsp-not-yet-valid"],
    ["speaks for ten days without an end", { answer: { nextUpdate: null, thisUpdate: hours(-239) } }, "good"],
    ["is nothing after that", { answer: { nextUpdate: null, thisUpdate: hours(-241) } }, "path.ocsp-too-old"],
    [
      "is nothing that ends before it begins",
      { answer: { thisUpdate: hours(-1), nextUpdate: hours(-2) } },
      "path.ocsp-malformed",
    ],
    ["is nothing made before the certificate", { producedAt: new Date(start.getTime() - 1000) }, "path.ocsp-malformed"],
    ["is nothing with a date of another form", { producedText: "20260101000000.5Z" }, "path.ocsp-malformed"],
    ["is nothing of another type", { type: "1.2.3.4" }, "path.ocsp-no-answer"],
  ])("%s", (_, asked, expected) => {
    expect(statusBy([plan(asked)])).toBe(expected);
  });

  it("is nothing with a critical extension that is not known, and something with one that is not critical", () => {
    const odd = (critical: boolean) => [{ oid: "1.2.3.4", critical, value: writeNull() }];
    expect(statusBy([plan({ extensions: odd(true) })])).toBe("path.ocsp-unsupported");
    expect(statusBy([plan({ answer: { extensions: odd(true) } })])).toBe("path.ocsp-unsupported");
    expect(statusBy([plan({ extensions: odd(false), answer: { extensions: odd(false) } })])).toBe("good");
    expect(statusBy([plan({ extensions: [...odd(false), ...odd(false)] })])).toBe("path.ocsp-malformed");
  });

  it.each<[string, Made]>([
    ["is not for OCSP signing", delegateOf(issuing, { purposes: [Oid.serverAuth] })],
    ["is for any purpose", delegateOf(issuing, { purposes: [Oid.anyExtendedKeyUsage] })],
    ["says nothing of purposes", make({ subject: { CN: "Responder" }, issuer: issuing })],
    ["may not sign by its key usage", delegateOf(issuing, { usages: ["keyEncipherment"] })],
    ["is by another authority", delegateOf(root)],
    ["signed itself", make({ subject: { CN: "Responder" }, purposes: [Oid.ocspSigning] })],
    ["is by a namesake of the authority", delegateOf(make({ subject: { CN: "Status CA" }, isCa: true }))],
    ["is expired", delegateOf(issuing, { notAfter: hours(-1) })],
    ["is not yet valid", delegateOf(issuing, { notBefore: hours(1) })],
    [
      "has a critical extension that is not known",
      delegateOf(issuing, { extensions: [{ oid: "1.2.3.4", critical: true, value: writeNull() }] }),
    ],
  ])("is nothing when the delegate's certificate %s", (_, signer) => {
    expect(statusBy([plan({ signer })])).toBe("path.ocsp-signer");
  });

  it("is nothing when a list revokes the delegate", () => {
    const revoked = [{ serial: delegate.certificate.serialNumber }];
    const crls = [makeCrl({ issuer: issuing, revoked }).crl];
    const unlisted = [makeCrl({ issuer: issuing }).crl];
    const asked = { target: leaf.certificate, crls: [] as typeof crls };
    expect(statusBy([plan({ signer: delegate })], { ...asked, crls: unlisted })).toBe("good");
    const answer = verifyPath({
      target: leaf.certificate,
      untrusted: [],
      anchors: [issuing.certificate],
      at: instant,
      purpose: "any",
      crls,
      ocspResponses: [makeOcsp(plan({ signer: delegate })).response],
    });
    expect(answer.findings.map(({ code, params }) => [code, (params as { problem?: string }).problem])).toContainEqual([
      "path.ocsp-signer",
      "revoked",
    ]);
  });

  it("is too weak when it is signed with SHA-1, unless that is allowed", () => {
    // the label of the algorithm decides before the signature is looked at
    const { response } = makeOcsp(plan());
    const weak = {
      ...response,
      basic: { ...response.basic!, algorithm: Buffer.from("300906072a8648ce3d0401", "hex") },
    };
    expect(statusOf({ ocspResponses: [weak] })).toBe("path.ocsp-digest-weak");
    expect(statusOf({ ocspResponses: [weak], securityBits: 0 })).toBe("path.ocsp-signature-invalid");
  });
});

describe("several answers", () => {
  const good = (more: Partial<OcspAnswerPlan> = {}): OcspPlan => plan({ answer: more });
  const held = (more: Partial<OcspAnswerPlan> = {}): OcspPlan =>
    plan({ answer: { status: "revoked", reason: 6, ...more } });
  it.each<[string, OcspPlan[], string]>([
    [
      "a revocation counts in any of them, whatever the newest says",
      [good(), plan({ answer: { status: "revoked", thisUpdate: hours(-9) } })],
      "path.revoked",
    ],
    [
      "a revocation counts although its answer has ended",
      [good(), plan({ answer: { status: "revoked", nextUpdate: hours(-1) } })],
      "path.revoked",
    ],
    ["a hold that a newer one does not repeat was lifted", [held({ thisUpdate: hours(-9) }), good()], "good"],
    ["a hold that is newer counts", [good({ thisUpdate: hours(-9) }), held()], "path.revoked"],
    ["a hold whose answer has ended says nothing", [held({ nextUpdate: hours(-1) })], "path.ocsp-out-of-date"],
    ["a good one beside a broken one counts", [good(), plan({ signWith: newKey() })], "good"],
    [
      "a revocation in a form that is forbidden counts",
      [plan({ producedText: "20260101000000.5Z", answer: { status: "revoked" } })],
      "path.revoked",
    ],
  ])("%s", (_, plans, expected) => {
    expect(statusBy(plans)).toBe(expected);
  });
  it("one response that says good and unknown of one certificate is not good", () => {
    const both = { ...plan(), answers: [...plan().answers, ...plan({ answer: { status: "unknown" } }).answers] };
    expect(statusBy([both])).toBe("path.ocsp-unknown");
  });
});

describe("responses beside lists", () => {
  const list = (revoked: Made[]) => [
    makeCrl({ issuer: issuing, revoked: revoked.map(({ certificate }) => ({ serial: certificate.serialNumber })) }).crl,
  ];
  it("either may revoke, and either may clear", () => {
    expect(statusBy([plan()], { crls: list([leaf]) })).toBe("path.revoked");
    expect(statusBy([plan({ answer: { status: "revoked" } })], { crls: list([]) })).toBe("path.revoked");
    expect(statusBy([plan({ answer: { status: "unknown" } })], { crls: list([]) })).toBe("good");
    expect(statusBy([plan()], { crls: [] })).toBe("good");
  });
  it("each certificate of a path needs its own", () => {
    const both = { untrusted: [issuing.certificate], anchors: [root.certificate] };
    const ofCa = plan({ signer: root, answers: [{ certificate: issuing, issuer: root }] });
    expect(statusBy([plan()], both)).toBe("path.revocation-unknown");
    expect(statusBy([plan(), ofCa], both)).toBe("good");
    expect(statusBy([plan(), ofCa], { ...both, untrusted: [issuing.certificate, delegate.certificate] })).toBe("good");
  });
  it("an error is said once, and rejects only where an answer is demanded", () => {
    const ocspResponses = [readOcspResponse(ocspError(6))];
    expect(statusOf({ ocspResponses })).toBe("path.ocsp-no-answer");
    expect(statusOf({ ocspResponses, revocation: "when-available" })).toBe("good");
  });
  it("a hold of no form of reason is refused by the reader", () => {
    expect(() => makeOcsp(plan({ answer: { status: "revoked", reason: 7 } }))).toThrow("der.malformed");
    expect(() => makeOcsp(plan({ answer: { trailing: encode(Tag.null) } }))).toThrow("der.malformed");
  });
});

it("each finding about responses was met above", () => {
  expect(Object.keys(citations).filter((code) => code.startsWith("path.ocsp-") && !met.has(code))).toEqual([]);
});
