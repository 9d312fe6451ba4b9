import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { octets, openssl, temporaryFolder } from "../../../../test/support/external-tools.ts";
import { derLayers, pemLayers } from "../../../../test/support/wrappings.ts";
import { recogniseFile } from "../recognise.ts";

/** What programs of others wrote, in each layer that it may come in: the same elements as without it, and a note. */

const folder = temporaryFolder();
afterAll(() => folder.remove());
const at = folder.path;
const text = (name: string): string => Buffer.from(folder.read(name)).toString();

beforeAll(() => {
  openssl(
    `req -x509 -newkey rsa:2048 -nodes -keyout ${at("rsa.key")} -subj /CN=a.example -days 9 -out ${at("rsa.crt")}`,
  );
  openssl(`genpkey -algorithm ed25519 -out ${at("ed.key")}`);
  openssl(`ecparam -genkey -name prime256v1 -out ${at("ec.key")}`);
  openssl(`req -x509 -key ${at("ed.key")} -subj /CN=b.example -days 9 -out ${at("ed.crt")}`);
  openssl(`req -new -key ${at("ec.key")} -subj /CN=c.example -out ${at("ec.csr")}`);
  openssl(`pkcs8 -topk8 -in ${at("ec.key")} -passout pass:word -out ${at("locked.key")}`);
  openssl(`rsa -in ${at("rsa.key")} -aes256 -traditional -passout pass:word -out ${at("traditional.key")}`);
  openssl(`crl2pkcs7 -nocrl -certfile ${at("rsa.crt")} -certfile ${at("ed.crt")} -out ${at("chain.p7b")}`);
  folder.write("chain.pem", `${text("rsa.crt")}${text("ed.crt")}`);
  folder.write("identity.pem", `${text("ed.key")}${text("ed.crt")}${text("rsa.crt")}`);
});

const pemFiles = [
  "rsa.crt",
  "ed.crt",
  "rsa.key",
  "ed.key",
  "ec.csr",
  "locked.key",
  "traditional.key",
  "chain.p7b",
  "chain.pem",
  "identity.pem",
];
const derFiles: readonly (readonly [name: string, tool: string])[] = [
  ["rsa.crt", "x509"],
  ["ed.crt", "x509"],
  ["ec.csr", "req"],
  ["rsa.key", "pkey"],
  ["ed.key", "pkey"],
  ["chain.p7b", "pkcs7"],
];

const shapesOf = (content: string | Uint8Array) => {
  const { elements, unread } = recogniseFile(typeof content === "string" ? Buffer.from(content) : content);
  return {
    elements: elements.map(({ kind, headers, bytes }) => [
      kind,
      [...(headers ?? [])],
      Buffer.from(bytes).toString("hex"),
    ]),
    unread,
  };
};
const wrappingsOf = (content: string | Uint8Array) =>
  recogniseFile(typeof content === "string" ? Buffer.from(content) : content).notes.flatMap((note) =>
    note.code === "wrapping.undone" ? [note.params.wrapping] : [],
  );

describe.each(pemFiles)("PEM that OpenSSL wrote, %s", (name) => {
  it.each(pemLayers)("comes out of $title as it was, and what was undone is said", ({ wrap, wrapping }) => {
    const wrapped = wrap(text(name));
    expect(shapesOf(wrapped)).toEqual(shapesOf(text(name)));
    expect(wrappingsOf(wrapped)).toEqual(wrapping === null ? [] : [wrapping]);
  });
});

describe.each(derFiles)("DER that OpenSSL wrote, %s", (name, tool) => {
  it.each(derLayers)("comes out of $title as it was, and what was undone is said", ({ wrap, wrapping }) => {
    const der = octets("openssl", [tool, "-in", at(name), "-outform", "DER"]);
    const wrapped = wrap(der);
    expect(shapesOf(wrapped)).toEqual(shapesOf(der));
    expect(wrappingsOf(wrapped)).toEqual([wrapping]);
  });
});
