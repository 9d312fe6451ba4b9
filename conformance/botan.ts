import { z } from "zod";
import { isSelfIssued, readCertificate } from "../lib/pki/x509/certificate.ts";
import { readRequest, requestSignatureVerdict } from "../lib/pki/x509/csr.ts";
import type { PathInput } from "../lib/pki/path/options.ts";
import { type Case, crlsOf, judge, type Outcome, poolOf } from "./case.ts";
import { Broken, derOf, filesIn, pemBlocks, textOf } from "./files.ts";
import { indexedCases, verdictSchema } from "./selection.ts";

const entrySchema = z.object({ id: z.string(), expected: verdictSchema, files: z.array(z.string()).min(1) });
type BotanEntry = z.infer<typeof entrySchema>;

type Reader = (folder: string, entry: BotanEntry) => PathInput;

/** Botan's path tests, each group with the instant and the files that its own test uses. */
export const botanCases = (folder: string): Case[] =>
  indexedCases(folder, {
    schema: entrySchema,
    isOfKind: (kind) => kind === "path-validation",
    caseOf: (entry) => ({ id: entry.id, expected: entry.expected, run: () => run(folder, entry) }),
  });

function run(folder: string, entry: BotanEntry): Outcome {
  const read = readers[groupOf(entry.id)];
  if (read === undefined) return { got: "UNSUPPORTED", code: `conformance.group ${groupOf(entry.id)}` };
  const request = named(entry, ".csr")[0];
  return request === undefined ? judge(() => read(folder, entry)) : judgeRequest(derOf(folder, request));
}

const groupOf = (id: string): string => id.split("/")[0]!;
const named = (entry: BotanEntry, ending: string): string[] => entry.files.filter((file) => file.endsWith(ending));
const pemsOf = (folder: string, file: string): Uint8Array[] => pemBlocks(textOf(folder, file), file);

/** The one file that a case cannot do without. @throws Broken */
function needed(files: readonly string[], what: string): string {
  const [file] = files;
  if (file === undefined) throw new Broken(`its entry names no ${what}`);
  return file;
}

/** Two of the PSS cases are a request's signature. */
function judgeRequest(der: Uint8Array): Outcome {
  const verdict = requestSignatureVerdict(readRequest(der));
  if (verdict === "valid") return { got: "ACCEPT", code: "" };
  return { got: verdict === "invalid" ? "REJECT" : "UNSUPPORTED", code: `path.signature-${verdict}` };
}

const readers: Readonly<Record<string, Reader>> = {
  x509test: (folder, entry) => {
    const ders = pemsOf(folder, entry.files[0]!);
    return {
      target: readCertificate(ders[0]!),
      untrusted: poolOf(ders.slice(1)),
      anchors: poolOf(pemsOf(folder, "x509test/root.pem")),
      at: new Date("2016-10-21T04:20:00Z"),
      purpose: "server",
      name: { kind: "dns", value: "www.tls.test" },
      securityBits: 0,
    };
  },
  name_constraints: (folder, entry) => {
    const ders = pemsOf(folder, entry.files[0]!);
    return {
      target: readCertificate(ders[0]!),
      untrusted: poolOf(ders.slice(1)),
      anchors: poolOf(pemsOf(folder, "name_constraints/root.pem")),
      at: new Date("2026-11-01T00:00:00Z"),
      purpose: "any",
    };
  },
  path_building: (folder, entry) => {
    const levels = [1, 2].flatMap((level) =>
      [0, 1, 2, 3, 4, 5, 6].map((each) => `path_building/level${level}_${each}.pem`),
    );
    return {
      target: readCertificate(derOf(folder, entry.files[0]!)),
      untrusted: poolOf(levels.map((file) => derOf(folder, file))),
      anchors: [readCertificate(derOf(folder, "path_building/root.pem"))],
      at: new Date("2026-11-01T00:00:00Z"),
      purpose: "any",
    };
  },
  extended: (folder, entry) => ({
    target: readCertificate(derOf(folder, needed(named(entry, "end.crt"), "target"))),
    untrusted: poolOf(named(entry, "int.crt").map((file) => derOf(folder, file))),
    anchors: [readCertificate(derOf(folder, needed(named(entry, "root.crt"), "anchor")))],
    at: new Date("2017-09-01T00:00:00Z"),
    purpose: "any",
  }),
  nist: (folder, entry) => ({
    target: readCertificate(derOf(folder, needed(named(entry, "end.crt"), "target"))),
    untrusted: poolOf(
      named(entry, ".crt")
        .filter((file) => !file.endsWith("end.crt"))
        .map((file) => derOf(folder, file)),
    ),
    anchors: [readCertificate(derOf(folder, "nist/root.crt"))],
    crls: crlsOf(["nist/root.crl", ...named(entry, ".crl")].map((file) => derOf(folder, file))),
    at: new Date("2018-04-01T09:30:33Z"),
    purpose: "any",
    securityBits: 0,
  }),
  bsi: readBsi,
  pss_certs: readPss,
};

function readBsi(folder: string, entry: BotanEntry): PathInput {
  const certificates = named(entry, ".crt");
  const isTarget = (file: string) => file.includes(".TC.");
  const isAnchor = (file: string) => file.includes(".TA.");
  const crls = named(entry, "/crls").flatMap((inside) => filesIn(folder, inside));
  return {
    target: readCertificate(derOf(folder, needed(certificates.filter(isTarget), "target"))),
    untrusted: poolOf(
      certificates.filter((file) => !isTarget(file) && !isAnchor(file)).map((file) => derOf(folder, file)),
    ),
    anchors: poolOf(certificates.filter(isAnchor).map((file) => derOf(folder, file))),
    at: new Date("2017-08-19T12:00:00Z"),
    purpose: "any",
    // Cases 06 and 12 test the profile of RFC 5280 §4 and not only its §6.
    profile: "strict",
    ...(entry.id.includes("CRL") ? { crls: crlsOf(crls.map((file) => derOf(folder, file))) } : {}),
  };
}

function readPss(folder: string, entry: BotanEntry): PathInput {
  const years = new Map(
    textOf(folder, "pss_certs/validation_times.txt")
      .split("\n")
      .map((line) => line.split(":") as [string, string]),
  );
  const files = named(entry, ".crt");
  // Where the target stands alone it is a self-signed anchor, and its own signature is the subject.
  const others = files.length === 1 ? files : files.filter((file) => !file.endsWith("end.crt"));
  const pool = poolOf(others.map((file) => derOf(folder, file)));
  const crls = named(entry, ".crl");
  return {
    target: readCertificate(derOf(folder, needed(named(entry, "end.crt"), "target"))),
    untrusted: pool.filter((each) => !isSelfIssued(each)),
    anchors: pool.filter(isSelfIssued),
    at: new Date(`${years.get(entry.id.split("/")[1]!) ?? "2016"}-01-01T00:00:00Z`),
    purpose: "any",
    securityBits: 0,
    ...(crls.length === 0 ? {} : { crls: crlsOf(crls.map((file) => derOf(folder, file))) }),
  };
}
