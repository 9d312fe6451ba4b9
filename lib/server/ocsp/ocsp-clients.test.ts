import { execFile } from "node:child_process";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import { readCertificate, serialHex, sha256Hex } from "../../pki/x509/certificate.ts";
import { type ConsoleServer, createConsoleServer } from "../../serve/console-server.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { temporaryFolder } from "../../../test/support/external-tools.ts";
import { freePort, listens, start } from "../../../test/support/programs.ts";
import { createStore } from "../store/store.ts";

/** Java and nginx ask the responder while they check a client, and nginx staples what it says of its own certificate. */

const folder = temporaryFolder();
const at = (name: string): string => folder.path(name);
let console_: TestConsole;
let server: ConsoleServer;
let url: string;
const run = promisify(execFile);

/** Both outputs of a program that may end with 1; the server answers in this process, so nothing may block it. */
async function said(program: string, ...words: string[]): Promise<string> {
  const child = run(program, words, { maxBuffer: 1e7 });
  child.child.stdin?.end();
  const { stdout, stderr } = await child.catch((error: { stdout: string; stderr: string }) => error);
  return `${stdout}${stderr}`;
}

beforeAll(async () => {
  console_ = await openTestConsole();
  const bytesOf = async (name: string, format: "key-pem" | null) => {
    const answer =
      format === null
        ? await console_.ask("download", { file: `${name}.crt` })
        : await console_.ask("export", { name, format: "key-pem", unencrypted: true });
    return (answer as { bytes: Uint8Array }).bytes;
  };
  await console_.ask("selfsigned", { name: "ca", subject: { CN: "Asked CA" }, key: "p-256" });
  folder.write("ca.pem", await bytesOf("ca", null));
  for (const name of ["host", "kim", "gone"]) {
    const profile = name === "host" ? "server" : "client";
    await console_.ask("csr", {
      name,
      subject: { CN: `${name}.example.com` },
      subjectAltNames: [`${name}.example.com`],
      key: "p-256",
    });
    await console_.ask("sign", { request: name, issuer: "ca", profile });
    folder.write(`${name}.pem`, await bytesOf(name, null));
    folder.write(`${name}.key`, await bytesOf(name, "key-pem"));
  }
  const derOf = async (name: string) =>
    Uint8Array.from(
      (await run("openssl", ["x509", "-in", at(`${name}.pem`), "-outform", "DER"], { encoding: "buffer" })).stdout,
    );
  const [ca, gone] = [readCertificate(await derOf("ca")), readCertificate(await derOf("gone"))];
  const { database, clock } = console_.console;
  await createStore({ database, clock, auditEventId: null }).revoke([
    {
      authority: publicKeyId(ca.spki),
      basename: "ca",
      certificates: [{ serialNumber: serialHex(gone), sha256: sha256Hex(gone.der), points: [] }],
      reason: "keyCompromise",
      invalidityDate: null,
      actor: "ada@example.com",
    },
  ]);
  server = createConsoleServer({
    limits: { connections: 100, connectionsPerAddress: 100, megabytesInFlight: 64 },
    trustedProxies: [],
    explain: ({ code }) => ({ message: code, locale: "en" }),
    turnedAway: "",
    published: console_.console.published,
    ocsp: console_.console.ocsp,
  });
  server.answerWith((_, response) => void response.writeHead(404).end());
  await new Promise<void>((resolve) => server.server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/ocsp/ca`;
});
afterAll(async () => {
  await server.stop(1000);
  await console_.close();
  folder.remove();
});

/** Validates a path with OCSP alone: no lists, nothing passed over. */
const java = `
import java.io.*; import java.net.URI; import java.security.cert.*; import java.util.*;
public class Check {
  public static void main(String[] a) throws Exception {
    CertificateFactory f = CertificateFactory.getInstance("X.509");
    X509Certificate ca; X509Certificate leaf;
    try (InputStream in = new FileInputStream(a[0])) { ca = (X509Certificate) f.generateCertificate(in); }
    try (InputStream in = new FileInputStream(a[1])) { leaf = (X509Certificate) f.generateCertificate(in); }
    CertPathValidator v = CertPathValidator.getInstance("PKIX");
    PKIXRevocationChecker r = (PKIXRevocationChecker) v.getRevocationChecker();
    r.setOcspResponder(new URI(a[2]));
    r.setOptions(EnumSet.of(PKIXRevocationChecker.Option.NO_FALLBACK, PKIXRevocationChecker.Option.ONLY_END_ENTITY));
    PKIXParameters p = new PKIXParameters(Set.of(new TrustAnchor(ca, null)));
    p.addCertPathChecker(r);
    try { v.validate(f.generateCertPath(List.of(leaf)), p); System.out.println("VALID"); }
    catch (CertPathValidatorException e) { System.out.println("REFUSED " + e.getReason() + " " + e.getMessage()); }
  }
}`;

describe("Java's PKIX validation with OCSP alone", () => {
  it("takes one certificate and refuses the revoked one, with a nonce and without", async () => {
    folder.write("Check.java", java);
    for (const nonce of ["false", "true"]) {
      const ask = (name: string) =>
        said(
          "java",
          `-Djdk.security.certpath.ocspNonce=${nonce}`,
          at("Check.java"),
          at("ca.pem"),
          at(`${name}.pem`),
          url,
        );
      expect(await ask("kim")).toContain("VALID");
      expect(await ask("gone")).toMatch(/REFUSED REVOKED .*KEY_COMPROMISE/);
    }
  });
});

describe("nginx", () => {
  it("lets one client in by ssl_ocsp, refuses the revoked one, and staples the answer about itself", async () => {
    const port = await freePort();
    folder.write("empty", "");
    folder.write(
      "nginx.conf",
      `daemon off; pid ${at("nginx.pid")}; error_log ${at("error.log")} info; events {}
http { access_log off; client_body_temp_path ${at("t1")}; proxy_temp_path ${at("t2")}; fastcgi_temp_path ${at("t3")};
uwsgi_temp_path ${at("t4")}; scgi_temp_path ${at("t5")};
server { listen 127.0.0.1:${port} ssl; ssl_certificate ${at("host.pem")}; ssl_certificate_key ${at("host.key")};
ssl_client_certificate ${at("ca.pem")}; ssl_verify_client on; ssl_ocsp on; ssl_ocsp_responder ${url};
ssl_stapling on; ssl_stapling_verify on; ssl_trusted_certificate ${at("ca.pem")}; ssl_stapling_responder ${url};
location / { return 200 "hello\\n"; } } }`,
    );
    const nginx = start("nginx", ["-e", at("error.log"), "-c", at("nginx.conf")], folder.path(""));
    try {
      await listens(port);
      const ask = (name: string) =>
        said(
          "curl",
          "-sS",
          "--cacert",
          at("ca.pem"),
          "--cert",
          at(`${name}.pem`),
          "--key",
          at(`${name}.key`),
          "--resolve",
          `host.example.com:${port}:127.0.0.1`,
          `https://host.example.com:${port}/`,
        );
      expect(await ask("kim")).toBe("hello\n");
      expect(await ask("gone")).toContain("The SSL certificate error");
      // the first handshake has no staple: nginx asks for it then
      await expect
        .poll(
          () =>
            said(
              "openssl",
              "s_client",
              "-connect",
              `127.0.0.1:${port}`,
              "-servername",
              "host.example.com",
              "-status",
              "-CAfile",
              at("ca.pem"),
              "-cert",
              at("kim.pem"),
              "-key",
              at("kim.key"),
            ),
          { timeout: 15_000, interval: 300 },
        )
        .toMatch(/OCSP Response Status: successful[^]*Cert Status: good/);
    } finally {
      await nginx.stop();
    }
  });
});
