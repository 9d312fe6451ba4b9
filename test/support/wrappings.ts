import type { Wrapping } from "../../lib/pki/asn1/element.ts";

/** The layers that files come in, put round a text of PEM or round DER as the programs do that make them. */

export interface Layer {
  readonly title: string;
  /** How reading says it; null where it is a matter of encoding and said by another note, or by none. */
  readonly wrapping: Wrapping | null;
}

export interface PemLayer extends Layer {
  /** Round a text of PEM blocks that ends with a line feed. */
  wrap(pem: string): string | Uint8Array;
}

export interface DerLayer extends Layer {
  wrap(der: Uint8Array): string;
}

const lines = (pem: string): string[] => pem.trimEnd().split("\n");
const base64 = (content: string | Uint8Array): string => Buffer.from(content).toString("base64");
const folded = (text: string, width: number, indent = ""): string =>
  text.replace(new RegExp(`.{1,${width}}`, "g"), (line) => `${indent}${line}\n`);
const utf16 = (text: string, order: "le" | "be", mark: boolean): Uint8Array => {
  const bytes = Buffer.from(`${mark ? "\uFEFF" : ""}${text}`, "utf16le");
  return Uint8Array.from(order === "be" ? bytes.swap16() : bytes);
};

export const pemLayers: readonly PemLayer[] = [
  { title: "an environment file", wrapping: "env", wrap: (pem) => `TLS_CERT="${pem.replaceAll("\n", "\\n")}"\n` },
  {
    title: "an unquoted value of an environment file",
    wrapping: "env",
    wrap: (pem) => `A=b\nTLS=${pem.replaceAll("\n", "\\n")}\n`,
  },
  { title: "JSON", wrapping: "json", wrap: (pem) => JSON.stringify({ id: 3, certificate: pem }, null, 2) },
  {
    title: "JSON in one line with CRLF",
    wrapping: "json",
    wrap: (pem) => JSON.stringify({ pem: pem.replaceAll("\n", "\r\n") }),
  },
  { title: "JSON within JSON", wrapping: "json", wrap: (pem) => JSON.stringify({ data: JSON.stringify({ pem }) }) },
  { title: "JSON as PHP writes it", wrapping: "json", wrap: (pem) => JSON.stringify({ pem }).replaceAll("/", "\\/") },
  {
    title: "JSON with a list of lines",
    wrapping: "string-literals",
    wrap: (pem) => JSON.stringify({ pem: lines(pem) }, null, 1),
  },
  {
    title: "YAML in double quotes",
    wrapping: "yaml",
    wrap: (pem) => `kind: Thing\ncert: "${pem.replaceAll("\n", "\\n")}"\n`,
  },
  {
    title: "a log line",
    wrapping: "escapes",
    wrap: (pem) => `received ${pem.replaceAll("\n", "\\\\n")} from 192.0.2.1\n`,
  },
  {
    title: "source code, a string for each line",
    wrapping: "string-literals",
    wrap: (pem) =>
      `const pem =\n${lines(pem)
        .map((line) => `  "${line}\\n"`)
        .join(" +\n")};\n`,
  },
  {
    title: "a string of C in pieces",
    wrapping: "string-literals",
    wrap: (pem) =>
      `static const char pem[] =\n${lines(pem)
        .map((line) => `"${line}\\r\\n"`)
        .join("\n")};\n`,
  },
  { title: "a URL escape", wrapping: "url", wrap: (pem) => encodeURIComponent(pem) },
  {
    title: "a form field",
    wrapping: "url",
    wrap: (pem) => `name=x&cert=${encodeURIComponent(pem).replaceAll("%20", "+")}`,
  },
  {
    title: "X-Forwarded-Client-Cert",
    wrapping: "url",
    wrap: (pem) => `By=spiffe://a/b;Hash=${"ab".repeat(32)};Cert="${encodeURIComponent(pem)}";Subject="CN=a";URI=\n`,
  },
  {
    title: "a header that leaves base64 as it is",
    wrapping: "url",
    wrap: (pem) => pem.replaceAll("\n", "%0A").replaceAll(" ", "%20"),
  },
  { title: "a web page", wrapping: "markup", wrap: (pem) => `<p>${lines(pem).join("<br>\n")}<br></p>\n` },
  {
    title: "a web page in one line",
    wrapping: "markup",
    wrap: (pem) =>
      `<html><body><pre>${lines(pem)
        .map((line) => `<div>${line}</div>`)
        .join("")}</pre></body></html>`,
  },
  {
    title: "entities",
    wrapping: "markup",
    wrap: (pem) => `<pem>${pem.replaceAll("\n", "&#10;").replaceAll("+", "&#43;").replaceAll("/", "&#x2f;")}</pem>`,
  },
  { title: "an attribute", wrapping: null, wrap: (pem) => `<input type="hidden" value="${pem}">\n` },
  { title: "CDATA", wrapping: null, wrap: (pem) => `<?xml version="1.0"?><c><![CDATA[\n${pem}]]></c>\n` },
  {
    title: "rich text",
    wrapping: "rtf",
    wrap: (pem) => `{\\rtf1\\ansi{\\fonttbl\\f0 Courier;}\\f0\\fs20 ${lines(pem).join("\\par\n")}\\par}`,
  },
  {
    title: "an answered mail",
    wrapping: "quoted-lines",
    wrap: (pem) =>
      `Kim wrote:\n${lines(pem)
        .map((line) => `> ${line}\n`)
        .join("")}`,
  },
  {
    title: "a mail answered twice",
    wrapping: "quoted-lines",
    wrap: (pem) =>
      lines(pem)
        .map((line) => `> > ${line}\n`)
        .join(""),
  },
  {
    title: "a comment",
    wrapping: "quoted-lines",
    wrap: (pem) =>
      lines(pem)
        .map((line) => `# ${line}\n`)
        .join(""),
  },
  {
    title: "a comment of C",
    wrapping: "quoted-lines",
    wrap: (pem) =>
      lines(pem)
        .map((line) => `// ${line}\n`)
        .join(""),
  },
  {
    title: "numbered lines",
    wrapping: "quoted-lines",
    wrap: (pem) =>
      lines(pem)
        .map((line, at) => `${String(at + 1).padStart(6)}\t${line}\n`)
        .join(""),
  },
  {
    title: "the log of a container",
    wrapping: "quoted-lines",
    wrap: (pem) =>
      lines(pem)
        .map((line) => `web_1  | ${line}\n`)
        .join(""),
  },
  {
    title: "a log with times",
    wrapping: "quoted-lines",
    wrap: (pem) =>
      lines(pem)
        .map((line, at) => `2026-11-30T01:02:${String(at % 60).padStart(2, "0")}Z ${line}\n`)
        .join(""),
  },
  {
    title: "quoted-printable",
    wrapping: "quoted-printable",
    wrap: (pem) => pem.replaceAll("=", "=3D").replaceAll("\n", "=0A=\n"),
  },
  {
    title: "a mail with quoted-printable text",
    wrapping: "mail",
    wrap: (pem) =>
      `From: a@example.com\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nHello=20\n${pem.replaceAll("=", "=3D")}`,
  },
  {
    title: "a mail with an attachment",
    wrapping: "mail",
    wrap: (pem) =>
      [
        "From: ca@example.com",
        "Subject: =?utf-8?B?aGVsbG8=?=",
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed;\n boundary="==b1=="',
        "",
        "--==b1==",
        "Content-Type: text/plain",
        "",
        "Your certificate is attached.",
        "--==b1==",
        'Content-Type: application/x-x509-ca-cert; name="a.crt"',
        "Content-Transfer-Encoding: base64",
        "Content-Disposition: attachment; filename=a.crt",
        "",
        folded(base64(pem), 76).trimEnd(),
        "--==b1==--",
        "",
      ].join("\r\n"),
  },
  {
    title: "a mail in a mail, text and HTML",
    wrapping: "mail",
    wrap: (pem) =>
      [
        "MIME-Version: 1.0",
        "Content-Type: multipart/mixed; boundary=outer",
        "",
        "--outer",
        "Content-Type: message/rfc822",
        "",
        "MIME-Version: 1.0",
        "Content-Type: multipart/alternative; boundary=inner",
        "",
        "--inner",
        "Content-Type: text/plain",
        "",
        pem.trimEnd(),
        "--inner",
        "Content-Type: text/html",
        "",
        `<p>${lines(pem).join("<br>")}</p>`,
        "--inner--",
        "--outer--",
        "",
      ].join("\n"),
  },
  { title: "base64", wrapping: "base64", wrap: (pem) => folded(base64(pem), 76) },
  { title: "base64 in one line", wrapping: "base64", wrap: (pem) => base64(pem) },
  {
    title: "a Secret of Kubernetes",
    wrapping: "yaml",
    wrap: (pem) =>
      `apiVersion: v1\nkind: Secret\ntype: kubernetes.io/tls\ndata:\n  tls.crt: ${base64(pem)}\n  other: YWJj\n`,
  },
  {
    title: "a Secret with folded lines",
    wrapping: "yaml",
    wrap: (pem) => `apiVersion: v1\ndata:\n  tls.crt: >-\n${folded(base64(pem), 76, "    ")}kind: Secret\n`,
  },
  {
    title: "a Secret as JSON",
    wrapping: "json",
    wrap: (pem) => JSON.stringify({ kind: "Secret", data: { "tls.crt": base64(pem) } }, null, 2),
  },
  { title: "UTF-16 with its mark", wrapping: null, wrap: (pem) => utf16(pem, "le", true) },
  { title: "UTF-16, the other order", wrapping: null, wrap: (pem) => utf16(pem, "be", true) },
  { title: "UTF-16 without a mark", wrapping: null, wrap: (pem) => utf16(pem, "le", false) },
  { title: "UTF-16 behind other text", wrapping: null, wrap: (pem) => utf16(`subject=CN = a\n${pem}`, "be", false) },
  {
    title: "UTF-16 appended to ASCII",
    wrapping: null,
    wrap: (pem) => Buffer.concat([Buffer.from("a certificate:\n"), utf16(pem, "le", true)]),
  },
  { title: "hexadecimal of the text", wrapping: "hex", wrap: (pem) => Buffer.from(pem).toString("hex") },
];

const hexOf = (der: Uint8Array): string => Buffer.from(der).toString("hex");
const pairs = (der: Uint8Array): string[] => hexOf(der).match(/../g)!;

export const derLayers: readonly DerLayer[] = [
  { title: "plain hexadecimal", wrapping: "hex", wrap: (der) => hexOf(der) },
  { title: "hexadecimal in capitals and lines", wrapping: "hex", wrap: (der) => folded(hexOf(der).toUpperCase(), 64) },
  { title: "colons", wrapping: "hex", wrap: (der) => pairs(der).join(":") },
  { title: "blanks", wrapping: "hex", wrap: (der) => folded(pairs(der).join(" "), 48) },
  { title: "one 0x before all", wrapping: "hex", wrap: (der) => `0x${hexOf(der)}` },
  { title: "bytea", wrapping: "hex", wrap: (der) => ` der\n-----\n \\x${hexOf(der)}\n(1 row)\n` },
  { title: "SQL", wrapping: "hex", wrap: (der) => `INSERT INTO c VALUES (X'${hexOf(der)}');\n` },
  {
    title: "an array of C",
    wrapping: "hex",
    wrap: (der) =>
      `unsigned char the_cert[${der.length}] = {\n${folded(
        pairs(der)
          .map((byte) => `0x${byte.toUpperCase()},`)
          .join(""),
        60,
      )}};\n`,
  },
  {
    title: "a string of C",
    wrapping: "hex",
    wrap: (der) =>
      `"${pairs(der)
        .map((byte) => `\\x${byte}`)
        .join("")}"`,
  },
  {
    title: "an array of Java",
    wrapping: "hex",
    wrap: (der) =>
      pairs(der)
        .map((byte) => `(byte) 0x${byte}`)
        .join(", "),
  },
  {
    title: "a configuration of Cisco IOS",
    wrapping: "hex",
    wrap: (der) =>
      `crypto pki certificate chain TP\n certificate ca 01\n${folded(
        hexOf(der)
          .toUpperCase()
          .match(/.{1,8}/g)!
          .join(" "),
        72,
        "  ",
      )}  quit\n`,
  },
  {
    title: "xxd",
    wrapping: "hex-dump",
    wrap: (der) =>
      rows(der)
        .map(
          ([at, row]) =>
            `${at.toString(16).padStart(8, "0")}: ${hexOf(row)
              .replace(/.{4}(?=.)/g, "$& ")
              .padEnd(39)}  ${ascii(row)}\n`,
        )
        .join(""),
  },
  {
    title: "hexdump -C",
    wrapping: "hex-dump",
    wrap: (der) =>
      rows(der)
        .map(([at, row]) => `${at.toString(16).padStart(8, "0")}  ${halves(row).padEnd(48)}  |${ascii(row)}|\n`)
        .join(""),
  },
  {
    title: "od -t x1",
    wrapping: "hex-dump",
    wrap: (der) =>
      rows(der)
        .map(([at, row]) => `${at.toString(8).padStart(7, "0")} ${pairs(row).join(" ")}\n`)
        .join(""),
  },
  {
    title: "a list of numbers",
    wrapping: "byte-list",
    wrap: (der) => JSON.stringify({ type: "Buffer", data: [...der] }),
  },
  { title: "JSON with base64", wrapping: "json", wrap: (der) => JSON.stringify({ x: 1, der: base64(der) }) },
  {
    title: "LDIF",
    wrapping: "base64-values",
    wrap: (der) =>
      `dn: cn=a\nobjectClass: person\nuserCertificate;binary:: ${folded(base64(der), 76).trimEnd().replaceAll("\n", "\n ")}\ncn: a\n`,
  },
  {
    title: "SAML metadata",
    wrapping: "markup",
    wrap: (der) =>
      `<?xml version="1.0"?>\n<ds:KeyInfo><ds:X509Data><ds:X509Certificate>\n${folded(base64(der), 76)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>\n`,
  },
  {
    title: "SAML metadata with carriage returns as entities",
    wrapping: "markup",
    wrap: (der) => `<X509Certificate>${folded(base64(der), 76).replaceAll("\n", "&#13;\n")}</X509Certificate>`,
  },
  { title: "the Client-Cert field", wrapping: "base64-values", wrap: (der) => `Client-Cert: :${base64(der)}:\n` },
  {
    title: "an escaped header without boundaries",
    wrapping: "url",
    wrap: (der) => `${encodeURIComponent(base64(der))}%0A`,
  },
  {
    title: "a property list",
    wrapping: "markup",
    wrap: (der) =>
      `<plist><dict><key>PayloadContent</key>\n\t<data>\n${folded(base64(der), 52, "\t")}\t</data></dict></plist>\n`,
  },
];

function* rowsOf(der: Uint8Array): Generator<[number, Uint8Array]> {
  for (let at = 0; at < der.length; at += 16) yield [at, der.subarray(at, at + 16)];
}
const rows = (der: Uint8Array): [number, Uint8Array][] => [...rowsOf(der)];
const ascii = (row: Uint8Array): string =>
  Buffer.from(row)
    .toString("latin1")
    .replace(/[^ -~]/g, ".");
const halves = (row: Uint8Array): string =>
  `${pairs(row.subarray(0, 8)).join(" ")}  ${row.length > 8 ? pairs(row.subarray(8)).join(" ") : ""}`;
