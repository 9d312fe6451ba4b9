import type { CompareTexts } from "../../sentences/compare-texts.ts";

export const compareTexts: CompareTexts = {
  fields: {
    subject: "Subject",
    issuer: "Issuer",
    serial: "Serial number",
    notBefore: "Valid from",
    notAfter: "Valid until",
    key: "Key",
    publicKey: "SHA-256 of the public key",
    signature: "Signature algorithm",
    version: "Version",
    fingerprint: (digest) => `${digest} of the whole file (DER)`,
  },
  relations: {
    same: "same",
    "other-order": "same, in another order",
    "other-encoding": "reads the same, encoded otherwise",
    different: "differs",
    "first-only": "only in the first",
    "second-only": "only in the second",
  },
  result: (differences, fields) =>
    differences === 0
      ? `All ${fields} fields are the same`
      : `${differences} of ${fields} fields ${differences === 1 ? "is" : "are"} not the same`,
  critical: "critical",
  firstOf: (count) => `The first of ${count} in it.`,
};
