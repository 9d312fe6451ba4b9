import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCertificate } from "../lib/pki/certificate.ts";
import type { PathPurpose, PeerName } from "../lib/pki/path/options.ts";
import { type Case, crlsOf, judge, pemBytes, poolOf } from "./case.ts";
import { chosenOf } from "./selection.ts";

interface LimboCase {
  readonly id: string;
  readonly expected_result: "SUCCESS" | "FAILURE";
  readonly validation_kind: "SERVER" | "CLIENT";
  readonly trusted_certs: readonly string[];
  readonly untrusted_intermediates: readonly string[];
  readonly peer_certificate: string;
  readonly validation_time: string | null;
  readonly expected_peer_name: { readonly kind: string; readonly value: string } | null;
  readonly expected_peer_names?: readonly { readonly kind: string; readonly value: string }[];
  readonly max_chain_depth: number | null;
  readonly crls?: readonly string[];
}

const kinds: Readonly<Record<string, PeerName["kind"]>> = { DNS: "dns", IP: "ip", RFC822: "email" };

/** C2SP x509-limbo: RFC 5280 with its certificate profile, and the Baseline Requirements for the namespace that tests them. */
export function limboCases(folder: string): Case[] {
  const file = JSON.parse(readFileSync(join(folder, "limbo.json"), "utf8")) as { testcases: readonly LimboCase[] };
  return chosenOf(folder, file.testcases).map((each) => ({
    id: each.id,
    expected: each.expected_result === "SUCCESS" ? "ACCEPT" : "REJECT",
    run: () => judge(() => inputOf(each)),
  }));
}

function inputOf(each: LimboCase) {
  const name = each.expected_peer_name ?? each.expected_peer_names?.[0];
  const crls = (each.crls ?? []).flatMap((pem) => pemBytes(pem, "X509 CRL"));
  return {
    target: readCertificate(pemBytes(each.peer_certificate)[0]!),
    untrusted: poolOf(each.untrusted_intermediates.flatMap((pem) => pemBytes(pem))),
    anchors: poolOf(each.trusted_certs.flatMap((pem) => pemBytes(pem))),
    at: each.validation_time === null ? new Date() : new Date(each.validation_time),
    purpose: (each.validation_kind === "SERVER" ? "server" : "client") satisfies PathPurpose as PathPurpose,
    profile: each.id.startsWith("webpki::") ? ("web" as const) : ("strict" as const),
    ...(name === undefined ? {} : { name: { kind: kinds[name.kind]!, value: name.value } }),
    ...(each.max_chain_depth === null ? {} : { maxPathLength: each.max_chain_depth }),
    ...(crls.length === 0 ? {} : { crls: crlsOf(crls) }),
  };
}
