import { z } from "zod";
import { readCertificate, serialHex } from "../../pki/x509/certificate.ts";
import { issue } from "../../pki/issue/issue.ts";
import { formatName } from "../../pki/x509/name.ts";
import { writePem } from "../../pki/asn1/pem.ts";
import { prepareSelfSigned, requireDays } from "../../pki/issue/prepare.ts";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import { Failure } from "../error-codes.ts";
import { command } from "../command.ts";
import { readAltNamesOfForm } from "../parts/subject/alt-names.ts";

import { checkAll } from "../parts/faults.ts";
import * as field from "../parts/fields.ts";
import { newPassphrase, requireNewPassphrase } from "../parts/key-opening.ts";
import { requireBasename, requireFreeName } from "../parts/names.ts";
import { readSubjectOfForm, subjectAttributes } from "../parts/subject/subject.ts";
import { builtIn } from "../../pki/templates/built-in.ts";
import { drawSerial } from "../../pki/issue/serial.ts";

/** Days of validity by default: five years for an authority, one for a test server (docs/divergences.md). */
const defaultDays = { "root-ca": 1825, server: 365 } as const;

/** `pki selfsigned`: a key and a certificate that it signed itself, by default an authority that can `pki sign`. */
export const selfsigned = command({
  name: "selfsigned",
  effect: "create",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({
    name: field.basename,
    subject: field.subject,
    subjectAltNames: field.subjectAltNames.optional(),
    key: field.keyAlgorithm.default("rsa-2048"),
    passphrase: newPassphrase,
    profile: z.enum(["root-ca", "server"]).default("root-ca"),
    days: field.days.optional(),
    pathLength: field.pathLength.meta({
      description: "For the profile root-ca: authorities below it, one under another.",
    }),
  }),
  positional: ["name"],
  attributes: {
    ...subjectAttributes,
    subjectAltName: "subjectAltNames",
    key: "key",
    profile: "profile",
    days: "days",
    pathLength: "pathLength",
    lock: "passphrase",
  },
  secrets: ["passphrase"],
  audit: ({ name, subject, key, profile, passphrase }) => ({
    name,
    commonName: subject.CN ?? null,
    key,
    profile,
    ...(passphrase === undefined ? {} : { underPassphrase: true }),
  }),
  async run({ store, vault, clock, random, issuing }, input) {
    const days = input.days ?? defaultDays[input.profile];
    const [name, subject, altNames, passphrase] = await checkAll([
      async () => {
        const name = requireBasename(input.name);
        await requireFreeName(store, name, [".key", ".crt"]);
        return name;
      },
      () => readSubjectOfForm(input.subject),
      () =>
        readAltNamesOfForm(
          input.subjectAltNames ?? [],
          input.subject.CN?.trim() ?? "",
          input.profile === "server" ? "always" : "when-given",
        ),
      () => requireNewPassphrase(input.passphrase),
      () => requireDays(days),
      () => {
        if (input.pathLength !== undefined && input.profile !== "root-ca")
          throw new Failure("sign.path-length-of-no-authority", { profile: input.profile });
      },
    ]);
    const { key, signer } = await vault.generate(input.key, passphrase);
    const prepared = prepareSelfSigned({
      subject,
      names: [...altNames.names],
      spki: signer.spki,
      template: builtIn[input.profile],
      days,
      now: clock.now(),
      backdating: issuing.backdating,
      serialNumber: drawSerial(random),
      pathLength: input.pathLength,
    });
    const der = issue(prepared, signer);
    await store.create([
      { fileName: `${name}.key`, kind: "key", bytes: new Uint8Array(), sealed: key },
      { fileName: `${name}.crt`, kind: "certificate", bytes: der },
    ]);
    const certificate = readCertificate(der);
    return {
      name,
      keyFile: `${name}.key`,
      certificateFile: `${name}.crt`,
      keyLabel: key.keyLabel,
      underPassphrase: passphrase !== undefined,
      publicKeyId: publicKeyId(signer.spki),
      commonName: subject.CN,
      subject: formatName(certificate.subject),
      serial: serialHex(certificate),
      notAfter: certificate.notAfter.toISOString(),
      isAuthority: input.profile === "root-ca",
      subjectAltNames: altNames.names.map(({ kind, value }) => ({ kind, value })),
      addedCommonName: altNames.addedCommonName,
      commonNameIsNoHost: altNames.commonNameIsNoHost,
      pem: writePem("CERTIFICATE", der),
    };
  },
});
