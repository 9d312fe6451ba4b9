import "server-only";
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { altNamesFor, subjectFor } from "../../pki/x509/subject-template.ts";
import { type BatchTemplate, type Person, templateOfBatch } from "../../commands/ports/batch.ts";
import { type Certificate, readCertificate } from "../../pki/x509/certificate.ts";
import { Failure, isFailure } from "../error-codes.ts";
import { issue } from "../../pki/issue/issue.ts";
import { generatePassphrase } from "../../pki/keys/passphrase.ts";
import { writePkcs12 } from "../../pki/pkcs12/write.ts";
import { type Prepared, prepareForKey } from "../../pki/issue/prepare.ts";
import { publicKeyId, rememberPublicKey } from "../../pki/keys/public-key.ts";
import { type Signer, signerOf } from "../../pki/keys/signer.ts";
import { type CertificateFacts, readCertificateFacts } from "../store/certificate-facts.ts";
import { keyParameters } from "../vault/key-worker.ts";
import { seal } from "../vault/aes-seal.ts";
import { openSealed, sealBytes, type SealedCells, type SealingKey, wiping } from "../vault/seal-content.ts";

/**
 * The heavy half of a batch, as its threads do it: keys are made and sealed, certificates prepared, and, when the
 * database has their intents, signed and packed. Keys in clear stay on the thread that made them, and are wiped there.
 */

/** The order that every certificate of a batch is made with. */
export interface SessionOrder {
  /** DER. */
  readonly issuer: Uint8Array;
  /** Every chain above the issuer that is known: what all of them forbid is refused. */
  readonly ancestors: readonly (readonly Uint8Array[])[];
  /** Leaf excluded, nearest first. */
  readonly chain: readonly Uint8Array[];
  readonly template: BatchTemplate;
  /** Null: nothing is signed, certificates that are there are packed anew. */
  readonly issuerKey: KeyObject | null;
  readonly sealingKey: SealingKey;
  /** Seals the passphrases; null for a batch without .p12 files. */
  readonly sheetKey: KeyObject | null;
}

export interface RowToBegin {
  readonly rowId: number;
  readonly person: Person;
  /** Name in the inventory that is wanted: a new key is sealed for it. */
  readonly basename: string;
  readonly serialNumber: Uint8Array;
  readonly preparedAt: Date;
  /** The key of a row that was begun before; null: one is made. */
  readonly sealed: SealedCells | null;
}

export type KeySeal = ReturnType<typeof sealBytes>;

/** The seal of a new key, and the SHA-256 of the public key that it is bound to. */
export type RowSeal = KeySeal & { readonly spkiSha256: string };

export type BegunRow =
  | {
      readonly rowId: number;
      readonly isRefused: false;
      readonly serialNumber: string;
      /** Of a new key. */ readonly sealed: RowSeal | null;
    }
  | { readonly rowId: number; readonly isRefused: true; readonly code: string; readonly facts: object };

export interface Packed {
  readonly pkcs12: Uint8Array;
  /** Sealed under the key of the sheet. */
  readonly passphrase: Uint8Array;
}

export interface SignedRow {
  readonly rowId: number;
  /** Of its key. */
  readonly sealedId: string;
  readonly facts: CertificateFacts;
  readonly packed: Packed | null;
}

export interface RowToRepack {
  readonly rowId: number;
  readonly name: string;
  readonly der: Uint8Array;
  readonly sealed: SealedCells;
}

export interface BatchJobs {
  /** @throws Failure only of the sealed keys: a refusal of one row is told in its place. */
  begin(unit: number, rows: readonly RowToBegin[]): BegunRow[];
  /** @throws Failure `sign.key-is-not-the-issuers`, `sign.signature-failed` */
  finish(unit: number): Promise<SignedRow[]>;
  drop(unit: number): void;
  /** @throws Failure `key.damaged-seal` */
  repack(unit: number, rows: readonly RowToRepack[]): Promise<{ readonly rowId: number; readonly packed: Packed }[]>;
  /** Wipes what was begun. */
  close(): void;
}

interface Begun {
  readonly rowId: number;
  readonly sealedId: string;
  readonly name: string;
  readonly prepared: Prepared;
  readonly pkcs8: Uint8Array;
}

interface Key {
  readonly pkcs8: Uint8Array;
  readonly spki: Uint8Array;
  readonly sealed: RowSeal | null;
}

export function createBatchJobs(order: SessionOrder): BatchJobs {
  const units = new Map<number, readonly Begun[]>();
  const issuer = readCertificate(order.issuer);
  const ancestors = order.ancestors.map((chain) => chain.map((der) => readCertificate(der)));
  const signer: Signer | null = order.issuerKey === null ? null : signerOf(order.issuerKey);

  function drop(unit: number): void {
    for (const { pkcs8 } of units.get(unit) ?? []) pkcs8.fill(0);
    units.delete(unit);
  }

  return {
    begin(unit, rows) {
      const kept: Begun[] = [];
      units.set(unit, kept);
      return rows.map((row) => beginRow(order, { issuer, ancestors }, row, kept));
    },
    async finish(unit) {
      try {
        const signed: SignedRow[] = [];
        for (const { rowId, sealedId, name, prepared, pkcs8 } of units.get(unit) ?? []) {
          if (signer === null) throw new Error("a batch without the key of its issuer was to be signed");
          const facts = readCertificateFacts(issue(prepared, signer));
          signed.push({
            rowId,
            sealedId,
            facts,
            packed: await pack(order, { rowId, name, key: pkcs8, der: facts.der }),
          });
        }
        return signed;
      } finally {
        drop(unit);
      }
    },
    drop,
    async repack(_unit, rows) {
      const packed: { rowId: number; packed: Packed }[] = [];
      for (const { rowId, name, der, sealed } of rows) {
        const key = openKey(order.sealingKey, sealed);
        try {
          packed.push({ rowId, packed: (await pack(order, { rowId, name, key, der }))! });
        } finally {
          key.fill(0);
        }
      }
      return packed;
    },
    close() {
      for (const unit of [...units.keys()]) drop(unit);
    },
  };
}

function beginRow(
  { template, sealingKey }: SessionOrder,
  above: { issuer: Certificate; ancestors: Certificate[][] },
  row: RowToBegin,
  kept: Begun[],
): BegunRow {
  const { rowId, person, preparedAt, serialNumber } = row;
  const { pkcs8, spki, sealed } =
    row.sealed === null ? makeKey(template, sealingKey, row.basename) : reopenKey(sealingKey, row.sealed);
  try {
    const prepared = prepareForKey({
      ...above,
      template: templateOfBatch(template),
      subject: subjectFor(template, person),
      names: altNamesFor(template, person),
      days: template.days,
      spki,
      now: preparedAt,
      serialNumber,
      addresses: template.addresses ?? null,
    });
    kept.push({ rowId, sealedId: sealed?.recordId ?? row.sealed!.id, name: person.name, prepared, pkcs8 });
    return { rowId, isRefused: false, serialNumber: prepared.serialNumber, sealed };
  } catch (error) {
    pkcs8.fill(0);
    if (!isFailure(error)) throw error;
    return { rowId, isRefused: true, code: error.code, facts: error.facts };
  }
}

function makeKey({ key }: BatchTemplate, sealingKey: SealingKey, name: string): Key {
  const { type, options } = keyParameters[key];
  // The public half as an object: what signs asks for it, and making it of bytes costs as much as the signature.
  const pair = generateKeyPairSync(
    type as "ec",
    { ...options, privateKeyEncoding: { type: "pkcs8", format: "der" } } as never,
  ) as unknown as { privateKey: Buffer; publicKey: KeyObject };
  const spki = Uint8Array.from(pair.publicKey.export({ type: "spki", format: "der" }));
  rememberPublicKey(spki, pair.publicKey);
  const spkiSha256 = publicKeyId(spki);
  const made = sealBytes(sealingKey, pair.privateKey, "key", { of: "name", name, identity: spkiSha256 });
  // Bytes of their own: a slice of a shared buffer would take its neighbours along when it is handed over.
  const sealed = {
    ...made,
    spkiSha256,
    sealed: Uint8Array.from(made.sealed),
    wrappedDataKey: Uint8Array.from(made.wrappedDataKey),
  };
  return { pkcs8: pair.privateKey, spki, sealed };
}

function reopenKey(sealingKey: SealingKey, sealed: SealedCells): Key {
  const pkcs8 = openKey(sealingKey, sealed);
  const spki = createPublicKey(createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" })).export({
    format: "der",
    type: "spki",
  });
  return { pkcs8, spki: Uint8Array.from(spki), sealed: null };
}

function openKey(sealingKey: SealingKey, sealed: SealedCells): Buffer {
  const pkcs8 = openSealed(sealingKey, sealed);
  if (pkcs8 === null) throw new Failure("key.damaged-seal", { fileName: sealed.id });
  return pkcs8;
}

async function pack(
  { template, sheetKey, chain }: SessionOrder,
  { rowId, name, key, der }: { rowId: number; name: string; key: Uint8Array; der: Uint8Array },
): Promise<Packed | null> {
  const { profile, iterations } = template;
  if (profile === "none" || sheetKey === null) return null;
  const passphrase = generatePassphrase(randomBytes);
  const sealed = wiping(Buffer.from(passphrase, "utf8"), (clear) => seal(sheetKey, clear, passphraseBinding(rowId)));
  const pkcs12 = await writePkcs12({
    key,
    certificates: [der, ...chain],
    friendlyName: name,
    passphrase,
    profile,
    random: randomBytes,
    ...(iterations === null ? {} : { iterations }),
  });
  return { pkcs12: Uint8Array.from(pkcs12), passphrase: Uint8Array.from(sealed) };
}

/** Bound to its row: a passphrase moved to another person does not open. */
export function passphraseBinding(rowId: number): string {
  return `passphrase\n${rowId}`;
}
