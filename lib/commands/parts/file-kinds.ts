import type { FileKind } from "../ports/files.ts";

/** Endings that say something about the content; another ending belongs to the name (`ca.mattermost`). */
const known = /\.(key|csr|req|crt|cer|pem|der|crl|p7b|p7c|p7|p12|pfx|pub|ssh)$/i;
/** Endings of mails, archives, key stores and wrappings, of which none is kept: they say nothing and go. */
const meaningless =
  /\.(txt|bin|dat|asc|b64|base64|jks|jceks|keystore|eml|mht|mime|json|jwk|jwks|ya?ml|env|conf|cfg|ini|xml|html?|rtf|hex|dump|log|ovpn|mobileconfig|ldif)$/i;

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
  if (known.test(uploaded)) return uploaded;
  // `mail.p12.b64`: what was wrapped has an ending too, and the key in it is no `.p12`
  return uploaded.replace(meaningless, "").replace(known, "") + usual[kind];
}

/** Without a telling ending: what the files that come out of a container are named after. */
export function bareName(uploaded: string): string {
  // `mail.p12.b64`: what was wrapped has an ending too
  const plain = uploaded.replace(meaningless, "");
  return plain.replace(known, "").replace(meaningless, "") || uploaded;
}
