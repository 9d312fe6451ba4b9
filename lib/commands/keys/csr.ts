import { z } from "zod";
import { readRequest, writeRequest } from "../../pki/x509/csr.ts";
import { formatName } from "../../pki/x509/name.ts";
import { writePem } from "../../pki/asn1/pem.ts";
import { publicKeyId, readPublicKeyFacts } from "../../pki/keys/public-key.ts";
import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import { readAltNamesOfForm } from "../parts/subject/alt-names.ts";
import { checkAll } from "../parts/faults.ts";
import * as field from "../parts/fields.ts";
import { keyOpening, newPassphrase, requireNewPassphrase } from "../parts/key-opening.ts";
import { requireBasename, requireFreeName } from "../parts/names.ts";
import { isKeyAlgorithm } from "../parts/key-algorithm.ts";
import { requireFreeForRequest, requireKey } from "../parts/stored-key.ts";
import { readSubjectOfForm, subjectAttributes } from "../parts/subject/subject.ts";

/** `pki csr`: a new key and a request for it, or a request for a key that is stored. */
export const csr = command({
  name: "csr",
  effect: "create",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({
    name: field.basename,
    subject: field.subject,
    subjectAltNames: field.subjectAltNames.optional(),
    key: field.keyOrFile.default("rsa-2048"),
    passphrase: newPassphrase.meta({
      description:
        "Puts the new key under a passphrase of its own, which each use of it asks for; of a stored key, the one that opens it. Never stored, never logged.",
      format: "password",
    }),
    keepOpen: keyOpening.keepOpen,
  }),
  positional: ["name"],
  attributes: { ...subjectAttributes, subjectAltName: "subjectAltNames", key: "key", lock: "passphrase" },
  secrets: ["passphrase"],
  // A kind of key is the name of no authority.
  on: ({ key }) => touchAuthorities("inventory.write", isKeyAlgorithm(key) ? [] : [key]),
  audit: ({ name, subject, key, passphrase }) => ({
    name,
    commonName: subject.CN ?? null,
    key,
    ...(isKeyAlgorithm(key) && passphrase !== undefined ? { underPassphrase: true } : {}),
  }),
  async run({ store, vault }, input) {
    const isNewKey = isKeyAlgorithm(input.key);
    const [name, subject, altNames, stored, passphrase] = await checkAll([
      async () => {
        const name = requireBasename(input.name);
        if (isNewKey) await requireFreeName(store, name, [".key", ".csr"]);
        return name;
      },
      () => readSubjectOfForm(input.subject),
      () => readAltNamesOfForm(input.subjectAltNames ?? [], input.subject.CN?.trim() ?? ""),
      () => (isNewKey ? null : requireKey(store, input.key)),
      () => (isNewKey ? requireNewPassphrase(input.passphrase) : undefined),
    ]);
    if (stored !== null) await requireFreeForRequest(store, name, stored);
    const { key, signer } = isKeyAlgorithm(input.key)
      ? await vault.generate(input.key, passphrase)
      : { key: null, signer: await vault.withOpening(input).signer(stored!.fileName) };
    const der = writeRequest(subject, [...altNames.names], signer);
    await store.create([
      ...(key === null
        ? []
        : [{ fileName: `${name}.key`, kind: "key" as const, bytes: new Uint8Array(), sealed: key }]),
      { fileName: `${name}.csr`, kind: "csr", bytes: der },
    ]);
    return {
      name,
      keyFile: stored?.fileName ?? `${name}.key`,
      /** The key was there before. */
      isStoredKey: stored !== null,
      requestFile: `${name}.csr`,
      keyLabel: key?.keyLabel ?? readPublicKeyFacts(signer.spki).label,
      underPassphrase: passphrase !== undefined,
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
