import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readPem } from "../lib/pki/asn1/pem.ts";
import { checkCertificate } from "../lib/pki/checks/index.ts";
import type { FindingCode } from "../lib/pki/checks/finding.ts";
import { isFailure } from "../lib/pki/failure.ts";
import { readCertificate } from "../lib/pki/x509/certificate.ts";

/**
 * Holds the checks of one certificate against the verdicts that the corpus of zlint states, lint by lint, and prints what
 * agrees: npm run lint-verdicts -- <folder of the corpus>
 *
 * A file that the strict reader refuses counts as found: nothing is issued or taken from it.
 */
const same: Readonly<Record<string, readonly FindingCode[]>> = {
  e_basic_constraints_not_critical: ["authority.constraints-not-critical"],
  e_cert_ext_invalid_der: ["extension.malformed", "encoding.default"],
  e_basic_constr_invalid_der: ["extension.malformed", "encoding.default"],
  e_cert_extensions_version_not_3: ["version.extensions-not-allowed"],
  e_cert_sig_alg_not_match_tbs_sig_alg: ["signature.algorithms-differ"],
  e_prohibit_dsa_usage: ["key.dsa"],
  e_ext_authority_key_identifier_no_key_identifier: ["issuer.no-key-id"],
  e_ext_cannot_be_empty_sequence: ["extension.empty"],
  e_ext_duplicate_extension: ["extension.repeated"],
  e_ext_ian_no_entries: ["extension.empty"],
  e_ext_key_usage_cert_sign_without_ca: ["use.signs-without-authority"],
  e_ext_key_usage_without_bits: ["extension.empty"],
  e_ext_policy_constraints_empty: ["extension.empty"],
  e_ext_san_dns_not_ia5_string: ["name.malformed", "extension.malformed"],
  e_ext_san_missing: ["name.no-subject-alt-name"],
  e_ext_san_no_entries: ["extension.empty"],
  e_ext_san_not_critical_without_subject: ["name.empty-subject-not-critical"],
  e_ext_san_space_dns_name: ["name.malformed"],
  e_ext_san_uri_relative: ["name.malformed"],
  e_ext_subject_key_identifier_missing_ca: ["authority.no-key-id"],
  e_generalized_time_not_in_zulu: ["validity.date-form"],
  e_incorrect_ku_encoding: ["encoding.bit-string", "extension.malformed", "extension.empty"],
  e_superfluous_ku_encoding: ["encoding.bit-string", "extension.malformed"],
  e_invalid_certificate_version: ["version.old", "version.unknown"],
  e_mp_exponent_cannot_be_one: ["key.rsa-exponent-small"],
  e_mp_modulus_must_be_2048_bits_or_more: ["key.rsa-small"],
  e_old_sub_ca_rsa_mod_less_than_1024_bits: ["key.rsa-small"],
  e_path_len_constraint_improperly_included: ["use.path-length-without-authority"],
  e_rsa_fermat_factorization: ["key.rsa-close-primes"],
  e_rsa_mod_less_than_2048_bits: ["key.rsa-small"],
  e_serial_number_not_positive: ["serial.negative", "serial.zero"],
  e_spki_rsa_encryption_parameter_not_null: ["key.malformed"],
  e_sub_cert_eku_missing: ["use.no-purpose"],
  e_sub_cert_or_sub_ca_using_sha1: ["signature.sha1"],
  e_subj_country_not_uppercase: ["name.country-unknown"],
  e_subject_common_name_max_length: ["name.too-long"],
  e_subject_country_not_iso: ["name.country-unknown"],
  e_subject_dn_country_not_printable_string: ["name.string-type"],
  e_subject_dn_serial_number_max_length: ["name.too-long"],
  e_subject_email_max_length: ["name.too-long"],
  e_subject_empty_without_san: ["name.empty-subject"],
  e_subject_locality_name_max_length: ["name.too-long"],
  e_subject_organization_name_max_length: ["name.too-long"],
  e_subject_organizational_unit_name_max_length: ["name.too-long"],
  e_subject_state_name_max_length: ["name.too-long"],
  e_tbs_signature_rsa_encryption_parameter_not_null: ["signature.parameters"],
  e_tls_server_cert_valid_time_longer_than_398_days: ["validity.long"],
  e_utc_time_does_not_include_seconds: ["validity.date-form"],
  e_utc_time_not_in_zulu: ["validity.date-form"],
  e_validity_time_not_positive: ["validity.reversed"],
  e_wrong_time_format_pre2050: ["validity.generalized-early"],
  w_rsa_mod_factors_smaller_than_752: ["key.rsa-small-factor"],
  w_rsa_mod_not_odd: ["key.rsa-small-factor"],
  w_sub_cert_sha1_expiration_too_long: ["signature.sha1"],
};

interface Entry {
  readonly id: string;
  readonly file: string;
  readonly kind: string;
  readonly expected: readonly { readonly lint: string; readonly expected: string }[] | null;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: lint-verdicts.ts <folder of the corpus>");
const { entries } = JSON.parse(readFileSync(join(folder, "index.json"), "utf8")) as { entries: Entry[] };
const tally = { agreed: 0, disagreed: 0, "no check": 0, "not for us": 0 };
for (const { id, file, kind, expected } of entries) {
  if (!kind.endsWith("CERTIFICATE")) continue;
  for (const { lint, expected: verdict } of expected ?? []) {
    const codes = same[lint];
    // NA and NE: the lint does not judge this certificate, by its kind or its date.
    if (verdict === "NA" || verdict === "NE") tally["not for us"]++;
    else if (codes === undefined) tally["no check"]++;
    else {
      const found = codesOf(readFileSync(join(folder, file)));
      const isFound = found === null || codes.some((code) => found.has(code));
      const isAgreed = isFound === (verdict !== "Pass");
      tally[isAgreed ? "agreed" : "disagreed"]++;
      if (!isAgreed)
        process.stdout.write(
          `${id}: ${lint} says ${verdict}; we ${found === null ? "refuse it" : [...found].join(" ")}\n`,
        );
    }
  }
}
process.stdout.write(`${JSON.stringify(tally)}\n`);

/** Null: the strict reader refuses it. */
function codesOf(bytes: Uint8Array): ReadonlySet<string> | null {
  try {
    const certificate = readCertificate(readPem(new TextDecoder().decode(bytes)).blocks[0]!.bytes);
    return new Set(checkCertificate(certificate, certificate.notBefore).map(({ code }) => code));
  } catch (error) {
    if (!isFailure(error)) throw error;
    return null;
  }
}
