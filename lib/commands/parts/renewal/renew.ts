import { issue } from "../../../pki/issue/issue.ts";
import { requestedExtensions } from "../../../pki/issue/renewed-extensions.ts";
import { publicKeyId, readPublicKeyFacts } from "../../../pki/keys/public-key.ts";
import type { Signer } from "../../../pki/keys/signer.ts";
import { writePem } from "../../../pki/asn1/pem.ts";
import { readCertificate, serialHex } from "../../../pki/x509/certificate.ts";
import { signRequest } from "../../../pki/x509/csr.ts";
import { formatName } from "../../../pki/x509/name.ts";
import type { Context } from "../../command.ts";
import { Failure } from "../../error-codes.ts";
import { listIssuerOf } from "../../ports/authority.ts";
import type { NewFile } from "../../ports/files.ts";
import type { KeyOpening, SealedKey } from "../../ports/vault.ts";
import { requireNewPassphrase } from "../key-opening.ts";
import { servicesUsing } from "../services-using.ts";
import { reserveSerial, underIntent } from "../signing/serial.ts";
import { requireUnrevoked } from "../trust/revoked-issuer.ts";
import { waitingRequest } from "./former.ts";
import { planRenewal, prepareNext, type RenewalChoice, type RenewalPlan } from "./plan.ts";

/** What a renewal is asked with: the choice, the passphrases, and that a second request is meant. */
export interface RenewalOrder extends RenewalChoice, Passphrases {
  readonly confirm?: boolean | undefined;
}

/**
 * Makes the next generation of a name: a certificate by a stored authority or by its own key, else a request that goes
 * out. @throws Failure as `planRenewal` and `prepareRenewal`; `renewal.request-waits`, `renewal.overtaken`
 */
export async function renewName(context: Context, input: RenewalOrder) {
  const plan = await planRenewal(context, input);
  const { former, next, added } = plan;
  const isChainAccepted = input.doubtfulChain !== undefined;
  const done =
    next.by === "outside"
      ? await askFor(context, plan, input, input.confirm === true)
      : await issueNext(context, plan, input, isChainAccepted);
  return {
    name: former.row.basename,
    key: plan.key,
    subject: formatName(former.certificate.subject),
    added: added.map(({ kind, value }) => ({ kind, value })),
    services: await servicesUsing(context.store, former.row.basename),
    former: { generation: former.file.generation, notAfter: former.certificate.notAfter.toISOString() },
    ...done,
  };
}

/** The passphrases of a renewal: of the key that signs, and of a new key. */
interface Passphrases extends KeyOpening {
  readonly newPassphrase?: string | undefined;
}

/**
 * A new key, sealed. The one before may lie under a passphrase of its own; then this one does, or the protection would be
 * gone without a word. @throws Failure `renewal.passphrase-wanted`, `passphrase.…`
 */
async function newKey({ vault }: Context, { former, algorithm }: RenewalPlan, { newPassphrase: given }: Passphrases) {
  const fileName = former.key?.fileName;
  const isProtected = fileName !== undefined && (await vault.describe(fileName)).isLocked;
  if (isProtected && given === undefined) throw new Failure("renewal.passphrase-wanted", { fileName });
  return vault.generate(algorithm, requireNewPassphrase(given));
}

function keyFile({ former }: RenewalPlan, sealed: SealedKey | null): NewFile | null {
  return sealed === null ? null : { fileName: former.keyFileName, kind: "key", bytes: new Uint8Array(), sealed };
}

function requestOf({ former, added }: RenewalPlan, signer: Signer): Uint8Array {
  const { certificate } = former;
  return signRequest(
    certificate.subject.der,
    requestedExtensions(certificate, added, readPublicKeyFacts(signer.spki)),
    signer,
  );
}

const changed = ({ former }: RenewalPlan) => ({
  basename: former.row.basename,
  former: { fileName: former.file.fileName, sha256: former.sha256 },
  formerRequest: former.requestSha256,
});

/** A request that waits: the live certificate and its key go on until the answer comes. */
async function askFor(context: Context, plan: RenewalPlan, opening: Passphrases, isConfirmed: boolean) {
  const { former } = plan;
  const waiting = waitingRequest(former);
  if (waiting !== null && !isConfirmed)
    throw new Failure("renewal.request-waits", {
      name: former.row.basename,
      requestFile: waiting.fileName,
      since: waiting.createdAt.toISOString(),
    });
  const { key, signer } =
    plan.key === "new"
      ? await newKey(context, plan, opening)
      : { key: null, signer: await context.vault.withOpening(opening).signer(former.key!.fileName) };
  const der = requestOf(plan, signer);
  await context.store.renew({
    ...changed(plan),
    key: keyFile(plan, key),
    request: { fileName: former.requestFileName, kind: "csr", bytes: der },
    certificate: null,
  });
  return {
    made: "request" as const,
    fileName: former.requestFileName,
    keyFile: plan.key === "new" ? former.keyFileName : former.key!.fileName,
    publicKeyId: publicKeyId(signer.spki),
    pem: writePem("CERTIFICATE REQUEST", der),
  };
}

/** The order of a signature is that of `sign`: checked, intended, made, stored. */
async function issueNext(context: Context, plan: RenewalPlan, opening: Passphrases, isChainAccepted: boolean) {
  const { store, vault, random } = context;
  const { former, next } = plan;
  if (next.by === "authority") await requireUnrevoked(context, next.authority.certificate);
  const made = plan.key === "new" ? await newKey(context, plan, opening) : null;
  const spki = made?.signer.spki ?? former.certificate.spki;
  const addresses =
    next.by === "authority"
      ? await context.lists.addresses(listIssuerOf(next.authority), next.authority.certificate)
      : null;
  // Last of what is asked: a passphrase is not typed for a certificate that cannot be made.
  const opened: { signer?: Signer } = {};
  const permit = async () => {
    const keyFile = next.by === "authority" ? next.authority.keyFile : former.key!.fileName;
    const isByNewKey = made !== null && next.by === "itself";
    opened.signer = isByNewKey ? made.signer : await vault.withOpening(opening).signer(keyFile);
    if (next.by === "authority") await context.lists.publish(listIssuerOf(next.authority), addresses, opened.signer);
  };
  const authority =
    next.by === "authority"
      ? next.authority.authority
      : { fileName: former.file.fileName, spkiSha256: publicKeyId(spki) };
  const { prepared, intent } = await reserveSerial(store, random, {
    file: former.file,
    authority,
    prepare: (serialNumber) => prepareNext(context, plan, { spki, serialNumber, isChainAccepted, addresses }),
    permit,
  });
  const der = await underIntent(store, intent, async () => {
    const signed = issue(prepared, opened.signer!);
    // A request that lies beside the key is for that key.
    const request =
      made === null || former.request === null
        ? null
        : ({ fileName: former.requestFileName, kind: "csr", bytes: requestOf(plan, made.signer) } as const);
    await store.renew({
      ...changed(plan),
      key: keyFile(plan, made?.key ?? null),
      request,
      certificate: {
        file: { fileName: former.file.fileName, kind: "certificate", bytes: signed },
        intentId: intent,
      },
    });
    return signed;
  });
  const certificate = readCertificate(der);
  return {
    made: "certificate" as const,
    generation: (await store.file(former.file.fileName))?.generation ?? 0,
    fileName: former.file.fileName,
    keyFile: plan.key === "new" ? former.keyFileName : former.key!.fileName,
    issuerFile: next.by === "authority" ? next.authority.authority.fileName : former.file.fileName,
    issuer: formatName(certificate.issuer),
    serial: serialHex(certificate),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    notes: prepared.notes,
    pem: writePem("CERTIFICATE", der),
  };
}
