import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { octets, openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { startWork } from "../../../test/support/work.ts";
import { sshPublicKey } from "../ssh/openssh.ts";
import { readPrivateKey } from "./read-key.ts";

const folder = temporaryFolder();
const at = (name: string): string => folder.path(name);
const kinds: Record<string, string> = {
  rsa: "-algorithm RSA -pkeyopt rsa_keygen_bits:2048",
  "rsa-pss": "-algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048",
  "p-256": "-algorithm EC -pkeyopt ec_paramgen_curve:P-256",
  "p-384": "-algorithm EC -pkeyopt ec_paramgen_curve:P-384",
  "p-521": "-algorithm EC -pkeyopt ec_paramgen_curve:P-521",
  secp256k1: "-algorithm EC -pkeyopt ec_paramgen_curve:secp256k1",
  brainpool: "-algorithm EC -pkeyopt ec_paramgen_curve:brainpoolP256r1",
  ed25519: "-algorithm ED25519",
  ed448: "-algorithm ED448",
  x25519: "-algorithm X25519",
};

beforeAll(() => {
  for (const [kind, words] of Object.entries(kinds)) openssl(`genpkey ${words} -out ${at(kind)}`);
  openssl(`dsaparam -genkey -out ${at("dsa-trad")} 1024`);
  openssl(`pkcs8 -topk8 -nocrypt -in ${at("dsa-trad")} -out ${at("dsa")}`);
}, 120_000);
afterAll(() => folder.remove());

const spkiOf = (name: string): Buffer =>
  Buffer.from(octets("openssl", ["pkey", "-in", at(name), "-pubout", "-outform", "DER"]));
const read = (bytes: Uint8Array | string): ReturnType<typeof readPrivateKey> =>
  readPrivateKey(typeof bytes === "string" ? Buffer.from(bytes) : bytes);

describe("readPrivateKey reads the forms of a key", () => {
  it.each([...Object.keys(kinds), "dsa"])("PKCS#8 of %s is read from PEM and DER", (kind) => {
    const pem = read(folder.read(kind));
    expect(Buffer.from(pem.spki)).toEqual(spkiOf(kind));
    expect(pem.form).toBe("pkcs8");
    const der = octets("openssl", ["pkcs8", "-topk8", "-nocrypt", "-in", at(kind), "-outform", "DER"]);
    expect(Buffer.from(read(der).pkcs8)).toEqual(Buffer.from(pem.pkcs8));
  });
  it("PKCS#1 is read", () => {
    const pem = openssl(`rsa -in ${at("rsa")} -traditional`);
    expect(pem).toContain("BEGIN RSA PRIVATE KEY");
    expect(read(pem)).toMatchObject({ form: "pkcs1", facts: { label: "RSA 2048" } });
    expect(Buffer.from(read(pem).pkcs8)).toEqual(Buffer.from(read(folder.read("rsa")).pkcs8));
  });
  it.each(["p-256", "p-384", "p-521", "secp256k1", "brainpool"])(
    "SEC 1 of %s is read, alone and behind its EC PARAMETERS",
    (kind) => {
      const pem = openssl(`ec -in ${at(kind)}`);
      expect(read(pem).form).toBe("sec1");
      expect(Buffer.from(read(pem).spki)).toEqual(spkiOf(kind));
      const parameters = openssl(`ec -in ${at(kind)} -param_out`);
      expect(parameters).toContain("EC PARAMETERS");
      expect(Buffer.from(read(parameters.includes("PRIVATE") ? parameters : parameters + pem).spki)).toEqual(
        spkiOf(kind),
      );
      expect(Buffer.from(read(octets("openssl", ["ec", "-in", at(kind), "-outform", "DER"])).spki)).toEqual(
        spkiOf(kind),
      );
    },
  );
  it("the DSA form of OpenSSL is read", () => {
    const pem = Buffer.from(folder.read("dsa-trad")).toString();
    const traditional = pem.includes("DSA PRIVATE KEY") ? pem : openssl(`dsa -in ${at("dsa-trad")}`);
    const reading = read(traditional);
    expect(Buffer.from(reading.spki)).toEqual(spkiOf("dsa"));
  });
  it("an RSA key with three primes is read", () => {
    openssl(`genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_primes:3 -out ${at("three")}`);
    expect(Buffer.from(read(folder.read("three")).spki)).toEqual(spkiOf("three"));
  });
  it.each([
    ["ed25519", []],
    ["ecdsa", ["-b", "256"]],
    ["ecdsa", ["-b", "521"]],
    ["rsa", ["-b", "2048"]],
    ["dsa", []],
  ] as const)("OpenSSH %s %j", (type, more) => {
    const name = at(`ssh-${type}${more.join("")}`);
    run("ssh-keygen", ["-q", "-t", type, ...more, "-N", "", "-C", "someone@example", "-f", name]);
    const reading = readPrivateKey(folder.read(`ssh-${type}${more.join("")}`));
    expect(reading.form).toBe("openssh");
    expect(`${sshPublicKey(reading.spki, "someone@example")}\n`).toBe(
      Buffer.from(folder.read(`ssh-${type}${more.join("")}.pub`)).toString(),
    );
    openssl("pkey -inform DER -noout -check", reading.pkcs8);
  });
});

describe("readPrivateKey reads untidy text", () => {
  it("indentation, CRLF, a byte order mark, UTF-16, bag attributes and base64 on one line do not matter", () => {
    const pem = Buffer.from(folder.read("p-256")).toString();
    const wanted = spkiOf("p-256");
    const dresses: (string | Uint8Array)[] = [
      pem.replace(/^/gm, "   "),
      pem.replaceAll("\n", "\r\n"),
      `\uFEFF${pem}`,
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(pem, "utf16le")]),
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(pem, "utf16le").swap16()]),
      `Bag Attributes\n    friendlyName: x\nKey Attributes: <No Attributes>\n${pem}`,
      pem.replace(/-----.*-----|\n/g, ""),
    ];
    for (const dress of dresses) expect(Buffer.from(read(dress).spki)).toEqual(wanted);
  });
});

describe("readPrivateKey refuses", () => {
  it("a locked key, a certificate and an empty file are refused, each for its own reason", () => {
    const locked = openssl(`pkcs8 -topk8 -in ${at("p-256")} -passout pass:x`);
    expect(() => read(locked)).toThrow("key.locked");
    const certificate = openssl(`req -x509 -key ${at("p-256")} -subj /CN=x -days 1`);
    expect(() => read(certificate)).toThrow("key.not-found");
    expect(() => read("nothing at all")).toThrow("file.unrecognised");
    expect(() => read("")).toThrow("file.empty");
  });
  it("a private key with a modulus or a point of another key is refused", () => {
    const pkcs1 = octets("openssl", ["rsa", "-in", at("rsa"), "-traditional", "-outform", "DER"]);
    pkcs1[40] = pkcs1[40]! ^ 1; // inside the modulus
    expect(() => read(pkcs1)).toThrow("key.damaged");
    const ec = octets("openssl", ["ec", "-in", at("p-256"), "-outform", "DER"]);
    const other = octets("openssl", ["ecparam", "-genkey", "-name", "prime256v1", "-noout", "-outform", "DER"]);
    ec.set(other.subarray(ec.length - 64), ec.length - 64);
    expect(() => read(ec)).toThrow("key.damaged");
  });
  it("a number of absurd size is refused before anything is computed with it", () => {
    const huge = Buffer.alloc(3_000_000, 0x7f);
    const integer = (octetsOfInteger: Buffer): Buffer =>
      Buffer.concat([
        Buffer.from([
          0x02,
          0x83,
          octetsOfInteger.length >> 16,
          (octetsOfInteger.length >> 8) & 255,
          octetsOfInteger.length & 255,
        ]),
        octetsOfInteger,
      ]);
    const body = Buffer.concat([
      Buffer.from([2, 1, 0]),
      ...Array.from({ length: 5 }, () => integer(huge)),
      Buffer.from([2, 1, 3, 2, 1, 3, 2, 1, 3]),
    ]);
    const der = Buffer.concat([
      Buffer.from([0x30, 0x83, body.length >> 16, (body.length >> 8) & 255, body.length & 255]),
      body,
    ]);
    const work = startWork();
    expect(() => read(Uint8Array.from(der))).toThrow("key.too-large");
    expect(work()).toBeLessThan(1000);
  });
});
