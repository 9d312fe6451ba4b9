import { z } from "zod";
import { isSelfSigned } from "../../pki/path/issuers.ts";
import { readCertificate, sha256Hex } from "../../pki/x509/certificate.ts";
import { formatName } from "../../pki/x509/name.ts";
import { command } from "../command.ts";
import { Failure } from "../error-codes.ts";
import * as field from "../parts/fields.ts";
import { readPresented } from "../parts/trust/sources.ts";
import { trustMarks } from "../ports/trust.ts";

/** Says what a self-signed certificate is taken for: an anchor of trust, only stored, or not to be trusted. */
export const trust = command({
  name: "trust",
  effect: "create",
  permission: "authority.trust",
  audited: "always",
  input: z.strictObject({
    name: field.storedName.meta({
      description: "Stored self-signed certificate, or `sha256:` and its fingerprint.",
      examples: ["root-ca", "root-ca.crt"],
    }),
    mark: z.enum(trustMarks).meta({
      description:
        "`trusted`: paths may end in it; `stored`: it is kept and nothing more; `distrusted`: it was looked at and is not to be trusted.",
    }),
  }),
  positional: ["name", "mark"],
  attributes: {},
  secrets: [],
  on: ({ name }) => [{ may: "authority.trust", on: { kind: "authority", named: name } }],
  audit: ({ name, mark }) => ({ name, mark }),
  async run({ store, actor }, { name, mark }) {
    const { certificates, fileName } = await readPresented(store, name);
    const [der] = certificates.map((certificate) => certificate.der);
    const certificate = readCertificate(der!);
    if (!isSelfSigned(certificate))
      throw new Failure("trust.not-self-signed", { name: fileName ?? name, issuer: formatName(certificate.issuer) });
    const sha256 = sha256Hex(certificate.der);
    const before = (await store.trustMarks([sha256])).get(sha256)?.mark ?? "stored";
    await store.setTrust(sha256, mark, actor.label);
    return { name: fileName ?? name, subject: formatName(certificate.subject), sha256, before, mark };
  },
});
