import { issue } from "../../../pki/issue/issue.ts";
import { prepareForKey, prepareSelfSigned } from "../../../pki/issue/prepare.ts";
import { requireSoundChain } from "../../../pki/issue/chain.ts";
import { drawSerial } from "../../../pki/issue/serial.ts";
import { type KeyAlgorithm, publicKeyId } from "../../../pki/keys/public-key.ts";
import type { Signer } from "../../../pki/keys/signer.ts";
import { writePem } from "../../../pki/asn1/pem.ts";
import { chainsAbove } from "../../../pki/path/issuers.ts";
import { templateExtensions, usesOf } from "../../../pki/templates/layout.ts";
import type { Template } from "../../../pki/templates/template.ts";
import { signRequest } from "../../../pki/x509/csr.ts";
import { basicConstraintsExtension } from "../../../pki/x509/extension-write.ts";
import { formatName, readNameBytes, type Subject, writeName } from "../../../pki/x509/name.ts";
import { readPublicKeyFacts } from "../../../pki/keys/public-key.ts";
import type { Context } from "../../command.ts";
import { type Authority, listIssuerOf } from "../../ports/authority.ts";
import type { NewFile } from "../../ports/files.ts";
import type { KeyOpening, SealedKey } from "../../ports/vault.ts";
import { reserveSerial, underIntent } from "../signing/serial.ts";
import { toldCertificate } from "./made.ts";

/** A new authority with a key of its own. */
export interface NewAuthority {
  readonly name: string;
  readonly subject: Subject;
  /** Of authorities, with the limits that were asked for. */
  readonly template: Template;
  readonly key: KeyAlgorithm;
  readonly days: number;
  readonly pathLength: number | undefined;
  /** Of the new key; absent: none. */
  readonly passphrase: string | undefined;
  /** Of the issuer's key. */
  readonly opening: KeyOpening;
  readonly isChainAccepted: boolean;
}

const filesOf = (name: string, sealed: SealedKey, ending: "csr" | "crt", bytes: Uint8Array): NewFile[] => [
  { fileName: `${name}.key`, kind: "key", bytes: new Uint8Array(), sealed },
  { fileName: `${name}.${ending}`, kind: ending === "csr" ? "csr" : "certificate", bytes },
];

/** @throws Failure as `prepareSelfSigned`; `name.in-use` */
export async function makeRoot({ store, vault, clock, random, issuing }: Context, order: NewAuthority) {
  const { key, signer } = await vault.generate(order.key, order.passphrase);
  const prepared = prepareSelfSigned({
    subject: order.subject,
    names: [],
    spki: signer.spki,
    template: order.template,
    days: order.days,
    now: clock.now(),
    backdating: issuing.backdating,
    serialNumber: drawSerial(random),
    pathLength: order.pathLength,
  });
  const der = issue(prepared, signer);
  await store.create(filesOf(order.name, key, "crt", der));
  return {
    made: "root" as const,
    ...toldNames(order, key, signer),
    issuerFile: null,
    ...toldCertificate(der, prepared.notes),
  };
}

/** In the order of each signature: checked, intended, signed, stored. @throws Failure as `sign` does; `name.in-use` */
export async function makeBelow(context: Context, order: NewAuthority, by: Authority) {
  const { store, vault, lists, clock, random, issuing } = context;
  const now = clock.now();
  const ancestors = await chainsAbove(store, by.certificate, now);
  requireSoundChain(
    { issuer: by.certificate, template: order.template, days: order.days, now },
    ancestors,
    order.isChainAccepted,
  );
  const addresses = await lists.addresses(listIssuerOf(by), by.certificate);
  const { key, signer: own } = await vault.generate(order.key, order.passphrase);
  const opened: { signer?: Signer } = {};
  const { prepared, intent } = await reserveSerial(store, random, {
    file: { fileName: `${order.name}.crt` },
    authority: by.authority,
    prepare: (serialNumber) =>
      prepareForKey({
        issuer: by.certificate,
        ancestors,
        template: order.template,
        subject: order.subject,
        spki: own.spki,
        names: [],
        days: order.days,
        now,
        backdating: issuing.backdating,
        serialNumber,
        addresses,
        ...(order.pathLength === undefined ? {} : { pathLength: order.pathLength }),
      }),
    // Last of what is asked: a passphrase is not typed for a certificate that cannot be made.
    permit: async () => {
      opened.signer = await vault.withOpening(order.opening).signer(by.keyFile);
      await lists.publish(listIssuerOf(by), addresses, opened.signer);
    },
  });
  const der = await underIntent(store, intent, async () => {
    const signed = issue(prepared, opened.signer!);
    await store.createCertified(filesOf(order.name, key, "crt", signed), intent);
    return signed;
  });
  return {
    made: "intermediate" as const,
    ...toldNames(order, key, own),
    issuerFile: by.authority.fileName,
    ...toldCertificate(der, prepared.notes),
  };
}

/**
 * A key and a request that says what it is to become: CA:TRUE, the path length, key usages and limits. Its issuer
 * decides. @throws Failure `name.in-use`, `subject.*`
 */
export async function askOutside({ store, vault }: Context, order: NewAuthority) {
  const { key, signer } = await vault.generate(order.key, order.passphrase);
  const name = writeName(order.subject);
  const { template } = order;
  const der = signRequest(
    name,
    [
      basicConstraintsExtension(true, order.pathLength ?? template.rules.authority?.pathLength ?? null),
      ...usesOf(template, readPublicKeyFacts(signer.spki)),
      ...templateExtensions(template, null),
    ],
    signer,
  );
  await store.create(filesOf(order.name, key, "csr", der));
  return {
    made: "request" as const,
    ...toldNames(order, key, signer),
    requestFile: `${order.name}.csr`,
    subject: formatName(readNameBytes(name)),
    pem: writePem("CERTIFICATE REQUEST", der),
  };
}

function toldNames({ name, passphrase }: NewAuthority, key: SealedKey, signer: Signer) {
  return {
    name,
    keyFile: `${name}.key`,
    fileName: `${name}.crt`,
    keyLabel: key.keyLabel,
    underPassphrase: passphrase !== undefined,
    publicKeyId: publicKeyId(signer.spki),
  };
}
