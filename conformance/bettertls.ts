import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { readCertificate } from "../lib/pki/certificate.ts";
import { type Case, judge, pemBytes, poolOf } from "./case.ts";
import { chosenOf } from "./selection.ts";

interface BetterTlsCase {
  readonly id: string;
  readonly trusted: readonly string[];
  readonly untrusted: readonly string[];
  readonly peer: string;
  readonly peer_name: { readonly kind: "DNS" | "IP"; readonly value: string };
  readonly validation_time: string;
  readonly expected: "SUCCESS" | "FAILURE";
}

interface BetterTlsFile {
  readonly certs: Readonly<Record<string, string>>;
  readonly testcases: readonly BetterTlsCase[];
}

/** Netflix BetterTLS: path building with dead ends, and every combination of name constraints. */
export function betterTlsCases(folder: string, part: "pathbuilding" | "nameconstraints"): Case[] {
  const plain = join(folder, `bettertls-${part}.json`);
  const text = existsSync(plain) ? readFileSync(plain) : existsSync(`${plain}.gz`) ? gunzipSync(readFileSync(`${plain}.gz`)) : null;
  if (text === null) return [];
  const file = JSON.parse(text.toString("utf8")) as BetterTlsFile;
  return chosenOf(folder, file.testcases).map((each) => ({
    id: each.id,
    expected: each.expected === "SUCCESS" ? "ACCEPT" : "REJECT",
    run: () => judge(() => inputOf(each, file.certs)),
  }));
}

function inputOf(each: BetterTlsCase, certs: BetterTlsFile["certs"]) {
  const dersOf = (ids: readonly string[]) => ids.flatMap((id) => pemBytes(certs[id] ?? ""));
  return {
    target: readCertificate(dersOf([each.peer])[0]!),
    untrusted: poolOf(dersOf(each.untrusted)),
    anchors: poolOf(dersOf(each.trusted)),
    at: new Date(each.validation_time),
    purpose: "server" as const,
    name: { kind: each.peer_name.kind === "DNS" ? ("dns" as const) : ("ip" as const), value: each.peer_name.value },
  };
}
