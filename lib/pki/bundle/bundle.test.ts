import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { end, instant, make, type Made, newKey, start } from "../../../test/support/authority.ts";
import { temporaryFolder } from "../../../test/support/external-tools.ts";
import { startWork } from "../../../test/support/work.ts";
import { buildBundles } from "./bundle.ts";
import { writeBundlePem } from "./form.ts";
import { readBundleSource } from "./source.ts";
import { describeOrder } from "./review.ts";
import { type Certificate, readCertificate } from "../x509/certificate.ts";
import { writePem } from "../asn1/pem.ts";

const root = make({ subject: { CN: "Bundle Root", O: "Chainsmith" }, isCa: true });
const issuing = make({ subject: { CN: "Bundle Issuing CA" }, issuer: root, isCa: true });
const leaf = make({
  subject: { CN: "bundle.example" },
  issuer: issuing,
  names: [{ kind: "dns", value: "bundle.example" }],
});
const of = (...all: Made[]): Certificate[] => all.map(({ certificate }) => certificate);
const subjects = (bundle: { members: readonly { subject: string }[] }): string[] =>
  bundle.members.map(({ subject }) => subject.split(",")[0]!.slice(3));
const codes = (bundle: { notes: readonly { code: string }[] }): string[] => bundle.notes.map(({ code }) => code);

describe("buildBundles", () => {
  test("a full chain is leaf, intermediate, root whatever the order of the input, with one line feed after each block", () => {
    const [bundle] = buildBundles({ certificates: of(root, leaf, issuing), kind: "full-chain", at: instant });
    expect(subjects(bundle!)).toEqual(["bundle.example", "Bundle Issuing CA", "Bundle Root"]);
    expect(bundle!.members.map(({ role }) => role)).toEqual(["leaf", "intermediate", "root"]);
    expect(bundle!.pem).toBe([leaf, issuing, root].map(({ der }) => writePem("CERTIFICATE", der)).join(""));
    expect(bundle!.pem).not.toMatch(/\r|\n\n/);
    expect(bundle!.notes).toEqual([]);
  });

  test("the other kinds leave out the root, the leaf, or keep the authorities in the order given", () => {
    const certificates = of(root, leaf, issuing);
    expect(subjects(buildBundles({ certificates, kind: "chain", at: instant })[0]!)).toEqual([
      "bundle.example",
      "Bundle Issuing CA",
    ]);
    expect(subjects(buildBundles({ certificates, kind: "ca-bundle", at: instant })[0]!)).toEqual([
      "Bundle Issuing CA",
      "Bundle Root",
    ]);
    const anchors = buildBundles({ certificates: of(issuing, leaf, root), kind: "anchors", at: instant });
    expect(subjects(anchors[0]!)).toEqual(["Bundle Issuing CA", "Bundle Root"]);
    expect(codes(anchors[0]!)).toEqual(["bundle.not-authority"]);
  });

  test("duplicates are dropped, certificates of other chains are left out, and both are said", () => {
    const stranger = make({ subject: { CN: "Stranger" }, isCa: true });
    const [bundle, ...more] = buildBundles({
      certificates: of(leaf, root, leaf, stranger, issuing, leaf),
      kind: "full-chain",
      at: instant,
    });
    expect(more).toEqual([]);
    expect(subjects(bundle!)).toEqual(["bundle.example", "Bundle Issuing CA", "Bundle Root"]);
    expect(bundle!.notes).toMatchObject([
      { code: "bundle.duplicate", params: { subject: "CN=bundle.example", copies: 2 } },
      { code: "bundle.unrelated", params: { subject: "CN=Stranger" } },
    ]);
  });

  test("missing links come from the inventory, and what is still missing is named", () => {
    const filled = buildBundles({
      certificates: of(leaf),
      kind: "full-chain",
      inventory: of(root, issuing),
      at: instant,
    })[0]!;
    expect(subjects(filled)).toEqual(["bundle.example", "Bundle Issuing CA", "Bundle Root"]);
    expect(codes(filled)).toEqual(["bundle.filled", "bundle.filled"]);
    const short = buildBundles({ certificates: of(leaf), kind: "full-chain", at: instant })[0]!;
    expect(short.notes).toMatchObject([{ code: "bundle.incomplete", params: { issuer: "CN=Bundle Issuing CA" } }]);
  });

  test("what was given comes before what the inventory has", () => {
    const other = make({ subject: { CN: "Other Root" }, isCa: true });
    const crossed = make({ subject: {}, like: issuing, issuer: other, isCa: true, notAfter: instant });
    const bundle = buildBundles({
      certificates: of(other, leaf, crossed),
      kind: "full-chain",
      inventory: of(root, issuing),
      at: instant,
    })[0]!;
    expect(subjects(bundle)).toEqual(["bundle.example", "Bundle Issuing CA", "Other Root"]);
    expect(codes(bundle)).toEqual([]);
  });

  test("the authority of another generation is not taken, and said to be one", () => {
    const older = make({ subject: { CN: "Bundle Issuing CA" }, issuer: root, isCa: true });
    const bundle = buildBundles({
      certificates: of(older, leaf, root),
      kind: "full-chain",
      inventory: of(issuing),
      at: instant,
    })[0]!;
    expect(bundle.members[1]!.sha256).not.toBe(
      buildBundles({ certificates: of(older), kind: "chain", at: instant })[0]!.members[0]!.sha256,
    );
    expect(codes(bundle).sort()).toEqual(["bundle.filled", "bundle.other-key"]);
  });

  test("of two roots with one key the one that ends later is taken, and the other is named as an alternative", () => {
    const renewed = make({ subject: {}, like: root, isCa: true, notAfter: new Date("2035-01-01T00:00:00Z") });
    for (const certificates of [of(leaf, issuing, root, renewed), of(renewed, root, issuing, leaf)]) {
      const bundle = buildBundles({ certificates, kind: "full-chain", at: instant })[0]!;
      expect(bundle.members[2]!.notAfter).toBe("2035-01-01T00:00:00.000Z");
      expect(codes(bundle)).toEqual(["bundle.alternative"]);
    }
  });

  test("several leaves give a bundle each, by subject", () => {
    const other = make({ subject: { CN: "another.example" }, issuer: issuing });
    const bundles = buildBundles({ certificates: of(leaf, issuing, other, root), kind: "chain", at: instant });
    expect(bundles.map((bundle) => subjects(bundle)[0])).toEqual(["another.example", "bundle.example"]);
    expect(bundles.flatMap(codes)).toEqual([]);
  });

  test("authorities alone, a self-signed server, a circle of cross-signatures and no certificate at all have answers", () => {
    expect(subjects(buildBundles({ certificates: of(root, issuing), kind: "ca-bundle", at: instant })[0]!)).toEqual([
      "Bundle Issuing CA",
      "Bundle Root",
    ]);
    const lone = make({ subject: { CN: "lone.example" } });
    expect(subjects(buildBundles({ certificates: of(lone), kind: "chain", at: instant })[0]!)).toEqual([
      "lone.example",
    ]);
    const [a, b] = [make({ subject: { CN: "A" }, isCa: true }), make({ subject: { CN: "B" }, isCa: true })];
    const circle = of(
      make({ subject: {}, like: a, issuer: b, isCa: true }),
      make({ subject: {}, like: b, issuer: a, isCa: true }),
    );
    expect(buildBundles({ certificates: circle, kind: "full-chain", at: instant })[0]!.members).toHaveLength(2);
    expect(buildBundles({ certificates: [], kind: "full-chain", at: instant })).toEqual([]);
  });
});

describe("buildBundles under hostile input", () => {
  test("hundreds of certificates of one name and key, and a long chain, are put in order in moments", () => {
    const same = make({ subject: { CN: "Same" }, isCa: true, algorithm: "ed25519" });
    const crowd = Array.from({ length: 400 }, (_, index) =>
      make({ subject: {}, like: same, issuer: same, isCa: true, notAfter: new Date(end.getTime() + index * 1000) }),
    );
    const chain = [root];
    for (let depth = 0; depth < 400; depth++)
      chain.push(make({ subject: { CN: `Deep ${depth}` }, issuer: chain.at(-1)!, isCa: true, algorithm: "ed25519" }));
    const work = startWork();
    expect(buildBundles({ certificates: of(...crowd), kind: "full-chain", at: instant })).toHaveLength(1);
    expect(buildBundles({ certificates: of(...chain), kind: "full-chain", at: instant })[0]!.members).toHaveLength(401);
    expect(work()).toBeLessThan(10_000);
  });
});

describe("describeOrder", () => {
  test("describeOrder names the order of a file and the order that it should have", () => {
    expect(describeOrder(of(leaf, root, issuing), instant)).toEqual({
      isInOrder: false,
      found: ["leaf", "root", "intermediate"],
      wanted: [1, 3, 2],
    });
    expect(describeOrder(of(leaf, issuing, root), instant).isInOrder).toBe(true);
    expect(describeOrder(of(leaf, issuing, issuing), instant).isInOrder).toBe(false);
  });
});

/** A generator with a seed, so that a failure can be looked at again. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

interface Chain {
  readonly roots: readonly Made[];
  readonly all: readonly Made[];
  readonly leaf: Made;
}

/** Up to six certificates deep; some authorities are also signed by another root, some roots by nobody here. */
function randomChain(random: () => number, number: number): Chain {
  const algorithm = random() < 0.5 ? ("ec" as const) : ("ed25519" as const);
  const top = make({ subject: { CN: `Root ${number}`, O: "Random" }, isCa: true, algorithm });
  const authorities = [top];
  for (let depth = Math.floor(random() * 5); depth > 0; depth--) {
    authorities.push(
      make({
        subject: { CN: `CA ${number}.${depth}`, OU: "Random" },
        issuer: authorities.at(-1)!,
        isCa: true,
        algorithm,
      }),
    );
  }
  const bottom = make({
    subject: { CN: `host${number}.example` },
    issuer: authorities.at(-1)!,
    names: [{ kind: "dns", value: `host${number}.example` }],
  });
  const roots = [top];
  const extra: Made[] = [];
  if (random() < 0.4) {
    const otherRoot = make({ subject: { CN: `Other Root ${number}` }, isCa: true });
    const crossed = authorities[Math.floor(random() * authorities.length)]!;
    extra.push(otherRoot, make({ subject: {}, like: crossed, issuer: otherRoot, isCa: true }));
    roots.push(otherRoot);
  }
  return { roots, all: [bottom, ...authorities.slice(1), top, ...extra], leaf: bottom };
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((value) => ({ value, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

const someKey = newKey().export({ type: "pkcs8", format: "pem" }) as string;
const lockedKey = newKey().export({
  type: "pkcs8",
  format: "pem",
  cipher: "aes-256-cbc",
  passphrase: "word",
}) as string;

/**
 * A file as people make them: shuffled, doubled, with CRLF, byte order marks, indentation, comments, a key in between.
 */
function messyText(certificates: readonly Certificate[], random: () => number): string {
  const doubled = certificates.filter(() => random() < 0.2);
  const blocks = shuffled([...certificates, ...doubled], random).map(({ der }) => {
    const block = writePem("CERTIFICATE", der);
    const dressed =
      random() < 0.2
        ? block.replace(/^/gm, "  ")
        : random() < 0.1
          ? `\uFEFF${block}`
          : random() < 0.1
            ? block.trimEnd()
            : block;
    return random() < 0.2
      ? `Bag Attributes\n    friendlyName: x\nsubject=CN = something\n# 인증서\n${dressed}`
      : dressed;
  });
  if (random() < 0.2)
    blocks.splice(Math.floor(random() * blocks.length), 0, `\n${random() < 0.5 ? someKey : lockedKey}`);
  const text = blocks
    .join(random() < 0.3 ? "\n\n" : "")
    .replace(/(-----END [A-Z ]+-----)(?=Bag|  -----BEGIN)/g, "$1\n");
  const ends = random();
  return `${random() < 0.2 ? "\uFEFF" : ""}${ends < 0.3 ? text.replace(/\n/g, "\r\n") : ends < 0.4 ? text.replace(/\n/g, "\r") : text}`;
}

/**
 * OpenSSL looks at many at once, each with its own bundle as untrusted: no other bundle of the lot can lend it a link,
 * since every name has the number of its chain.
 */
describe("buildBundles over 2,000 random chains", () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);
  const call = promisify(execFile);
  const lotSize = 50;

  interface Lot {
    readonly files: string[];
    readonly untrusted: string[];
    readonly roots: string[];
  }

  async function bundleOf(number: number, { files, untrusted, roots }: Lot): Promise<void> {
    const random = randomOf(number);
    const chain = randomChain(random, number);
    const source = await readBundleSource(new TextEncoder().encode(messyText(of(...chain.all), random)), "mail.txt");
    expect(new Set(source.certificates.map(({ der }) => Buffer.from(der).toString("hex"))).size).toBe(chain.all.length);
    const stranger =
      random() < 0.1
        ? of(make({ subject: { CN: `Stranger ${number}` }, isCa: true, notBefore: start, notAfter: end }))
        : [];
    const input = shuffled([...source.certificates, ...stranger], random);
    const [full, ...others] = buildBundles({ certificates: input, kind: "full-chain", at: instant });
    expect(others).toEqual([]);
    const { pem, members, notes } = full!;
    expect(members[0]!.subject).toBe(`CN=host${number}.example`);
    expect(members.at(-1)!.role).toBe("root");
    expect(pem).toMatch(/^(-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=]{1,64}\n)+-----END CERTIFICATE-----\n)+$/);
    for (const other of [[...input].reverse(), shuffled(input, random)]) {
      const [again] = buildBundles({
        certificates: other.map(({ der }) => readCertificate(der)),
        kind: "full-chain",
        at: instant,
      });
      expect(again!.pem).toBe(pem);
      expect(again!.notes).toEqual(notes);
    }
    const [short] = buildBundles({ certificates: input, kind: "chain", at: instant });
    expect(short!.pem + writeBundlePem("anchors", full!.certificates.slice(-1))).toBe(pem);
    // The file that is verified is the bundle itself: its first certificate has to be the leaf.
    files.push(folder.write(`${number}.pem`, short!.pem));
    untrusted.push(short!.pem);
    roots.push(...chain.roots.map(({ der }) => writePem("CERTIFICATE", der)));
  }

  async function judgeLot(first: number): Promise<void> {
    const lot: Lot = { files: [], untrusted: [], roots: [] };
    for (let number = first; number < first + lotSize; number++) await bundleOf(number, lot);
    const untrusted = folder.write(`${first}.untrusted`, lot.untrusted.join(""));
    const trusted = folder.write(`${first}.roots`, lot.roots.join(""));
    const words = [
      "verify",
      "-x509_strict",
      "-attime",
      String(instant.getTime() / 1000),
      "-CAfile",
      trusted,
      "-untrusted",
      untrusted,
      ...lot.files,
    ];
    const { stdout } = await call("openssl", words);
    expect(stdout).toBe(lot.files.map((file) => `${file}: OK\n`).join(""));
  }

  test("OpenSSL verifies each leaf with its bundle as untrusted, and the order of the input shows nowhere", async () => {
    for (let first = 0; first < 2000; first += lotSize) await judgeLot(first);
  }, 240_000);
});
