import { afterAll, describe, expect, it } from "vitest";
import { make } from "../../../test/support/authority.ts";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { readCertificate, sha256Hex } from "../../pki/x509/certificate.ts";
import { clientIdentityOf, identityValue, nginxDnOf } from "./identity.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** What X509_NAME_print_ex writes with XN_FLAG_RFC2253, and nginx with it. */
const strangersText = (der: Uint8Array): string =>
  openssl(`x509 -inform der -in ${folder.write("c.der", der)} -noout -subject -nameopt RFC2253`)
    .replace(/^subject=/, "")
    .trimEnd();

describe("$ssl_client_s_dn", () => {
  it.each([
    [{ CN: "mmuser", emailAddress: "mmuser@mattermost.com", O: "Mattermost", C: "US" }],
    [{ CN: "김민지", O: "예시 주식회사", C: "KR" }],
    [{ CN: 'Kim, Minji + Co; <x> "y" \\ z', O: "a=b" }],
    [{ CN: "#start", OU: [" both ends ", "second"], UID: "u1", DC: ["example", "com"] }],
  ])("is what OpenSSL prints for %j", (subject) => {
    const { der } = make({ subject });
    expect(nginxDnOf(readCertificate(der).subject)).toBe(strangersText(der));
  });

  it("the parts of one RDN are turned round as well, and a type without a name is dumped", () => {
    const key = folder.path("k.pem");
    const crt = folder.path("m.der");
    openssl(
      `req -x509 -newkey rsa:2048 -nodes -keyout ${key} -outform der -out ${crt} -subj /C=KR/OU=one+CN=two -multivalue-rdn`,
    );
    const der = folder.read("m.der");
    expect(nginxDnOf(readCertificate(der).subject)).toBe(strangersText(der));
    folder.write("u.cnf", "[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=x\n1.2.3.4.5=hello\n");
    openssl(`req -x509 -key ${key} -outform der -out ${crt} -config ${folder.path("u.cnf")}`);
    const unknown = folder.read("m.der");
    expect(nginxDnOf(readCertificate(unknown).subject)).toBe(strangersText(unknown));
  });
});

describe("the client's identity", () => {
  const names = [
    { kind: "upn", value: "minji@corp.example.com" },
    { kind: "email", value: "minji@example.com" },
  ] as const;
  const { der, certificate } = make({ subject: { CN: "Minji", emailAddress: "old@example.com" }, names });
  const identity = clientIdentityOf(certificate, sha256Hex(der));

  it("the identity is read from where each service looks", () => {
    expect(identity).toMatchObject({ commonName: "Minji", upn: "minji@corp.example.com", email: "minji@example.com" });
    expect(
      (["cn", "upn", "email", "postgres-cn", "nginx-dn"] as const).map((kind) => identityValue(identity, kind)),
    ).toEqual([
      "Minji",
      "minji@corp.example.com",
      "minji@example.com",
      "Minji",
      "emailAddress=old@example.com,CN=Minji",
    ]);
  });

  it("the address in the subject is the fallback, and without one there is none", () => {
    const bare = make({ subject: { emailAddress: "a@example.com" } });
    expect(clientIdentityOf(bare.certificate, "")).toMatchObject({
      commonName: null,
      upn: null,
      email: "a@example.com",
    });
  });
});
