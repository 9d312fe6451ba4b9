import { builtIn } from "../../../pki/templates/built-in.ts";
import { issue } from "../../../pki/issue/issue.ts";
import { prepareCertificate, prepareSelfSigned } from "../../../pki/issue/prepare.ts";
import { drawSerial } from "../../../pki/issue/serial.ts";
import { publicKeyId } from "../../../pki/keys/public-key.ts";
import type { Signer } from "../../../pki/keys/signer.ts";
import { readCertificate, serialHex, type Certificate } from "../../../pki/x509/certificate.ts";
import { readRequest, writeRequest } from "../../../pki/x509/csr.ts";
import type { Context } from "../../command.ts";
import type { ExampleContent, ExampleSignature } from "../../ports/example.ts";
import type { NewFile } from "../../ports/files.ts";
import type { SealedKey } from "../../ports/vault.ts";
import { requireInputs } from "../service/plan.ts";
import { usesOf } from "../service/service-name.ts";
import { readAltNames } from "../subject/alt-names.ts";
import { authorities, holders, organisation, services, type ExampleAuthority, type ExampleHolder } from "./content.ts";

/** An authority of the example that exists in memory alone, until all of it is stored. */
interface MadeAuthority {
  readonly fileName: string;
  readonly certificate: Certificate;
  readonly signer: Signer;
  readonly above: readonly Certificate[];
}

interface Made {
  readonly files: readonly NewFile[];
  readonly signature: ExampleSignature | null;
}

interface Key {
  readonly key: SealedKey;
  readonly signer: Signer;
}

const day = 86_400_000;

/**
 * Makes the keys, requests and certificates of the example and describes its services: by the code that makes a
 * person's own, only that the clock of a signature stands where its validity began. Nothing of it is stored yet, the
 * keys of its authorities included: no certificate of theirs can come into the world that the store does not know.
 * @throws Failure as `csr` and `sign` do
 */
export async function makeExample(context: Context): Promise<ExampleContent> {
  const wanted = [...authorities, ...holders];
  const generated = await Promise.all(wanted.map(({ key }) => context.vault.generate(key)));
  const keys = new Map(wanted.map(({ name }, index) => [name, generated[index]!]));
  const above = new Map<string, MadeAuthority>();
  const made: Made[] = [];
  for (const authority of authorities) {
    const { der, signature } = certifyAuthority(context, authority, keys.get(authority.name)!, above);
    const issuer = authority.by === undefined ? undefined : above.get(authority.by);
    above.set(authority.name, {
      fileName: `${authority.name}.crt`,
      certificate: readCertificate(der),
      signer: keys.get(authority.name)!.signer,
      above: issuer === undefined ? [] : [issuer.certificate, ...issuer.above],
    });
    made.push({
      files: [
        keyFile(authority.name, keys.get(authority.name)!),
        { fileName: `${authority.name}.crt`, kind: "certificate", bytes: der },
      ],
      signature,
    });
  }
  for (const holder of holders) made.push(certifyHolder(context, holder, keys.get(holder.name)!, above));
  return {
    files: made.flatMap(({ files }) => files),
    signatures: made.flatMap(({ signature }) => (signature === null ? [] : [signature])),
    services: await Promise.all(
      services.map(async ({ name, target, inputs }) => {
        const parsed = requireInputs(target, inputs);
        const uses = await usesOf(context.store, parsed.target, parsed.inputs);
        return { name, target, inputs: parsed.inputs, uses };
      }),
    ),
  };
}

const keyFile = (name: string, { key }: Key): NewFile => ({
  fileName: `${name}.key`,
  kind: "key",
  bytes: new Uint8Array(),
  sealed: key,
});

const subjectOf = (commonName: string) => ({ CN: commonName, O: organisation });

function certifyAuthority(
  context: Context,
  authority: ExampleAuthority,
  { signer }: Key,
  above: ReadonlyMap<string, MadeAuthority>,
): { readonly der: Uint8Array; readonly signature: ExampleSignature | null } {
  const { name, commonName, by, pathLength, days } = authority;
  const subject = subjectOf(commonName);
  const times = { now: begunAt(context, authority), backdating: context.issuing.backdating, days };
  if (by === undefined) {
    const serialNumber = drawSerial(context.random);
    const order = { ...times, subject, names: [], spki: signer.spki, template: builtIn["root-ca"], pathLength };
    return { der: issue(prepareSelfSigned({ ...order, serialNumber }), signer), signature: null };
  }
  const request = readRequest(writeRequest(subject, [], signer));
  return underIssuer(context, above.get(by)!, `${name}.csr`, {
    ...times,
    request,
    template: builtIn["sub-ca"],
    names: [],
    pathLength,
  });
}

function certifyHolder(
  context: Context,
  { name, commonName, names, certificate }: ExampleHolder,
  key: Key,
  above: ReadonlyMap<string, MadeAuthority>,
): Made {
  const altNames = readAltNames([...names], commonName).names;
  const der = writeRequest(subjectOf(commonName), [...altNames], key.signer);
  const files: NewFile[] = [keyFile(name, key), { fileName: `${name}.csr`, kind: "csr", bytes: der }];
  if (certificate === undefined) return { files, signature: null };
  const signed = underIssuer(context, above.get(certificate.by)!, `${name}.csr`, {
    now: begunAt(context, certificate),
    backdating: context.issuing.backdating,
    days: certificate.days,
    request: readRequest(der),
    template: builtIn[certificate.profile],
    names: [...altNames],
  });
  return {
    files: [...files, { fileName: `${name}.crt`, kind: "certificate", bytes: signed.der }],
    signature: signed.signature,
  };
}

type Order = Omit<Parameters<typeof prepareCertificate>[0], "issuer" | "ancestors" | "serialNumber">;

function underIssuer(
  { random }: Context,
  { certificate: issuer, signer, above, fileName }: MadeAuthority,
  requestFileName: string,
  order: Order,
): { readonly der: Uint8Array; readonly signature: ExampleSignature } {
  const prepared = prepareCertificate({
    ...order,
    issuer,
    ancestors: above.length === 0 ? [] : [above],
    serialNumber: drawSerial(random),
  });
  const der = issue(prepared, signer);
  return {
    der,
    signature: {
      fileName: requestFileName.replace(/\.csr$/, ".crt"),
      serialNumber: serialHex(readCertificate(der)),
      issuerSpkiSha256: publicKeyId(issuer.spki),
      issuerFileName: fileName,
      requestFileName,
    },
  };
}

function begunAt({ clock }: Context, { begun }: { readonly begun: number }): Date {
  return new Date(clock.now().getTime() - begun * day);
}
