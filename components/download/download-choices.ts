import type { FileKind } from "@/lib/commands/ports/files.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiWords } from "@/lib/i18n/ui/ui-texts.ts";
import type { Pkcs12Receiver, Pkcs12ReceiverName } from "@/lib/pki/pkcs12/receivers.ts";
import { receiverList } from "@/lib/shell/receivers.ts";

export type DownloadWords = UiWords["download"];
export const downloadGroups = ["device", "server", "file"] as const;
export type DownloadGroup = (typeof downloadGroups)[number];

export interface DownloadChoice {
  /** Unique among all. */
  readonly id: string;
  readonly group: DownloadGroup;
  readonly label: string;
  /** What follows from the choice, and why. */
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
  readonly mayExport: boolean;
  readonly mayExportClear: boolean;
  readonly language: string;
}

/** What can be taken away of a name, by what it holds and by what the role may. */
export function downloadChoices(of: DownloadOf, words: DownloadWords): DownloadChoice[] {
  const { files, mayExport } = of;
  const has = (kind: FileKind) => files.some((file) => file.kind === kind);
  const isPair = has("key") && has("certificate");
  return [
    ...(isPair && mayExport ? [...deviceChoices(of, words), ...serverChoices(of, words)] : []),
    ...publicChoices(of, words),
    ...(has("key") && mayExport ? keyChoices(of, words) : []),
    ...zipChoice(of, words),
  ];
}

function deviceChoices({ name }: DownloadOf, words: DownloadWords): DownloadChoice[] {
  return receiverList().map(({ name: receiverName, receiver }) => ({
    id: receiverName,
    group: "device",
    ...words.receivers[receiverName],
    receiver,
    receiverName,
    fileName: `${name}.p12`,
    needs: "passphrase",
    inside: words.insides.identity,
    encryption: words.profiles[receiver.profile],
    fields: { format: "pkcs12", receiver: receiverName },
  }));
}

function serverChoices({ name, mayExportClear }: DownloadOf, words: DownloadWords): DownloadChoice[] {
  const server = (service: "nginx" | "haproxy"): DownloadChoice => ({
    id: service,
    group: "server",
    ...words.servers[service],
    fileName: `${name}-${service}.pem`,
    inside: words.insides.identity,
    needs: mayExportClear ? "either" : "passphrase",
    encryption: words.ciphers.pkcs8,
    fields: { format: "key-and-chain-pem", service },
  });
  const cms: DownloadChoice = {
    id: "cms",
    group: "server",
    ...words.servers.cms,
    fileName: `${name}-cms.zip`,
    inside: words.insides.identity,
    needs: "agreement",
    encryption: words.ciphers.none,
    fields: { format: "key-and-chain-pem", service: "cms" },
  };
  return [server("nginx"), server("haproxy"), ...(mayExportClear ? [cms] : [])];
}

function publicChoices({ name, files }: DownloadOf, words: DownloadWords): DownloadChoice[] {
  const find = (kind: FileKind) => files.find((file) => file.kind === kind);
  const open = (
    form: keyof DownloadWords["forms"],
    fileName: string,
    inside: string,
    format: string,
  ): DownloadChoice => ({
    id: form,
    group: "file",
    ...words.forms[form],
    fileName,
    inside,
    encryption: words.ciphers.public,
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
          open("crt", certificate.fileName, words.insides.certificate, "certificate-pem"),
          open("chain", `${name}-chain.pem`, words.insides.chain, "chain-pem"),
          open("der", `${name}.der`, words.insides.certificate, "certificate-der"),
          open("p7b", `${name}.p7b`, words.insides.chain, "pkcs7-pem"),
          open("p7b-der", `${name}.p7b`, words.insides.chain, "pkcs7-der"),
        ]),
    ...(request === undefined ? [] : [link(open("csr", request.fileName, words.insides.request, "csr"))]),
    ...(certificate === undefined && request === undefined && find("key") === undefined
      ? []
      : [
          open("ssh", `${name}.pub`, words.insides.publicKey, "ssh-public-key"),
          open("jwk", `${name}.jwk`, words.insides.publicKey, "jwk"),
        ]),
    ...files
      .filter(({ kind }) => !own.includes(kind))
      .map(({ fileName }) => ({
        ...link(open("stored", fileName, words.insides.stored, "file")),
        id: `stored ${fileName}`,
        label: fill(words.forms.stored.label, { name: fileName }),
      })),
  ];
}

function keyChoices({ name, files, keyLabel, mayExportClear }: DownloadOf, words: DownloadWords): DownloadChoice[] {
  const fileName = files.find(({ kind }) => kind === "key")?.fileName ?? `${name}.key`;
  const key = (
    form: keyof DownloadWords["forms"],
    encryption: string,
    needs: "passphrase" | "agreement",
    fields: Record<string, string>,
    as = fileName,
  ): DownloadChoice => ({
    id: form,
    group: "file",
    ...words.forms[form],
    fileName: as,
    inside: words.insides.key,
    encryption,
    needs,
    fields,
  });
  const { pkcs8, aes, des3, none } = words.ciphers;
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

function zipChoice({ name, files, mayExport, language }: DownloadOf, words: DownloadWords): DownloadChoice[] {
  if (files.length < 2) return [];
  const isLocked = mayExport && files.some(({ kind }) => kind === "key");
  return [
    {
      id: "zip",
      group: "file",
      ...words.forms.zip,
      fileName: `${name}.zip`,
      inside: words.insides.all,
      fields: { format: "zip", language },
      needs: isLocked ? "passphrase" : "nothing",
      encryption: isLocked ? words.ciphers.pkcs8 : words.ciphers.public,
    },
  ];
}
