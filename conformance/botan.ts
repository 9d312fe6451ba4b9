import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isSelfIssued, readCertificate } from "../lib/pki/certificate.ts";
import { readRequest, requestSignatureVerdict } from "../lib/pki/csr.ts";
import type { PathInput } from "../lib/pki/path/options.ts";
import { type Case, crlsOf, derOf, judge, type Outcome, pemBytes, poolOf } from "./case.ts";
import { readIndex } from "./selection.ts";

interface BotanEntry {
  readonly id: string;
  readonly files: readonly string[];
  readonly kind: string;
  readonly expected: "ACCEPT" | "REJECT";
}

type Reader = (folder: string, entry: BotanEntry) => PathInput;

/** Botan's path tests, each group with the instant and the files that its own test uses. */
export function botanCases(folder: string): Case[] {
  return readIndex<BotanEntry>(folder)
    .filter(({ kind, expected }) => kind === "path-validation" && typeof expected === "string")
    .map((entry) => ({
      id: entry.id,
      expected: entry.expected,
      run: () => {
        const read = readers[groupOf(entry.id)];
        if (read === undefined) return { got: "UNSUPPORTED" as const, code: `conformance.group ${groupOf(entry.id)}` };
        const request = named(entry, ".csr")[0];
        return request === undefined ? judge(() => read(folder, entry)) : judgeRequest(bytes(folder, request));
      },
    }));
}

const groupOf = (id: string): string => id.split("/")[0]!;
const text = (folder: string, file: string): string => readFileSync(join(folder, file), "latin1");
const bytes = (folder: string, file: string): Uint8Array => derOf(readFileSync(join(folder, file)));
const named = (entry: BotanEntry, ending: string): string[] => entry.files.filter((file) => file.endsWith(ending));

/** Two of the PSS cases are a request's signature. */
function judgeRequest(der: Uint8Array): Outcome {
  const verdict = requestSignatureVerdict(readRequest(der));
  if (verdict === "valid") return { got: "ACCEPT", code: "" };
  return { got: verdict === "invalid" ? "REJECT" : "UNSUPPORTED", code: `path.signature-${verdict}` };
}

const readers: Readonly<Record<string, Reader>> = {
  x509test: (folder, entry) => {
    const ders = pemBytes(text(folder, entry.files[0]!));
    return {
      target: readCertificate(ders[0]!),
      untrusted: poolOf(ders.slice(1)),
      anchors: poolOf(pemBytes(text(folder, "x509test/root.pem"))),
      at: new Date("2016-10-21T04:20:00Z"),
      purpose: "server",
      name: { kind: "dns", value: "www.tls.test" },
      securityBits: 0,
    };
  },
  name_constraints: (folder, entry) => {
    const ders = pemBytes(text(folder, entry.files[0]!));
    return {
      target: readCertificate(ders[0]!),
      untrusted: poolOf(ders.slice(1)),
      anchors: poolOf(pemBytes(text(folder, "name_constraints/root.pem"))),
      at: new Date("2026-11-01T00:00:00Z"),
      purpose: "any",
    };
  },
  path_building: (folder, entry) => {
    const levels = readdirSync(join(folder, "path_building")).filter((file) => file.startsWith("level"));
    return {
      target: readCertificate(bytes(folder, entry.files[0]!)),
      untrusted: poolOf(levels.map((file) => bytes(folder, `path_building/${file}`))),
      anchors: [readCertificate(bytes(folder, "path_building/root.pem"))],
      at: new Date("2026-11-01T00:00:00Z"),
      purpose: "any",
    };
  },
  extended: (folder, entry) => ({
    target: readCertificate(bytes(folder, named(entry, "end.crt")[0]!)),
    untrusted: poolOf(named(entry, "int.crt").map((file) => bytes(folder, file))),
    anchors: [readCertificate(bytes(folder, named(entry, "root.crt")[0]!))],
    at: new Date("2017-09-01T00:00:00Z"),
    purpose: "any",
  }),
  nist: (folder, entry) => ({
    target: readCertificate(bytes(folder, named(entry, "end.crt")[0]!)),
    untrusted: poolOf(named(entry, ".crt").filter((file) => !file.endsWith("end.crt")).map((file) => bytes(folder, file))),
    anchors: [readCertificate(bytes(folder, "nist/root.crt"))],
    crls: crlsOf(["nist/root.crl", ...named(entry, ".crl")].map((file) => bytes(folder, file))),
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
  const crlFolder = join(folder, entry.id, "crls");
  const crls = existsSync(crlFolder) ? readdirSync(crlFolder).map((file) => `${entry.id}/crls/${file}`) : [];
  return {
    target: readCertificate(bytes(folder, certificates.find(isTarget)!)),
    untrusted: poolOf(certificates.filter((file) => !isTarget(file) && !isAnchor(file)).map((file) => bytes(folder, file))),
    anchors: poolOf(certificates.filter(isAnchor).map((file) => bytes(folder, file))),
    at: new Date("2017-08-19T12:00:00Z"),
    purpose: "any",
    // Cases 06 and 12 test the profile of RFC 5280 §4 and not only its §6.
    profile: "strict",
    ...(entry.id.includes("CRL") ? { crls: crlsOf(crls.map((file) => bytes(folder, file))) } : {}),
  };
}

function readPss(folder: string, entry: BotanEntry): PathInput {
  const years = new Map(text(folder, "pss_certs/validation_times.txt").split("\n").map((line) => line.split(":") as [string, string]));
  const files = named(entry, ".crt");
  // Where the target stands alone it is a self-signed anchor, and its own signature is the subject.
  const others = files.length === 1 ? files : files.filter((file) => !file.endsWith("end.crt"));
  const pool = poolOf(others.map((file) => bytes(folder, file)));
  const crls = named(entry, ".crl");
  return {
    target: readCertificate(bytes(folder, named(entry, "end.crt")[0]!)),
    untrusted: pool.filter((each) => !isSelfIssued(each)),
    anchors: pool.filter(isSelfIssued),
    at: new Date(`${years.get(entry.id.split("/")[1]!) ?? "2016"}-01-01T00:00:00Z`),
    purpose: "any",
    securityBits: 0,
    ...(crls.length === 0 ? {} : { crls: crlsOf(crls.map((file) => bytes(folder, file))) }),
  };
}
