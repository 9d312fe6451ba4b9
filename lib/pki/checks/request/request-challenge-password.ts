import { Oid } from "../../asn1/oid.ts";
import { requestCheck, when } from "../check.ts";

/** The password stands in clear in a file that is sent around. */
export const requestChallengePassword = requestCheck({
  code: "request.challenge-password",
  severity: "info",
  citation: "RFC 2985 §5.4.1",
  find: ({ attributes }) =>
    when(
      attributes.some(({ type }) => type === Oid.challengePassword),
      {},
    ),
});
