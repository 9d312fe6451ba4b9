import { basename } from "node:path";
import { identifies } from "../lib/pki/ocsp/cert-id.ts";
import { readOcspRequest } from "../lib/pki/ocsp/request.ts";
import { readOcspResponse } from "../lib/pki/ocsp/response.ts";
import type { PathInput } from "../lib/pki/path/options.ts";
import { type Certificate, readCertificate } from "../lib/pki/x509/certificate.ts";
import { type Case, judge, type Outcome } from "./case.ts";
import { filesIn, pemBlocks, textOf } from "./files.ts";
import { brokenCase } from "./selection.ts";

type Status = "good" | "revoked" | "unknown";

/** What upstream's test states of each file (pki/ocsp_unittest.cc, kTestParams); the index of the corpus states nothing. */
const statuses: Readonly<Record<string, Status>> = {
  good_response: "good",
  good_response_sha256: "good",
  good_response_invalid_serial: "good",
  no_response: "unknown",
  malformed_request: "unknown",
  bad_status: "unknown",
  bad_ocsp_type: "unknown",
  bad_signature: "unknown",
  ocsp_sign_direct: "good",
  ocsp_sign_indirect: "good",
  ocsp_sign_indirect_missing: "unknown",
  ocsp_sign_bad_indirect: "unknown",
  ocsp_sign_bad_indirect_critical_extension: "unknown",
  ocsp_sign_bad_indirect_wrong_issuer: "unknown",
  ocsp_sign_bad_indirect_expired: "unknown",
  ocsp_extra_certs: "good",
  has_version: "good",
  responder_name: "good",
  responder_id: "good",
  has_extension: "good",
  good_response_next_update: "good",
  revoke_response: "revoked",
  revoke_response_reason: "revoked",
  unknown_response: "unknown",
  multiple_response: "unknown",
  multiple_response_good_revoked: "revoked",
  other_response: "unknown",
  has_single_extension: "good",
  has_critical_single_extension: "unknown",
  has_critical_response_extension: "unknown",
  has_critical_ct_extension: "good",
  missing_response: "unknown",
  stale_response: "unknown",
  future_response: "unknown",
  old_response: "unknown",
  produced_early_response: "unknown",
  produced_late_response: "unknown",
  invalid_response: "unknown",
  invalid_response_data: "unknown",
  good_response_invalid_status: "unknown",
  revoke_response_invalid_status: "unknown",
  unknown_response_invalid_status: "unknown",
};

/** ocsp_unittest: the status of one certificate by one response; and that its request is about that certificate. */
export function boringOcspCases(folder: string): Case[] {
  return filesIn(folder, "ocsp_unittest")
    .filter((file) => file.endsWith(".pem"))
    .map((file) => {
      const expected = statuses[basename(file, ".pem")];
      if (expected === undefined) return brokenCase(file, "upstream's result is not known");
      return {
        id: file,
        expected: expected === "good" ? "ACCEPT" : "REJECT",
        run: () =>
          exactly(
            expected,
            judge(() => inputOf(textOf(folder, file), file)),
          ),
      };
    });
}

/** A revoked certificate is not told from one that nothing is known about by the verdict alone. */
function exactly(expected: Status, outcome: Outcome): Outcome {
  const isRevoked = outcome.code === "path.revoked";
  return isRevoked === (expected === "revoked") ? outcome : { got: "UNSUPPORTED", code: `conformance.${outcome.code}` };
}

function inputOf(text: string, file: string): PathInput {
  const target = readCertificate(pemBlocks(text, file)[0]!);
  const issuer = readCertificate(pemBlocks(text, file, "CA CERTIFICATE")[0]!);
  requireRequest(pemBlocks(text, file, "OCSP REQUEST")[0]!, target, issuer);
  return {
    target,
    untrusted: [],
    anchors: [issuer],
    ocspResponses: [readOcspResponse(pemBlocks(text, file, "OCSP RESPONSE")[0]!)],
    at: new Date("2017-03-05T00:00:00Z"),
    purpose: "any",
    // The responses are signed with SHA-1.
    securityBits: 63,
    // kOCSPAgeOneWeek of ocsp_unittest.
    crlMaxAge: 7,
    // The CAs of this suite have no basicConstraints: its subject is the response, not the path.
    anchorConstraints: false,
  };
}

function requireRequest(der: Uint8Array, target: Certificate, issuer: Certificate): void {
  const { requests } = readOcspRequest(der);
  const [only] = requests;
  const isItsOwn = identifies(only!.certId, {
    issuerName: target.issuer.der,
    issuerSpki: issuer.spki,
    serialNumber: target.serialNumber,
  });
  if (requests.length !== 1 || !isItsOwn) throw new Error("the request is about another certificate");
}
