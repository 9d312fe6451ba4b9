import { execFile } from "node:child_process";
import { createPrivateKey, randomBytes, X509Certificate } from "node:crypto";
import { createServer, type Server } from "node:https";
import { type AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { readPkcs12ByPkijs } from "../../../test/support/pkijs.ts";
import type { Failure, PkiErrorFacts } from "../failure.ts";
import { readPkcs12Outline } from "./parts.ts";
import { provePkcs12 } from "./proof.ts";
import { writePkcs12 } from "./write.ts";
import { readPkcs12 } from "../files/read-pkcs12.ts";

/**
 * What we write, judged by those who have to open it: OpenSSL, GnuTLS, NSS, Java and curl against a server that asks
 * for a certificate.
 */

const folder = temporaryFolder();
const at = (name: string): string => folder.path(name);
const kinds = {
  "RSA-2048": "RSA -pkeyopt rsa_keygen_bits:2048",
  "P-256": "EC -pkeyopt ec_paramgen_curve:P-256",
  "P-384": "EC -pkeyopt ec_paramgen_curve:P-384",
  Ed25519: "ED25519",
} as const;
type Kind = keyof typeof kinds;
const profiles = ["modern", "compatible"] as const;
const word = "changeit-31";
const alias = '서버 "one" & o\'two';

/**
 * Who cannot open what, and how they say so. The tests hold that it is really so: a newer version that can fails them.
 */
const refusals: readonly { program: string; kind: Kind; words: RegExp }[] = [
  { program: "pk12util", kind: "Ed25519", words: /SEC_ERROR_PKCS12_UNABLE_TO_IMPORT_KEY/ },
];

const der = (name: string): Uint8Array => new X509Certificate(Buffer.from(folder.read(name))).raw;
const keyOf = (kind: Kind): Uint8Array =>
  createPrivateKey(Buffer.from(folder.read(`${kind}.key`))).export({ type: "pkcs8", format: "der" });
let server: Server;

beforeAll(async () => {
  openssl(`req -x509 -newkey rsa:2048 -nodes -keyout ${at("ca.key")} -subj /CN=TestCA -days 60 -out ${at("ca.crt")}`);
  for (const [kind, words] of [...Object.entries(kinds), ["localhost", kinds["P-256"]] as const]) {
    openssl(`genpkey -algorithm ${words} -out ${at(`${kind}.key`)}`);
    openssl(
      `req -new -key ${at(`${kind}.key`)} -subj /CN=${kind} -addext subjectAltName=DNS:localhost -out ${at(`${kind}.csr`)}`,
    );
    openssl(
      `x509 -req -in ${at(`${kind}.csr`)} -CA ${at("ca.crt")} -CAkey ${at("ca.key")} -CAcreateserial -copy_extensions copyall -days 30 -out ${at(`${kind}.crt`)}`,
    );
  }
  server = createServer(
    {
      key: folder.read("localhost.key"),
      cert: folder.read("localhost.crt"),
      ca: folder.read("ca.crt"),
      requestCert: true,
      rejectUnauthorized: false,
    } as object,
    (request, response) => {
      const socket = request.socket as TLSSocket;
      response.end(
        `${socket.authorized} ${(socket.getPeerCertificate().subject as { CN?: string } | undefined)?.CN ?? "nobody"}`,
      );
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.close();
  folder.remove();
});

function write(
  profile: "modern" | "compatible",
  kind: Kind,
  passphrase = word,
  iterations?: number,
): Promise<Uint8Array> {
  const rounds = iterations === undefined ? {} : { iterations };
  return writePkcs12({
    key: keyOf(kind),
    certificates: [der(`${kind}.crt`), der("ca.crt")],
    friendlyName: alias,
    passphrase,
    profile,
    random: (n) => randomBytes(n),
    ...rounds,
  });
}

/** What a program says when it fails; undefined when it does not. */
function failureOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    return `${stdout}${stderr}`;
  }
}

function importInto(database: string, file: string, passphrase: string): void {
  run("mkdir", [at(database)]);
  run("certutil", ["-N", "-d", `sql:${at(database)}`, "--empty-password"]);
  run("pk12util", ["-i", file, "-d", `sql:${at(database)}`, "-W", passphrase]);
}

describe.each(profiles)("%s", (profile) => {
  describe.each(Object.keys(kinds) as Kind[])("%s", (kind) => {
    let file: string;
    beforeAll(async () => {
      file = folder.write(`${profile}-${kind}.p12`, await write(profile, kind, word, 2048));
    });

    it("openssl opens it without -legacy and finds the key, both certificates and the alias", () => {
      const text = run("openssl", ["pkcs12", "-in", file, "-passin", `pass:${word}`, "-nodes"]);
      expect(text.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
      const key = text.slice(text.indexOf("-----BEGIN PRIVATE KEY"), text.indexOf("-----END PRIVATE KEY-----") + 26);
      expect(createPrivateKey(key).export({ type: "pkcs8", format: "der" })).toEqual(Buffer.from(keyOf(kind)));
      expect(Buffer.from(text, "utf8").toString()).toMatch(/localKeyID: ([0-9A-F ]+)[\s\S]*localKeyID: \1/);
    });
    it("certtool opens it", () => {
      const text = run("certtool", ["--p12-info", "--inder", "--infile", file, "--password", word]);
      expect(text).toMatch(/BEGIN (ENCRYPTED )?PRIVATE KEY/);
      expect(text.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    });
    it("pk12util takes it into an NSS database, or refuses as the table says", () => {
      const database = `nss-${profile}-${kind}`;
      const refusal = refusals.find((one) => one.program === "pk12util" && one.kind === kind);
      const failure = failureOf(() => importInto(database, file, word));
      if (refusal !== undefined) return expect(failure).toMatch(refusal.words);
      expect(failure).toBeUndefined();
      expect(run("certutil", ["-K", "-d", `sql:${at(database)}`])).toContain(alias);
      return expect(run("certutil", ["-L", "-d", `sql:${at(database)}`])).toMatch(/u,u,u/);
    });
    it("keytool imports it, into PKCS#12 and into JKS", () => {
      const store = at(`${profile}-${kind}.jks`);
      run("keytool", [
        "-importkeystore",
        "-srckeystore",
        file,
        "-srcstoretype",
        "PKCS12",
        "-srcstorepass",
        word,
        "-destkeystore",
        store,
        "-deststoretype",
        "JKS",
        "-deststorepass",
        word,
        "-noprompt",
      ]);
      const listed = run("keytool", ["-list", "-v", "-keystore", store, "-storepass", word]);
      expect(listed).toContain("PrivateKeyEntry");
      expect(listed).toContain("Certificate chain length: 2");
      expect(listed).toContain(alias);
    });
    it("curl shows it to a server that asks for a certificate", async () => {
      const { port } = server.address() as AddressInfo;
      const words = [
        "-sS",
        "--cert-type",
        "P12",
        "--cert",
        file,
        "--pass",
        word,
        "--cacert",
        at("ca.crt"),
        "--resolve",
        `localhost:${port}:127.0.0.1`,
        `https://localhost:${port}/`,
      ];
      const { stdout } = await promisify(execFile)("curl", words);
      expect(stdout).toBe(`true ${kind}`);
    });
    it("the file is proven before it leaves, and its structure is what openssl -info prints", async () => {
      const bytes = folder.read(`${profile}-${kind}.p12`);
      const spki = Buffer.from(
        new X509Certificate(Buffer.from(folder.read(`${kind}.crt`))).publicKey.export({ type: "spki", format: "der" }),
      );
      const proof = await provePkcs12(bytes, word, { spki, certificates: [der(`${kind}.crt`), der("ca.crt")] });
      const printed = run("sh", ["-c", `openssl pkcs12 -info -noout -in '${file}' -passin 'pass:${word}' 2>&1`]);
      expect(proof.structure).toEqual(printed.trim().split("\n"));
      expect(proof).toMatchObject({ friendlyName: alias, certificates: [{}, {}] });
    });
  });

  it("a passphrase that is not ASCII opens it in OpenSSL, GnuTLS and NSS, and Java refuses such a passphrase", async () => {
    const passphrase = '비밀번호 Zürich "x" 🔑';
    const file = folder.write(`${profile}-words.p12`, await write(profile, "P-256", passphrase, 2048));
    expect(run("openssl", ["pkcs12", "-in", file, "-passin", `pass:${passphrase}`, "-nodes"])).toContain(
      "BEGIN PRIVATE KEY",
    );
    expect(run("certtool", ["--p12-info", "--inder", "--infile", file, "--password", passphrase])).toContain(
      "PRIVATE KEY",
    );
    importInto(`nss-words-${profile}`, file, passphrase);
    expect(failureOf(() => run("keytool", ["-list", "-keystore", file, "-storepass", passphrase]))).toMatch(
      /password was incorrect|not ASCII/i,
    );
  });
  it("the count of rounds is the usual one, or the one that was asked for", async () => {
    const usual = profile === "modern" ? 100_000 : 10_000;
    for (const [iterations, rounds] of [
      [undefined, usual],
      [1, 1],
      [3000, 3000],
    ] as const) {
      const outline = readPkcs12Outline(await write(profile, "P-256", word, iterations));
      expect(outline.mac).toBe(profile === "modern" ? `HMAC-SHA256 × ${rounds}` : `HMAC-SHA1 × ${rounds}`);
      expect(outline.encryption).toBe(
        profile === "modern"
          ? `PBES2, AES-256-CBC, PBKDF2-HMAC-SHA256 × ${rounds}`
          : `pbeWithSHA1And3-KeyTripleDES-CBC × ${rounds}`,
      );
    }
    const printed = run("sh", [
      "-c",
      `openssl pkcs12 -info -noout -in '${folder.write("usual.p12", await write(profile, "RSA-2048"))}' -passin 'pass:${word}' 2>&1`,
    ]);
    expect(printed).toContain("salt length: 8");
    expect(printed).not.toMatch(/RC2|RC4/);
  });
  it("readPkcs12 reads it back", async () => {
    const content = await readPkcs12(await write(profile, "RSA-2048", word, 10), word);
    expect(content.keys).toMatchObject([{ friendlyName: alias }]);
    expect(content.certificates.map((one) => Buffer.from(one.der))).toEqual([
      Buffer.from(der("RSA-2048.crt")),
      Buffer.from(der("ca.crt")),
    ]);
  });
  it("it is never written without a passphrase", async () => {
    await expect(write(profile, "P-256", "")).rejects.toMatchObject({ code: "passphrase.required" });
  });
});

describe("provePkcs12", () => {
  const prove = async (
    certificates: string[],
    meant: { kind: Kind; certificates: string[] },
    passphrase = word,
  ): Promise<unknown> => {
    const bytes = await writePkcs12({
      key: keyOf("P-256"),
      certificates: certificates.map(der),
      friendlyName: null,
      passphrase: word,
      profile: "modern",
      random: (n) => randomBytes(n),
      iterations: 10,
    });
    const spki = new X509Certificate(Buffer.from(folder.read(`${meant.kind}.crt`))).publicKey.export({
      type: "spki",
      format: "der",
    });
    return provePkcs12(bytes, passphrase, { spki, certificates: meant.certificates.map(der) }).catch(
      (error: unknown) => (error as Failure<PkiErrorFacts, "export.unproven">).facts.problem,
    );
  };
  it("a file that should not leave is refused with what was wrong", async () => {
    const good = ["P-256.crt", "ca.crt"];
    expect(await prove(good, { kind: "P-256", certificates: good })).toMatchObject({ friendlyName: null });
    expect(await prove(good, { kind: "P-256", certificates: good }, "another")).toBe("mac");
    expect(await prove(good, { kind: "P-384", certificates: good })).toBe("key");
    expect(await prove(["P-384.crt"], { kind: "P-256", certificates: ["P-384.crt"] })).toBe("key");
    expect(await prove(good, { kind: "P-256", certificates: ["P-256.crt"] })).toBe("certificates");
    expect(await prove(["P-256.crt", "P-384.crt"], { kind: "P-256", certificates: ["P-256.crt", "P-384.crt"] })).toBe(
      "order",
    );
  });
});

describe("pkijs, which shares no code with us,", () => {
  it.each(["RSA-2048", "P-256", "P-384", "Ed25519"] as const)(
    "opens the modern profile of a %s key: MAC, key, certificates and name",
    async (kind) => {
      const opened = await readPkcs12ByPkijs(await write("modern", kind, word, 2000), word);
      expect(opened.keys.map((key) => Buffer.from(key))).toEqual([Buffer.from(keyOf(kind))]);
      expect(opened.certificates.map((each) => Buffer.from(each))).toEqual(
        [der(`${kind}.crt`), der("ca.crt")].map((each) => Buffer.from(each)),
      );
      expect(opened.friendlyNames).toEqual([alias, null, alias]);
    },
  );
  it("refuses the modern profile under another passphrase and with a flipped octet", async () => {
    const file = await write("modern", "P-256", word, 2000);
    await expect(readPkcs12ByPkijs(file, "another")).rejects.toThrow(/Integrity/);
    const flipped = Uint8Array.from(file);
    flipped[200]! ^= 1;
    await expect(readPkcs12ByPkijs(flipped, word)).rejects.toThrow();
  });
  it("finds the MAC of the compatible profile right, and knows no PBES1 to go on with", async () => {
    const file = await write("compatible", "P-256", word, 2000);
    await expect(readPkcs12ByPkijs(file, "another")).rejects.toThrow(/Integrity/);
    await expect(readPkcs12ByPkijs(file, word)).rejects.toThrow(/contentEncryptionAlgorithm|PBES2/i);
  });
});
