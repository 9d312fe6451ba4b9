import { afterAll, describe, expect, test } from "vitest";
import { instant, make, type Made } from "../../../test/support/authority.ts";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { writePem } from "../asn1/pem.ts";
import { buildBundles } from "../bundle/bundle.ts";
import { rebuildBundle } from "../bundle/rebuild.ts";
import { sha256Hex } from "../x509/certificate.ts";
import { compareKeyOf, readNameBytes } from "../x509/name.ts";
import { chainsOf, chooseChain, endsOf } from "./chain.ts";
import { graphOf } from "./issuer-graph.ts";
import { chainsInInventory, type IssuerReads } from "./issuers.ts";
import { verifyPath } from "./verify.ts";

const day = 86_400_000;
const at = (days: number): Date => new Date(instant.getTime() + days * day);
const ended = { notBefore: at(-900), notAfter: at(-2) };
const early = { notBefore: at(30), notAfter: at(900) };
const of = (...all: readonly Made[]) => all.map(({ certificate }) => certificate);

/** An inventory as the store answers for it, in any order. */
const storeOf = (all: readonly Made[]): IssuerReads => ({
  formerCertificates: () => Promise.resolve([]),
  certificatesBySubject: (name) =>
    Promise.resolve(
      all
        .filter(({ certificate }) => compareKeyOf(certificate.subject) === compareKeyOf(readNameBytes(name)))
        .map(({ der }) => ({ der, fileName: `${sha256Hex(der).slice(0, 8)}.crt` })),
    ),
});

/** The names of a chain by the variables that hold its certificates. */
const namesOf = (
  certificates: readonly { readonly der: Uint8Array }[],
  all: Readonly<Record<string, Made>>,
): string[] =>
  certificates.map(
    ({ der }) => Object.entries(all).find(([, made]) => sha256Hex(made.der) === sha256Hex(der))?.[0] ?? "?",
  );

const bestOf = (leaf: Made, inventory: readonly Made[], root?: string) =>
  chooseChain(chainsOf(leaf.certificate, graphOf([leaf.certificate], of(...inventory)), instant), root);

describe("chains of the constellations that Let's Encrypt had", () => {
  const dst = make({ subject: { CN: "DST Root CA X3" }, isCa: true });
  const dstEnded = make({ subject: {}, like: dst, isCa: true, ...ended });
  const x1 = make({ subject: { CN: "ISRG Root X1" }, isCa: true });
  const x1Cross = make({ subject: {}, like: x1, issuer: dst, isCa: true });
  const x2 = make({ subject: { CN: "ISRG Root X2" }, isCa: true });
  const x2Cross = make({ subject: {}, like: x2, issuer: x1, isCa: true });
  const r3 = make({ subject: { CN: "R3" }, issuer: x1, isCa: true });
  const e1 = make({ subject: { CN: "E1" }, issuer: x2, isCa: true });
  const rsa = make({ subject: { CN: "rsa.example" }, issuer: r3 });
  const ecdsa = make({ subject: { CN: "ecdsa.example" }, issuer: e1 });
  const all = { dst, dstEnded, x1, x1Cross, x2, x2Cross, r3, e1, rsa, ecdsa };

  test("the root that signed itself is taken where the root of its cross-signature has ended", () => {
    const inventory = [dstEnded, x1Cross, r3, x1];
    expect(namesOf(bestOf(rsa, inventory).certificates, all)).toEqual(["rsa", "r3", "x1"]);
    expect(namesOf(bestOf(rsa, inventory, "DST Root CA X3").certificates, all)).toEqual([
      "rsa",
      "r3",
      "x1Cross",
      "dstEnded",
    ]);
  });

  test("of two ways that hold the shorter one is taken, and the longer one can be chosen by its root", () => {
    const inventory = [dst, x1Cross, r3, x1, e1, x2, x2Cross];
    expect(namesOf(bestOf(ecdsa, inventory).certificates, all)).toEqual(["ecdsa", "e1", "x2"]);
    expect(namesOf(bestOf(ecdsa, inventory, "isrg root x1").certificates, all)).toEqual([
      "ecdsa",
      "e1",
      "x2Cross",
      "x1",
    ]);
    expect(namesOf(bestOf(ecdsa, inventory, `sha256:${sha256Hex(dst.der)}`).certificates, all)).toEqual([
      "ecdsa",
      "e1",
      "x2Cross",
      "x1Cross",
      "dst",
    ]);
    expect(() => bestOf(ecdsa, inventory, "R3")).toThrowError(
      expect.objectContaining({
        code: "chain.no-such-root",
        facts: { root: "R3", roots: ["CN=ISRG Root X2", "CN=ISRG Root X1", "CN=DST Root CA X3"] },
      }),
    );
  });

  test("what was given counts more than a shorter way through the inventory", () => {
    const [bundle] = buildBundles({
      certificates: of(rsa, r3, x1Cross, dst),
      kind: "full-chain",
      inventory: of(x1),
      at: instant,
    });
    expect(namesOf(bundle!.certificates, all)).toEqual(["rsa", "r3", "x1Cross", "dst"]);
    expect(bundle!.end).toMatchObject({ subject: "CN=DST Root CA X3", isRoot: true, problem: null });
    expect(bundle!.otherEnds).toMatchObject([{ subject: "CN=ISRG Root X1", choice: "ISRG Root X1", problem: null }]);
  });

  test("a way without its root is named by the issuer that is missing, and comes after one with a root", () => {
    const chains = chainsOf(rsa.certificate, graphOf(of(rsa), of(x1Cross, r3, x1)), instant);
    expect(endsOf(chains[0]!, chains)).toMatchObject({
      end: { subject: "CN=ISRG Root X1", isRoot: true },
      otherEnds: [{ subject: "CN=DST Root CA X3", isRoot: false, sha256: "", choice: "DST Root CA X3" }],
    });
    expect(namesOf(chooseChain(chains, "DST Root CA X3").certificates, all)).toEqual(["rsa", "r3", "x1Cross"]);
  });
});

describe("members that are valid now come first", () => {
  const root = make({ subject: { CN: "Root" }, isCa: true });
  const issuing = make({ subject: { CN: "Issuing" }, issuer: root, isCa: true, notAfter: at(20) });
  const leaf = make({ subject: { CN: "leaf.example" }, issuer: issuing });

  test("a renewed intermediate that is not valid yet waits for its day, however long it will last", () => {
    const renewed = make({ subject: {}, like: issuing, issuer: root, isCa: true, ...early });
    const all = { root, issuing, leaf, renewed };
    expect(namesOf(bestOf(leaf, [renewed, issuing, root]).certificates, all)).toEqual(["leaf", "issuing", "root"]);
    const later = chainsOf(leaf.certificate, graphOf(of(leaf), of(renewed, issuing, root)), at(40));
    expect(namesOf(later[0]!.certificates, all)).toEqual(["leaf", "renewed", "root"]);
  });

  test("an expired intermediate that was given gives way to its renewal in the inventory, and both are said", () => {
    const old = make({ subject: {}, like: issuing, issuer: root, isCa: true, ...ended });
    const [bundle] = buildBundles({
      certificates: of(leaf, old, root),
      kind: "full-chain",
      inventory: of(issuing),
      at: instant,
    });
    expect(namesOf(bundle!.certificates, { root, issuing, leaf, old })).toEqual(["leaf", "issuing", "root"]);
    expect(bundle!.notes).toMatchObject([
      { code: "bundle.alternative", params: { state: "ended", issuer: "CN=Root", date: at(-2).toISOString() } },
      { code: "bundle.filled", params: { sha256: sha256Hex(issuing.der) } },
    ]);
  });

  test("an expired root gives way to its cross-signature by a root that is valid", () => {
    const other = make({ subject: { CN: "Root Two" }, isCa: true });
    const gone = make({ subject: { CN: "Root One" }, isCa: true, ...ended });
    const cross = make({ subject: {}, like: gone, issuer: other, isCa: true });
    const between = make({ subject: { CN: "Int One" }, issuer: gone, isCa: true });
    const server = make({ subject: { CN: "www.example" }, issuer: between });
    const [bundle] = buildBundles({
      certificates: of(server, between, gone, cross, other),
      kind: "full-chain",
      at: instant,
    });
    expect(namesOf(bundle!.certificates, { other, gone, cross, between, server })).toEqual([
      "server",
      "between",
      "cross",
      "other",
    ]);
    expect(bundle!.otherEnds).toMatchObject([
      { subject: "CN=Root One", choice: "Root One", problem: { code: "path.expired" } },
    ]);
  });

  test("a cross-signature that may not have this leaf below it is passed over", () => {
    const strict = make({ subject: { CN: "Strict Root" }, isCa: true, pathLength: 0 });
    const cross = make({ subject: {}, like: root, issuer: strict, isCa: true });
    const long = make({ subject: { CN: "Long Root" }, isCa: true });
    const crossLong = make({ subject: {}, like: root, issuer: long, isCa: true });
    const all = { leaf, issuing, cross, crossLong, strict, long };
    expect(namesOf(bestOf(leaf, [issuing, cross, strict, crossLong, long]).certificates, all)).toEqual([
      "leaf",
      "issuing",
      "crossLong",
      "long",
    ]);
  });

  test("a rebuild stays with the root that its file leads to while that way holds", () => {
    const other = make({ subject: { CN: "Other Root" }, isCa: true });
    const cross = make({ subject: {}, like: root, issuer: other, isCa: true });
    const members = of(leaf, issuing, cross).map((certificate) => ({ certificate, successors: of(root) }));
    const question = { members, form: "chain", inventory: of(root, other), now: instant } as const;
    expect(rebuildBundle(question).isSame).toBe(true);
    expect(rebuildBundle(question).otherEnds).toMatchObject([{ choice: "Root" }]);
    expect(namesOf(rebuildBundle({ ...question, root: "Root" }).certificates, { leaf, issuing, cross })).toEqual([
      "leaf",
      "issuing",
    ]);
  });
});

/** A number from 0 to below `n`, always the same for a seed. */
function dice(seed: number): (n: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (n) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_507) + 0x9e3779b9) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) % n;
  };
}

/** Authorities in three layers, each with renewals and cross-signatures, valid, ended and not valid yet. */
function inventoryOf(seed: number): { readonly leaf: Made; readonly inventory: readonly Made[] } {
  const roll = dice(seed);
  const dates = () => [{}, {}, ended, early][roll(4)]!;
  const roots = [0, 1, 2].map((n) => make({ subject: { CN: `Root ${n}` }, isCa: true, ...dates() }));
  const layer = (name: string, above: readonly Made[]): Made[] =>
    [0, 1].flatMap((n) => {
      const first = make({
        subject: { CN: `${name} ${n}` },
        issuer: above[roll(above.length)]!,
        isCa: true,
        ...dates(),
      });
      const others = Array.from({ length: roll(3) }, () =>
        make({ subject: {}, like: first, issuer: above[roll(above.length)]!, isCa: true, ...dates() }),
      );
      return [first, ...others];
    });
  const renewed = roots.flatMap((each) =>
    roll(2) === 0 ? [make({ subject: {}, like: each, isCa: true, ...dates() })] : [],
  );
  const crossed = roots.flatMap((each) =>
    roll(2) === 0 ? [make({ subject: {}, like: each, issuer: roots[roll(3)]!, isCa: true, ...dates() })] : [],
  );
  const policy = layer("Policy", roots);
  const issuing = layer("Issuing", policy);
  const leaf = make({ subject: { CN: "leaf.example" }, issuer: issuing[roll(issuing.length)]! });
  return { leaf, inventory: [...issuing, ...roots, ...crossed, ...policy, ...renewed] };
}

describe("generated inventories", () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());
  const file = (name: string, all: readonly { readonly der: Uint8Array }[]): string =>
    folder.write(name, all.map(({ der }) => writePem("CERTIFICATE", der)).join(""));
  const isAccepted = (leaf: Made, roots: string, between: string): boolean => {
    try {
      openssl(
        `verify -attime ${instant.getTime() / 1000} -CAfile ${roots} -untrusted ${between} ${file("leaf.pem", [leaf])}`,
      );
      return true;
    } catch {
      return false;
    }
  };
  const isRoot = ({ certificate }: Made): boolean =>
    compareKeyOf(certificate.subject) === compareKeyOf(certificate.issuer);

  test("every surface gives one chain for one question, and OpenSSL takes it whenever there is any", async () => {
    let accepted = 0;
    for (let seed = 1; seed <= 60; seed += 1) {
      const { leaf, inventory } = inventoryOf(seed);
      const stored = (await chainsInInventory(storeOf(inventory), { leaf: leaf.certificate, at: instant }))[0]!;
      const prints = stored.certificates.map(({ der }) => sha256Hex(der));
      const backwards = storeOf([...inventory].reverse());
      const again = (await chainsInInventory(backwards, { leaf: leaf.certificate, at: instant }))[0]!;
      expect(again.certificates.map(({ der }) => sha256Hex(der))).toEqual(prints);
      const question = {
        certificates: of(leaf),
        inventory: of(...inventory),
        kind: "full-chain",
        at: instant,
      } as const;
      expect(buildBundles(question)[0]!.members.map(({ sha256 }) => sha256)).toEqual(prints);
      const members = stored.certificates.map((certificate) => ({ certificate, successors: [] }));
      const rebuilt = rebuildBundle({ members, form: "full-chain", inventory: of(...inventory), now: instant });
      expect(rebuilt.isSame, `rebuild of seed ${seed}`).toBe(true);
      // Is there any way at all, of all that there are?
      const roots = inventory.filter(isRoot);
      const { trusted } = verifyPath({
        target: leaf.certificate,
        untrusted: of(...inventory),
        anchors: of(...roots),
        at: instant,
        purpose: "any",
      });
      const isAny = isAccepted(leaf, file("roots.pem", roots), file("between.pem", inventory));
      expect(stored.problems.length === 0, `seed ${seed}: ${JSON.stringify(stored.problems)}`).toBe(trusted || isAny);
      if (stored.problems.length > 0) continue;
      accepted += 1;
      const [root, between] = [stored.certificates.slice(-1), stored.certificates.slice(1, -1)];
      expect(isAccepted(leaf, file("root.pem", root), file("chain.pem", between)), `OpenSSL, seed ${seed}`).toBe(true);
    }
    expect(accepted).toBeGreaterThan(15);
  }, 120_000);
});
