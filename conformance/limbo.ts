import { join } from "node:path";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { readCertificate } from "../lib/pki/x509/certificate.ts";
import type { PeerName } from "../lib/pki/path/options.ts";
import { type Case, crlsOf, judge, poolOf } from "./case.ts";
import { pemBlocks } from "./files.ts";
import { brokenCase, dataCases, testcasesOf } from "./selection.ts";

const peerNameSchema = z.object({ kind: z.enum(["DNS", "IP", "RFC822"]), value: z.string() });

const caseSchema = z.object({
  id: z.string(),
  expected_result: z.enum(["SUCCESS", "FAILURE"]),
  validation_kind: z.enum(["SERVER", "CLIENT"]),
  trusted_certs: z.array(z.string()).min(1),
  untrusted_intermediates: z.array(z.string()),
  peer_certificate: z.string(),
  validation_time: z.iso.datetime({ offset: true }).nullable(),
  expected_peer_name: peerNameSchema.nullable(),
  expected_peer_names: z.array(peerNameSchema).nullish(),
  max_chain_depth: z.int().nullable(),
  crls: z.array(z.string()).nullish(),
});

type LimboCase = z.infer<typeof caseSchema>;

const kinds: Readonly<Record<string, PeerName["kind"]>> = { DNS: "dns", IP: "ip", RFC822: "email" };

/**
 * C2SP x509-limbo: RFC 5280 with its certificate profile, and the Baseline Requirements for the namespace that tests
 * them.
 */
export function limboCases(folder: string): Case[] {
  const file = testcasesOf(() => readFileSync(join(folder, "limbo.json"), "utf8"));
  if (typeof file === "string") return [brokenCase("limbo.json", file)];
  return dataCases(folder, "limbo.json", file.testcases, caseSchema, (each) => ({
    id: each.id,
    expected: each.expected_result === "SUCCESS" ? "ACCEPT" : "REJECT",
    run: () => judge(() => inputOf(each)),
  }));
}

function inputOf(each: LimboCase) {
  const name = each.expected_peer_name ?? each.expected_peer_names?.[0];
  const ders = (pems: readonly string[], where: string, label?: string) =>
    pems.flatMap((pem) => pemBlocks(pem, where, label));
  const crls = ders(each.crls ?? [], "crls", "X509 CRL");
  return {
    untrusted: poolOf(ders(each.untrusted_intermediates, "untrusted_intermediates")),
    anchors: poolOf(ders(each.trusted_certs, "trusted_certs")),
    target: readCertificate(ders([each.peer_certificate], "peer_certificate")[0]!),
    at: each.validation_time === null ? new Date() : new Date(each.validation_time),
    purpose: each.validation_kind === "SERVER" ? ("server" as const) : ("client" as const),
    profile: each.id.startsWith("webpki::") ? ("web" as const) : ("strict" as const),
    ...(name === undefined ? {} : { name: { kind: kinds[name.kind]!, value: name.value } }),
    ...(each.max_chain_depth === null ? {} : { maxPathLength: each.max_chain_depth }),
    ...(crls.length === 0 ? {} : { crls: crlsOf(crls) }),
  };
}
