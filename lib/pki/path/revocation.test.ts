import { describe, expect, test } from "vitest";
import { type CrlPlan, instant, make, makeCrl, type Made, newKey } from "../../../test/support/authority.ts";
import { encode, writeInteger, writeSequence } from "../asn1/der-write.ts";
import { contextPrimitive } from "../asn1/der.ts";
import { Oid } from "../asn1/oid.ts";
import type { Crl } from "../x509/crl.ts";
import type { Extension } from "../x509/extension.ts";
import type { PathInput } from "./options.ts";
import { verifyPath } from "./verify.ts";

const root = make({ subject: { CN: "Root" }, isCa: true });
const leaf = make({ subject: { CN: "leaf" }, issuer: root });

const daysAgo = (days: number): Date => new Date(instant.getTime() - days * 86_400_000);
const number = (value: number): Extension => ({ oid: Oid.cRLNumber, critical: false, value: writeInteger(value) });
const reason = (code: number): Extension => ({
  oid: Oid.reasonCode,
  critical: false,
  value: encode(0x0a, Uint8Array.of(code)),
});
const deltaOf = (base: number): Extension => ({
  oid: Oid.deltaCRLIndicator,
  critical: true,
  value: writeInteger(base),
});
const scope = (tag: number): Extension => ({
  oid: Oid.issuingDistributionPoint,
  critical: true,
  value: writeSequence(encode(contextPrimitive(tag), Uint8Array.of(0xff))),
});
const hold = 6;
const keyCompromise = 1;
const removeFromCrl = 8;

interface ListPlan extends Omit<CrlPlan, "issuer" | "revoked" | "thisUpdate"> {
  readonly issuer?: Made;
  /** Age in days. */
  readonly age?: number;
  readonly number?: number;
  /** The reason for which the leaf stands in it; absent: it does not. */
  readonly lists?: number;
}

function list({ issuer = root, age = 1, number: count = 1, lists, extensions = [], ...more }: ListPlan): Crl {
  const revoked = lists === undefined ? [] : [{ serial: leaf.certificate.serialNumber, extensions: [reason(lists)] }];
  return makeCrl({ issuer, thisUpdate: daysAgo(age), revoked, extensions: [number(count), ...extensions], ...more })
    .crl;
}

function judge(crls: readonly Crl[], more: Partial<PathInput> = {}) {
  return verifyPath({
    target: leaf.certificate,
    untrusted: [],
    anchors: [root.certificate],
    at: instant,
    purpose: "any",
    crls,
    ...more,
  });
}

const codesOf = (crls: readonly Crl[], more: Partial<PathInput> = {}) =>
  judge(crls, more).findings.map(({ code }) => code);

function permutations<T>(all: readonly T[]): T[][] {
  if (all.length < 2) return [[...all]];
  return all.flatMap((first, at) => permutations(all.toSpliced(at, 1)).map((rest) => [first, ...rest]));
}

/** The verdict on every order of the lists: one element when they agree. */
const verdictsOf = (crls: readonly Crl[], more: Partial<PathInput> = {}) => [
  ...new Set(permutations(crls).map((order) => judge(order, more).trusted)),
];

describe("revocation with several current lists of one scope", () => {
  const clean = list({ age: 3, number: 1 });
  const revoking = list({ age: 2, number: 2, lists: keyCompromise });

  test.each(["require", "when-available"] as const)(
    "the newest list decides in every order, with revocation %s",
    (revocation) => {
      expect(verdictsOf([clean, revoking], { revocation })).toEqual([false]);
      expect(codesOf([clean, revoking], { revocation })).toContain("path.revoked");
    },
  );

  test("a hold that a newer list lifts is lifted in every order", () => {
    const held = list({ age: 3, number: 1, lists: hold });
    const lifted = list({ age: 2, number: 2 });
    const heldAgain = list({ age: 1, number: 3, lists: hold });
    expect(verdictsOf([held, lifted])).toEqual([true]);
    expect(verdictsOf([held, lifted, heldAgain])).toEqual([false]);
  });

  test("lists without a number are ordered by their dates", () => {
    const plain = (age: number, lists?: number) =>
      makeCrl({
        issuer: root,
        thisUpdate: daysAgo(age),
        without: [Oid.cRLNumber],
        revoked: lists === undefined ? [] : [{ serial: leaf.certificate.serialNumber }],
      }).crl;
    expect(verdictsOf([plain(3), plain(2, keyCompromise)])).toEqual([false]);
    expect(verdictsOf([plain(3, keyCompromise), plain(2)])).toEqual([true]);
  });

  test("where number and date contradict one another, a list that revokes is believed", () => {
    const newerByDate = list({ age: 1, number: 1 });
    const newerByNumber = list({ age: 2, number: 2, lists: keyCompromise });
    expect(verdictsOf([newerByDate, newerByNumber])).toEqual([false]);
    expect(verdictsOf([list({ age: 1, number: 1, lists: keyCompromise }), list({ age: 2, number: 2 })])).toEqual([
      false,
    ]);
  });

  test("a newer list that cannot be used does not put the older one out of force", () => {
    const forged = list({ age: 1, number: 3, signWith: newKey() });
    expect(verdictsOf([revoking, forged])).toEqual([false]);
    expect(verdictsOf([clean, forged])).toEqual([true]);
  });

  test("a list whose time is over revokes for good, unless a newer one no longer says so", () => {
    const over = list({ age: 9, number: 1, lists: keyCompromise, nextUpdate: daysAgo(5) });
    expect(verdictsOf([over], { revocation: "when-available" })).toEqual([false]);
    expect(verdictsOf([over, clean, list({ age: 1, number: 2 })])).toEqual([true]);
  });

  test("a clean list by another key of the authority hides no revocation", () => {
    const renewed = make({ subject: { CN: "Root" }, isCa: true });
    const byNewKey = list({ issuer: renewed, age: 1, number: 9 });
    expect(verdictsOf([revoking, byNewKey], { anchors: [root.certificate, renewed.certificate] })).toEqual([false]);
  });

  test("lists of different scopes are all asked, also when one has accounted for every reason", () => {
    const forEndEntities = list({ age: 1, number: 7, lists: keyCompromise, extensions: [scope(1)] });
    expect(verdictsOf([clean, forEndEntities])).toEqual([false]);
  });
});

describe("revocation with delta lists", () => {
  const oldBase = list({ age: 5, number: 10 });
  const newBase = list({ age: 3, number: 20, lists: hold });
  const lifting = list({ age: 1, number: 25, lists: removeFromCrl, extensions: [deltaOf(20)] });
  const outdated = list({ age: 4, number: 15, lists: keyCompromise, extensions: [deltaOf(10)] });

  test("a delta is laid over the newest base in every order", () => {
    expect(verdictsOf([oldBase, newBase])).toEqual([false]);
    expect(verdictsOf([oldBase, newBase, lifting])).toEqual([true]);
  });

  test("a delta that is older than the newest base says nothing", () => {
    expect(verdictsOf([oldBase, outdated])).toEqual([false]);
    expect(verdictsOf([oldBase, list({ age: 3, number: 20 }), outdated])).toEqual([true]);
  });
});

describe("why a list says nothing", () => {
  test("a delta without its base is named with the number that it builds on", () => {
    const { trusted, findings } = judge([list({ number: 25, extensions: [deltaOf(20)] })]);
    expect(trusted).toBe(false);
    expect(findings).toContainEqual(
      expect.objectContaining({ code: "path.crl-delta-without-base", params: { issuer: "CN=Root", base: "20" } }),
    );
    expect(codesOf([list({ number: 20 }), list({ number: 25, extensions: [deltaOf(20)] })])).toEqual([]);
  });

  test("a list for other certificates is named with its scope", () => {
    const { findings } = judge([list({ extensions: [scope(2)] })]);
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: "path.crl-other-scope",
        params: { issuer: "CN=Root", scope: "authorities", point: "" },
      }),
    );
  });

  test("a list by a key of the authority that is not here is named with its key id", () => {
    const renewed = make({ subject: { CN: "Root" }, isCa: true });
    const { findings } = judge([list({ issuer: renewed })]);
    expect(findings.map(({ code }) => code)).toContain("path.crl-by-other-key");
    expect(findings.map(({ code }) => code)).not.toContain("path.crl-signature-invalid");
    expect(codesOf([list({ signWith: newKey() })])).toContain("path.crl-signature-invalid");
  });
});
