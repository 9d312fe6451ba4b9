import { execFile } from "node:child_process";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ConsoleServer, createConsoleServer } from "../../serve/console-server.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { temporaryFolder } from "../../../test/support/external-tools.ts";

/**
 * Clients that are given nothing but certificates find by them what the authorities publish: a sub-authority in two parts
 * with delta lists below a root, and one of two people revoked.
 */

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

async function keep(...names: string[]): Promise<void> {
  for (const name of names) {
    const { bytes } = await console_.ask("download", { file: `${name}.crt` });
    folder.write(`${name}.pem`, bytes);
  }
}

async function person(name: string, issuer: string, profile = "client"): Promise<void> {
  await console_.ask("csr", { name, subject: { CN: `${name}.example.com` }, key: "p-256" });
  await console_.ask("sign", { request: name, issuer, profile });
}

beforeAll(async () => {
  console_ = await openTestConsole();
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
  url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  await console_.ask("addresses-save", { base: url });
  await console_.ask("selfsigned", { name: "root", subject: { CN: "Root" }, key: "p-256" });
  await person("sub", "root", "sub-ca");
  for (const name of ["kim", "gone"]) await person(name, "sub");
  await console_.ask("revoke", { certificate: "gone", reason: "keyCompromise", confirm: true });
  await keep("root", "sub", "kim", "gone");
  // Of a root no certificate says where its list is: who checks each level is given that one.
  const list = await console_.console.published({ kind: "list", name: "root", form: "pem" });
  folder.write("root-list.pem", list!.bytes);
});
afterAll(async () => {
  await server.stop(1000);
  await console_.close();
  folder.remove();
});

const verify = (name: string, ...more: string[]) =>
  said(
    "openssl",
    "verify",
    "-x509_strict",
    ...more,
    "-CAfile",
    at("root.pem"),
    "-untrusted",
    at("sub.pem"),
    at(`${name}.pem`),
  );

/** Validates a path with what the certificates name, and nothing else. */
const java = `
import java.io.*; import java.security.cert.*; import java.util.*;
public class Find {
  static X509Certificate read(String name) throws Exception {
    try (InputStream in = new FileInputStream(name)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
  public static void main(String[] a) throws Exception {
    CertPathValidator v = CertPathValidator.getInstance("PKIX");
    PKIXRevocationChecker r = (PKIXRevocationChecker) v.getRevocationChecker();
    var options = EnumSet.of(PKIXRevocationChecker.Option.NO_FALLBACK);
    if (a[0].equals("lists")) options.add(PKIXRevocationChecker.Option.PREFER_CRLS);
    r.setOptions(options);
    PKIXParameters p = new PKIXParameters(Set.of(new TrustAnchor(read(a[1]), null)));
    p.addCertPathChecker(r);
    CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(read(a[3]), read(a[2])));
    try { v.validate(path, p); System.out.println("VALID"); }
    catch (CertPathValidatorException e) { System.out.println("REFUSED " + e.getReason() + " " + e.getMessage()); }
  }
}`;

describe("by the addresses in certificates", () => {
  it("OpenSSL fetches the lists of each level, takes one certificate and refuses the revoked one", async () => {
    expect(await verify("kim", "-crl_check_all", "-CRLfile", at("root-list.pem"), "-crl_download")).toMatch(/: OK\n$/);
    expect(await verify("gone", "-crl_check_all", "-CRLfile", at("root-list.pem"), "-crl_download")).toContain(
      "certificate revoked",
    );
    expect(await verify("kim", "-crl_check", "-crl_download")).toMatch(/: OK\n$/);
    expect(await verify("gone", "-crl_check", "-crl_download")).toContain("certificate revoked");
  });

  it("Java finds lists and responder by itself, each way alone", async () => {
    folder.write("Find.java", java);
    for (const how of ["lists", "ocsp"]) {
      const ask = (name: string) =>
        said(
          "java",
          "-Dcom.sun.security.enableCRLDP=true",
          at("Find.java"),
          how,
          at("root.pem"),
          at("sub.pem"),
          at(`${name}.pem`),
        );
      expect([how, await ask("kim")]).toEqual([how, "VALID\n"]);
      expect(await ask("gone")).toMatch(/REFUSED REVOKED .*KEY_COMPROMISE/);
    }
  }, 60_000);

  it("openssl ocsp and ocsptool ask the responder that the certificate names", async () => {
    const named = (await said("openssl", "x509", "-in", at("kim.pem"), "-noout", "-ocsp_uri")).trim();
    expect(named).toBe(`${url}/ocsp/sub`);
    folder.write("chain.pem", Buffer.concat([folder.read("root.pem"), folder.read("sub.pem")]));
    const ask = (name: string) =>
      said(
        "openssl",
        "ocsp",
        "-issuer",
        at("sub.pem"),
        "-cert",
        at(`${name}.pem`),
        "-url",
        named,
        "-CAfile",
        at("chain.pem"),
      );
    expect(await ask("kim")).toMatch(/kim\.pem: good[^]*Response verify OK/);
    expect(await ask("gone")).toMatch(/gone\.pem: revoked/);
    const gnutls = (name: string) =>
      said(
        "ocsptool",
        "--ask",
        "--load-issuer",
        at("sub.pem"),
        "--load-cert",
        at(`${name}.pem`),
        "--load-signer",
        at("sub.pem"),
      );
    expect(await gnutls("kim")).toMatch(/Certificate Status: good/);
    expect(await gnutls("gone")).toMatch(/Certificate Status: revoked/);
  });

  it("certtool reads each address, and curl gets the issuer from there", async () => {
    const text = await said("certtool", "--certificate-info", "--infile", at("kim.pem"));
    expect(text).toContain(`URI: ${url}/crl/sub.crl`);
    expect(text).toContain(`Access Location URI: ${url}/ocsp/sub`);
    expect(text).toContain(`Access Location URI: ${url}/ca/sub.crt`);
    await run("curl", ["-sSf", "-o", at("issuer.der"), `${url}/ca/sub.crt`]);
    const fetched = await said("openssl", "x509", "-in", at("issuer.der"), "-noout", "-fingerprint", "-sha256");
    expect(fetched).toBe(await said("openssl", "x509", "-in", at("sub.pem"), "-noout", "-fingerprint", "-sha256"));
  });
});

describe("delta lists", () => {
  it("are named by certificates and by the whole list, and OpenSSL takes a revocation and a release from one", async () => {
    await console_.ask("crl-save", { authority: "sub", deltas: true });
    await person("han", "sub");
    await person("held", "sub");
    await console_.ask("revoke", { certificate: "held", reason: "certificateHold", confirm: true });
    await keep("han", "held");
    const text = await said("openssl", "x509", "-in", at("han.pem"), "-noout", "-text");
    expect(text).toMatch(/X509v3 Freshest CRL:[^]*\/crl\/sub\/delta\.crl/);
    await run("curl", ["-sSf", "-o", at("base.crl"), `${url}/crl/sub.crl`]);
    expect(await said("openssl", "crl", "-in", at("base.crl"), "-noout", "-text")).toContain("/crl/sub/delta.crl");
    await console_.ask("revoke", { certificate: "han", reason: "superseded", confirm: true });
    await console_.ask("release", { certificate: "held" });
    await run("curl", ["-sSf", "-o", at("delta.crl"), `${url}/crl/sub/delta.crl`]);
    await run("curl", ["-sSf", "-o", at("root.crl"), `${url}/crl/root.crl`]);
    const delta = await said("openssl", "crl", "-in", at("delta.crl"), "-noout", "-text");
    expect(delta).toMatch(/X509v3 Delta CRL Indicator: critical/);
    expect(delta).toMatch(/Remove From CRL/);
    const files = [];
    for (const name of ["root.crl", "base.crl", "delta.crl"])
      files.push((await run("openssl", ["crl", "-in", at(name)])).stdout);
    const lists = folder.write("lists.pem", files.join(""));
    const older = folder.write("older.pem", files.slice(0, 2).join(""));
    const how = ["-crl_check_all", "-extended_crl", "-use_deltas", "-CRLfile"];
    // By the base list alone the one is good and the other one revoked; with the delta it is the other way round.
    expect(await verify("han", ...how, older)).toMatch(/: OK\n$/);
    expect(await verify("held", ...how, older)).toContain("certificate revoked");
    expect(await verify("han", ...how, lists)).toContain("certificate revoked");
    expect(await verify("held", ...how, lists)).toMatch(/: OK\n$/);
    expect(await verify("han", "-crl_check_all", "-CRLfile", at("root-list.pem"), "-crl_download")).toContain(
      "certificate revoked",
    );
  });

  it("go on when none are wanted any more, since certificates name them", async () => {
    await console_.ask("crl-save", { authority: "sub", deltas: false });
    const before = await console_.ask("crl", { authority: "sub" });
    const delta = await console_.console.published({ kind: "list", name: "sub", form: "pem", part: "delta" });
    const text = await said("openssl", "crl", "-in", folder.write("delta.pem", delta!.bytes), "-noout", "-crlnumber");
    expect(parseInt(text.replace("crlNumber=0x", ""), 16)).toBe(before.number);
    await person("lim", "sub");
    await keep("lim");
    expect(await said("openssl", "x509", "-in", at("lim.pem"), "-noout", "-text")).not.toContain("Freshest");
  });
});

describe("lists in parts", () => {
  it("begin at a size: a certificate names its part, whose list OpenSSL and Java find, and the whole one goes on", async () => {
    await console_.ask("crl-save", { authority: "sub", partsAbove: 1 });
    await console_.ask("crl", { authority: "sub" });
    for (const name of ["part-kim", "part-gone"]) await person(name, "sub");
    await console_.ask("revoke", { certificate: "part-gone", reason: "keyCompromise", confirm: true });
    await keep("part-kim", "part-gone");
    const text = await said("openssl", "x509", "-in", at("part-gone.pem"), "-noout", "-text");
    const [, address] = /URI:(\S+\/crl\/sub\/\d+\.crl)/.exec(text) ?? [];
    expect(address).toBeDefined();
    await run("curl", ["-sSf", "-o", at("part.crl"), address!]);
    const part = await said("openssl", "crl", "-in", at("part.crl"), "-noout", "-text");
    expect(part).toMatch(/X509v3 Issuing Distribution Point: critical/);
    expect(part).toContain(address!);
    expect(await verify("part-kim", "-crl_check_all", "-CRLfile", at("root-list.pem"), "-crl_download")).toMatch(
      /: OK\n$/,
    );
    expect(await verify("part-gone", "-crl_check_all", "-CRLfile", at("root-list.pem"), "-crl_download")).toContain(
      "certificate revoked",
    );
    // Those that were signed before name the whole list, which holds both.
    expect(await verify("gone", "-crl_check_all", "-CRLfile", at("root-list.pem"), "-crl_download")).toContain(
      "certificate revoked",
    );
    await run("curl", ["-sSf", "-o", at("whole.crl"), `${url}/crl/sub.crl`]);
    const serial = (await said("openssl", "x509", "-in", at("part-gone.pem"), "-noout", "-serial")).trim();
    expect(await said("openssl", "crl", "-in", at("whole.crl"), "-noout", "-text")).toContain(
      serial.replace("serial=", ""),
    );
    const find = (name: string) =>
      said(
        "java",
        "-Dcom.sun.security.enableCRLDP=true",
        at("Find.java"),
        "lists",
        at("root.pem"),
        at("sub.pem"),
        at(`${name}.pem`),
      );
    expect(await find("part-kim")).toBe("VALID\n");
    expect(await find("part-gone")).toMatch(/REFUSED REVOKED/);
  }, 60_000);

  it("say the addresses of every console address that certificates name", async () => {
    await console_.ask("addresses-save", { base: "http://later.example.com" });
    await person("later", "sub");
    await console_.ask("crl", { authority: "sub" });
    const text = await said("openssl", "x509", "-in", at("part-gone.pem"), "-noout", "-text");
    const [, path] = /URI:\S+(\/crl\/sub\/\d+\.crl)/.exec(text) ?? [];
    const later = Number(/(\d+)\.crl/.exec(path!)![1]);
    const list = await console_.console.published({ kind: "list", name: "sub", form: "pem", part: later });
    const shown = await said("openssl", "crl", "-in", folder.write("later.pem", list!.bytes), "-noout", "-text");
    expect(shown).toContain(`URI:${url}${path}`);
    expect(shown).toContain(`URI:http://later.example.com${path}`);
  });
});
