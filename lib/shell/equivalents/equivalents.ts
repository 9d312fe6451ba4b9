import { parseGeneralNameText, typedGeneralName } from "../../pki/x509/general-name-text.ts";
import { quoteFileName, quoteForShell } from "./shell-quote.ts";
import { writeAttribute, writeWord } from "../tokenise.ts";

/** The same act on the appliance and with OpenSSL (3.0 or newer). Null where one of them has none. */
export interface Equivalents {
  readonly cms: string | null;
  readonly openssl: readonly string[];
}

type Words = string | readonly string[] | undefined;

/** The content of a form while a person types; nothing has to be complete or right yet. */
export interface SubjectText {
  readonly CN?: string;
  readonly OU?: Words;
  readonly O?: Words;
  readonly L?: string;
  readonly ST?: string;
  readonly C?: string;
  readonly emailAddress?: string;
}
export type AltNameText = string | { readonly kind: string; readonly value: string };

export interface KeyPairForm {
  readonly name: string;
  readonly subject: SubjectText;
  readonly subjectAltNames?: readonly AltNameText[];
  readonly key?: string;
  readonly profile?: string;
  readonly days?: number;
  readonly pathLength?: number;
  /** The key lies under a passphrase, which OpenSSL asks for. */
  readonly isLocked?: boolean;
}
export interface SignForm {
  readonly request: string;
  readonly issuer: string;
  readonly profile?: string;
  readonly days?: number;
  readonly subjectAltNames?: readonly AltNameText[];
  readonly pathLength?: number;
}
export interface ExportForm {
  readonly name: string;
  readonly format: string;
  readonly unencrypted?: boolean;
  readonly profile?: string | undefined;
  readonly service?: string;
  readonly cipher?: string;
}

const attributeOrder = ["CN", "OU", "O", "L", "ST", "C", "emailAddress"] as const;
/** As openssl's own configuration orders a subject. */
const subjectOrder = ["C", "ST", "L", "O", "OU", "CN", "emailAddress"] as const;

function several(value: Words): readonly string[] {
  const list = typeof value === "string" ? [value] : (value ?? []);
  return list.filter((each) => each !== "");
}

// ---- csr

export function csrEquivalents(form: KeyPairForm): Equivalents {
  const name = form.name === "" ? "name" : form.name;
  return {
    cms: cmsKeyPair("csr", name, form),
    openssl: [
      [
        "openssl req -new",
        ...newKey(name, form),
        "-out",
        quoteFileName(`${name}.csr`),
        ...subjectOption(form.subject),
        ...altNameOption(form),
      ].join(" "),
    ],
  };
}

export function selfsignedEquivalents(form: KeyPairForm): Equivalents {
  const name = form.name === "" ? "name" : form.name;
  const isServer = form.profile === "server";
  const days = form.days ?? (isServer ? 365 : 1825);
  const extensions = isServer
    ? [
        "basicConstraints=critical,CA:FALSE",
        "keyUsage=critical,digitalSignature,keyEncipherment",
        "extendedKeyUsage=serverAuth",
      ]
    : [
        `basicConstraints=critical,CA:TRUE${form.pathLength === undefined ? "" : `,pathlen:${form.pathLength}`}`,
        "keyUsage=critical,keyCertSign,cRLSign",
      ];
  const options = extensions.map((extension) => `-addext ${quoteForShell(extension)}`);
  const line = [
    "openssl req -x509 -new",
    ...newKey(name, form),
    "-out",
    quoteFileName(`${name}.crt`),
    `-days ${days}`,
    ...subjectOption(form.subject),
    ...options,
    ...altNameOption(form),
  ];
  return { cms: isServer ? null : cmsKeyPair("selfsigned", name, form), openssl: [line.join(" ")] };
}

function cmsKeyPair(command: string, name: string, { subject, subjectAltNames }: KeyPairForm): string {
  const attributes = attributeOrder.flatMap((attribute) =>
    several(subject[attribute]).map((value) => writeAttribute(attribute, oneLine(value))),
  );
  const names = (subjectAltNames ?? []).map((given) => oneLine(cmsName(given))).filter((value) => value !== "");
  const list = names.length === 0 ? [] : [writeAttribute("subjectAltName", names.join(","))];
  return ["pki", command, writeWord(oneLine(name)), ...attributes, ...list].join(" ");
}

/**
 * The appliance tells kinds by their shape; no published example has a prefix. What has no shape of its own keeps ours.
 */
function cmsName(given: AltNameText): string {
  const text = typeof given === "string" ? given : `${given.kind}:${given.value}`;
  try {
    return typedGeneralName(parseGeneralNameText(text));
  } catch {
    return typeof given === "string" ? given : given.value;
  }
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "");
}

function newKey(name: string, { key = "rsa-2048", isLocked = false }: KeyPairForm): string[] {
  const keyFile = `${isLocked ? "" : "-nodes "}-keyout ${quoteFileName(`${name}.key`)}`;
  if (key.startsWith("rsa-")) return [`-newkey rsa:${key.slice(4)}`, keyFile];
  if (key.startsWith("p-")) return [`-newkey ec -pkeyopt ec_paramgen_curve:P-${key.slice(2)}`, keyFile];
  return ["-newkey ed25519", keyFile];
}

/** In `-subj` a slash begins the next attribute and a plus joins two; a backslash takes that meaning away. */
function subjectOption(subject: SubjectText): string[] {
  const parts = subjectOrder.flatMap((attribute) =>
    several(subject[attribute]).map((value) => `/${attribute}=${value.replace(/[\\/+]/g, "\\$&")}`),
  );
  const text = parts.length === 0 ? "/" : parts.join("");
  const isAscii = !/[^\x20-\x7e]/.test(text);
  return [...(isAscii ? [] : ["-utf8"]), "-subj", quoteForShell(text)];
}

function altNameOption({ subject, subjectAltNames, profile }: KeyPairForm): string[] {
  const names = (subjectAltNames ?? []).map(opensslName).filter((name) => name !== null);
  const host = names.length > 0 || profile === "server" ? opensslName(subject.CN ?? "") : null;
  const all = host !== null && /^(DNS|IP):/.test(host) ? [host, ...names.filter((name) => name !== host)] : names;
  if (all.length === 0) return [];
  const { value, section } = altNameValue(all);
  if (section.length === 0) return ["-addext", quoteForShell(`subjectAltName=${value}`)];
  // An option cannot refer to a section: the names come in a configuration of their own.
  const head = ["[req]", "distinguished_name=dn", "req_extensions=ext", "x509_extensions=ext", "[dn]", "[ext]"];
  const configuration = [...head, `subjectAltName=${value}`, ...section].map(quoteForShell).join(" ");
  return [`-config <(printf '%s\\n' ${configuration})`];
}

/** In a list of names a comma ends one; where one has a comma, each stands on a line of a section of its own. */
function altNameValue(names: readonly string[]): { readonly value: string; readonly section: readonly string[] } {
  if (!names.some((name) => name.includes(","))) return { value: names.join(","), section: [] };
  const lines = names.map((name, index) => name.replace(/^(\w+):/, `$1.${index + 1}=`));
  return { value: "@names", section: ["[names]", ...lines] };
}

/** Null for what cannot be read yet: the form says so beside the field. */
function opensslName(name: AltNameText): string | null {
  try {
    const { kind, value } = parseGeneralNameText(typeof name === "string" ? name : `${name.kind}:${name.value}`);
    switch (kind) {
      case "dns":
        return `DNS:${value}`;
      case "ip":
        return `IP:${value}`;
      case "email":
        return `email:${value}`;
      case "uri":
        return `URI:${value}`;
      case "upn":
        return `otherName:1.3.6.1.4.1.311.20.2.3;UTF8:${value}`;
      case "rid":
        return `RID:${value}`;
    }
  } catch {
    return null;
  }
}

// ---- sign

const profileExtensions: Readonly<Record<string, readonly string[]>> = {
  server: [
    "basicConstraints=critical,CA:FALSE",
    "keyUsage=critical,digitalSignature,keyEncipherment",
    "extendedKeyUsage=serverAuth",
  ],
  client: [
    "basicConstraints=critical,CA:FALSE",
    "keyUsage=critical,digitalSignature,keyEncipherment",
    "extendedKeyUsage=clientAuth",
  ],
  "server-client": [
    "basicConstraints=critical,CA:FALSE",
    "keyUsage=critical,digitalSignature,keyEncipherment",
    "extendedKeyUsage=serverAuth,clientAuth",
  ],
  "sub-ca": ["basicConstraints=critical,CA:TRUE,pathlen:0", "keyUsage=critical,keyCertSign,cRLSign"],
};

export function signEquivalents(form: SignForm): Equivalents {
  const name = withoutExtension(form.request, "request");
  const issuer = withoutExtension(form.issuer, "ca");
  const given = (form.subjectAltNames ?? []).map(opensslName).filter((each) => each !== null);
  const names = altNameValue(given);
  const extensions = [
    ...(profileExtensions[form.profile ?? "server-client"] ?? []).map((extension) =>
      form.pathLength === undefined ? extension : extension.replace("pathlen:0", `pathlen:${form.pathLength}`),
    ),
    "subjectKeyIdentifier=hash",
    "authorityKeyIdentifier=keyid",
    ...(given.length > 0 ? [`subjectAltName=${names.value}`, ...names.section] : []),
  ];
  const copied = form.subjectAltNames === undefined ? " -copy_extensions copy" : "";
  const files = `-in ${quoteFileName(`${name}.csr`)} -CA ${quoteFileName(`${issuer}.crt`)} -CAkey ${quoteFileName(`${issuer}.key`)} -out ${quoteFileName(`${name}.crt`)}`;
  const extfile = `-extfile <(printf '%s\\n' ${extensions.map(quoteForShell).join(" ")})`;
  return {
    cms: `pki sign ${writeWord(oneLine(name))} ${writeWord(oneLine(issuer))}`,
    openssl: [`openssl x509 -req ${files} -days ${form.days ?? 365}${copied} ${extfile}`],
  };
}

function withoutExtension(fileName: string, otherwise: string): string {
  const bare = fileName.replace(/\.(key|csr|crt|cer|pem|der|p12|pfx|pub)$/i, "");
  return bare === "" ? otherwise : bare;
}
