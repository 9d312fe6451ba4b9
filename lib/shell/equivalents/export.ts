import type { Equivalents, ExportForm } from "./equivalents.ts";
import { quoteFileName } from "./shell-quote.ts";

/** The lines to type for an identity in a format, from its key, certificate and chain in PEM. */
export function exportEquivalents(form: ExportForm): Equivalents {
  return { cms: null, openssl: lines(form) };
}

function lines({
  name,
  format,
  unencrypted = false,
  profile = "modern",
  service = "nginx",
  cipher = "aes-256-cbc",
}: ExportForm): string[] {
  const file = (extension: string): string => quoteFileName(`${name}${extension}`);
  const [key, certificate, chain] = [file(".key"), file(".crt"), file("-chain.pem")];
  const pkcs8 = `openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 600000 -in ${key}`;
  switch (format) {
    case "key-pem":
      return [unencrypted ? `openssl pkey -in ${key}` : `${pkcs8} -out ${file("-locked.key")}`];
    case "key-der":
      return [
        unencrypted
          ? `openssl pkey -in ${key} -outform DER -out ${file("-key.der")}`
          : `${pkcs8} -outform DER -out ${file("-key.der")}`,
      ];
    case "key-traditional-pem":
      return [`openssl pkey -in ${key} -traditional${unencrypted ? "" : ` -${cipher}`} -out ${file("-old.key")}`];
    case "key-and-chain-pem":
      return service === "cms" ? [] : [`cat ${chain} ${key} > ${file(`-${service}.pem`)}`];
    case "pkcs12": {
      const encryption =
        profile === "modern"
          ? "-keypbe AES-256-CBC -certpbe AES-256-CBC -macalg SHA256 -iter 100000"
          : "-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg SHA1 -iter 10000";
      return [
        `openssl pkcs12 -export ${encryption} -inkey ${key} -in ${certificate} -certfile ${chain} -name ${quoteFileName(name)} -out ${file(".p12")}`,
      ];
    }
    case "certificate-der":
      return [`openssl x509 -in ${certificate} -outform DER -out ${file(".der")}`];
    case "pkcs7-pem":
      return [`openssl crl2pkcs7 -nocrl -certfile ${chain} -out ${file(".p7b")}`];
    case "pkcs7-der":
      return [`openssl crl2pkcs7 -nocrl -certfile ${chain} -outform DER -out ${file(".p7b")}`];
    case "ssh-public-key":
      return [`openssl x509 -in ${certificate} -noout -pubkey | ssh-keygen -i -m PKCS8 -f /dev/stdin`];
    default:
      return [];
  }
}

/** JKS through PKCS#12: Java makes its own store of the file. */
export function javaLine(name: string): string {
  return `keytool -importkeystore -srckeystore ${quoteFileName(`${name}.p12`)} -srcstoretype PKCS12 -destkeystore ${quoteFileName(`${name}.jks`)} -deststoretype JKS`;
}
