import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { identifies } from "../../pki/ocsp/cert-id.ts";
import { nonceOf } from "../../pki/ocsp/request.ts";
import { readOcspResponse } from "../../pki/ocsp/response.ts";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import { verifyPath } from "../../pki/path/verify.ts";
import { type Certificate, readCertificate, serialHex, sha256Hex } from "../../pki/x509/certificate.ts";
import { type ConsoleServer, createConsoleServer } from "../../serve/console-server.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { temporaryFolder } from "../../../test/support/external-tools.ts";
import { readElement } from "../../pki/asn1/der.ts";
import { writeExplicit, writeNull, writeSequence } from "../../pki/asn1/der-write.ts";
import { writeOcspRequest } from "../../pki/ocsp/write-request.ts";
import { writeExtensions } from "../../pki/x509/extension.ts";
import { readOcspByPkijs } from "../../../test/support/pkijs.ts";
import { createStore } from "../store/store.ts";

/** The responder, asked over HTTP by the programs that check certificates. */

const folder = temporaryFolder();
const at = (name: string): string => folder.path(name);
let console_: TestConsole;
let server: ConsoleServer;
let url: string;
const certificates: Record<string, Certificate> = {};

const run = promisify(execFile);
/** Everything that a program says; it may end with 1. The server answers in this process: nothing may block it. */
async function said(program: string, ...words: string[]): Promise<string> {
  const { stdout, stderr } = await run(program, words, { maxBuffer: 1e7 }).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  return `${stdout}${stderr}`;
}

const storeOf = () =>
  createStore({ database: console_.console.database, clock: console_.console.clock, auditEventId: null });

async function revoke(name: string, reason: "keyCompromise" | "certificateHold"): Promise<void> {
  const { spki } = certificates["ca"]!;
  const certificate = certificates[name]!;
  await storeOf().revoke([
    {
      authority: publicKeyId(spki),
      basename: "ca",
      certificates: [{ serialNumber: serialHex(certificate), sha256: sha256Hex(certificate.der), points: [] }],
      reason,
      invalidityDate: null,
      actor: "ada@example.com",
    },
  ]);
}

beforeAll(async () => {
  console_ = await openTestConsole();
  const keep = async (name: string): Promise<void> => {
    const { text } = (await console_.ask("download", { file: `${name}.crt` })) as { text?: string; bytes?: Uint8Array };
    const { bytes } = (await console_.ask("download", { file: `${name}.crt` })) as { bytes: Uint8Array };
    folder.write(`${name}.pem`, text ?? bytes);
  };
  await console_.ask("selfsigned", { name: "ca", subject: { CN: "Answering CA", O: "Example" }, key: "p-256" });
  await keep("ca");
  for (const name of ["good", "revoked", "held"]) {
    await console_.ask("csr", {
      name,
      subject: { CN: `${name}.example.com` },
      subjectAltNames: [`${name}.example.com`],
      key: "p-256",
    });
    await console_.ask("sign", { request: name, issuer: "ca" });
    await keep(name);
  }
  for (const name of ["ca", "good", "revoked", "held"]) {
    const der = await run("openssl", ["x509", "-in", at(`${name}.pem`), "-outform", "DER"], { encoding: "buffer" });
    certificates[name] = readCertificate(Uint8Array.from(der.stdout));
  }
  await revoke("revoked", "keyCompromise");
  await revoke("held", "certificateHold");
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

const openssl = (...words: string[]): Promise<string> =>
  said("openssl", "ocsp", "-issuer", at("ca.pem"), "-CAfile", at("ca.pem"), "-url", url, "-text", ...words);

describe("openssl ocsp", () => {
  it.each([
    ["good", /good\.pem: good/],
    ["revoked", /revoked\.pem: revoked[^]*Reason: keyCompromise/],
    ["held", /held\.pem: revoked[^]*Reason: certificateHold/],
  ])("is told that a certificate is %s, by SHA-1 and SHA-256", async (name, expected) => {
    for (const digest of ["-sha1", "-sha256", "-sha384", "-sha512"]) {
      const text = await openssl("-no_nonce", digest, "-cert", at(`${name}.pem`));
      expect(text).toContain("Response verify OK");
      expect(text).toMatch(expected);
      expect(text).not.toContain("WARNING");
    }
  });
  it("is told that a serial number is unknown", async () => {
    const text = await openssl("-no_nonce", "-serial", "0xBADC0DE");
    expect(text).toContain("Response verify OK");
    expect(text).toMatch(/0xBADC0DE: unknown/);
  });
  it("gets its nonce back, and the answers to several certificates in one response", async () => {
    const text = await openssl("-cert", at("good.pem"), "-cert", at("revoked.pem"), "-sha256", "-cert", at("good.pem"));
    expect(text).toContain("Response verify OK");
    expect(text).not.toContain("WARNING");
    expect(text.match(/Cert Status: /g)).toHaveLength(3);
  });
  it("is not answered about another authority", async () => {
    await run("openssl", [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-keyout",
      at("x.key"),
      "-out",
      at("x.pem"),
      "-subj",
      "/CN=X",
    ]);
    const text = await said("openssl", "ocsp", "-issuer", at("x.pem"), "-serial", "1", "-url", url);
    expect(text).toContain("unauthorized (6)");
    expect(
      await said("openssl", "ocsp", "-issuer", at("ca.pem"), "-serial", "1", "-url", url.replace("/ca", "/nobody")),
    ).toContain("unauthorized (6)");
  });
});

describe("GnuTLS's ocsptool", () => {
  it.each([
    ["good", "good"],
    ["revoked", "revoked"],
  ])("is told that a certificate is %s, with a nonce and without", async (name, status) => {
    for (const nonce of [[], ["--nonce"]]) {
      const text = await said(
        "ocsptool",
        `--ask=${url}`,
        "--load-cert",
        at(`${name}.pem`),
        "--load-issuer",
        at("ca.pem"),
        "--load-trust",
        at("ca.pem"),
        ...nonce,
      );
      expect(text).toContain(`Certificate Status: ${status}`);
      expect(text).toMatch(/Verifying OCSP Response: Success|Signer cert verified|Response status: Successful/i);
      expect(text).not.toMatch(/Failure|not found|could not/i);
    }
  });
});

/** A request of openssl, by GET, and the answer. */
async function got(...words: string[]): Promise<Response> {
  await run("openssl", ["ocsp", "-issuer", at("ca.pem"), ...words, "-reqout", at("request")]);
  return fetch(`${url}/${encodeURIComponent(Buffer.from(folder.read("request")).toString("base64"))}`);
}

describe("the answer over HTTP", () => {
  it("may be kept, is the same for the next one who asks, and is another one after a revocation", async () => {
    const first = await got("-no_nonce", "-cert", at("good.pem"));
    const bytes = Buffer.from(await first.arrayBuffer());
    expect(first.headers.get("content-type")).toBe("application/ocsp-response");
    expect(first.headers.get("cache-control")).toMatch(/^max-age=3600, public, no-transform, must-revalidate$/);
    expect(first.headers.get("etag")).toBe(`"${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}"`);
    const again = await got("-no_nonce", "-cert", at("good.pem"));
    expect(Buffer.from(await again.arrayBuffer()).equals(bytes)).toBe(true);
    const known = await fetch(again.url, { headers: { "if-none-match": first.headers.get("etag")! } });
    expect(known.status).toBe(304);
    const { basic } = readOcspResponse(bytes);
    const [answer] = basic!.answers;
    expect(Date.parse(first.headers.get("last-modified")!)).toBe(answer!.thisUpdate.getTime());
    expect(Date.parse(first.headers.get("expires")!)).toBe(answer!.nextUpdate!.getTime());
    await revoke("good", "certificateHold");
    await expect
      .poll(
        async () =>
          readOcspResponse(Buffer.from(await (await got("-no_nonce", "-cert", at("good.pem"))).arrayBuffer())).basic!
            .answers[0]!.status.kind,
        { timeout: 3000 },
      )
      .toBe("revoked");
    await storeOf().release(
      publicKeyId(certificates["ca"]!.spki),
      [sha256Hex(certificates["good"]!.der)],
      "ada@example.com",
    );
    await expect
      .poll(
        async () =>
          readOcspResponse(Buffer.from(await (await got("-no_nonce", "-cert", at("good.pem"))).arrayBuffer())).basic!
            .answers[0]!.status.kind,
        { timeout: 3000 },
      )
      .toBe("good");
  });

  it("to a nonce, and about an unknown number, is not kept", async () => {
    for (const words of [
      ["-cert", at("good.pem")],
      ["-no_nonce", "-serial", "77"],
    ]) {
      const answer = await got(...words);
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.headers.get("etag")).toBeNull();
    }
  });

  it.each([
    ["nothing", ""],
    ["no DER", "bm90aGluZw=="],
    ["a request about no certificate", "MAQwAjAA"],
  ])("to %s is malformedRequest with the status 200", async (_, base64) => {
    const answer = await fetch(`${url}/${base64}`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/ocsp-response"]);
    expect(readOcspResponse(Buffer.from(await answer.arrayBuffer())).status).toBe("malformedRequest");
  });

  it("to more certificates than one request may name, and to an extension that demands to be understood, is malformedRequest", async () => {
    const subject = certificates["ca"]!;
    const single = readElement(
      writeOcspRequest({
        issuerName: subject.subject.der,
        issuerSpki: subject.spki,
        serialNumber: certificates["good"]!.serialNumber,
      }),
    )
      .open()
      .next()
      .open()
      .next()
      .open()
      .next().bytes;
    const request = (count: number, ...extensions: readonly Uint8Array[]) =>
      writeSequence(writeSequence(writeSequence(...Array.from({ length: count }, () => single)), ...extensions));
    const unknown = { oid: "1.3.6.1.4.1.99999.1", critical: true, value: writeNull() };
    const answers = [];
    for (const body of [
      request(100),
      request(101),
      request(1, writeExplicit(2, writeExtensions([unknown]))),
      request(1, writeExplicit(2, writeExtensions([{ ...unknown, critical: false }]))),
    ]) {
      const answer = await fetch(url, { method: "POST", body: Buffer.from(body) });
      answers.push(readOcspResponse(Buffer.from(await answer.arrayBuffer())).status);
    }
    expect(answers).toEqual(["successful", "malformedRequest", "malformedRequest", "successful"]);
  });

  it("says the same to pkijs, which shares no code with it, and to verify", async () => {
    for (const name of ["good", "revoked", "held"]) {
      await run("openssl", ["ocsp", "-issuer", at("ca.pem"), "-cert", at(`${name}.pem`), "-reqout", at("request")]);
      const answer = await fetch(url, { method: "POST", body: Buffer.from(folder.read("request")) });
      const der = Uint8Array.from(Buffer.from(await answer.arrayBuffer()));
      const theirs = await readOcspByPkijs(der, certificates["ca"]!.der, certificates[name]!.der);
      expect(theirs).toEqual({ isVerified: true, status: name === "good" ? 0 : 1 });
      const response = readOcspResponse(der);
      expect(nonceOf(response.basic!.extensions)).toHaveLength(16);
      const { trusted, findings } = verifyPath({
        target: certificates[name]!,
        untrusted: [],
        anchors: [certificates["ca"]!],
        at: new Date(),
        purpose: "any",
        ocspResponses: [response],
      });
      expect(trusted).toBe(name === "good");
      if (name !== "good") expect(findings[0]!.code).toBe("path.revoked");
      expect(
        identifies(response.basic!.answers[0]!.certId, {
          issuerName: certificates["ca"]!.subject.der,
          issuerSpki: certificates["ca"]!.spki,
          serialNumber: certificates[name]!.serialNumber,
        }),
      ).toBe(true);
    }
  });
});

describe("the certificate of the responder", () => {
  it("is for OCSP signing alone, on P-256, with ocsp-nocheck, for 14 days, and holds below its authority", async () => {
    const der = Buffer.from(await (await got("-no_nonce", "-cert", at("held.pem"))).arrayBuffer());
    const [own] = readOcspResponse(der).basic!.certificates;
    folder.write("responder.der", own!);
    await run("openssl", ["x509", "-inform", "DER", "-in", at("responder.der"), "-out", at("responder.pem")]);
    const text = await said("openssl", "x509", "-in", at("responder.pem"), "-noout", "-text");
    expect(text).toMatch(/NIST CURVE: P-256/);
    expect(text).toMatch(/Extended Key Usage: *\n *OCSP Signing\n/);
    expect(text).toMatch(/Key Usage: critical\n *Digital Signature\n/);
    expect(text).toContain("OCSP No Check");
    expect(text).toContain("Subject: CN = Answering CA OCSP");
    const { notBefore, notAfter } = readCertificate(own!);
    expect(notAfter.getTime() - notBefore.getTime()).toBe(14 * 86_400_000);
    expect(
      await said(
        "openssl",
        "verify",
        "-x509_strict",
        "-purpose",
        "ocsphelper",
        "-CAfile",
        at("ca.pem"),
        at("responder.pem"),
      ),
    ).toContain("responder.pem: OK");
  });
});
