import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { commands } from "../../commands/index.ts";
import { csrEquivalents, selfsignedEquivalents, signEquivalents } from "./equivalents.ts";
import { exportEquivalents, javaLine } from "./export.ts";
import {
  bundleEquivalents,
  inspectEquivalents,
  matchEquivalents,
  pkcs12ToSshEquivalents,
  unlockEquivalents,
} from "./files.ts";
import { verifyEquivalents } from "./verify.ts";
import { parseLine } from "../parse.ts";
import { quoteFileName, quoteForShell } from "./shell-quote.ts";

const folder = mkdtempSync(join(tmpdir(), "equivalents-"));
afterAll(() => rmSync(folder, { recursive: true }));

const bash = (line: string): string =>
  execFileSync("bash", ["-euo", "pipefail", "-c", line], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
const first = (lines: readonly string[]): string => lines[0] ?? expect.unreachable();

describe("the OpenSSL lines do what the command does", () => {
  it("the line for a key under a passphrase makes a key that opens with it alone", () => {
    const form = { name: "locked", subject: { CN: "locked.example.com" }, isLocked: true };
    bash(`${first(csrEquivalents(form).openssl)} -passout pass:secret-words`);
    expect(bash("openssl pkey -in locked.key -passin pass:secret-words -pubout")).toContain("PUBLIC KEY");
    expect(() => bash("openssl pkey -in locked.key -passin pass:other -pubout")).toThrow();
  });

  it("the lines for the database cluster do what the commands do", () => {
    bash(first(selfsignedEquivalents({ name: "dbca", subject: { CN: "tplab.local" } }).openssl));
    const form = {
      name: "dbserver",
      subject: { CN: "cmscore1.example.com", O: 'Example / Inc + "Sons"', C: "KR" },
      subjectAltNames: ["cmscore2.example.com", "192.0.2.25", "2001:db8::1"],
    };
    bash(first(csrEquivalents(form).openssl));
    bash(first(signEquivalents({ request: "dbserver", issuer: "dbca" }).openssl));
    expect(bash(first(verifyEquivalents({ file: "dbserver.crt", bundle: "dbca.crt" }).openssl))).toContain("OK");
    const asked = {
      file: "dbserver.crt",
      bundle: ["dbca.crt", "dbca.crt"],
      purpose: "server",
      name: "cmscore2.example.com",
      at: new Date(Date.now() + 60_000).toISOString(),
    };
    expect(bash(first(verifyEquivalents(asked).openssl))).toContain("OK");
    for (const wrong of [
      { ...asked, name: "other.example.com" },
      { ...asked, name: "192.0.2.26" },
      { ...asked, name: "who@example.com" },
      { ...asked, at: "2099-01-01" },
    ]) {
      expect(() => bash(first(verifyEquivalents(wrong).openssl))).toThrow(/verification failed|error/);
    }
    const text = bash("openssl x509 -in dbserver.crt -noout -text -nameopt RFC2253");
    expect(text).toContain('O=Example / Inc \\+ \\"Sons\\"');
    expect(text).toContain(
      "DNS:cmscore1.example.com, DNS:cmscore2.example.com, IP Address:192.0.2.25, IP Address:2001:DB8:0:0:0:0:0:1",
    );
    expect(text).toContain("TLS Web Server Authentication, TLS Web Client Authentication");
    expect(bash(first(matchEquivalents({ key: "dbserver.key", certificate: "dbserver.crt" }).openssl))).toContain(
      "match",
    );
    expect(bash(first(matchEquivalents({ key: "dbserver.key", certificate: "dbserver.csr" }).openssl))).toContain(
      "match",
    );
    expect(bash(first(inspectEquivalents({ file: "dbserver.crt" }).openssl))).toContain("Certificate:");
    expect(bash(first(inspectEquivalents({ file: "dbserver.csr" }).openssl))).toContain("Certificate Request:");
    expect(bash(first(inspectEquivalents({ file: "dbserver.key" }).openssl))).toContain("Modulus");
  });

  it("the lines for bundles do what the commands do", () => {
    bash(
      "openssl req -x509 -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout root.key -out root.crt -subj /CN=root && cp root.crt 'my leaf.crt'",
    );
    const files = ["my leaf.crt", "root.crt"];
    expect(
      bash(`${bundleEquivalents({ fileName: "out.pem", kind: "anchors", files }).openssl.join(" && ")}`),
    ).toContain("Certificate:");
    expect(bash("grep -c BEGIN out.pem").trim()).toBe("2");
    const [write = "", check = ""] = bundleEquivalents({ fileName: "out.pem", kind: "full-chain", files }).openssl;
    expect(bash(`${write} && ${check}`)).toContain("OK");
    const [, chain = ""] = bundleEquivalents({ fileName: "out.pem", kind: "chain", files: ["my leaf.crt"] }).openssl;
    expect(bash(`cp 'my leaf.crt' out.pem && ${chain}`)).toContain("OK");
    bash(first(bundleEquivalents({ fileName: "out.p7b", kind: "pkcs7", files }).openssl));
    expect(bash("openssl pkcs7 -inform DER -in out.p7b -print_certs -noout | grep -c subject").trim()).toBe("2");
  });

  it("a name with a comma in it stays one name in the lines of OpenSSL, and in a typed line", () => {
    const sid = "SID:S-1-5-21-1004336348-1177238915-682003330-512";
    const uri = "URI:tag:microsoft.com,2022-09-14:sid:S-1-5-21-1004336348-1177238915-682003330-512";
    const subjectAltNames = ["UPN:minji@corp.example", sid];
    const form = { name: "pc", subject: { CN: "Minji Kim" }, key: "p-256", subjectAltNames } as const;
    const { cms, openssl } = csrEquivalents(form);
    expect(cms).toContain(`UPN:minji@corp.example,${sid}`);
    bash(first(openssl));
    expect(bash("openssl req -in pc.csr -noout -text")).toContain(uri);
    bash(first(selfsignedEquivalents({ name: "pcca", subject: { CN: "CA" }, key: "p-256" }).openssl));
    bash(first(signEquivalents({ request: "pc.csr", issuer: "pcca.crt", profile: "client", subjectAltNames }).openssl));
    const names = bash("openssl x509 -in pc.crt -noout -ext subjectAltName");
    expect(names).toContain(uri);
    expect(names.split("\n")[1]?.split(", ")).toHaveLength(2);
  });

  it("the lines for other keys, a chosen list of names and a self-signed server do what the commands do", () => {
    bash(
      first(
        selfsignedEquivalents({
          name: "test web",
          subject: { CN: "test.example.com" },
          key: "p-256",
          profile: "server",
          days: 30,
        }).openssl,
      ),
    );
    expect(bash("openssl x509 -in 'test web.crt' -noout -ext subjectAltName,extendedKeyUsage")).toContain(
      "DNS:test.example.com",
    );
    bash(
      first(
        csrEquivalents({
          name: "ed",
          subject: { CN: "인증서", O: "예제" },
          key: "ed25519",
          subjectAltNames: [{ kind: "upn", value: "minji@corp.example" }],
        }).openssl,
      ),
    );
    bash(first(selfsignedEquivalents({ name: "ca", subject: { CN: "CA" }, key: "p-384" }).openssl));
    bash(
      first(
        signEquivalents({
          request: "ed.csr",
          issuer: "ca.crt",
          profile: "client",
          subjectAltNames: ["email:minji@example.com"],
        }).openssl,
      ),
    );
    const text = bash("openssl x509 -in ed.crt -noout -text");
    expect(text).toContain("email:minji@example.com");
    expect(text).not.toContain("Server Authentication");
  });

  it("the lines for an export, an unlocked key and an SSH key do what the commands do", () => {
    bash(
      "openssl genrsa -out user.key 2048 && openssl req -x509 -new -key user.key -subj /CN=user -out user.crt && cp user.crt user-chain.pem",
    );
    bash(`${first(exportEquivalents({ name: "user", format: "key-pem" }).openssl)} -passout pass:secret-words`);
    bash(
      `${first(exportEquivalents({ name: "user", format: "pkcs12" }).openssl)} -passout pass:secret-words && cp user.p12 user.pub`,
    );
    bash(first(exportEquivalents({ name: "user", format: "certificate-der" }).openssl));
    bash(
      `${first(exportEquivalents({ name: "user", format: "pkcs12", profile: "compatible" }).openssl)} -passout pass:secret-words && openssl pkcs12 -in user.p12 -passin pass:secret-words -nokeys -info 2>&1 | grep -q 3-KeyTripleDES`,
    );
    bash(
      `${javaLine("user")} -srcstorepass secret-words -deststorepass secret-words -noprompt 2>/dev/null && keytool -list -keystore user.jks -storepass secret-words 2>/dev/null | grep -q PrivateKeyEntry`,
    );
    bash(`${first(exportEquivalents({ name: "user", format: "key-der" }).openssl)} -passout pass:secret-words`);
    bash(
      `${first(exportEquivalents({ name: "user", format: "key-traditional-pem", cipher: "des-ede3-cbc" }).openssl)} -passout pass:secret-words && grep -q DES-EDE3-CBC user-old.key`,
    );
    for (const format of ["pkcs7-pem", "pkcs7-der", "ssh-public-key", "key-and-chain-pem"])
      bash(first(exportEquivalents({ name: "user", format }).openssl));
    bash(
      `${first(unlockEquivalents({ key: "user-locked.key" }).openssl)} -passin pass:secret-words && cmp <(openssl pkey -in user.key) <(openssl pkey -in user-locked-open.key)`,
    );
    const ssh = first(pkcs12ToSshEquivalents({ username: "user" }).openssl).replace(
      " -nokeys",
      " -passin pass:secret-words -nokeys",
    );
    expect(bash(ssh)).toMatch(/^ssh-rsa AAAA/);
  });
});

describe("the lines of the appliance", () => {
  it("a line of the appliance is read again as the same form", () => {
    const form = {
      name: "dbserver",
      subject: { CN: "cmscore1.example.com", O: 'The "Best" Inc', OU: ["a b", "c"] },
      subjectAltNames: ["cmscore2.example.com"],
    };
    expect(parseLine(csrEquivalents(form).cms ?? "", commands)).toMatchObject({ name: "csr", input: form });
    expect(
      parseLine(signEquivalents({ request: "dbserver.csr", issuer: "dbca.crt" }).cms ?? "", commands),
    ).toMatchObject({ input: { request: "dbserver", issuer: "dbca" } });
  });

  it("a line has no prefixes but where the shape does not tell the kind", () => {
    const names = ["DNS:a.example.com", { kind: "ip", value: "192.0.2.1" }, "UPN:minji@corp.example", "half a name"];
    expect(csrEquivalents({ name: "a", subject: {}, subjectAltNames: names }).cms).toBe(
      'pki csr a subjectAltName:"a.example.com,192.0.2.1,UPN:minji@corp.example,half a name"',
    );
  });

  it("a line is made of a form that is not complete yet", () => {
    expect(csrEquivalents({ name: "", subject: {}, subjectAltNames: ["", "not a name"] }).openssl[0]).toContain(
      "-subj /",
    );
  });
});

describe("quoting", () => {
  it.each([
    "plain.crt",
    "it's",
    "a b",
    "$(touch pwned)",
    "`id`",
    "a;b",
    "!x",
    "*",
    "~",
    "-rf",
    "\u001b[31mred",
    "a\nb",
    "",
  ])("keeps the shell away from %j", (text) => {
    const visible = text.replace(/[\u0000-\u001f]/g, "");
    expect(bash(`printf %s ${quoteForShell(text)}`)).toBe(visible);
    expect(quoteFileName("-rf")).toBe("./-rf");
  });
});
