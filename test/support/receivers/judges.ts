import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writePem } from "../../../lib/pki/asn1/pem.ts";
import { Oid } from "../../../lib/pki/asn1/oid.ts";
import type { Certificate } from "../../../lib/pki/x509/certificate.ts";
import type { ChainCase } from "./blueprint.ts";
import { keyFor, write } from "./chain-maker.ts";

/** What a program said about a chain. */
export interface Said {
  readonly takes: boolean;
  readonly text: string;
}

export interface Judgement {
  readonly opensslVerify: Said;
  /** Null where there is no handshake to try. */
  readonly opensslHandshake: Said | null;
  readonly gnutls: Said;
  readonly nss: Said;
  readonly java: Said;
  readonly go: Said;
}

const here = import.meta.dirname;
const pemOf = (certificates: readonly Certificate[]): string =>
  certificates.map(({ der }) => writePem("CERTIFICATE", der)).join("");
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const isAddress = (name: string): boolean => /^[\d.]+$|:/.test(name);
const usages = { server: "1", client: "0", any: "1 0 4" } as const;

function writeFolder(folder: string, each: ChainCase): void {
  mkdirSync(folder);
  const put = (name: string, content: string | Uint8Array): void => writeFileSync(join(folder, name), content);
  put("target.pem", pemOf([each.target]));
  put("target.der", each.target.der);
  put("sent.pem", pemOf(each.sent));
  put("anchors.pem", pemOf(each.anchors));
  each.sent.forEach(({ der }, index) => put(`sent-${index}.der`, der));
  each.anchors.forEach(({ der }, index) => put(`anchor-${index}.der`, der));
  each.crls?.forEach(({ der }, index) => put(`list-${index}.pem`, writePem("X509 CRL", der)));
  put("key.pem", each.key.export({ format: "pem", type: "pkcs8" }));
  const isIp = each.name !== null && isAddress(each.name);
  put(
    "words",
    [
      `purpose=${each.purpose}`,
      `host='${each.name === null || isIp ? "" : each.name}'`,
      `ip='${isIp ? each.name : ""}'`,
      `usages='${usages[each.purpose]}'`,
      "",
    ].join("\n"),
  );
}

const line = (index: number, each: ChainCase): string[] => [
  String(index),
  each.purpose,
  each.name ?? "",
  base64(each.target.der),
  each.sent.map(({ der }) => base64(der)).join(","),
  each.anchors.map(({ der }) => base64(der)).join(","),
  base64(each.key.export({ format: "der", type: "pkcs8" })),
];

function answersOf(text: string): Map<number, Said> {
  const lines = text.split("\n").filter((each) => each !== "");
  return new Map(
    lines.map((each) => {
      const [index, said, reason = ""] = each.split("\t");
      return [Number(index), { takes: said === "yes", text: reason }];
    }),
  );
}

function lastLine(path: string): Said {
  const lines = readFileSync(path, "latin1").trimEnd().split("\n");
  return { takes: lines.at(-1) === "yes", text: lines.slice(0, -1).join(" | ").slice(0, 600) };
}

/** Puts every chain to every program, two at a time. `folder` is empty and stays behind with what was asked and said. */
export function askPrograms(cases: readonly ChainCase[], folder: string): Judgement[] {
  const own = write({ subject: [[Oid.commonName, "own"]], key: keyFor("p-256", "own"), isCa: false }, null);
  const ownKey = own.key.export({ format: "der", type: "pkcs8" });
  writeFileSync(join(folder, "own.pem"), pemOf([own.certificate]));
  writeFileSync(join(folder, "own-key.pem"), own.key.export({ format: "pem", type: "pkcs8" }));
  const folders = cases.map((each, index) => {
    const path = join(folder, String(index));
    writeFolder(path, each);
    return path;
  });
  for (const script of ["judge-openssl.sh", "judge-others.sh"]) {
    const done = spawnSync("xargs", ["-P", "2", "-n", "1", "sh", join(here, script)], {
      input: folders.join("\n"),
      encoding: "utf8",
    });
    if (done.status !== 0 && done.status !== 123) throw new Error(done.stderr);
  }
  const lines = cases.map((each, index) => line(index, each).join("\t"));
  const java = answersOf(
    run(
      "java",
      ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", join(here, "Judge.java"), base64(own.der), base64(ownKey)],
      lines,
    ),
  );
  const judge = join(folder, "judge-go");
  execFileSync("go", ["build", "-o", judge, join(here, "judge.go")], { env: { ...process.env, GO111MODULE: "off" } });
  const go = answersOf(run(judge, [base64(own.der), base64(ownKey)], lines));
  return cases.map((each, index) => {
    const path = folders[index]!;
    const isShaken = each.purpose !== "any" && each.crls === null;
    return {
      opensslVerify: lastLine(join(path, "verify")),
      opensslHandshake: isShaken ? lastLine(join(path, "handshake")) : null,
      gnutls: lastLine(join(path, "gnutls")),
      nss: lastLine(join(path, "nss")),
      java: java.get(index)!,
      go: go.get(index)!,
    };
  });
}

const run = (program: string, words: readonly string[], lines: readonly string[]): string =>
  execFileSync(program, words, {
    input: `${lines.join("\n")}\n`,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["pipe", "pipe", "pipe"],
  });
