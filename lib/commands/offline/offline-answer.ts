import { z } from "zod";
import { writePem } from "../../pki/asn1/pem.ts";
import { serialHex } from "../../pki/x509/certificate.ts";
import { bytesField } from "../bytes-field.ts";
import { command } from "../command.ts";
import { readCame, requireAsAsked, requirePaired } from "../parts/offline/answered.ts";
import { offlineId } from "../parts/offline/fields.ts";

/** What an authority elsewhere signed comes back: it is byte for byte what was asked for, or it is refused. */
export const offlineAnswer = command({
  name: "offline-answer",
  effect: "create",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({
    bytes: bytesField(21_000_000).meta({
      description: "The answer file, or the certificate or list itself, PEM or DER.",
    }),
    id: offlineId.optional().meta({ description: "The request that it is to answer; absent: it is found." }),
  }),
  secrets: [],
  on: ({ id }) => (id === undefined ? [] : [{ may: "inventory.write", on: { kind: "authority", askedBy: id } }]),
  audit: ({ id }) => ({ id: id ?? null }),
  async run(context, input) {
    const { store, actor } = context;
    const came = await readCame(context, input.bytes);
    const wanted = await requirePaired(context, came, input.id);
    await requireAsAsked(context, wanted, came.signed);
    const { id, subject, number, issuerFileName } = wanted;
    const told = { id, subject, number, authority: issuerFileName };
    if (came.signed.kind === "revocation-list") {
      const { der, thisUpdate, nextUpdate, size } = came.signed.read;
      await store.completeOfflineList(id, der, actor.label);
      const publishedName = (await store.crlIssuer(wanted.authority))?.publishedName ?? "";
      return {
        ...told,
        kind: "revocation-list" as const,
        fileName: null,
        name: null,
        publishedName,
        serial: null,
        entries: size,
        notBefore: thisUpdate.toISOString(),
        notAfter: nextUpdate?.toISOString() ?? null,
        pem: writePem("X509 CRL", der),
      };
    }
    const { der, notBefore, notAfter } = came.signed.read;
    // The name that waits may be called otherwise by now.
    const waiting = (await store.filesByPublicKey(wanted.spkiSha256 ?? "")).find(({ kind }) => kind === "csr");
    const basename = waiting?.basename ?? wanted.basename ?? "";
    const fileName = await store.completeIntent(wanted.intentId ?? "", der, basename, {
      isConfirmed: true,
      offline: { id, by: actor.label },
    });
    return {
      ...told,
      kind: "certificate" as const,
      fileName,
      name: basename,
      publishedName: null,
      serial: serialHex(came.signed.read),
      entries: null,
      notBefore: notBefore.toISOString(),
      notAfter: notAfter.toISOString(),
      pem: writePem("CERTIFICATE", der),
    };
  },
});
