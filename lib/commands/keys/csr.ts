import { z } from "zod";
import { readRequest, writeRequest } from "../../pki/x509/csr.ts";
import { formatName } from "../../pki/x509/name.ts";
import { writePem } from "../../pki/asn1/pem.ts";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import { command } from "../command.ts";
import { readAltNames } from "../parts/subject/alt-names.ts";
import * as field from "../parts/fields.ts";
import { requireBasename, requireFreeName } from "../parts/names.ts";
import { readSubject, subjectAttributes } from "../parts/subject/subject.ts";

/** `pki csr`: a new key and a request for it. */
export const csr = command({
  name: "csr",
  effect: "create",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({
    name: field.basename,
    subject: field.subject,
    subjectAltNames: field.subjectAltNames.optional(),
    key: field.keyAlgorithm.default("rsa-2048"),
  }),
  positional: ["name"],
  attributes: { ...subjectAttributes, subjectAltName: "subjectAltNames", key: "key" },
  secrets: [],
  audit: ({ name, subject, key }) => ({ name, commonName: subject.CN ?? null, key }),
  async run({ store, vault }, input) {
    const name = requireBasename(input.name);
    const subject = readSubject(input.subject);
    const altNames = readAltNames(input.subjectAltNames ?? [], subject.CN);
    await requireFreeName(store, name, [".key", ".csr"]);
    const { key, signer } = await vault.generate(input.key);
    const der = writeRequest(subject, [...altNames.names], signer);
    await store.create([
      { fileName: `${name}.key`, kind: "key", bytes: new Uint8Array(), sealed: key },
      { fileName: `${name}.csr`, kind: "csr", bytes: der },
    ]);
    return {
      name,
      keyFile: `${name}.key`,
      requestFile: `${name}.csr`,
      keyLabel: key.keyLabel,
      publicKeyId: publicKeyId(signer.spki),
      commonName: subject.CN,
      subject: formatName(readRequest(der).subject),
      subjectAltNames: altNames.names.map(({ kind, value }) => ({ kind, value })),
      addedCommonName: altNames.addedCommonName,
      commonNameIsNoHost: altNames.commonNameIsNoHost,
      hostNotListed: altNames.hostNotListed,
      pem: writePem("CERTIFICATE REQUEST", der),
    };
  },
});
