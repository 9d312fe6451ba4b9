import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { octets, openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { readSshPublicKey, readSshPublicKeyFile, sshPublicKey } from "./openssh.ts";

const folder = temporaryFolder();
const at = (name: string): string => folder.path(name);
const types = [
  ["rsa", "2048"],
  ["rsa", "4096"],
  ["ecdsa", "256"],
  ["ecdsa", "384"],
  ["ecdsa", "521"],
  ["ed25519", "256"],
  ["dsa", "1024"],
] as const;

beforeAll(() => {
  for (const [type, bits] of types)
    run("ssh-keygen", ["-q", "-t", type, "-b", bits, "-N", "", "-C", "me@here 님", "-f", at(`${type}-${bits}`)]);
}, 120_000);
afterAll(() => folder.remove());
const textOf = (name: string): string => Buffer.from(folder.read(name)).toString();

describe("SSH public keys", () => {
  it.each(types)("%s %s turns from a line into SPKI and back, with the fingerprint of ssh-keygen -l", (type, bits) => {
    const text = textOf(`${type}-${bits}.pub`);
    const [line] = readSshPublicKeyFile(text);
    const reading = readSshPublicKey(line!.blob);
    expect(`${sshPublicKey(reading.spki!, "me@here 님")}\n`).toBe(text);
    expect(run("ssh-keygen", ["-l", "-f", at(`${type}-${bits}.pub`)])).toContain(reading.fingerprint);
  });
  it.each(types.filter(([type]) => type !== "ed25519"))(
    "%s %s is what ssh-keygen -i makes of OpenSSL's PUBLIC KEY",
    (type, bits) => {
      const spki = readSshPublicKey(readSshPublicKeyFile(textOf(`${type}-${bits}.pub`))[0]!.blob).spki!;
      folder.write("spki.pem", openssl("pkey -pubin -inform DER -pubout", spki));
      expect(sshPublicKey(spki, "")).toBe(run("ssh-keygen", ["-i", "-m", "PKCS8", "-f", at("spki.pem")]).trim());
    },
  );
  it("keys without an SSH form are told", () => {
    for (const words of [
      "-algorithm ED448",
      "-algorithm EC -pkeyopt ec_paramgen_curve:secp256k1",
      "-algorithm X25519",
    ]) {
      openssl(`genpkey ${words} -out ${at("other")}`);
      const spki = octets("openssl", ["pkey", "-in", at("other"), "-pubout", "-outform", "DER"]);
      expect(() => sshPublicKey(spki, "")).toThrow("ssh-key.unsupported");
    }
  });
  it("a comment cannot begin a second line", () => {
    const spki = readSshPublicKey(readSshPublicKeyFile(textOf("ed25519-256.pub"))[0]!.blob).spki!;
    expect(sshPublicKey(spki, "a\nssh-rsa AAAA").split("\n")).toHaveLength(1);
  });
});

describe("SSH public key files", () => {
  it("authorized_keys is read with options, comments and several lines", () => {
    const text = `# mine\n\nfrom="10.0.0.0/8",no-pty ${textOf("rsa-2048.pub")}${textOf("ed25519-256.pub")}`;
    const lines = readSshPublicKeyFile(text);
    expect(lines.map(({ line, comment }) => [line, comment])).toEqual([
      [3, "me@here 님"],
      [4, "me@here 님"],
    ]);
  });
  it("a file of RFC 4716 is read", () => {
    const text = run("ssh-keygen", ["-e", "-f", at("ecdsa-384.pub")]);
    const [key] = readSshPublicKeyFile(text);
    expect(readSshPublicKey(key!.blob).type).toBe("ecdsa-sha2-nistp384");
  });
  it("a certificate shows the key that it certifies", () => {
    run("ssh-keygen", ["-q", "-s", at("ed25519-256"), "-I", "id", "-n", "root", at("ecdsa-256.pub")]);
    const [line] = readSshPublicKeyFile(textOf("ecdsa-256-cert.pub"));
    const reading = readSshPublicKey(line!.blob);
    expect(reading).toMatchObject({ isCertificate: true, type: "ecdsa-sha2-nistp256-cert-v01@openssh.com" });
    expect(run("ssh-keygen", ["-l", "-f", at("ecdsa-256-cert.pub")])).toContain(reading.fingerprint);
  });
  it("a cut line is damage with its place", () => {
    const [line] = readSshPublicKeyFile(textOf("rsa-2048.pub"));
    expect(() => readSshPublicKey(line!.blob.subarray(0, 100))).toThrow("ssh-key.malformed");
  });
});
