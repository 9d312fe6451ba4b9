import type { RevocationListSentences } from "../../sentences/revocation-list-sentences.ts";

/** What a revocation list says, and who signed it. */
export const revocationLists: RevocationListSentences = {
  signature: {
    valid: (who) => `Its signature was made by ${who}.`,
    invalid: (who) =>
      `${who} is its issuer by name, but its key did not make the signature: the list was changed or forged.`,
    unsupported: (who) => `Its signature could not be checked with ${who}: the algorithm is not supported here.`,
    "other-key": (who) => `It names another key of its issuer than that of ${who}, so its signature was not checked.`,
    "not-allowed": (who) =>
      `The key of ${who} made its signature, but the key usage there does not allow it to sign revocation lists.`,
    "no-issuer": () => "The certificate of its issuer is not stored, so its signature was not checked.",
  },
  revoked: ({ serial, date, reason, issuer }) =>
    `The serial number ${serial} is on the list: revoked on ${date}${reason === null ? "" : ` (${reason})`}${issuer === null ? "" : `, issued by ${issuer}`}.`,
  notListed: (serials) =>
    serials.length === 1
      ? `The serial number ${serials[0]} is not on the list.`
      : `The serial number is not on the list, neither as ${serials.join(" nor as ")}.`,
};
