import type { ChainEnd } from "@/lib/pki/path/chain.ts";
import type { FileKind } from "@/lib/commands/ports/files.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { type Pkcs12Receiver, type Pkcs12ReceiverName, receiverList } from "@/lib/pki/pkcs12/receivers.ts";

export type DownloadTexts = UiTexts["download"];
export const downloadGroups = ["device", "server", "file"] as const;
export type DownloadGroup = (typeof downloadGroups)[number];

export interface DownloadChoice {
  /** Unique among all. */
  readonly id: string;
  readonly group: DownloadGroup;
  readonly label: string;
  /** The consequence of the choice, and why. */
  readonly why: string;
  readonly fileName: string;
  readonly inside: string;
  readonly encryption: string;
  /** Fields of `export` beside the name; a `link` is fetched as it is stored. */
  readonly fields: Readonly<Record<string, string>>;
  readonly isLink?: true;
  /** `passphrase` and `agreement` as they say; `either`: the person chooses, where the role may take a key in clear. */
  readonly needs: "nothing" | "passphrase" | "agreement" | "either";
  readonly receiver?: Pkcs12Receiver;
  readonly receiverName?: Pkcs12ReceiverName;
}

export interface DownloadOf {
  readonly name: string;
  readonly files: readonly { readonly fileName: string; readonly kind: FileKind }[];
  /** `Ed25519`, `RSA 2048` … */
  readonly keyLabel: string;
  /** Where its chains lead, the best first. */
  readonly ends: readonly Pick<ChainEnd, "choice" | "subject" | "problem">[];
  readonly mayExport: boolean;
  readonly mayExportClear: boolean;
  readonly language: string;
}

/** The formats in which a name can be downloaded, by its files and by what the role may. */
export function downloadChoices(of: DownloadOf, texts: DownloadTexts): DownloadChoice[] {
  const { files, mayExport } = of;
  const has = (kind: FileKind) => files.some((file) => file.kind === kind);
  const isPair = has("key") && has("certificate");
  return [
    ...(isPair && mayExport ? [...deviceChoices(of, texts), ...serverChoices(of, texts)] : []),
    ...publicChoices(of, texts),
    ...(has("key") && mayExport ? keyChoices(of, texts) : []),
    ...zipChoice(of, texts),
  ];
}

function deviceChoices({ name }: DownloadOf, texts: DownloadTexts): DownloadChoice[] {
  return receiverList().map(({ name: receiverName, receiver }) => ({
    id: receiverName,
    group: "device",
    ...texts.receivers[receiverName],
    receiver,
    receiverName,
    fileName: `${name}.p12`,
    needs: "passphrase",
    inside: texts.insides.identity,
    encryption: texts.profiles[receiver.profile],
    fields: { format: "pkcs12", receiver: receiverName },
  }));
}

function serverChoices({ name, mayExportClear }: DownloadOf, texts: DownloadTexts): DownloadChoice[] {
  const server = (service: "nginx" | "haproxy"): DownloadChoice => ({
    id: service,
    group: "server",
    ...texts.servers[service],
    fileName: `${name}-${service}.pem`,
    inside: texts.insides.identity,
    needs: mayExportClear ? "either" : "passphrase",
    encryption: texts.ciphers.pkcs8,
    fields: { format: "key-and-chain-pem", service },
  });
  const cms: DownloadChoice = {
    id: "cms",
    group: "server",
    ...texts.servers.cms,
    fileName: `${name}-cms.zip`,
    inside: texts.insides.identity,
    needs: "agreement",
    encryption: texts.ciphers.none,
    fields: { format: "key-and-chain-pem", service: "cms" },
  };
  return [server("nginx"), server("haproxy"), ...(mayExportClear ? [cms] : [])];
}

function publicChoices({ name, files }: DownloadOf, texts: DownloadTexts): DownloadChoice[] {
  const find = (kind: FileKind) => files.find((file) => file.kind === kind);
  const open = (
    form: keyof DownloadTexts["forms"],
    fileName: string,
    inside: string,
    format: string,
  ): DownloadChoice => ({
    id: form,
    group: "file",
    ...texts.forms[form],
    fileName,
    inside,
    encryption: texts.ciphers.public,
    needs: "nothing",
    fields: { format },
  });
  const link = (choice: DownloadChoice): DownloadChoice => ({ ...choice, isLink: true });
  const certificate = find("certificate");
  const request = find("csr");
  const own: readonly FileKind[] = ["certificate", "csr", "key", "locked-key", "pkcs12"];
  return [
    ...(certificate === undefined
      ? []
      : [
          open("crt", certificate.fileName, texts.insides.certificate, "certificate-pem"),
          open("chain", `${name}-chain.pem`, texts.insides.chain, "chain-pem"),
          open("der", `${name}.der`, texts.insides.certificate, "certificate-der"),
          open("p7b", `${name}.p7b`, texts.insides.chain, "pkcs7-pem"),
          open("p7b-der", `${name}.p7b`, texts.insides.chain, "pkcs7-der"),
        ]),
    ...(request === undefined ? [] : [link(open("csr", request.fileName, texts.insides.request, "csr"))]),
    ...(certificate === undefined && request === undefined && find("key") === undefined
      ? []
      : [
          open("ssh", `${name}.pub`, texts.insides.publicKey, "ssh-public-key"),
          open("jwk", `${name}.jwk`, texts.insides.publicKey, "jwk"),
        ]),
    ...files
      .filter(({ kind }) => !own.includes(kind))
      .map(({ fileName }) => ({
        ...link(open("stored", fileName, texts.insides.stored, "file")),
        id: `stored ${fileName}`,
        label: fill(texts.forms.stored.label, { name: fileName }),
      })),
  ];
}

function keyChoices({ name, files, keyLabel, mayExportClear }: DownloadOf, texts: DownloadTexts): DownloadChoice[] {
  const fileName = files.find(({ kind }) => kind === "key")?.fileName ?? `${name}.key`;
  const key = (
    form: keyof DownloadTexts["forms"],
    encryption: string,
    needs: "passphrase" | "agreement",
    fields: Record<string, string>,
    as = fileName,
  ): DownloadChoice => ({
    id: form,
    group: "file",
    ...texts.forms[form],
    fileName: as,
    inside: texts.insides.key,
    encryption,
    needs,
    fields,
  });
  const { pkcs8, aes, des3, none } = texts.ciphers;
  // Only RSA and EC keys have the old form.
  const isOld = !/^(Ed|X)\d/.test(keyLabel);
  return [
    key("key-locked", pkcs8, "passphrase", { format: "key-pem" }),
    key("key-der", pkcs8, "passphrase", { format: "key-der" }, `${name}-key.der`),
    ...(isOld
      ? [
          key("key-old", aes, "passphrase", { format: "key-traditional-pem" }),
          key("key-des3", des3, "passphrase", { format: "key-traditional-pem", cipher: "des-ede3-cbc" }),
        ]
      : []),
    ...(mayExportClear
      ? [
          key("key-clear", none, "agreement", { format: "key-pem" }),
          ...(isOld ? [key("key-clear-old", none, "agreement", { format: "key-traditional-pem" })] : []),
          key("jwk-private", none, "agreement", { format: "jwk-private" }, `${name}-private.jwk`),
        ]
      : []),
  ];
}

function zipChoice({ name, files, mayExport, language }: DownloadOf, texts: DownloadTexts): DownloadChoice[] {
  if (files.length < 2) return [];
  const isLocked = mayExport && files.some(({ kind }) => kind === "key");
  return [
    {
      id: "zip",
      group: "file",
      ...texts.forms.zip,
      fileName: `${name}.zip`,
      inside: texts.insides.all,
      fields: { format: "zip", language },
      needs: isLocked ? "passphrase" : "nothing",
      encryption: isLocked ? texts.ciphers.pkcs8 : texts.ciphers.public,
    },
  ];
}
