import { type Bundle, buildBundles } from "./bundle.ts";
import { graphOf } from "../path/issuer-graph.ts";
import { leavesOf } from "./leaves.ts";
import type { Certificate } from "../x509/certificate.ts";
import { pathFactsOf } from "../path/facts.ts";
import { writePem } from "../asn1/pem.ts";
import { writePkcs7 } from "../files/pkcs7.ts";
import type { BundleForm, BundleKind } from "./kind.ts";

/** PEM of RFC 7468, exactly one line feed after each block; PKCS#7 as one block. */
export function writeBundlePem(form: BundleForm, certificates: readonly Certificate[]): string {
  if (form === "pkcs7") return writePem("PKCS7", writePkcs7(certificates.map(({ der }) => der)));
  return certificates.map(({ der }) => writePem("CERTIFICATE", der)).join("");
}

/** Writes the file of a bundle: PEM, but a `.p7b` is DER, which Windows, Java and OpenSSL all read. */
export function writeBundleFile(form: BundleForm, certificates: readonly Certificate[]): Uint8Array {
  if (form === "pkcs7") return writePkcs7(certificates.map(({ der }) => der));
  return new TextEncoder().encode(writeBundlePem(form, certificates));
}

/**
 * Infers the form of a file of certificates: one with an end entity is a chain, with or without its root; authorities
 * that all hang together are a CA bundle; authorities that do not are anchors, whose order is a preference and is kept.
 */
export function formOf(certificates: readonly Certificate[], inventory: readonly Certificate[], at: Date): BundleKind {
  const graph = graphOf(certificates, []);
  const bundles = buildBundles({ certificates, kind: "full-chain", inventory, at });
  const isEndEntity = (each: Certificate): boolean =>
    pathFactsOf(each).basicConstraints?.isCa !== true && !graph.hasIssued(each);
  const isShort = bundles.some(({ members }) => members.at(-1)?.role !== "root");
  const holdsRoot = bundles.some(({ members }) =>
    members.some(({ role, origin }) => role === "root" && origin === "input"),
  );
  const hasRoot = holdsRoot || (isShort && graph.input.some((each) => graph.isSelfSigned(each)));
  if (leavesOf(graph).some(isEndEntity)) return hasRoot ? "full-chain" : "chain";
  const given = bundles[0]?.members.filter(({ origin }) => origin === "input").length;
  if (bundles.length !== 1 || given !== graph.input.length) return "anchors";
  return hasRoot ? "ca-bundle" : "chain";
}

/** The members of several bundles one after the other, each once. */
export function membersOnce(bundles: readonly Bundle[]): readonly Certificate[] {
  const seen = new Set<string>();
  return bundles.flatMap(({ certificates, members }) =>
    certificates.filter((_, index) => {
      const { sha256 } = members[index]!;
      return !seen.has(sha256) && seen.add(sha256);
    }),
  );
}
