import { createPrivateKey, generateKeyPairSync, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { builtIn } from "../templates/built-in.ts";
import { octets, openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { type Certificate, readCertificate } from "../x509/certificate.ts";
import { readRequest, writeRequest } from "../x509/csr.ts";
import { isFailure } from "../failure.ts";
import { parseGeneralNameText } from "../x509/general-name-text.ts";
import { issue } from "./issue.ts";
import { type CertificateOrder, prepareCertificate } from "./prepare.ts";
import { signerOf } from "../keys/signer.ts";
import { writePem } from "../asn1/pem.ts";

/** Chains that openssl makes; what we let an issuer sign under them, openssl verify has to accept. */

const folder = temporaryFolder();
afterAll(() => folder.remove());
const leafKey = signerOf(generateKeyPairSync("ed25519").privateKey);
let count = 0;

interface Made {
  readonly certificate: Certificate;
  readonly file: string;
}

function authority(subject: string, issuer: Made | null, ...extensions: string[]): Made {
  const file = folder.path(`ca${count++}`);
  folder.write(
    "cnf",
    `[req]\ndistinguished_name=d\nprompt=no\n[d]\nCN=${subject}\n[x]\nkeyUsage=critical,keyCertSign\nsubjectKeyIdentifier=hash\n${extensions.join("\n")}\n`,
  );
  openssl(`genpkey -algorithm ED25519 -out ${file}.key`);
  openssl(`req -new -key ${file}.key -config ${folder.path("cnf")} -out ${file}.csr`);
  const signer = issuer === null ? `-key ${file}.key` : `-CA ${issuer.file}.pem -CAkey ${issuer.file}.key`;
  openssl(
    `x509 -req -in ${file}.csr ${signer} -extfile ${folder.path("cnf")} -extensions x -days 30 -set_serial 0x${randomBytes(8).toString("hex")} -out ${file}.pem`,
  );
  return { certificate: readCertificate(octets("openssl", ["x509", "-in", `${file}.pem`, "-outform", "DER"])), file };
}

const ca = (pathLength?: number): string =>
  `basicConstraints=critical,CA:TRUE${pathLength === undefined ? "" : `,pathlen:${pathLength}`}`;

interface Outcome {
  readonly verdict: unknown;
  readonly prepared: ReturnType<typeof prepareCertificate> | null;
}

function ask(issuer: Made, chains: readonly (readonly Made[])[], changes: Partial<CertificateOrder> = {}): Outcome {
  const request = readRequest(writeRequest({ CN: "db01.example.com" }, [], leafKey));
  const ancestors = chains.map((chain) => chain.map(({ certificate }) => certificate));
  const now = new Date(issuer.certificate.notBefore.getTime() + 5000);
  const names = [parseGeneralNameText("db01.example.com")];
  try {
    const prepared = prepareCertificate({
      request,
      issuer: issuer.certificate,
      ancestors,
      template: builtIn["server-client"],
      names,
      days: 10,
      now,
      serialNumber: randomBytes(16),
      ...changes,
    });
    return { verdict: "accepted", prepared };
  } catch (error) {
    if (isFailure(error)) return { verdict: { code: error.code, ...error.facts }, prepared: null };
    throw error;
  }
}

describe("constraints of the authorities above the issuer", () => {
  it("a path length that the issuer itself uses up refuses another authority", () => {
    const root = authority("Root", null, ca(0));
    const issuer = authority("Issuing", root, ca());
    expect(ask(issuer, [[root]]).verdict).toEqual({
      code: "sign.path-length-used-up",
      issuer: "CN=Root",
      pathLength: 0,
    });
    expect(ask(issuer, []).verdict).toBe("accepted");
  });

  it("a new authority gets no more path length than is left", () => {
    const root = authority("Root", null, ca(2));
    const issuer = authority("Issuing", root, ca());
    const subordinate = (pathLength?: number) =>
      ask(issuer, [[root]], { template: builtIn["sub-ca"], names: [], pathLength });
    expect(subordinate(0).verdict).toBe("accepted");
    expect(subordinate(1).verdict).toEqual({ code: "sign.path-length-out-of-range", pathLength: 1, maximum: 0 });
    const deeper = authority("Below", issuer, ca());
    expect(ask(deeper, [[issuer, root]]).verdict).toBe("accepted");
    expect(ask(deeper, [[issuer, root]], { template: builtIn["sub-ca"], names: [] }).verdict).toEqual({
      code: "sign.path-length-used-up",
      issuer: "CN=Root",
      pathLength: 2,
    });
  });

  it("a self-issued authority (a changed key) uses up no path length", () => {
    const root = authority("Root", null, ca(1));
    const renewed = authority("Root", root, ca());
    const issuer = authority("Issuing", renewed, ca());
    expect(ask(issuer, [[renewed, root]]).verdict).toBe("accepted");
  });

  it("name constraints of the issuer's issuer bind, as openssl verify sees them", () => {
    const root = authority("Root", null, ca(), "nameConstraints=critical,permitted;DNS:example.org");
    const issuer = authority("Issuing", root, ca());
    expect(ask(issuer, [[root]]).verdict).toEqual({
      code: "sign.name-not-permitted",
      issuer: "CN=Root",
      name: "db01.example.com",
      constraint: "not-permitted",
    });
    const permitted = ask(issuer, [[root]], {
      request: readRequest(writeRequest({ CN: "x.example.org" }, [], leafKey)),
      names: [parseGeneralNameText("x.example.org")],
    });
    expect(permitted.verdict).toBe("accepted");
    const issuerKey = signerOf(createPrivateKey(readFileSync(`${issuer.file}.key`)));
    folder.write("leaf.pem", writePem("CERTIFICATE", issue(permitted.prepared!, issuerKey)));
    openssl(
      `verify -x509_strict -CAfile ${root.file}.pem -untrusted ${issuer.file}.pem -attime ${Math.floor(issuer.certificate.notBefore.getTime() / 1000) + 60} ${folder.path("leaf.pem")}`,
    );
  });

  it("under a cross-signed authority one path that permits a name is enough", () => {
    const strict = authority("Strict", null, ca(0));
    const open = authority("Open", null, ca());
    const issuer = authority("Issuing", open, ca());
    expect(ask(issuer, [[strict], [open]]).verdict).toBe("accepted");
  });
});
