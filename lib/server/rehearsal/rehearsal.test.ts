import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { instant, make, makeCrl, start, type Made } from "../../../test/support/authority.ts";
import {
  client,
  handshakeOf,
  hostName,
  intermediate,
  keyOf,
  lentKeys,
  pemOf,
  root,
  server,
  stranger,
  type HandshakeChange,
} from "../../../test/support/handshake.ts";
import { freePort, listens } from "../../../test/support/programs.ts";
import { temporaryFolder } from "../../../test/support/external-tools.ts";
import { Oid } from "../../pki/asn1/oid.ts";
import { sha256Hex } from "../../pki/x509/certificate.ts";
import type { TlsVersion } from "../../targets/handshake.ts";
import { writeTranscript, type Transcript } from "../../targets/rehearsal/transcript.ts";
import { createRehearsal } from "./rehearsal.ts";

const rehearsal = createRehearsal(lentKeys);
const versions = ["TLSv1.2", "TLSv1.3"] as const;

interface Played {
  readonly change?: HandshakeChange;
  readonly serverKey?: Made;
  /** null: nobody's certificate. */
  readonly clientKey?: Made | null;
  readonly expected?: "accepted" | "refused";
}

async function play(
  version: TlsVersion,
  { change = {}, serverKey = server, clientKey = client, expected = "accepted" }: Played = {},
): Promise<Transcript> {
  const question = {
    handshake: handshakeOf(change),
    serverKey: keyOf(serverKey),
    clientKey: clientKey === null ? null : keyOf(clientKey),
    version,
    expected,
  };
  return writeTranscript(question, await rehearsal.attempt(question), instant);
}

const codes = ({ lines }: Transcript) => lines.map(({ code }) => code);
const lineOf = ({ lines }: Transcript, code: string) => lines.find((line) => line.code === code);

/** A server certificate with something else about it, sent with the intermediate. */
const served = (made: Made): Played => ({
  serverKey: made,
  change: { server: { chain: [made.der, intermediate.der] } },
});
const shown = (made: Made, issuer: Made = intermediate): Played => ({
  clientKey: made,
  change: { client: { chain: [made.der, issuer.der] } },
});

describe.each(versions)("a rehearsal over %s", (version) => {
  it("a rehearsal of good certificates succeeds, and tells what either end sent and saw", async () => {
    const transcript = await play(version, { change: { rules: { identity: "cn" } } });
    expect(transcript).toMatchObject({
      passed: true,
      expected: "accepted",
      refusedBy: null,
      protocol: version,
      identity: { commonName: "minji", email: "minji@example.com" },
    });
    expect(codes(transcript)).toEqual([
      "rehearsal.sends",
      "rehearsal.trusted",
      "rehearsal.name-found",
      "rehearsal.agreed",
      "rehearsal.sends",
      "rehearsal.trusted",
      "rehearsal.identity",
      "rehearsal.answered",
    ]);
    expect(transcript.lines[1]?.params["chain"]).toBe(
      "CN=service.example.com › CN=Rehearsal intermediate › CN=Rehearsal root",
    );
  });

  it("the certificates are read on the wire, in the order in which they were sent", async () => {
    const chain = [server.der, root.der, intermediate.der];
    const question = {
      handshake: handshakeOf({ server: { chain } }),
      serverKey: keyOf(server),
      clientKey: keyOf(client),
      version,
      expected: "accepted" as const,
    };
    const facts = await rehearsal.attempt(question);
    expect(facts.client.received).toEqual(chain.map(sha256Hex));
    expect(facts.server.received).toEqual([client.der, intermediate.der].map(sha256Hex));
  });

  it("a server without its intermediate is refused, although its own trust list could complete the chain", async () => {
    const transcript = await play(version, {
      change: { server: { chain: [server.der], trust: [root.der, intermediate.der] } },
    });
    expect(transcript).toMatchObject({ passed: false, refusedBy: "client" });
    expect(lineOf(transcript, "rehearsal.refused")).toMatchObject({
      by: "client",
      params: { verdict: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" },
      finding: { code: "path.no-issuer" },
      says: ["x509: certificate signed by unknown authority", "unable to verify the first certificate"],
    });
    expect(lineOf(transcript, "rehearsal.alert-meant")?.alert).toEqual({ number: 48, name: "unknown_ca" });
    expect(codes(transcript)).not.toContain("rehearsal.sent-otherwise");
  });

  it("a client without its intermediate is refused", async () => {
    const transcript = await play(version, {
      change: { client: { chain: [client.der], trust: [root.der, intermediate.der] } },
    });
    expect(transcript).toMatchObject({ passed: false, refusedBy: "server" });
    expect(lineOf(transcript, "rehearsal.refused")).toMatchObject({
      by: "server",
      finding: { code: "path.no-issuer" },
    });
  });

  it("a client certificate that is for servers is refused", async () => {
    const wrong = make({ subject: { CN: "minji" }, issuer: intermediate, purposes: [Oid.serverAuth] });
    const transcript = await play(version, shown(wrong));
    expect(transcript).toMatchObject({ passed: false, refusedBy: "server" });
    expect(lineOf(transcript, "rehearsal.refused")).toMatchObject({
      params: { verdict: "INVALID_PURPOSE" },
      finding: { code: "path.purpose-not-allowed" },
      says: ["unsupported certificate purpose"],
    });
    expect(lineOf(transcript, "rehearsal.alert-meant")?.alert?.number).toBe(43);
  });

  it("a server certificate that is for clients is refused", async () => {
    const wrong = make({
      subject: { CN: hostName },
      issuer: intermediate,
      purposes: [Oid.clientAuth],
      names: [{ kind: "dns", value: hostName }],
    });
    const transcript = await play(version, served(wrong));
    expect(transcript).toMatchObject({ passed: false, refusedBy: "client" });
    expect(lineOf(transcript, "rehearsal.refused")).toMatchObject({
      by: "client",
      params: { verdict: "INVALID_PURPOSE" },
    });
  });

  it("a client of another authority is refused", async () => {
    const wrong = make({ subject: { CN: "minji" }, issuer: stranger, purposes: [Oid.clientAuth] });
    const transcript = await play(version, shown(wrong, stranger));
    expect(lineOf(transcript, "rehearsal.refused")).toMatchObject({
      by: "server",
      params: { verdict: "SELF_SIGNED_CERT_IN_CHAIN" },
      finding: { code: "path.untrusted-root" },
    });
    expect(lineOf(transcript, "rehearsal.refused")?.says).toContain("x509: certificate signed by unknown authority");
  });

  it("a server under another name is refused, and accepted where the name is not asked for", async () => {
    const transcript = await play(version, { change: { client: { expectedName: "other.example.com" } } });
    expect(transcript).toMatchObject({ passed: false, refusedBy: "client" });
    expect(lineOf(transcript, "rehearsal.name-missing")).toMatchObject({
      params: { name: "other.example.com", names: hostName },
      finding: { code: "path.peer-name-mismatch" },
      says: ["hostname mismatch"],
    });
    expect(await play(version, { change: { client: { expectedName: null } } })).toMatchObject({ passed: true });
  });

  it("a name that stands in the common name alone is refused", async () => {
    const transcript = await play(
      version,
      served(make({ subject: { CN: hostName }, issuer: intermediate, purposes: [Oid.serverAuth] })),
    );
    expect(transcript).toMatchObject({ passed: false, refusedBy: "client" });
  });

  it("an expired certificate is refused, on either side", async () => {
    const old = { notBefore: start, notAfter: new Date(instant.getTime() - 3 * 86_400_000) };
    const oldServer = make({
      subject: { CN: hostName },
      issuer: intermediate,
      purposes: [Oid.serverAuth],
      names: [{ kind: "dns", value: hostName }],
      ...old,
    });
    const atServer = await play(version, served(oldServer));
    expect(lineOf(atServer, "rehearsal.refused")).toMatchObject({
      by: "client",
      params: { verdict: "CERT_HAS_EXPIRED" },
      finding: { code: "path.expired", params: { days: 3 } },
    });
    const atClient = await play(
      version,
      shown(make({ subject: { CN: "minji" }, issuer: intermediate, purposes: [Oid.clientAuth], ...old })),
    );
    expect(lineOf(atClient, "rehearsal.alert-meant")).toMatchObject({
      by: "server",
      alert: { number: 45, name: "certificate_expired" },
    });
  });

  it("a client that a revocation list names is refused", async () => {
    const crls = [
      makeCrl({ issuer: intermediate, revoked: [{ serial: client.certificate.serialNumber }] }).der,
      makeCrl({ issuer: root }).der,
    ];
    const transcript = await play(version, { change: { server: { crls } } });
    expect(lineOf(transcript, "rehearsal.refused")).toMatchObject({
      by: "server",
      params: { verdict: "CERT_REVOKED" },
      finding: { code: "path.revoked" },
    });
  });

  it("a client without a certificate is refused, with the alert that is named", async () => {
    const transcript = await play(version, { clientKey: null, expected: "refused" });
    expect(transcript).toMatchObject({
      passed: true,
      expected: "refused",
      refusedBy: "server",
      withCertificate: false,
    });
    expect(lineOf(transcript, "rehearsal.alert")?.alert).toEqual(
      version === "TLSv1.3" ? { number: 116, name: "certificate_required" } : { number: 40, name: "handshake_failure" },
    );
    const nginx = await play(version, {
      clientKey: null,
      expected: "refused",
      change: { rules: { identity: "nginx-dn" } },
    });
    expect(lineOf(nginx, "rehearsal.turned-away")?.says).toEqual(["400 No required SSL certificate was sent"]);
  });

  it("a client without a certificate is let in where it is optional or not asked for", async () => {
    expect(
      await play(version, { clientKey: null, change: { server: { clientCertificate: "optional" } } }),
    ).toMatchObject({ passed: true, expected: "accepted" });
    const unasked = await play(version, { clientKey: null, change: { server: { clientCertificate: "none" } } });
    expect(unasked).toMatchObject({ passed: true });
    expect(codes(unasked)).toContain("rehearsal.not-asked");
  });

  it("a bad certificate is refused even where none would do", async () => {
    const wrong = make({ subject: { CN: "minji" }, issuer: stranger, purposes: [Oid.clientAuth] });
    const { clientKey = null, change } = shown(wrong, stranger);
    expect(
      await play(version, { clientKey, change: { ...change, server: { clientCertificate: "optional" } } }),
    ).toMatchObject({ passed: false, refusedBy: "server" });
  });

  it("another common name than the database user's is refused", async () => {
    const rules = { identity: "postgres-cn", requiredClientCommonNames: ["postgres"] } as const;
    const wrong = await play(version, { change: { rules } });
    expect(wrong).toMatchObject({ passed: false, refusedBy: "server" });
    expect(lineOf(wrong, "rehearsal.rule-common-name")).toMatchObject({
      params: { wanted: "postgres", found: "minji" },
      says: ['FATAL:  certificate authentication failed for user "postgres"'],
    });
    const postgres = make({ subject: { CN: "postgres" }, issuer: intermediate, purposes: [Oid.clientAuth] });
    expect(
      await play(version, {
        clientKey: postgres,
        change: { rules, client: { chain: [postgres.der, intermediate.der] } },
      }),
    ).toMatchObject({ passed: true });
  });

  it("a list of certificates takes the one that stands in it, and no other of the same authority", async () => {
    const listing = { trust: [client.der], trustsCertificates: true };
    expect(await play(version, { change: { server: listing } })).toMatchObject({ passed: true });
    const renewed = make({ subject: { CN: "minji" }, issuer: intermediate, purposes: [Oid.clientAuth] });
    const change = { server: listing, client: { chain: [renewed.der, intermediate.der] } };
    expect(await play(version, { clientKey: renewed, change })).toMatchObject({ passed: false, refusedBy: "server" });
  });

  it("no port and no connection stays open", async () => {
    const transcripts = await Promise.all(Array.from({ length: 12 }, () => play(version)));
    expect(transcripts.every(({ passed }) => passed)).toBe(true);
    await sleep(50);
    expect(openHandles()).toEqual([]);
  });
});

describe("a rehearsal with keys that OpenSSL does not load", () => {
  it("a key that OpenSSL does not load is told in OpenSSL's words", async () => {
    const folder = temporaryFolder();
    execFileSync(
      "openssl",
      [
        "req",
        "-x509",
        "-newkey",
        "rsa:1024",
        "-nodes",
        "-keyout",
        folder.path("k.pem"),
        "-outform",
        "der",
        "-out",
        folder.path("c.der"),
        "-subj",
        "/CN=mmuser",
      ],
      { stdio: "pipe" },
    );
    const der = folder.read("c.der");
    const { createPrivateKey } = await import("node:crypto");
    const { readCertificate } = await import("../../pki/x509/certificate.ts");
    const weak: Made = {
      ...client,
      der,
      certificate: readCertificate(der),
      spki: readCertificate(der).spki,
      privateKey: createPrivateKey(Buffer.from(folder.read("k.pem"))),
    };
    folder.remove();
    const transcript = await play("TLSv1.3", {
      clientKey: weak,
      change: { client: { chain: [der] }, server: { trust: [der] } },
    });
    expect(transcript).toMatchObject({ passed: false, refusedBy: "client" });
    expect(transcript.lines).toMatchObject([
      {
        code: "rehearsal.not-loaded",
        params: { problem: "key-too-small", key: "RSA 1024", subject: "CN=mmuser" },
        says: ["ee key too small"],
      },
    ]);
  });

  it("a key of another certificate is told", async () => {
    const transcript = await play("TLSv1.3", { serverKey: client });
    expect(transcript.lines).toMatchObject([
      { code: "rehearsal.not-loaded", by: "server", params: { problem: "key-mismatch" } },
    ]);
  });
});

/** The stranger: openssl s_server and s_client, with the same files, have to send the alert that a transcript names. */
describe.each(versions)("the alert that is named is the one that OpenSSL sends over %s", (version) => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());
  const old = { notBefore: start, notAfter: new Date(instant.getTime() - 3 * 86_400_000) };
  const name = [{ kind: "dns", value: hostName }] as const;
  const clients: readonly (readonly [string, Made, Made])[] = [
    ["expired", make({ subject: { CN: "a" }, issuer: intermediate, ...old }), intermediate],
    [
      "not yet valid",
      make({ subject: { CN: "b" }, issuer: intermediate, notBefore: new Date(instant.getTime() + 86_400_000) }),
      intermediate,
    ],
    ["for servers", make({ subject: { CN: "c" }, issuer: intermediate, purposes: [Oid.serverAuth] }), intermediate],
    ["of a stranger", make({ subject: { CN: "d" }, issuer: stranger }), stranger],
    ["self-signed", make({ subject: { CN: "e" } }), intermediate],
    ["forged", make({ subject: { CN: "f" }, issuer: intermediate, signWith: stranger.privateKey }), intermediate],
  ];

  it.each(clients)("a client certificate that is %s gets OpenSSL's alert", async (_, made, issuer) => {
    const { lines } = await play(version, shown(made, issuer));
    const named = lines.find(({ alert }) => alert !== null)?.alert?.number;
    expect(await alertOfOpenssl({ version, server: [server, intermediate], client: [made, issuer] })).toBe(named);
  });

  it.each(clients)("a server certificate that is %s gets OpenSSL's alert", async (kind, made, issuer) => {
    const names = make({
      subject: { CN: hostName },
      names: name,
      ...(kind === "self-signed" ? {} : { issuer: kind === "forged" ? intermediate : issuer }),
      ...(kind === "expired" ? old : {}),
      ...(kind === "not yet valid" ? { notBefore: made.certificate.notBefore } : {}),
      ...(kind === "for servers" ? { purposes: [Oid.clientAuth] } : {}),
      ...(kind === "forged" ? { signWith: stranger.privateKey } : {}),
    });
    const { lines } = await play(version, { serverKey: names, change: { server: { chain: [names.der, issuer.der] } } });
    const named = lines.find(({ alert }) => alert !== null)?.alert?.number;
    expect(await alertOfOpenssl({ version, server: [names, issuer], client: [client, intermediate] })).toBe(named);
  });

  /**
   * The number of the alert that either program reports; openssl s_client breaks off by itself with
   * -verify_return_error.
   */
  async function alertOfOpenssl(ends: {
    version: TlsVersion;
    server: readonly Made[];
    client: readonly Made[];
  }): Promise<number | undefined> {
    const write = (end: string, [leaf, ...rest]: readonly Made[]): string[] => [
      "-key",
      folder.write(`${end}.key`, leaf!.privateKey.export({ format: "pem", type: "pkcs8" })),
      "-cert",
      folder.write(`${end}.crt`, pemOf(leaf!)),
      "-cert_chain",
      folder.write(`${end}.chain`, pemOf(...rest)),
      "-CAfile",
      folder.write("root.crt", pemOf(root)),
    ];
    const flag = ends.version === "TLSv1.3" ? "-tls1_3" : "-tls1_2";
    const port = await freePort();
    // -quiet would hide the alerts; the word ACCEPT comes late through a pipe, so the port is knocked at instead.
    const listening = spawn("openssl", [
      "s_server",
      "-accept",
      `127.0.0.1:${port}`,
      flag,
      "-Verify",
      "5",
      "-verify_return_error",
      ...write("server", ends.server),
    ]);
    await listens(port);
    const connecting = spawn("openssl", [
      "s_client",
      "-connect",
      `127.0.0.1:${port}`,
      flag,
      "-verify",
      "5",
      "-verify_return_error",
      "-verify_hostname",
      hostName,
      ...write("client", ends.client),
    ]);
    let said = "";
    for (const stream of [listening.stdout, listening.stderr, connecting.stdout, connecting.stderr])
      stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const timer = setTimeout(() => connecting.kill(), 3000);
    await once(connecting, "close");
    clearTimeout(timer);
    listening.kill();
    await once(listening, "close");
    const found = /SSL alert number (\d+)/.exec(said);
    return found === null ? undefined : Number(found[1]);
  }
});

const openHandles = (): string[] => process.getActiveResourcesInfo().filter((kind) => kind.startsWith("TCP"));
