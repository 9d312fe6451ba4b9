import { generateKeyPairSync, type KeyObject, verify } from "node:crypto";
import { type Certificate, readCertificate } from "../lib/pki/x509/certificate.ts";
import { linkIssuers } from "../lib/pki/path/link.ts";
import { SignatureMemory } from "../lib/pki/path/signature-memory.ts";
import { verifyPath } from "../lib/pki/path/verify.ts";
import { receiverVerdicts } from "../lib/pki/receivers/verdicts.ts";
import { publicKeyObject } from "../lib/pki/keys/public-key.ts";
import { instant, make, type Made } from "../test/support/authority.ts";
import { type BenchRow, median } from "./row.ts";

/**
 * Path validation beside the signature checks that it cannot do without, and linking beside itself at a tenth of the
 * size.
 */

const rounds = 41;
const linked = 10_000;

const pathRow = (algorithm: string): string =>
  `verify a 3-certificate path, ${algorithm}, against its bare signature checks (at most)`;
const linkRow = "link 10,000 certificates to their issuers, against 1,000 (at most)";
const receiverRow = (algorithm: string): string =>
  `verify a 3-certificate path with receivers, ${algorithm}, against without (at most)`;
export const names = [pathRow("RSA-2048"), pathRow("P-256"), receiverRow("P-256"), linkRow];

const keyOf: Readonly<Record<string, () => KeyObject>> = {
  "RSA-2048": () => generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey,
  "P-256": () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey,
};

/** Leaf, intermediate, root; every leaf is another certificate, as in an inventory. */
function makeChains(algorithm: string, count: number): Uint8Array[][] {
  const keyed = (privateKey: KeyObject, plan: Parameters<typeof make>[0]): Made => {
    const draft = make({ subject: plan.subject });
    return make({ ...plan, like: { ...draft, privateKey } });
  };
  const root = keyed(keyOf[algorithm]!(), { subject: { CN: "Bench Root", O: "Acme" }, isCa: true });
  const issuing = keyed(keyOf[algorithm]!(), { subject: { CN: "Bench CA", O: "Acme" }, issuer: root, isCa: true });
  return Array.from({ length: count }, (_, index) => {
    const leaf = make({
      subject: { CN: `h${index}.acme.example` },
      issuer: issuing,
      names: [{ kind: "dns", value: `h${index}.acme.example` }],
    });
    return [leaf.der, issuing.der, root.der];
  });
}

function verifyAll(chains: readonly Uint8Array[][]): void {
  for (const [index, chain] of chains.entries()) {
    const [target, issuing, root] = chain.map(readCertificate) as [Certificate, Certificate, Certificate];
    const name = `h${index}.acme.example`;
    const { trusted } = verifyPath({
      target,
      untrusted: [issuing],
      anchors: [root],
      at: instant,
      purpose: "server",
      name,
    });
    if (!trusted) throw new Error("the bench's own chain is not trusted");
  }
}

/** The same path, and what each receiver says of it. */
function verifyAllWithReceivers(chains: readonly Uint8Array[][]): void {
  for (const [index, chain] of chains.entries()) {
    const [target, issuing, root] = chain.map(readCertificate) as [Certificate, Certificate, Certificate];
    const question = {
      target,
      anchors: [root],
      at: instant,
      purpose: "server",
      name: `h${index}.acme.example`,
    } as const;
    const signatures = new SignatureMemory();
    const { trusted } = verifyPath({ ...question, untrusted: [issuing], signatures });
    const verdicts = receiverVerdicts({ ...question, sent: [issuing], signatures });
    if (!trusted || verdicts.length !== 7) throw new Error("the bench's own chain is not trusted");
  }
}

interface BareCheck {
  readonly tbs: Uint8Array;
  readonly signature: Uint8Array;
  readonly key: KeyObject;
}

/** The two signatures of the path, with keys that are ready: nothing but node:crypto's own work. */
const bareChecksOf = (chains: readonly Uint8Array[][]): BareCheck[] =>
  chains.flatMap((chain) => {
    const certificates = chain.map(readCertificate);
    return certificates
      .slice(0, -1)
      .map(({ tbs, signature }, index) => ({ tbs, signature, key: publicKeyObject(certificates[index + 1]!.spki) }));
  });

function checkAll(checks: readonly BareCheck[]): void {
  for (const { tbs, signature, key } of checks)
    if (!verify("sha256", tbs, key, signature)) throw new Error("the bench's own signature is wrong");
}

/**
 * Wall time of one call, in milliseconds: processor time would count the compiler's and the collector's other threads.
 */
function costOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The two by turns first, so that neither always finds the processor's caches as the other left them. */
function pairOf(ours: () => void, peer: () => void, isPeerFirst: boolean): { ours: number; peer: number } {
  if (!isPeerFirst) return { ours: costOf(ours), peer: costOf(peer) };
  const first = costOf(peer);
  return { ours: costOf(ours), peer: first };
}

function comparePath(algorithm: string): BenchRow {
  const chains = makeChains(algorithm, 200);
  const checks = bareChecksOf(chains);
  for (let warm = 0; warm < 10; warm++) {
    verifyAll(chains);
    checkAll(checks);
  }
  const pairs = Array.from({ length: rounds }, (_, round) =>
    pairOf(
      () => verifyAll(chains),
      () => checkAll(checks),
      round % 2 === 1,
    ),
  );
  const perPath = (value: number): number => (value / chains.length) * 1000;
  // Each pair stands close together in time, so what slows one side slows the other; the median leaves out what hit one
  // alone.
  const ours = perPath(median(pairs.map((pair) => pair.ours)));
  const peer = perPath(median(pairs.map((pair) => pair.peer)));
  const ratio = median(pairs.map((pair) => pair.ours / pair.peer));
  return { name: pathRow(algorithm), unit: "µs per path", ours, peer, ratio, bar: 3, holds: ratio < 3 };
}

function compareReceivers(algorithm: string): BenchRow {
  const chains = makeChains(algorithm, 200);
  for (let warm = 0; warm < 10; warm++) {
    verifyAllWithReceivers(chains);
    verifyAll(chains);
  }
  const pairs = Array.from({ length: rounds }, (_, round) =>
    pairOf(
      () => verifyAllWithReceivers(chains),
      () => verifyAll(chains),
      round % 2 === 1,
    ),
  );
  const perPath = (value: number): number => (value / chains.length) * 1000;
  const ours = perPath(median(pairs.map((pair) => pair.ours)));
  const peer = perPath(median(pairs.map((pair) => pair.peer)));
  const ratio = median(pairs.map((pair) => pair.ours / pair.peer));
  return { name: receiverRow(algorithm), unit: "µs per path", ours, peer, ratio, bar: 1.5, holds: ratio <= 1.5 };
}

/** An inventory: ten authorities, one of them renewed, and what they issued. */
function makeInventory(count: number): Uint8Array[] {
  const root = make({ subject: { CN: "Link Root" }, isCa: true });
  const authorities = Array.from({ length: 9 }, (_, index) =>
    make({ subject: { CN: `Link CA ${index}` }, issuer: root, isCa: true }),
  );
  const renewed = make({ subject: {}, like: authorities[0]!, issuer: root, isCa: true });
  const leaves = Array.from({ length: count - 11 }, (_, index) =>
    make({ subject: { CN: `l${index}.acme.example` }, issuer: authorities[index % authorities.length]! }),
  );
  return [root, ...authorities, renewed, ...leaves].map(({ der }) => der);
}

function compareLinks(): BenchRow {
  const all = makeInventory(linked);
  const tenth = all.slice(0, linked / 10);
  const link = (ders: readonly Uint8Array[]): void => {
    const links = linkIssuers(ders.map(readCertificate));
    if (links.filter(({ issuers, isSelfSigned }) => issuers.length > 0 || isSelfSigned).length !== ders.length)
      throw new Error("a link is missing");
  };
  // Garbage of the other side is collected between them: it is not this side's cost.
  const collected = (ders: readonly Uint8Array[]): number => {
    globalThis.gc?.();
    return costOf(() => link(ders));
  };
  for (let warm = 0; warm < 10; warm++) link(tenth);
  const pairs = Array.from({ length: 7 }, () => ({ ours: collected(all), peer: collected(tenth) }));
  const ratio = median(pairs.map(({ ours, peer }) => ours / peer));
  const [ours, peer] = [median(pairs.map((pair) => pair.ours)), median(pairs.map((pair) => pair.peer))];
  return { name: linkRow, unit: "ms", ours, peer, ratio, bar: 12, holds: ratio <= 12 };
}

export function rows(): BenchRow[] {
  return [comparePath("RSA-2048"), comparePath("P-256"), compareReceivers("P-256"), compareLinks()];
}
