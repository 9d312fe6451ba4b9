import { describe, expect, test } from "vitest";
import { instant, make, type Made } from "../../../test/support/authority.ts";
import { formOf } from "./form.ts";
import { rebuildBundle } from "./rebuild.ts";
import { reviewBundle } from "./review.ts";
import { sha256Hex } from "../x509/certificate.ts";
import type { BundleForm } from "./kind.ts";

const day = 86_400_000;
const later = new Date(instant.getTime() + 2000 * day);
const soon = new Date(instant.getTime() - day);
const root = make({ subject: { CN: "Root" }, isCa: true });
const issuing = make({ subject: { CN: "Issuing" }, issuer: root, isCa: true });
const leaf = make({ subject: { CN: "web.example" }, issuer: issuing });
const stranger = make({ subject: { CN: "Stranger" }, isCa: true });
const of = (...all: Made[]) => all.map(({ certificate }) => certificate);
const names = (certificates: readonly { der: Uint8Array }[], all: Readonly<Record<string, Made>>) =>
  certificates.map(
    ({ der }) => Object.entries(all).find(([, each]) => sha256Hex(each.der) === sha256Hex(der))?.[0] ?? "?",
  );

describe("formOf", () => {
  test.each([
    ["full-chain", [leaf, issuing, root]],
    ["full-chain", [root, leaf, issuing]],
    ["full-chain", [leaf, root]],
    ["chain", [leaf, issuing]],
    ["chain", [issuing]],
    ["chain", [leaf, stranger, issuing].slice(0, 1).concat(issuing)],
    ["ca-bundle", [issuing, root]],
    ["anchors", [root, stranger]],
    ["anchors", [stranger, issuing, root]],
  ] as const)("%s", (form, certificates) => {
    expect(formOf(of(...certificates), [], instant)).toBe(form);
  });

  test("a root of the inventory does not make a chain a full one", () => {
    expect(formOf(of(leaf, issuing), of(root), instant)).toBe("chain");
  });
});

describe("reviewBundle", () => {
  const codesOf = (certificates: readonly Made[], inventory: readonly Made[] = []) =>
    reviewBundle({ certificates: of(...certificates), inventory: of(...inventory), at: instant }).findings.map(
      ({ code }) => code,
    );

  test("a file in order is told nothing but that its root is missing", () => {
    expect(codesOf([leaf, issuing])).toEqual(["order.root-missing"]);
    expect(codesOf([leaf, issuing, root])).toEqual(["order.root-contained"]);
  });

  test("swapped certificates are told with their roles and the places that they should have", () => {
    expect(reviewBundle({ certificates: of(leaf, root, issuing), at: instant }).findings[0]).toMatchObject({
      code: "order.swapped",
      severity: "danger",
      params: { found: ["leaf", "root", "intermediate"], wanted: [1, 3, 2] },
    });
    expect(codesOf([issuing, leaf])).toContain("order.swapped");
  });

  test("a duplicate, a certificate of another chain, another generation of the issuer and an alternative are told", () => {
    expect(reviewBundle({ certificates: of(leaf, issuing, leaf), at: instant }).findings).toContainEqual(
      expect.objectContaining({ code: "order.doubled", params: expect.objectContaining({ positions: [1, 3] }) }),
    );
    expect(codesOf([leaf, issuing, stranger, root])).toContain("order.stranger");
    const older = make({ subject: { CN: "Issuing" }, issuer: root, isCa: true });
    expect(codesOf([leaf, older, root])).toEqual(expect.arrayContaining(["order.other-key", "order.gap"]));
    const renewed = make({ subject: {}, like: issuing, issuer: root, isCa: true, notAfter: later });
    expect(codesOf([leaf, issuing, renewed, root])).toContain("order.alternative");
  });

  test("a gap is told, and whether the inventory can close it", () => {
    expect(reviewBundle({ certificates: of(leaf, root), at: instant }).findings).toContainEqual(
      expect.objectContaining({
        code: "order.gap",
        params: expect.objectContaining({ issuer: "CN=Issuing", isInInventory: false }),
      }),
    );
    const closed = reviewBundle({ certificates: of(leaf, root), inventory: of(issuing), at: instant });
    expect(closed.findings[0]).toMatchObject({ code: "order.gap", params: { isInInventory: true } });
    expect(names(closed.bundles[0]!.certificates, { leaf, issuing, root })).toEqual(["leaf", "issuing", "root"]);
  });

  test("the repaired bundle has the kind of the file, and no order of anchors is called wrong", () => {
    expect(
      names(
        reviewBundle({ certificates: of(issuing, leaf), inventory: of(root), at: instant }).bundles[0]!.certificates,
        {
          leaf,
          issuing,
          root,
        },
      ),
    ).toEqual(["leaf", "issuing"]);
    const anchors = reviewBundle({ certificates: of(stranger, root), at: instant });
    expect(anchors.findings).toEqual([]);
    expect(names(anchors.bundles[0]!.certificates, { stranger, root })).toEqual(["stranger", "root"]);
  });
});

describe("rebuildBundle", () => {
  const rebuild = (
    form: BundleForm,
    members: readonly (readonly [Made, ...Made[]])[],
    inventory: readonly Made[] = [],
  ) =>
    rebuildBundle({
      members: members.map(([member, ...next]) => ({ certificate: member.certificate, successors: of(...next) })),
      form,
      inventory: of(...inventory),
      now: instant,
    });
  const newLeaf = make({ subject: { CN: "web.example" }, issuer: issuing, notAfter: later });

  test("a bundle that nothing newer exists for stays the same", () => {
    expect(rebuild("full-chain", [[leaf], [issuing], [root]]).isSame).toBe(true);
    expect(rebuild("pkcs7", [[leaf], [issuing], [root]]).isSame).toBe(true);
    expect(rebuild("chain", [[leaf], [issuing]], [root]).isSame).toBe(true);
  });

  test("a renewed leaf takes the place of the one before", () => {
    const { certificates, isSame, replaced } = rebuild("full-chain", [[leaf, newLeaf], [issuing], [root]]);
    expect(isSame).toBe(false);
    expect(names(certificates, { newLeaf, issuing, root })).toEqual(["newLeaf", "issuing", "root"]);
    expect([...replaced]).toEqual([[sha256Hex(leaf.der), sha256Hex(newLeaf.der)]]);
  });

  test("a leaf of another authority brings its own chain, and the old one goes", () => {
    const other = make({ subject: { CN: "Other" }, issuer: root, isCa: true });
    const moved = make({ subject: { CN: "web.example" }, issuer: other, notAfter: later });
    const { certificates, notes } = rebuild("chain", [[leaf, moved], [issuing]], [other, root]);
    expect(names(certificates, { moved, other })).toEqual(["moved", "other"]);
    expect(notes.map(({ code }) => code).sort()).toEqual(["bundle.filled", "bundle.filled", "bundle.unrelated"]);
  });

  test("a renewed issuer with the same key takes its place; one with another key does not in a chain", () => {
    const renewed = make({ subject: {}, like: issuing, issuer: root, isCa: true, notAfter: later });
    expect(names(rebuild("chain", [[leaf], [issuing, renewed]]).certificates, { leaf, renewed, issuing })).toEqual([
      "leaf",
      "renewed",
    ]);
    const rekeyed = make({ subject: { CN: "Issuing" }, issuer: root, isCa: true, notAfter: later });
    expect(rebuild("chain", [[leaf], [issuing, rekeyed]]).isSame).toBe(true);
  });

  test("among anchors the new key comes first and the old one stays until it ends", () => {
    const rekeyed = make({ subject: { CN: "Root" }, isCa: true, notAfter: later });
    const once = rebuild("anchors", [[stranger], [root, rekeyed]]);
    expect(names(once.certificates, { stranger, rekeyed, root })).toEqual(["stranger", "rekeyed", "root"]);
    const again = rebuild("anchors", [[stranger], [rekeyed], [root, rekeyed]]);
    expect(again.isSame).toBe(true);
    expect(again.notes).toEqual([]);
    const ended = make({ subject: { CN: "Root" }, isCa: true, notAfter: soon });
    expect(names(rebuild("anchors", [[ended, rekeyed]]).certificates, { ended, rekeyed })).toEqual(["rekeyed"]);
  });

  test("a certificate of another kind or name is no successor", () => {
    const server = make({ subject: { CN: "Issuing" }, issuer: root });
    expect(rebuild("chain", [[leaf], [issuing, server, stranger]]).isSame).toBe(true);
  });
});
