import { describe, expect, test } from "vitest";
import { end, instant, make, makeCrl, type Made, newKey, start } from "../../../test/support/authority.ts";
import { startWork } from "../../../test/support/work.ts";
import { contextConstructed, contextPrimitive } from "../asn1/der.ts";
import { encode, writeIa5String, writeInteger, writeNull, writeOid, writeSequence } from "../asn1/der-write.ts";
import { Oid } from "../asn1/oid.ts";
import type { PathInput } from "./options.ts";
import { adviseOrder } from "../bundle/reorder.ts";
import { type Verification, verifyPath } from "./verify.ts";

const root = make({ subject: { CN: "Root" }, isCa: true });
const issuing = make({ subject: { CN: "Issuing" }, issuer: root, isCa: true });
const leaf = make({ subject: { CN: "leaf" }, issuer: issuing, names: [{ kind: "dns", value: "leaf.example" }] });

type Question = Partial<Omit<PathInput, "target" | "untrusted" | "anchors" | "inventory">>;
function verify(
  target: Made,
  untrusted: readonly Made[],
  anchors: readonly Made[],
  more: Question & { inventory?: readonly Made[] } = {},
): Verification {
  const of = (all: readonly Made[]) => all.map(({ certificate }) => certificate);
  const { inventory, ...question } = more;
  return verifyPath({
    target: target.certificate,
    untrusted: of(untrusted),
    anchors: of(anchors),
    at: instant,
    purpose: "any",
    ...question,
    ...(inventory === undefined ? {} : { inventory: of(inventory) }),
  });
}
/** A distribution point (RFC 5280 §4.2.1.13) with these addresses. */
const point = (...addresses: readonly string[]) => ({
  oid: Oid.cRLDistributionPoints,
  critical: false,
  value: writeSequence(
    writeSequence(
      encode(
        contextConstructed(0),
        encode(contextConstructed(0), ...addresses.map((address) => writeIa5String(address, contextPrimitive(6)))),
      ),
    ),
  ),
});
const names = (verification: Verification): string[][] =>
  verification.paths.map(({ certificates }) => certificates.map(({ subject }) => subject.slice(3)));
const first = (verification: Verification): string =>
  verification.findings.find(({ severity }) => severity === "reject")?.code ?? "";

describe("verifyPath builds a path", () => {
  test("a path has its edges, and everything in it is plain data", () => {
    const verification = verify(leaf, [issuing], [root]);
    expect(verification.trusted).toBe(true);
    expect(names(verification)).toEqual([["leaf", "Issuing", "Root"]]);
    expect(verification.paths[0]!.edges).toMatchObject([
      { holds: true, keyIds: "match", algorithm: "ECDSA with SHA256", findings: [] },
      { holds: true, keyIds: "match", algorithm: "ECDSA with SHA256", findings: [] },
    ]);
    expect(verification.paths[0]!.certificates.map(({ origin }) => origin)).toEqual(["target", "untrusted", "anchor"]);
    expect(JSON.parse(JSON.stringify(verification))).toEqual(verification);
  });

  test("an expired intermediate is a dead end that the cross-signed one leads out of", () => {
    const other = make({ subject: { CN: "Other Root" }, isCa: true });
    const expired = make({ subject: {}, like: issuing, issuer: root, isCa: true, notAfter: start });
    const crossed = make({ subject: {}, like: issuing, issuer: other, isCa: true });
    const verification = verify(leaf, [expired, crossed], [root, other]);
    expect(verification.trusted).toBe(true);
    expect(names(verification)).toEqual([
      ["leaf", "Issuing", "Other Root"],
      ["leaf", "Issuing", "Root"],
    ]);
    expect(verification.paths.map(({ isTrusted }) => isTrusted)).toEqual([true, false]);
  });

  test("a key identifier that does not match is a hint and no obstacle", () => {
    const odd = make({
      subject: { CN: "odd" },
      issuer: issuing,
      extensions: [
        {
          oid: Oid.authorityKeyIdentifier,
          critical: false,
          value: writeSequence(encode(contextPrimitive(0), Uint8Array.of(1, 2, 3))),
        },
      ],
    });
    const verification = verify(odd, [issuing], [root]);
    expect(verification.trusted).toBe(true);
    expect(verification.paths[0]!.edges[0]!.keyIds).toBe("mismatch");
  });

  test("a namesake with another key in front of the right one is passed over", () => {
    const target = make({ subject: { CN: "hintless" }, issuer: issuing, without: [Oid.authorityKeyIdentifier] });
    const namesake = make({
      subject: { CN: "Issuing" },
      issuer: root,
      isCa: true,
      notAfter: new Date(end.getTime() + 1000),
    });
    expect(names(verify(target, [namesake, issuing], [root]))).toEqual([["hintless", "Issuing", "Root"]]);
  });

  test("authorities that sign each other in a circle come to an end", () => {
    const [a, b] = [make({ subject: { CN: "A" }, isCa: true }), make({ subject: { CN: "B" }, isCa: true })];
    const [aByB, bByA] = [
      make({ subject: {}, like: a, issuer: b, isCa: true }),
      make({ subject: {}, like: b, issuer: a, isCa: true }),
    ];
    const below = make({ subject: { CN: "below" }, issuer: a });
    expect(first(verify(below, [aByB, bByA], [root]))).toBe("path.loop");
    expect(verify(below, [aByB, bByA], [b]).trusted).toBe(true);
  });

  test("shuffling the pool changes nothing", () => {
    const other = make({ subject: { CN: "Other Root" }, isCa: true });
    const pool = [
      issuing,
      make({ subject: {}, like: issuing, issuer: other, isCa: true }),
      make({ subject: { CN: "Issuing" }, issuer: root, isCa: true }),
      make({ subject: {}, like: issuing, issuer: root, isCa: true, notAfter: start }),
      make({ subject: {}, like: root, issuer: other, isCa: true }),
      leaf,
    ];
    const expected = { ...verify(leaf, pool, [root, other]), fixes: [] };
    expect(expected.paths.length).toBeGreaterThan(2);
    for (let turn = 1; turn < pool.length; turn++) {
      const turned = [...pool.slice(turn), ...pool.slice(0, turn)];
      expect({ ...verify(leaf, turned, [other, root]), fixes: [] }).toEqual(expected);
      expect({ ...verify(leaf, turned.reverse(), [root, other]), fixes: [] }).toEqual(expected);
    }
  });

  test("a hundred namesakes with keys of their own exhaust the budget, quickly and with the numbers", () => {
    const crowd = Array.from({ length: 60 }, () => make({ subject: { CN: "Same" }, isCa: true, algorithm: "ed25519" }));
    const chained = crowd.map((each, index) =>
      make({
        subject: {},
        like: each,
        issuer: crowd[(index + 1) % crowd.length]!,
        isCa: true,
        without: [Oid.authorityKeyIdentifier, Oid.subjectKeyIdentifier],
      }),
    );
    const anchor = make({ subject: { CN: "Same" }, isCa: true });
    const target = make({ subject: { CN: "target" }, issuer: crowd[0]!, without: [Oid.authorityKeyIdentifier] });
    const verification = verify(target, chained, [anchor], { limits: { signatures: 100 } });
    expect(verification.trusted).toBe(false);
    expect(verification.findings[0]).toMatchObject({
      code: "path.budget-exhausted",
      params: { limit: "signatures", allowed: 100, signatures: 100 },
    });
    expect(verification.fixes).toEqual([{ code: "narrow-search", params: { limit: "signatures", allowed: 100 } }]);
  });

  test("names times constraints are counted before they are compared", () => {
    const many = (kind: (index: number) => string) => Array.from({ length: 1100 }, (_, index) => kind(index));
    const constraint = encode(
      0xa1,
      ...many((index) => `n${index}.bad.example`).map((name) =>
        writeSequence(writeIa5String(name, contextPrimitive(2))),
      ),
    );
    const ca = make({
      subject: { CN: "Many" },
      issuer: root,
      isCa: true,
      extensions: [{ oid: Oid.nameConstraints, critical: true, value: writeSequence(constraint) }],
    });
    const target = make({
      subject: { CN: "t" },
      issuer: ca,
      names: many((index) => `h${index}.good.example`).map((value) => ({ kind: "dns", value })),
    });
    const verification = verify(target, [ca], [root]);
    expect(first(verification)).toBe("path.budget-exhausted");
    expect(verification.findings[0]!.params).toMatchObject({ limit: "comparisons", allowed: 1 << 20 });
    expect(verification.fixes).toEqual([{ code: "narrow-search", params: { limit: "comparisons", allowed: 1 << 20 } }]);
    expect(verify(target, [ca], [root], { limits: { comparisons: 2_000_000 } }).trusted).toBe(true);
  });
});

describe("verifyPath says why there is no path", () => {
  test("each reason is told apart, with the chain as far as it goes", () => {
    const stranger = make({ subject: { CN: "Stranger" }, isCa: true });
    expect(first(verify(leaf, [issuing], []))).toBe("path.no-anchors");
    const missing = verify(leaf, [], [root]);
    expect(missing.findings[0]).toMatchObject({
      code: "path.no-issuer",
      params: { issuer: "CN=Issuing" },
      certificate: { subject: "CN=leaf" },
    });
    expect(names(missing)).toEqual([["leaf"]]);
    const untrusted = verify(leaf, [issuing, root], [stranger]);
    expect(first(untrusted)).toBe("path.untrusted-root");
    expect(names(untrusted)).toEqual([["leaf", "Issuing", "Root"]]);
    const namesake = make({ subject: { CN: "Root" }, isCa: true });
    expect(first(verify(leaf, [issuing, root], [namesake]))).toBe("path.anchor-key-differs");
    expect(first(verify(leaf, [issuing], [namesake]))).toBe("path.issuer-key-differs");
    const generation = make({ subject: { CN: "Issuing" }, issuer: root, isCa: true });
    expect(verify(leaf, [generation], [root]).findings[0]).toMatchObject({
      code: "path.issuer-key-differs",
      params: { issuer: "CN=Issuing", candidates: 1 },
    });
    const forged = make({ subject: { CN: "forged" }, issuer: issuing, signWith: newKey() });
    expect(first(verify(forged, [issuing], [root]))).toBe("path.signature-invalid");
  });

  test("the depth of a chain is bounded", () => {
    const chain = [root];
    for (let depth = 0; depth < 30; depth++)
      chain.push(make({ subject: { CN: `CA ${depth}` }, issuer: chain.at(-1)!, isCa: true, algorithm: "ed25519" }));
    const target = make({ subject: { CN: "deep" }, issuer: chain.at(-1)! });
    const deep = verify(target, chain.slice(1), [root]);
    expect(first(deep)).toBe("path.budget-exhausted");
    expect(deep.fixes).toEqual([{ code: "narrow-search", params: { limit: "depth", allowed: 24 } }]);
    expect(verify(target, chain.slice(1), [root], { limits: { depth: 40 } }).trusted).toBe(true);
    expect(first(verify(target, chain.slice(1), [root], { limits: { depth: 40 }, maxPathLength: 29 }))).toBe(
      "path.length-exceeded",
    );
  });

  test("the finding that explains comes first: a revoked certificate before its expiry", () => {
    const target = make({ subject: { CN: "late" }, issuer: root, notAfter: start });
    const { crl } = makeCrl({ issuer: root, revoked: [{ serial: target.certificate.serialNumber }] });
    const { findings } = verify(target, [], [root], { crls: [crl] });
    expect(findings.filter(({ severity }) => severity === "reject").map(({ code }) => code)).toEqual([
      "path.revoked",
      "path.expired",
    ]);
    expect(findings[0]!.citation).toBe("RFC 5280 §6.1.3 (a)(3)");
  });
});

describe("verifyPath follows its options", () => {
  test("an anchor is trusted directly, unless that is turned off", () => {
    expect(verify(root, [], [root]).trusted).toBe(true);
    expect(first(verify(root, [], [root], { directTrust: false }))).toBe("path.target-is-anchor");
    const old = make({ subject: { CN: "Old" }, isCa: true, notAfter: start });
    expect(first(verify(old, [], [old]))).toBe("path.expired");
  });

  test("an anchor's own constraints bind, unless they are turned off", () => {
    const tight = make({ subject: { CN: "Tight" }, isCa: true, pathLength: 0, notAfter: start });
    const sub = make({ subject: { CN: "Sub" }, issuer: tight, isCa: true });
    const target = make({ subject: { CN: "t" }, issuer: sub });
    expect(verify(target, [sub], [tight]).findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["path.expired", "path.length-exceeded"]),
    );
    expect(first(verify(target, [sub], [tight], { anchorValidity: false }))).toBe("path.length-exceeded");
    expect(verify(target, [sub], [tight], { anchorConstraints: false }).trusted).toBe(true);
  });

  test("breaches of the certificate profile are notes, and reject when strictness is asked for", () => {
    const bare = make({ subject: { CN: "bare" }, issuer: issuing, without: [Oid.authorityKeyIdentifier] });
    const standard = verify(bare, [issuing], [root]);
    expect(standard.trusted).toBe(true);
    expect(standard.findings).toMatchObject([{ code: "path.key-id-missing", severity: "note" }]);
    expect(verify(bare, [issuing], [root], { profile: "strict" }).trusted).toBe(false);
  });

  test("the web profile asks for more, and only when it is on", () => {
    const good = make({
      subject: { CN: "leaf.example" },
      issuer: issuing,
      names: [{ kind: "dns", value: "leaf.example" }],
      purposes: [Oid.serverAuth],
    });
    expect(verify(good, [issuing], [root], { profile: "web", purpose: "server" }).trusted).toBe(true);
    const plain = verify(leaf, [issuing], [root], { profile: "web", purpose: "server" });
    expect(plain.findings.map(({ code }) => code)).toEqual([
      "path.web.purpose-missing",
      "path.web.common-name-not-in-names",
    ]);
    expect(verify(leaf, [issuing], [root], { profile: "strict", purpose: "server" }).trusted).toBe(true);
  });

  test('without CRLs revocation is not looked at; "when-available" turns gaps into notes', () => {
    const { crl } = makeCrl({ issuer: root });
    expect(first(verify(leaf, [issuing], [root], { crls: [crl] }))).toBe("path.revocation-unknown");
    const lenient = verify(leaf, [issuing], [root], { crls: [crl], revocation: "when-available" });
    expect([lenient.trusted, lenient.findings[0]?.severity]).toEqual([true, "note"]);
    const { crl: listing } = makeCrl({ issuer: issuing, revoked: [{ serial: leaf.certificate.serialNumber }] });
    expect(verify(leaf, [issuing], [root], { crls: [listing], revocation: "when-available" }).trusted).toBe(false);
  });

  test("an indirect CRL, reasons split over two lists and a delta decide together", () => {
    const point = (issuer: Made | null, reasons: number | null) =>
      writeSequence(
        ...(reasons === null ? [] : [encode(contextPrimitive(1), Uint8Array.of(0, reasons))]),
        ...(issuer === null ? [] : [encode(0xa2, encode(0xa4, issuer.name))]),
      );
    const crlIssuer = make({ subject: { CN: "CRL Issuer" }, issuer: root, usages: ["cRLSign"] });
    const target = make({
      subject: { CN: "t" },
      issuer: root,
      extensions: [{ oid: Oid.cRLDistributionPoints, critical: false, value: writeSequence(point(crlIssuer, null)) }],
    });
    const indirect = {
      oid: Oid.issuingDistributionPoint,
      critical: true,
      value: writeSequence(Uint8Array.of(contextPrimitive(4), 1, 0xff)),
    };
    const certificateIssuer = {
      oid: Oid.certificateIssuer,
      critical: true,
      value: writeSequence(encode(0xa4, root.name)),
    };
    const { crl: rootCrl } = makeCrl({
      issuer: root,
      extensions: [
        {
          oid: Oid.issuingDistributionPoint,
          critical: true,
          value: writeSequence(Uint8Array.of(contextPrimitive(1), 1, 0xff)),
        },
      ],
    });
    const listed = makeCrl({
      issuer: crlIssuer,
      extensions: [indirect],
      revoked: [{ serial: target.certificate.serialNumber, extensions: [certificateIssuer] }],
    });
    expect(first(verify(target, [crlIssuer], [root], { crls: [rootCrl, listed.crl] }))).toBe("path.revoked");
    // The same serial number of the CRL issuer's own certificates revokes nothing of the root's.
    const foreign = makeCrl({
      issuer: crlIssuer,
      extensions: [indirect],
      revoked: [{ serial: target.certificate.serialNumber }],
    });
    expect(verify(target, [crlIssuer], [root], { crls: [rootCrl, foreign.crl] }).trusted).toBe(true);

    const delta = (base: number, number: number) => [
      { oid: Oid.deltaCRLIndicator, critical: true, value: writeInteger(base) },
      { oid: Oid.cRLNumber, critical: false, value: writeInteger(number) },
    ];
    const child = make({ subject: { CN: "child" }, issuer: root });
    const revoked = [{ serial: child.certificate.serialNumber }];
    const { crl: base } = makeCrl({ issuer: root });
    const { crl: fitting } = makeCrl({ issuer: root, revoked, extensions: delta(1, 2) });
    const { crl: tooNew } = makeCrl({ issuer: root, revoked, extensions: delta(5, 6) });
    expect(verify(child, [], [root], { crls: [base] }).trusted).toBe(true);
    expect(first(verify(child, [], [root], { crls: [base, fitting] }))).toBe("path.revoked");
    expect(verify(child, [], [root], { crls: [base, tooNew] }).trusted).toBe(true);
    expect(first(verify(child, [], [root], { crls: [fitting] }))).toBe("path.crl-delta-without-base");
  });

  test("fractions of a second are dropped, both ends of the validity belong to it", () => {
    const at = (milliseconds: number) => ({ at: new Date(start.getTime() + milliseconds) });
    const short = make({ subject: { CN: "short" }, issuer: root, notBefore: start, notAfter: start });
    expect(first(verify(short, [], [root], at(-1)))).toBe("path.not-yet-valid");
    expect(verify(short, [], [root], at(0)).trusted).toBe(true);
    expect(verify(short, [], [root], at(999)).trusted).toBe(true);
    expect(first(verify(short, [], [root], at(1000)))).toBe("path.expired");
    expect(() => verify(short, [], [root], { at: new Date(NaN) })).toThrow(RangeError);
  });

  test("policies that map into each other everywhere cost no more than they list", () => {
    const count = 24;
    const oid = (level: number, index: number) => `1.3.${level}.${index}`;
    const all = (level: number) => Array.from({ length: count }, (_, index) => oid(level, index));
    const listOf = (level: number) => ({
      oid: Oid.certificatePolicies,
      critical: false,
      value: writeSequence(...all(level).map((each) => writeSequence(writeOid(each)))),
    });
    let issuer = root;
    const between: Made[] = [];
    for (let level = 0; level < 12; level++) {
      const maps = all(level).flatMap((from) =>
        all(level + 1).map((to) => writeSequence(writeOid(from), writeOid(to))),
      );
      issuer = make({
        subject: { CN: `Level ${level}` },
        issuer,
        isCa: true,
        extensions: [listOf(level), { oid: Oid.policyMappings, critical: true, value: writeSequence(...maps) }],
      });
      between.push(issuer);
    }
    const target = make({ subject: { CN: "t" }, issuer, extensions: [listOf(12)] });
    const work = startWork();
    expect(verify(target, between, [root], { requireExplicitPolicy: true }).trusted).toBe(true);
    expect(work()).toBeLessThan(3000);
  });
});

describe("verifyPath advises", () => {
  test("the inventory is advice and never trust", () => {
    const verification = verify(leaf, [], [root], { inventory: [issuing] });
    expect(verification.trusted).toBe(false);
    expect(verification.fixes).toMatchObject([{ code: "add-intermediate", params: { subject: "CN=Issuing" } }]);
  });

  test("the order of the file, the place of the issuer, another generation, a root to trust and renewal are advised", () => {
    expect(
      adviseOrder(
        [leaf, root, issuing].map(({ certificate }) => certificate),
        instant,
      ),
    ).toEqual([
      {
        code: "reorder",
        params: { found: "leaf, root, intermediate", wanted: "1, 3, 2", wantedRoles: "leaf, intermediate, root" },
      },
    ]);
    const crowd = Array.from({ length: 20 }, () => make({ subject: { CN: "Issuing" }, issuer: root, isCa: true }));
    expect(
      adviseOrder(
        [root, ...crowd, issuing, leaf].map(({ certificate }) => certificate),
        instant,
      )[0]?.params,
    ).toMatchObject({ found: `root, ${"other, ".repeat(11)}…` });
    expect(
      adviseOrder(
        [leaf, issuing, root].map(({ certificate }) => certificate),
        instant,
      ),
    ).toEqual([]);
    const aia = {
      oid: Oid.authorityInfoAccess,
      critical: false,
      value: writeSequence(
        writeSequence(writeOid(Oid.caIssuers), writeIa5String("http://pki.example/ca.crt", contextPrimitive(6))),
      ),
    };
    const pointing = make({ subject: { CN: "p" }, issuer: issuing, extensions: [aia] });
    expect(verify(pointing, [], [root]).fixes).toEqual([
      { code: "fetch-aia", params: { address: "http://pki.example/ca.crt", issuer: "CN=Issuing" } },
    ]);
    const generation = make({ subject: { CN: "Issuing" }, issuer: root, isCa: true });
    expect(verify(leaf, [generation], [root]).fixes).toMatchObject(
      [
        {
          code: "find-generation",
          params: { subject: "CN=Issuing", years: String(start.getUTCFullYear()), candidateKeyIds: /^[0-9a-f]{40}$/ },
        },
      ].map(({ code, params }) => ({
        code,
        params: { ...params, candidateKeyIds: expect.stringMatching(params.candidateKeyIds) },
      })),
    );
    expect(verify(leaf, [issuing, root], [generation]).fixes).toMatchObject([
      { code: "trust-root", params: { subject: "CN=Root" } },
    ]);
    const late = make({
      subject: { CN: "late" },
      issuer: root,
      notAfter: new Date(instant.getTime() - 3 * 86_400_000),
    });
    expect(verify(late, [], [root]).fixes).toMatchObject([
      { code: "renew", params: { subject: "CN=late", days: 3 } },
      { code: "verify-at", params: { subject: "CN=late", at: late.certificate.notAfter.toISOString() } },
    ]);
    expect(verify(late, [], [root], { at: late.certificate.notAfter }).trusted).toBe(true);
    // Long after, everything has ended: the instant is that of the first end, or it would not help.
    const { fixes } = verify(late, [], [root], { at: new Date("2099-01-01") });
    expect(fixes.filter(({ code }) => code === "verify-at")).toMatchObject([
      { params: { subject: "CN=late", at: late.certificate.notAfter.toISOString() } },
    ]);
    expect(verify(leaf, [issuing], [root], { name: "other.example" }).fixes).toMatchObject([
      { code: "reissue-with-name", params: { name: "other.example" } },
    ]);
    expect(verify(leaf, [issuing], []).fixes).toMatchObject([
      { code: "give-anchors" },
      { code: "give-issuer", params: { issuer: "CN=Root" } },
    ]);
    expect(verify(leaf, [], [root]).fixes).toMatchObject([
      { code: "give-issuer", params: { issuer: "CN=Issuing", keyId: expect.stringMatching(/^[0-9a-f]{40}$/) } },
    ]);
  });

  test("a fault that only another certificate mends is advised for the one in question", () => {
    const reasons = (target: Made, untrusted: readonly Made[], more: Question = {}) =>
      verify(target, untrusted, [root], more).fixes.flatMap((fix) =>
        fix.code === "reissue" ? [fix.params.reason] : [],
      );
    const narrow = make({
      subject: { CN: "Narrow" },
      issuer: root,
      isCa: true,
      extensions: [
        {
          oid: Oid.nameConstraints,
          critical: true,
          value: writeSequence(
            encode(contextConstructed(0), writeSequence(writeIa5String("in.example", contextPrimitive(2)))),
          ),
        },
      ],
    });
    const outside = make({
      subject: { CN: "outside" },
      issuer: narrow,
      names: [{ kind: "dns", value: "out.example" }],
    });
    expect(reasons(outside, [narrow])).toEqual(["names"]);
    expect(
      reasons(leaf, [issuing], {
        crls: [
          makeCrl({ issuer: root }).crl,
          makeCrl({ issuer: issuing, revoked: [{ serial: leaf.certificate.serialNumber }] }).crl,
        ],
      }),
    ).toEqual(["revoked"]);
    expect(reasons(make({ subject: { CN: "old" }, issuer: root, isSha1: true }), [])).toEqual(["signature"]);
    // An authority on the way is somebody else's to mend.
    expect(
      reasons(leaf, [issuing], {
        crls: [
          makeCrl({ issuer: root, revoked: [{ serial: issuing.certificate.serialNumber }] }).crl,
          makeCrl({ issuer: issuing }).crl,
        ],
      }),
    ).toEqual([]);
  });

  test("a missing list is named with where it is published", () => {
    const published = make({
      subject: { CN: "published" },
      issuer: issuing,
      extensions: [point("ldap://pki.example/x", "http://pki.example/issuing.crl")],
    });
    const fixes = (target: Made) => verify(target, [issuing], [root], { crls: [makeCrl({ issuer: root }).crl] }).fixes;
    expect(fixes(published)).toEqual([
      { code: "give-crl", params: { subject: "CN=Issuing", address: "http://pki.example/issuing.crl" } },
    ]);
    expect(fixes(leaf)).toEqual([{ code: "give-crl", params: { subject: "CN=Issuing", address: "" } }]);
  });

  test("the inventory that comes further is told, and what is still missing beside it", () => {
    const sub = make({ subject: { CN: "Sub" }, issuer: issuing, isCa: true });
    const below = make({ subject: { CN: "below" }, issuer: sub });
    const { fixes } = verify(below, [], [], { inventory: [sub, issuing, root] });
    expect(fixes.map(({ code, params }) => [code, "subject" in params ? params.subject : ""])).toEqual([
      ["add-intermediate", "CN=Sub"],
      ["add-intermediate", "CN=Issuing"],
      ["trust-root", "CN=Root"],
    ]);
  });

  test("another purpose is advised when the certificate is for it", () => {
    const server = make({ subject: { CN: "server" }, issuer: root, purposes: [Oid.serverAuth] });
    expect(verify(server, [], [root], { purpose: "client" }).fixes).toMatchObject([
      { code: "verify-as", params: { purpose: "server", asked: "client" } },
      { code: "reissue-for-purpose" },
    ]);
    const mail = make({ subject: { CN: "mail" }, issuer: root, purposes: [Oid.emailProtection] });
    expect(verify(mail, [], [root], { purpose: "client" }).fixes).toMatchObject([{ code: "reissue-for-purpose" }]);
  });

  test("what an authority binds those below it to stands on the edge", () => {
    const bound = make({
      subject: { CN: "Bound" },
      issuer: root,
      isCa: true,
      pathLength: 0,
      purposes: [Oid.serverAuth],
      extensions: [
        {
          oid: Oid.nameConstraints,
          critical: true,
          value: writeSequence(encode(0xa0, writeSequence(writeIa5String("good.example", contextPrimitive(2))))),
        },
      ],
    });
    const outside = make({ subject: { CN: "outside" }, issuer: bound, names: [{ kind: "dns", value: "bad.example" }] });
    const [path] = verify(outside, [bound], [root]).paths;
    expect(path!.edges[0]).toMatchObject({
      holds: false,
      limits: { pathLength: 0, purposes: [Oid.serverAuth], permitted: ["dns:good.example"], excluded: [] },
      findings: [{ code: "path.name-not-permitted" }],
    });
    expect(path!.edges[1]).toMatchObject({
      holds: true,
      limits: { pathLength: null, purposes: null, permitted: [], excluded: [] },
    });
  });

  test("a certificate with an unknown critical extension that is not on the way does no harm", () => {
    const odd = make({
      subject: {},
      like: issuing,
      issuer: root,
      isCa: true,
      notAfter: end,
      extensions: [{ oid: "1.2.3.4.5", critical: true, value: writeNull() }],
    });
    expect(verify(leaf, [odd, issuing], [root]).trusted).toBe(true);
  });
});
