import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Certificate, isSelfIssued, readCertificate } from "../lib/pki/certificate.ts";
import type { PathPurpose } from "../lib/pki/path/options.ts";
import { readPem } from "../lib/pki/pem.ts";
import { verifySignature } from "../lib/pki/signature.ts";
import { type Case, judge, type Outcome, poolOf } from "./case.ts";
import { readIndex } from "./selection.ts";

interface OpensslEntry {
  readonly id: string;
  readonly kind: string;
  readonly cert: string;
  readonly purpose: string;
  readonly trusted: readonly string[];
  readonly untrusted: readonly string[];
  readonly options: readonly string[];
  readonly expected: "ACCEPT" | "REJECT";
}

const purposes: Readonly<Record<string, PathPurpose>> = { sslserver: "server", sslclient: "client", "": "any" };
const levels = [0, 80, 112, 128, 192, 256];

/** OpenSSL's 25-test_verify, without its TRUSTED CERTIFICATE settings, which no other format has. */
export function opensslCases(folder: string): Case[] {
  return readIndex<OpensslEntry>(folder)
    .filter(({ kind }) => kind === "path-validation")
    .map((entry) => ({ id: entry.id, expected: entry.expected, run: () => run(folder, entry) }));
}

function run(folder: string, entry: OpensslEntry): Outcome {
  const purpose = purposes[entry.purpose];
  if (purpose === undefined) return { got: "UNSUPPORTED", code: `conformance.purpose ${entry.purpose}` };
  if (entry.options.includes("-allow_proxy_certs")) return { got: "UNSUPPORTED", code: "conformance.proxy-certificates" };
  const blocksOf = (file: string) => readPem(readFileSync(join(folder, file), "latin1")).blocks;
  const hasSettings = [entry.cert, ...entry.trusted].some((file) => blocksOf(file).some(({ label }) => label === "TRUSTED CERTIFICATE"));
  if (hasSettings) return { got: "UNSUPPORTED", code: "conformance.trust-settings" };
  const load = (files: readonly string[]) =>
    poolOf(files.flatMap((file) => blocksOf(file).filter(({ label }) => label.endsWith("CERTIFICATE")).map(({ bytes }) => bytes)));
  // Without -partial_chain OpenSSL ends at self-signed certificates only; other trusted ones are intermediates at hand.
  const isPartial = entry.options.includes("-partial_chain");
  return judge(() => {
    const trusted = load(entry.trusted);
    const isAnchor = (each: Certificate) => isPartial || isSelfSigned(each);
    return {
      target: readCertificate(blocksOf(entry.cert)[0]!.bytes),
      untrusted: [...load(entry.untrusted), ...trusted.filter((each) => !isAnchor(each))],
      anchors: trusted.filter(isAnchor),
      purpose,
      ...settingsOf(entry.options),
    };
  });
}

function isSelfSigned(each: Certificate): boolean {
  return isSelfIssued(each) && verifySignature(each.signatureAlgorithm, each.tbs, each.signature, each.spki) !== "invalid";
}

function settingsOf(options: readonly string[]) {
  const valueOf = (name: string) => (options.includes(name) ? Number(options[options.indexOf(name) + 1]) : null);
  const depth = valueOf("-verify_depth");
  const seconds = valueOf("-attime");
  return {
    at: seconds === null ? new Date() : new Date(seconds * 1000),
    securityBits: levels[valueOf("-auth_level") ?? 1]!,
    ...(depth === null ? {} : { maxPathLength: depth }),
  };
}
