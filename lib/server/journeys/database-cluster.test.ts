import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { strFromU8, unzipSync } from "fflate";
import { openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { providers, stopTestServer } from "../../../test/support/migrated-database.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** The job of the appliance's manual, whole: an authority, two requests, both signed, the five files taken away. */

const folder = temporaryFolder();
afterAll(() => folder.remove());

let console_: TestConsole;

async function takeAway(name: string, format: string, more: Record<string, unknown> = {}): Promise<string> {
  const { fileName, bytes } = await console_.ask("export", { name, format, ...more });
  return folder.write(fileName, bytes);
}

afterAll(stopTestServer);

describe.each(providers)("the database cluster on %s", (provider) => {
  beforeAll(async () => {
    console_ = await openTestConsole(provider);
  });
  afterAll(() => console_.close());

  it("the cluster's keys and certificates are made by typed lines", async () => {
    const lines = [
      "pki selfsigned dbca CN:tplab.local",
      "pki csr dbserver CN:cmscore1.example.com subjectAltName:cmscore2.example.com,cmscore3.example.com",
      "pki csr dbclient CN:postgres",
      "pki sign dbserver dbca",
      "pki sign dbclient dbca",
    ];
    const answers: string[] = [];
    for (const line of lines) {
      const { text, error } = await console_.type(line);
      expect(error).toBeNull();
      answers.push(text);
    }
    expect(answers[0]).toMatch(/^Created key file dbca\.key and certificate dbca\.crt\n/);
    expect(answers[1]).toBe(
      "Created key file dbserver.key and CSR dbserver.csr\nCSR file dbserver.csr ready for download\ncmscore1.example.com was added to the alternative names.",
    );
    expect(answers[2]).toBe(
      "Created key file dbclient.key and CSR dbclient.csr\nCSR file dbclient.csr ready for download",
    );
    expect(answers[3]).toMatch(/^SUCCESS: dbserver\.csr signed with dbca\.crt: dbserver\.crt\n/);
  });

  it("the files are listed as the appliance names them", async () => {
    const { text } = await console_.type("pki list");
    const [head, ...fileNames] = text.split("\n");
    expect(head).toBe("User supplied certificates and keys:");
    expect(fileNames.toSorted()).toEqual([
      "dbca.crt",
      "dbca.key",
      "dbclient.crt",
      "dbclient.csr",
      "dbclient.key",
      "dbserver.crt",
      "dbserver.csr",
      "dbserver.key",
    ]);
  });

  it("the files match, verify and are inspected", async () => {
    expect((await console_.type("pki match dbserver.key dbserver.crt")).text).toMatch(
      /^SUCCESS: Key and certificate pair match\n/,
    );
    expect((await console_.type("pki match dbclient.key dbserver.crt")).text).toMatch(
      /^FAILURE: Key and certificate do not match\n/,
    );
    expect((await console_.type("pki verify dbserver.crt dbca.crt")).text).toMatch(
      /^SUCCESS: certificate verified against CA bundle\n/,
    );
    const no = await console_.type("pki verify dbserver.crt dbclient.crt");
    expect(no.error).toBeNull();
    expect(no.text).toMatch(/^FAILURE: certificate not verified against CA bundle\n/);
    const { text } = await console_.type("pki inspect dbserver.crt");
    expect(text).toMatch(/^File contains a PEM encoded certificate\n/);
    expect(text).toContain("cmscore2.example.com");
  });

  it("the five files are downloaded and OpenSSL takes them", async () => {
    const root = await takeAway("dbca", "certificate-pem");
    for (const name of ["dbserver", "dbclient"]) {
      const certificate = await takeAway(name, "certificate-pem");
      const key = await takeAway(name, "key-pem", { unencrypted: true });
      expect(
        openssl(
          `verify -x509_strict -purpose ${name === "dbserver" ? "sslserver" : "sslclient"} -CAfile ${root} ${certificate}`,
        ),
      ).toContain("OK");
      expect(openssl(`rsa -in ${key} -check -noout`)).toContain("RSA key ok");
      expect(openssl(`pkey -in ${key} -pubout`)).toBe(openssl(`x509 -in ${certificate} -noout -pubkey`));
    }
    expect(openssl(`x509 -in ${root} -noout -ext basicConstraints,keyUsage`)).toMatch(
      /CA:TRUE[\s\S]*Certificate Sign, CRL Sign/,
    );
    expect(openssl(`x509 -in ${folder.path("dbserver.crt")} -noout -ext subjectAltName`)).toContain(
      "DNS:cmscore1.example.com, DNS:cmscore2.example.com, DNS:cmscore3.example.com",
    );
    expect(openssl(`x509 -in ${folder.path("dbclient.crt")} -noout -subject`)).toContain("CN = postgres");
    const request = await console_.ask("download", { file: "dbserver.csr" });
    expect(
      openssl(`req -in ${folder.write(request.fileName, request.bytes)} -noout -verify 2>&1`.replace(" 2>&1", "")),
    ).toBeDefined();
  });

  it("a chain, a key under a passphrase, a PKCS#12 and a zip are exported", async () => {
    const passphrase = "nine-words-of-iron";
    const chain = await takeAway("dbserver", "chain-pem");
    expect(strFromU8(folder.read("dbserver-chain.pem")).match(/-----BEGIN CERTIFICATE-----/g)).toHaveLength(2);
    expect(strFromU8(folder.read("dbserver-chain.pem"))).toMatch(/[^\n]\n$/);
    expect(run("certtool", ["--verify-chain", "--infile", chain])).toContain("Verified");
    const locked = await takeAway("dbserver", "key-pem", { passphrase });
    expect(strFromU8(folder.read("dbserver.key"))).toContain("BEGIN ENCRYPTED PRIVATE KEY");
    expect(openssl(`rsa -in ${locked} -passin pass:${passphrase} -check -noout`)).toContain("RSA key ok");
    const p12 = await takeAway("dbserver", "pkcs12", { passphrase });
    expect(openssl(`pkcs12 -in ${p12} -passin pass:${passphrase} -nokeys`).match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect(run("keytool", ["-list", "-keystore", p12, "-storepass", passphrase])).toContain("PrivateKeyEntry");
    await takeAway("dbserver", "zip", { passphrase });
    expect(Object.keys(unzipSync(folder.read("dbserver.zip"))).toSorted()).toEqual([
      "README.txt",
      "dbserver-chain.pem",
      "dbserver.crt",
      "dbserver.csr",
      "dbserver.der",
      "dbserver.jwk",
      "dbserver.key",
      "dbserver.p12",
      "dbserver.p7b",
      "dbserver.pub",
    ]);
    await takeAway("dbserver", "zip");
    expect(Object.keys(unzipSync(folder.read("dbserver.zip")))).not.toContain("dbserver.key");
    const der = await takeAway("dbserver", "certificate-der");
    expect(openssl(`x509 -inform DER -in ${der} -noout -subject`)).toContain("cmscore1");
  });
});
