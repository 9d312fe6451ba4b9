import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Certificate, isSelfIssued, readCertificate } from "../lib/pki/certificate.ts";
import type { PathPurpose } from "../lib/pki/path/options.ts";
import { compareKeyOf } from "../lib/pki/name.ts";
import { readPem } from "../lib/pki/pem.ts";
import { verifySignature } from "../lib/pki/signature.ts";
import { type Case, judge, type Outcome, poolOf } from "./case.ts";
import { readTrustSettings, trustFor, type TrustSettings } from "./openssl-trust.ts";
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

/** OpenSSL's 25-test_verify; its TRUSTED CERTIFICATE settings choose the anchors, as its own store does. */
export function opensslCases(folder: string): Case[] {
  return readIndex<OpensslEntry>(folder)
    .filter(({ kind, expected }) => kind === "path-validation" && (expected === "ACCEPT" || expected === "REJECT"))
    .map((entry) => ({ id: entry.id, expected: entry.expected, run: () => run(folder, entry) }));
}

function run(folder: string, entry: OpensslEntry): Outcome {
  const purpose = purposes[entry.purpose];
  if (purpose === undefined) return { got: "UNSUPPORTED", code: `conformance.purpose ${entry.purpose}` };
  if (entry.options.includes("-allow_proxy_certs")) return { got: "UNSUPPORTED", code: "conformance.proxy-certificates" };
  const settingsIn = (files: readonly string[]): TrustSettings[] =>
    files.flatMap((file) => readPem(readFileSync(join(folder, file), "latin1")).blocks.filter(({ label }) => label.endsWith("CERTIFICATE")).map(({ bytes }) => readTrustSettings(bytes)));
  return judge(() => {
    const store = settingsIn(entry.trusted).flatMap((settings) => poolOf([settings.der]).map((certificate) => ({ certificate, trust: trustFor(settings, purpose) })));
    // Without -partial_chain OpenSSL ends at self-signed certificates only, unless one is trusted by name; others are at hand.
    const isPartial = entry.options.includes("-partial_chain");
    const isAnchor = ({ certificate, trust }: (typeof store)[number]) => trust === "trusted" || (trust === "undecided" && (isPartial || isSelfSigned(certificate)));
    const isUsed = (each: (typeof store)[number]) => each.trust !== "rejected";
    // Its store comes first: of an authority that is there, with whatever trust, no other certificate is looked for.
    const isInStore = (each: Certificate): boolean => store.some(({ certificate }) => isSameAuthority(certificate, each));
    const target = readCertificate(settingsIn([entry.cert])[0]!.der);
    return {
      target,
      untrusted: [
        ...poolOf(settingsIn(entry.untrusted).map(({ der }) => der)).filter((each) => !isInStore(each)),
        ...store.filter((each) => isUsed(each) && !isAnchor(each)).map(({ certificate }) => certificate),
      ],
      anchors: store.filter(isAnchor).map(({ certificate }) => certificate),
      purpose,
      ...settingsOf(entry.options),
    };
  });
}

const isSameAuthority = (one: Certificate, other: Certificate): boolean =>
  compareKeyOf(one.subject) === compareKeyOf(other.subject) && Buffer.compare(one.spki, other.spki) === 0;

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
