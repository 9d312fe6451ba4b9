// Makes testdata/: files as strangers write them. Run `node scripts/fixtures.mjs [folder]`; it needs openssl ≥ 3,
// certtool, keytool, ssh-keygen and pk12util. Everything is made anew: keys, serials and dates differ from run to run,
// so a test asks a fixture for its shape and never for its fingerprint. Each PEM stands under its `openssl … -text`
// dump where it has one that tells no secret.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const target = resolve(process.argv[2] ?? fileURLToPath(new URL("../testdata", import.meta.url)));
const work = mkdtempSync(join(tmpdir(), "chainsmith-fixtures-"));

/** @param {string} program @param {readonly string[]} words @param {string | Uint8Array} [input] */
function run(program, words, input = "") {
  return execFileSync(program, words, { cwd: work, input, maxBuffer: 1 << 26, stdio: ["pipe", "pipe", "pipe"] });
}
/**
 * Words as in a shell: split at spaces, single quotes keep a space. @param {string} line @param {string | Uint8Array}
 * [input]
 */
function openssl(line, input) {
  const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
  return run("openssl", words, input);
}
/** @param {string} name */
const read = (name) => readFileSync(join(work, name));
/** @param {string} name @param {string | Uint8Array} content */
function keep(name, content) {
  const path = join(target, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content);
}
/** Under its own dump. @param {string} name @param {string} dump the openssl words that print it */
function keepWithDump(name, dump) {
  const file = name.split("/").at(-1) ?? name;
  keep(name, `${openssl(`${dump} -in ${file} -noout -text`).toString()}\n${read(file).toString()}`);
}

/** The lines of Mattermost's how-to for mutual TLS, with its answers and passphrases. */
function mattermost() {
  const subject = (name, email) =>
    `/C=US/ST=Maryland/L=Meade/O=Mattermost/OU=Smarttotem/CN=${name}/emailAddress=${email}`;
  openssl("genrsa -des3 -passout pass:capassword -out ca.mattermost.key 4096");
  openssl(
    `req -new -x509 -days 365 -key ca.mattermost.key -passin pass:capassword -out ca.mattermost.crt -subj ${subject("example.mattermost.com", "admin@mattermost.com")}`,
  );
  openssl("genrsa -des3 -passout pass:mmuser-passphrase -out mmuser-mattermost.key 1024");
  writeFileSync(
    join(work, "challenge.cnf"),
    `[req]\nprompt=no\ndistinguished_name=dn\nattributes=a\n[dn]\nC=US\nST=Maryland\nL=Meade\nO=Mattermost\nOU=Smarttotem\nCN=mmuser\nemailAddress=mmuser@mattermost.com\n[a]\nchallengePassword=mmuser-passphrase\n`,
  );
  openssl(
    "req -new -key mmuser-mattermost.key -passin pass:mmuser-passphrase -out mmuser-mattermost.csr -config challenge.cnf",
  );
  openssl(
    "x509 -req -days 365 -in mmuser-mattermost.csr -CA ca.mattermost.crt -CAkey ca.mattermost.key -passin pass:capassword -set_serial 01 -out mmuser-mattermost.crt",
  );
  openssl(
    "pkcs12 -export -out mmuser-mattermost.p12 -inkey mmuser-mattermost.key -passin pass:mmuser-passphrase -passout pass:mmuser-passphrase -in mmuser-mattermost.crt -certfile ca.mattermost.crt",
  );
  for (const name of ["ca.mattermost.key", "mmuser-mattermost.key", "mmuser-mattermost.p12"])
    keep(`mattermost/${name}`, read(name));
  keepWithDump("mattermost/ca.mattermost.crt", "x509");
  keepWithDump("mattermost/mmuser-mattermost.crt", "x509");
  keepWithDump("mattermost/mmuser-mattermost.csr", "req");
  // as the OpenSSL of the how-to's day locked keys: Proc-Type and DEK-Info
  keep(
    "mattermost/traditional-ca.mattermost.key",
    openssl("rsa -in ca.mattermost.key -passin pass:capassword -traditional -des3 -passout pass:capassword"),
  );
  keep(
    "mattermost/traditional-mmuser-mattermost.key",
    openssl(
      "rsa -in mmuser-mattermost.key -passin pass:mmuser-passphrase -traditional -des3 -passout pass:mmuser-passphrase",
    ),
  );
}

/** Root → issuing CA → server, as a public CA would hand it out. */
function chain() {
  writeFileSync(
    join(work, "ext"),
    [
      "[ca]",
      "basicConstraints=critical,CA:TRUE,pathlen:0",
      "keyUsage=critical,keyCertSign,cRLSign",
      "subjectKeyIdentifier=hash",
      "authorityKeyIdentifier=keyid",
      "[server]",
      "basicConstraints=critical,CA:FALSE",
      "keyUsage=critical,digitalSignature",
      "extendedKeyUsage=serverAuth,clientAuth",
      "subjectAltName=DNS:join.example.com,DNS:web.example.com,DNS:turn.example.com,IP:192.0.2.7",
      "subjectKeyIdentifier=hash",
      "authorityKeyIdentifier=keyid",
      "crlDistributionPoints=URI:http://crl.example.com/issuing.crl",
      "authorityInfoAccess=caIssuers;URI:http://aia.example.com/issuing.crt",
      "certificatePolicies=2.23.140.1.2.2",
      "",
    ].join("\n"),
  );
  openssl(
    "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-384 -nodes -keyout root.key -out root.crt -days 7300 -subj '/C=KR/O=Example/CN=Example Root' -addext keyUsage=critical,keyCertSign,cRLSign",
  );
  openssl(
    "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout issuing.key -out issuing.csr -subj '/C=KR/O=Example/CN=Example Issuing CA'",
  );
  openssl(
    "x509 -req -in issuing.csr -CA root.crt -CAkey root.key -days 3650 -extfile ext -extensions ca -out issuing.crt",
  );
  openssl(
    "req -new -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj '/C=KR/O=Example/CN=join.example.com' -addext subjectAltName=DNS:join.example.com,DNS:web.example.com",
  );
  openssl(
    "x509 -req -in server.csr -CA issuing.crt -CAkey issuing.key -days 199 -extfile ext -extensions server -out server.crt",
  );
  for (const name of ["root.crt", "issuing.crt", "server.crt"]) keepWithDump(`chain/${name}`, "x509");
  keepWithDump("chain/server.csr", "req");
  keep("chain/server.key", read("server.key"));
  keep("chain/server.der", openssl("x509 -in server.crt -outform DER"));
  keep("chain/bundle-root-first.pem", Buffer.concat([read("root.crt"), read("issuing.crt"), read("server.crt")]));
  keep(
    "chain/bundle-with-key.pem",
    Buffer.concat([Buffer.from("the whole identity\n"), read("server.crt"), read("server.key"), read("issuing.crt")]),
  );
  keep("chain/chain.p7b", openssl("crl2pkcs7 -nocrl -certfile server.crt -certfile issuing.crt -certfile root.crt"));
  keep("chain/trusted.pem", openssl("x509 -in root.crt -trustout -addtrust serverAuth -setalias 'Example root'"));
  writeFileSync(
    join(work, "index.txt"),
    "R\t301231235959Z\t261101000000Z,keyCompromise\t0A\tunknown\t/CN=lost\nR\t301231235959Z\t261102000000Z,superseded\t0B\tunknown\t/CN=old\n",
  );
  writeFileSync(join(work, "crlnumber"), "07\n");
  writeFileSync(
    join(work, "ca.cnf"),
    "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ncrlnumber=crlnumber\ndefault_md=sha256\ndefault_crl_days=30\ncrl_extensions=e\n[e]\nauthorityKeyIdentifier=keyid\n",
  );
  openssl("ca -config ca.cnf -gencrl -keyfile issuing.key -cert issuing.crt -out issuing.crl");
  keepWithDump("chain/issuing.crl", "crl");
}

/** One key, every dress. The passphrase is `word`. */
function keys() {
  openssl("ecparam -genkey -name prime256v1 -out ec.pem");
  const pem = read("ec.pem").toString();
  const pkcs8 = openssl("pkcs8 -topk8 -nocrypt -in ec.pem");
  keep("keys/sec1-with-parameters.key", pem);
  keep("keys/pkcs8.key", pkcs8);
  keep("keys/pkcs8.der", openssl("pkcs8 -topk8 -nocrypt -in ec.pem -outform DER"));
  keep("keys/pkcs1.key", openssl("rsa -in server.key -traditional"));
  keep(
    "keys/utf16.key",
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(pkcs8.toString().replaceAll("\n", "\r\n"), "utf16le")]),
  );
  keep("keys/indented.key", pkcs8.toString().replace(/^/gm, "    "));
  keep("keys/locked-pbes2-aes256.key", openssl("pkcs8 -topk8 -in ec.pem -v2 aes-256-cbc -passout pass:word"));
  keep("keys/locked-pbes2-scrypt.key", openssl("pkcs8 -topk8 -in ec.pem -scrypt -passout pass:word"));
  keep(
    "keys/locked-pbes1-rc2-40.key",
    openssl("pkcs8 -topk8 -in ec.pem -v1 PBE-SHA1-RC2-40 -provider legacy -provider default -passout pass:word"),
  );
  keep(
    "keys/locked-pbes1-md5-des.key",
    openssl("pkcs8 -topk8 -in ec.pem -v1 PBE-MD5-DES -provider legacy -provider default -passout pass:word"),
  );
  keep("keys/locked-traditional-aes128.key", openssl("ec -in ec.pem -aes128 -passout pass:word"));
  keep("keys/locked.der", openssl("pkcs8 -topk8 -in ec.pem -passout pass:word -outform DER"));
  for (const [name, passphrase] of [
    ["openssh.key", ""],
    ["openssh-locked.key", "word"],
  ]) {
    run("ssh-keygen", ["-q", "-t", "ed25519", "-N", passphrase ?? "", "-C", "someone@example", "-f", name ?? ""]);
    keep(`keys/${name}`, read(name ?? ""));
    keep(`keys/${name}.pub`, read(`${name}.pub`));
  }
}

/** The same identity in each writer's PKCS#12. The passphrase is `changeit`. */
function pkcs12() {
  const common =
    "pkcs12 -export -inkey server.key -in server.crt -certfile issuing.crt -name join -passout pass:changeit";
  keep("pkcs12/openssl-modern.p12", openssl(common));
  keep("pkcs12/openssl-legacy-rc2.p12", openssl(`${common} -legacy`));
  keep("pkcs12/openssl-3des.p12", openssl(`${common} -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg SHA1`));
  keep("pkcs12/openssl-no-mac.p12", openssl(`${common} -nomac`));
  writeFileSync(join(work, "in.p12"), openssl(common));
  run("keytool", [
    "-importkeystore",
    "-srckeystore",
    "in.p12",
    "-srcstorepass",
    "changeit",
    "-destkeystore",
    "java.p12",
    "-deststoretype",
    "PKCS12",
    "-deststorepass",
    "changeit",
    "-noprompt",
  ]);
  keep("pkcs12/keytool.p12", read("java.p12"));
  keep(
    "pkcs12/certtool.p12",
    run("certtool", [
      "--to-p12",
      "--load-privkey",
      "server.key",
      "--load-certificate",
      "server.crt",
      "--p12-name",
      "join",
      "--password",
      "changeit",
      "--outder",
    ]),
  );
  mkdirSync(join(work, "nss"));
  run("certutil", ["-N", "-d", "sql:nss", "--empty-password"]);
  run("pk12util", ["-i", "in.p12", "-d", "sql:nss", "-W", "changeit"]);
  run("pk12util", ["-o", "nss.p12", "-n", "join", "-d", "sql:nss", "-W", "changeit"]);
  keep("pkcs12/nss.p12", read("nss.p12"));
}

function readme() {
  keep(
    "README.md",
    `# Fixtures

Made by \`node scripts/fixtures.mjs\` with openssl, certtool, keytool, ssh-keygen and NSS; nothing here is anybody's. A PEM
that has an \`openssl … -text\` dump stands under it. Private keys in this folder are public and protect nothing.

| folder | what | passphrase |
|---|---|---|
| mattermost | the lines of the Mattermost how-to, word for word: DES3-locked RSA-4096 CA key, RSA-1024 user key, v1 certificate with serial 01, request with a challenge password | CA key \`capassword\`; user key and .p12 \`mmuser-passphrase\` |
| chain | root, issuing CA, server certificate; bundles in the wrong order and with a key in the middle; PKCS#7, CRL, TRUSTED CERTIFICATE | |
| keys | one key in every dress, in clear and locked | \`word\` |
| pkcs12 | one identity as OpenSSL, Java, GnuTLS and NSS write it | \`changeit\` |
`,
  );
}

try {
  mattermost();
  chain();
  keys();
  pkcs12();
  readme();
  console.log(`fixtures written to ${target}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
