import { z } from "zod";
import { type Certificate, isSelfIssued, readCertificate } from "../lib/pki/x509/certificate.ts";
import type { PathPurpose } from "../lib/pki/path/options.ts";
import { compareKeyOf } from "../lib/pki/x509/name.ts";
import { readPem } from "../lib/pki/asn1/pem.ts";
import { verifySignature } from "../lib/pki/keys/signature.ts";
import { type Case, judge, type Outcome, poolOf } from "./case.ts";
import { readTrustSettings, trustFor, type TrustSettings } from "./openssl-trust.ts";
import { Broken, textOf } from "./files.ts";
import { indexedCases, verdictSchema } from "./selection.ts";

const entrySchema = z.object({
  id: z.string(),
  expected: verdictSchema,
  cert: z.string(),
  purpose: z.string(),
  trusted: z.array(z.string()),
  untrusted: z.array(z.string()),
  options: z.array(z.string()),
});

const purposes: Readonly<Record<string, PathPurpose>> = { sslserver: "server", sslclient: "client", "": "any" };
const levels = [0, 80, 112, 128, 192, 256];

/** OpenSSL's 25-test_verify; its TRUSTED CERTIFICATE settings choose the anchors, as its own store does. */
export const opensslCases = (folder: string): Case[] =>
  indexedCases(folder, {
    schema: entrySchema,
    isOfKind: (kind) => kind === "path-validation",
    caseOf: (entry) => ({ id: entry.id, expected: entry.expected, run: () => run(folder, entry) }),
  });

function run(folder: string, entry: z.infer<typeof entrySchema>): Outcome {
  const purpose = purposes[entry.purpose];
  if (purpose === undefined) return { got: "UNSUPPORTED", code: `conformance.purpose ${entry.purpose}` };
  if (entry.options.includes("-allow_proxy_certs"))
    return { got: "UNSUPPORTED", code: "conformance.proxy-certificates" };
  const settingsIn = (files: readonly string[]): TrustSettings[] =>
    files.flatMap((file) => settingsOfFile(folder, file));
  return judge(() => {
    const store = settingsIn(entry.trusted).flatMap((settings) =>
      poolOf([settings.der]).map((certificate) => ({ certificate, trust: trustFor(settings, purpose) })),
    );
    // Without -partial_chain OpenSSL ends at self-signed certificates only, unless one is trusted by name; others are
    // at hand.
    const isPartial = entry.options.includes("-partial_chain");
    const isAnchor = ({ certificate, trust }: (typeof store)[number]) =>
      trust === "trusted" || (trust === "undecided" && (isPartial || isSelfSigned(certificate)));
    const isUsed = (each: (typeof store)[number]) => each.trust !== "rejected";
    // Its store comes first: of an authority that is there, with whatever trust, no other certificate is looked for.
    const isInStore = (each: Certificate): boolean =>
      store.some(({ certificate }) => isSameAuthority(certificate, each));
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

/** CERTIFICATE, X509 CERTIFICATE and TRUSTED CERTIFICATE. */
function settingsOfFile(folder: string, file: string): TrustSettings[] {
  const { blocks, problems } = readPem(textOf(folder, file));
  const certificates = blocks.filter(({ label }) => label.endsWith("CERTIFICATE"));
  if (problems.length > 0 || certificates.length === 0)
    throw new Broken(`${file}: ${problems[0]?.problem ?? "no certificate"}`);
  return certificates.map(({ bytes }) => readTrustSettings(bytes));
}

const isSameAuthority = (one: Certificate, other: Certificate): boolean =>
  compareKeyOf(one.subject) === compareKeyOf(other.subject) && Buffer.compare(one.spki, other.spki) === 0;

function isSelfSigned(each: Certificate): boolean {
  return (
    isSelfIssued(each) && verifySignature(each.signatureAlgorithm, each.tbs, each.signature, each.spki) !== "invalid"
  );
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
