import type { Equivalents } from "./equivalents.ts";
import { quoteFileName } from "./shell-quote.ts";
import { writeWord } from "../tokenise.ts";

/** Equivalents of the commands that ask about files, or take them away. */

export function inspectEquivalents({ file, kind }: { file: string; kind?: string }): Equivalents {
  return { cms: `pki inspect ${shown(file)}`, openssl: [inspectLine(file, kind ?? kindByName(file))] };
}

function inspectLine(file: string, kind: string): string {
  const name = quoteFileName(file);
  switch (kind) {
    case "key":
    case "locked-key":
      return `openssl pkey -in ${name} -noout -text_pub`;
    case "csr":
      return `openssl req -in ${name} -noout -text -verify`;
    case "crl":
      return `openssl crl -in ${name} -noout -text`;
    case "pkcs7":
      return `openssl pkcs7 -in ${name} -noout -print_certs -text`;
    case "pkcs12":
      return `openssl pkcs12 -in ${name} -info -nokeys`;
    case "public-key":
      return `openssl pkey -pubin -in ${name} -noout -text`;
    case "ssh-public-key":
      return `ssh-keygen -l -f ${name}`;
    case "bundle":
      return `openssl storeutl -noout -text -certs ${name}`;
    default:
      return `openssl x509 -in ${name} -noout -text`;
  }
}

function kindByName(file: string): string {
  const extension = /\.([a-z0-9]+)$/i.exec(file)?.[1]?.toLowerCase() ?? "";
  const kinds: Readonly<Record<string, string>> = {
    key: "key",
    csr: "csr",
    crl: "crl",
    p7b: "pkcs7",
    p7c: "pkcs7",
    p12: "pkcs12",
    pfx: "pkcs12",
    pub: "ssh-public-key",
  };
  return Object.hasOwn(kinds, extension) ? kinds[extension]! : "certificate";
}

export function matchEquivalents({ key, certificate }: { key?: string; certificate: string }): Equivalents {
  if (key === undefined || key === "") return { cms: null, openssl: [] };
  const publicKey =
    kindByName(certificate) === "csr"
      ? `openssl req -in ${quoteFileName(certificate)} -noout -pubkey`
      : `openssl x509 -in ${quoteFileName(certificate)} -noout -pubkey`;
  return {
    cms: `pki match ${shown(key)} ${shown(certificate)}`,
    openssl: [`diff <(openssl pkey -in ${quoteFileName(key)} -pubout) <(${publicKey}) && echo match`],
  };
}

/** OpenSSL prints each of the two; `diff` says what differs in the dump. */
export function compareEquivalents({ first, second }: { first: string; second: string }): Equivalents {
  const dump = (file: string) => inspectLine(file, kindByName(file));
  return { cms: null, openssl: [`diff <(${dump(first)}) <(${dump(second)})`] };
}

export function unlockEquivalents({ key }: { key: string }): Equivalents {
  const open = key.replace(/(\.[^.]+)?$/, "-open$1");
  return {
    cms: `pki unlock ${shown(key)}`,
    openssl: [`openssl pkey -in ${quoteFileName(key)} -out ${quoteFileName(open)}`],
  };
}

export function pkcs12ToSshEquivalents({ username }: { username: string }): Equivalents {
  const file = /\.(pub|p12|pfx)$/i.test(username) ? username : `${username}.pub`;
  return {
    cms: `pki pkcs12-to-ssh ${shown(username.replace(/\.(pub|p12|pfx)$/i, ""))}`,
    openssl: [
      `openssl pkcs12 -in ${quoteFileName(file)} -nokeys -clcerts | openssl x509 -noout -pubkey | ssh-keygen -i -m PKCS8 -f /dev/stdin`,
    ],
  };
}

function shown(fileName: string): string {
  return writeWord(fileName.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ""));
}

/** OpenSSL puts nothing in order: files are written one after the other by hand, and the result is checked. */
export function bundleEquivalents({
  fileName,
  kind,
  files,
}: {
  fileName: string;
  kind: string;
  files: readonly string[];
}): Equivalents {
  const name = quoteFileName(fileName === "" ? (kind === "pkcs7" ? "bundle.p7b" : "bundle.pem") : fileName);
  const parts = files.map((file) => `<(openssl x509 -in ${quoteFileName(file)})`).join(" ");
  if (kind === "pkcs7")
    return {
      cms: null,
      openssl: [
        `openssl crl2pkcs7 -nocrl ${files.map((file) => `-certfile ${quoteFileName(file)}`).join(" ") || "-certfile chain.pem"} -outform DER -out ${name}`,
      ],
    };
  const check =
    kind === "anchors" || kind === "ca-bundle"
      ? `openssl storeutl -noout -text -certs ${name}`
      : // A chain without its root is judged by the root, which is another file.
        `openssl verify -show_chain -CAfile ${kind === "full-chain" ? name : "root.crt"} -untrusted ${name} ${name}`;
  return { cms: null, openssl: [...(files.length === 0 ? [] : [`cat ${parts} > ${name}`]), check] };
}
