import { listFileNames, type ListPlace, listSteps } from "../list-files.ts";
import { step } from "../parts.ts";
import { note, type StepNote } from "../step-notes.ts";
import type { Step } from "../plan.ts";
import type { Confirmation } from "../preflight.ts";
import type { TableauInputs } from "./fields.ts";

const guide = "Tableau Server, mutual SSL authentication";

/** What the files of this plan are. */
interface TableauOptions {
  readonly hasChain: boolean;
  readonly hasLists: boolean;
}

/** The two steps of the guide, then its options, then what applies them. */
export function tableauSteps(
  inputs: TableauInputs,
  { hasChain, hasLists, place }: TableauOptions & { readonly place: ListPlace },
): Step[] {
  const { host, folder, mapping, fallback } = inputs;
  const configure = "tsm authentication mutual-ssl configure";
  const chain = hasChain ? ` --chain-file ${folder}/tableau-chain.crt` : "";
  const apply = (id: string, line: string, said: StepNote, confirmation: Confirmation = "vendor") =>
    step({ id, phase: "apply", lines: [line], note: said, citation: guide, confirmation });
  const files = [
    "tableau.key",
    "tableau.crt",
    ...(hasChain ? ["tableau-chain.crt"] : []),
    "tableau-ca.crt",
    ...listFileNames(place),
  ];
  return [
    step({
      id: "copy",
      phase: "copy",
      note: note("copy-files", { files: `${files.join(", ")} → ${folder}` }),
      citation: guide,
    }),
    step({ id: "backup", phase: "copy", note: note("keep-backup", {}), citation: guide }),
    apply(
      "external-ssl",
      `tsm security external-ssl enable --cert-file ${folder}/tableau.crt --key-file ${folder}/tableau.key${chain}`,
      note("tab-external", {}),
    ),
    step({ id: "passphrase", phase: "apply", note: note("tab-passphrase", {}), citation: guide }),
    apply(
      "ca-cert",
      `${configure} --ca-cert ${folder}/tableau-ca.crt`,
      note("tab-authorities", { file: "tableau-ca.crt" }),
    ),
    ...(fallback ? [apply("fallback", `${configure} -fb true`, note("tab-fallback", { isOn: "true" }))] : []),
    ...(mapping === "upn" ? [] : [apply("mapping", `${configure} -m ${mapping}`, note("tab-mapping", { mapping }))]),
    ...(!hasLists
      ? []
      : [
          apply(
            "revocation",
            `${configure} -rf ${folder}/tableau-revoked.pem`,
            note("tab-revocation", { file: "tableau-revoked.pem" }),
          ),
        ]),
    ...sizes(inputs).map(([key, value]) =>
      apply(`set-${key}`, `tsm configuration set -k ${key} -v ${value}`, note("tab-minimum", { key, value })),
    ),
    apply("enable", "tsm authentication mutual-ssl enable", note("tab-enable", {})),
    apply("apply", "tsm pending-changes apply", note("tab-apply", {})),
    ...listSteps(place),
    step({
      id: "browser",
      phase: "apply",
      where: "browser",
      note: note("tab-browser", { address: `https://${host}:8850` }),
      citation: guide,
    }),
    step({
      id: "settings-import",
      phase: "apply",
      lines: ["tsm settings import -f mutual-ssl.json", "tsm pending-changes apply"],
      note: note("tab-settings-import", {}),
      citation: "Tableau Server, mutualSSLSettings entity",
    }),
    step({ id: "sign-in", phase: "check", where: "browser", note: note("tab-sign-in", {}), citation: guide }),
  ];
}

function sizes({ rsaBits, ecBits }: TableauInputs): (readonly [string, number])[] {
  const prefix = "ssl.client_certificate_login.min_allowed";
  return [
    ...(rsaBits === 2048 ? [] : [[`${prefix}.rsa_key_size`, rsaBits] as const]),
    ...(ecBits === 256 ? [] : [[`${prefix}.elliptic_curve_size`, ecBits] as const]),
  ];
}

/**
 * The declarative twin of the lines (entity `mutualSSLSettings`). Keys that the guide does not explain are left out.
 */
export function tableauJson({ folder, fallback }: TableauInputs, { hasChain, hasLists }: TableauOptions): string {
  const mutualSSLSettings = {
    _type: "mutualSSLSettingsType",
    sslEnabled: true,
    clientCertRequired: true,
    caCertFile: `${folder}/tableau-ca.crt`,
    certFileName: `${folder}/tableau.crt`,
    keyFileName: `${folder}/tableau.key`,
    ...(hasChain ? { chainFile: `${folder}/tableau-chain.crt` } : {}),
    ...(!hasLists ? {} : { revocationFile: `${folder}/tableau-revoked.pem` }),
    fallbackToPassword: fallback,
  };
  return `${JSON.stringify({ configEntities: { mutualSSLSettings } }, null, 2)}\n`;
}
