import { z } from "zod";
import { readOcspResponse } from "../../pki/ocsp/response.ts";
import { writeOcspRequest } from "../../pki/ocsp/write-request.ts";
import { command } from "../command.ts";
import { Failure } from "../error-codes.ts";
import * as field from "../parts/fields.ts";
import { requireRevocable } from "../parts/revocation/revocable.ts";

/**
 * `pki staple`: what the responder of an authority says of a certificate now, in DER, as a file that a server sends with
 * its certificate (nginx `ssl_stapling_file`, HAProxy `.ocsp`).
 */
export const staple = command({
  name: "staple",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({ certificate: field.storedName }),
  positional: ["certificate"],
  attributes: {},
  secrets: [],
  audit: ({ certificate }) => ({ certificate }),
  async run({ store, clock, answerOcsp }, { certificate: named }) {
    const { certificate, issuer, authority, basename, fileName } = await requireRevocable(store, named, clock.now());
    const authorityName = issuer.authority.basename;
    const lists = await store.crlIssuer(authority);
    if (lists === null) throw new Failure("revocation.no-responder", { authority: authorityName });
    const request = writeOcspRequest({
      issuerName: certificate.issuer.der,
      issuerSpki: issuer.certificate.spki,
      serialNumber: certificate.serialNumber,
    });
    const bytes = await answerOcsp(lists.publishedName, request);
    const answer = bytes === null ? null : readOcspResponse(bytes);
    const [single] = answer?.basic?.answers ?? [];
    if (bytes === null || single === undefined)
      throw new Failure("revocation.no-responder", { authority: authorityName });
    return {
      fileName: `${basename ?? fileName.replace(/[^A-Za-z0-9_.-]/g, "-")}.ocsp`,
      mediaType: "application/ocsp-response",
      bytes,
      status: single.status.kind,
      nextUpdate: single.nextUpdate?.toISOString() ?? null,
    };
  },
});
