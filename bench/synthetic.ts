import { createHash } from "node:crypto";
import { searchRowOf } from "../lib/server/store/summary.ts";

/** Rows as the store would have written them for certificates without a signature: enough for lists and searches. */
export interface SyntheticItem {
  readonly id: number;
  readonly basename: string;
  readonly createdAt: Date;
  readonly state: string;
  readonly subject: string | null;
  readonly commonName: string;
  readonly issuer: string;
  readonly isAuthority: boolean;
  readonly notBefore: Date | null;
  readonly notAfter: Date | null;
  readonly keyAlgorithm: string;
  readonly fileName: string;
  readonly kind: "certificate" | "csr" | "bundle";
  readonly sha256: string;
  readonly serialNumber: string;
  readonly purpose: string;
  readonly names: readonly { kind: string; value: string }[];
  readonly search: { text: string; hex: string; grams: string };
}

export const syntheticNow = new Date("2026-11-22T12:00:00Z");
const day = 86_400_000;
const words = [
  "web",
  "mail",
  "vpn",
  "ldap",
  "db",
  "auth",
  "edge",
  "build",
  "repo",
  "chat",
  "join",
  "meet",
  "turn",
  "files",
  "print",
  "radius",
];
const issuers = ["Corp Issuing CA 1", "Corp Issuing CA 2", "Corp Issuing CA 3", "Partner CA", "Example Root"];
const algorithms = ["RSA 2048", "RSA 2048", "RSA 2048", "P-256", "RSA 3072", "RSA 4096", "P-384", "Ed25519"];

/** The terms of the searches; each word is in so many of the rows. */
export const terms = {
  long: { none: "zzqqxx", one: "needle777", some: "kowalski", all: "example" },
  short: { none: "--", one: "7-", some: "i-", all: "co" },
  korean: { none: "뷁뷁", one: "쀍뷁", some: "김철", all: null },
} as const;

/** The only row that has the words of `one`. */
const needle = (count: number) => Math.floor(count * 0.7) + 1;

export function syntheticItem(id: number, count: number): SyntheticItem {
  const digest = createHash("sha256").update(`item ${id}`).digest();
  const sha256 = digest.toString("hex");
  const serialNumber = `4${createHash("md5").update(`serial ${id}`).digest("hex").slice(1)}`;
  const random = (index: number, below: number) => digest.readUInt32BE(index * 4) % below;
  const word = words[random(0, words.length)]!;
  const isThird = id % 33 === 0;
  const mark = id === needle(count) ? "needle777-qj-쀍뷁." : isThird ? "kowalski-zv." : "";
  const host = `${word}${random(1, 100_000)}.${mark}r${random(2, 40)}.corp.example.com`;
  const commonName = isThird ? `김철수 ${host}` : host;
  const kind = id % 100 === 50 ? "bundle" : id % 100 === 51 ? "csr" : "certificate";
  const basename = `${word}-${id.toString(36).padStart(6, "0")}`;
  const fileName = `${basename}.${kind === "certificate" ? "crt" : kind === "csr" ? "csr" : "pem"}`;
  const notBefore = new Date(syntheticNow.getTime() - random(3, 700) * day);
  const names = [
    { kind: "cn", value: commonName.toLowerCase() },
    { kind: "subject", value: "example corporation" },
    { kind: "san", value: host },
    { kind: "san", value: `alt-${host}` },
    { kind: "serial", value: serialNumber },
    { kind: "sha256", value: sha256 },
    { kind: "file", value: fileName },
  ];
  const isCertificate = kind === "certificate";
  return {
    id,
    basename,
    fileName,
    kind,
    sha256,
    serialNumber: serialNumber.toUpperCase(),
    names,
    search: searchRowOf(names),
    createdAt: new Date(syntheticNow.getTime() - (count - id) * 1000),
    state:
      kind === "bundle" ? "bundle" : kind === "csr" ? "waiting" : id % 7 === 0 ? "certificate-no-key" : "certificate",
    purpose: !isCertificate
      ? kind === "csr"
        ? "request"
        : "bundle"
      : id % 5000 === 1
        ? "intermediate"
        : id % 3 === 0
          ? "client"
          : "server",
    subject: kind === "bundle" ? null : `CN=${commonName}, O=Example Corporation, C=KR`,
    commonName: kind === "bundle" ? "" : commonName,
    issuer: isCertificate ? issuers[random(4, 100) < 97 ? random(5, 3) : 3 + random(5, 2)]! : "",
    isAuthority: isCertificate && id % 5000 === 1,
    notBefore: isCertificate ? notBefore : null,
    notAfter: isCertificate
      ? new Date(notBefore.getTime() + (365 + random(6, 800)) * day + random(7, 86_400_000))
      : null,
    keyAlgorithm: kind === "bundle" ? "" : algorithms[random(6, algorithms.length)]!,
  };
}
