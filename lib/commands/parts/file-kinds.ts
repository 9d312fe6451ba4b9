import type { FileKind } from "../ports/files.ts";

/** Endings that say something about the content; another ending belongs to the name (`ca.mattermost`). */
const known = /\.(key|csr|req|crt|cer|pem|der|crl|p7b|p7c|p7|p12|pfx|pub|ssh)$/i;
/** Endings of mails, archives and key stores, of which none is kept: they say nothing and go. */
const meaningless = /\.(txt|bin|dat|asc|b64|base64|jks|jceks|keystore)$/i;

const usual: Readonly<Record<FileKind, string>> = {
  key: ".key",
  "locked-key": ".key",
  csr: ".csr",
  certificate: ".crt",
  bundle: ".pem",
  pkcs7: ".p7b",
  pkcs12: ".p12",
  crl: ".crl",
  "public-key": ".pub",
  "ssh-public-key": ".pub",
};

/** The name as uploaded; one without a telling ending gets the usual one of its kind. */
export function fileNameFor(uploaded: string, kind: FileKind): string {
  return known.test(uploaded) ? uploaded : uploaded.replace(meaningless, "") + usual[kind];
}

/** Without a telling ending: what the files that come out of a container are named after. */
export function bareName(uploaded: string): string {
  return uploaded.replace(known, "").replace(meaningless, "") || uploaded;
}
