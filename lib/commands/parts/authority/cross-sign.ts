import { authorityFactsOf } from "../../../pki/issue/authority-facts.ts";
import { issue } from "../../../pki/issue/issue.ts";
import { prepareCross } from "../../../pki/issue/prepare.ts";
import { publicKeyId } from "../../../pki/keys/public-key.ts";
import type { Signer } from "../../../pki/keys/signer.ts";
import { chainsAbove } from "../../../pki/path/issuers.ts";
import type { Template } from "../../../pki/templates/template.ts";
import { type Certificate, subjectKeyId } from "../../../pki/x509/certificate.ts";
import type { Context } from "../../command.ts";
import type { Authority } from "../../ports/authority.ts";
import type { KeyOpening } from "../../ports/vault.ts";
import { reserveSerial, underIntent } from "../signing/serial.ts";
import { templateWith, type WantedLimits } from "./limits.ts";
import { toldCertificate } from "./made.ts";

interface CrossSigning {
  /** Of the new certificate in the inventory. */
  readonly name: string;
  readonly certified: Certificate;
  readonly certifiedFile: string;
  readonly by: Authority;
  readonly template: Template;
  /** Beside those that its own certificate has, which go over into the new one. */
  readonly limits: WantedLimits;
  readonly days: number | undefined;
  readonly pathLength: number | undefined;
  readonly opening: KeyOpening;
  readonly isChainAccepted: boolean;
}

const day = 86_400_000;

/** In the order of each signature: checked, intended, signed, stored. @throws Failure as `prepareCross` */
export async function crossSign(context: Context, wanted: CrossSigning) {
  const { store, vault, clock, random, issuing } = context;
  const { certified, by, name } = wanted;
  const now = clock.now();
  const ancestors = await chainsAbove(store, by.certificate, now);
  const own = authorityFactsOf(certified, []);
  const above = authorityFactsOf(by.certificate, ancestors[0] ?? []);
  const template = templateWith(withoutPathLength(wanted.template), {
    nameConstraints: wanted.limits.nameConstraints ?? own.nameConstraints ?? undefined,
    purposes: wanted.limits.purposes ?? own.purposes,
    policies: wanted.limits.policies,
  });
  const left = Math.max(1, Math.floor((certified.notAfter.getTime() - now.getTime()) / day));
  const longest = above.room === null ? null : above.room - 1;
  const pathLength = wanted.pathLength ?? shortest(own.pathLength, longest);
  const opened: { signer?: Signer } = {};
  const { prepared, intent } = await reserveSerial(store, random, {
    file: { fileName: wanted.certifiedFile },
    authority: by.authority,
    prepare: (serialNumber) =>
      prepareCross({
        certified,
        issuer: by.certificate,
        ancestors,
        template,
        days: wanted.days ?? left,
        now,
        backdating: issuing.backdating,
        serialNumber,
        isChainAccepted: wanted.isChainAccepted,
        ...(pathLength === null ? {} : { pathLength }),
      }),
    permit: async () => {
      opened.signer = await vault.withOpening(wanted.opening).signer(by.keyFile);
    },
  });
  const der = await underIntent(store, intent, async () => {
    const signed = issue(prepared, opened.signer!);
    await store.completeIntent(intent, signed, name, { isConfirmed: true });
    return signed;
  });
  return {
    name,
    fileName: `${name}.crt`,
    certificate: wanted.certifiedFile,
    issuerFile: by.authority.fileName,
    publicKeyId: publicKeyId(certified.spki),
    subjectKeyId: hex(subjectKeyId(certified)),
    ...toldCertificate(der, prepared.notes),
  };
}

/** What a sub-authority has by default is no limit of an authority that has more already. */
function withoutPathLength(template: Template): Template {
  const { authority } = template.rules;
  if (authority === undefined) return template;
  return { ...template, rules: { ...template.rules, authority: { ...authority, pathLength: null } } };
}

function shortest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? (other === null ? null : Math.max(0, other));
  return Math.max(0, Math.min(one, other));
}

const hex = (bytes: Uint8Array | null): string | null => (bytes === null ? null : Buffer.from(bytes).toString("hex"));
