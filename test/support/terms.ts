import { permissions } from "../../lib/commands/permission.ts";

/**
 * Words that stay as they are in a Korean sentence: names that standards, programs and makers gave, in their spelling.
 */
const terms: ReadonlySet<string> = new Set(
  [
    // X.509, PKIX and their encodings
    "ASCII BER CA CN C O CRL CSR CSV DER DNS EKU END FALSE IP IPv4 IPv6 ISO JSON JWK KR OCSP PDF PEM RDN RFC SAN SDSI TRUE UTC",
    "SID UPN URI URL UTF-16 X.501 X.509 XML XMPP CMS S/MIME PKCS#7 PKCS#8 PKCS#12 base64 xn-- anyPolicy FF ROCA CVE-2017-15361",
    "anyExtendedKeyUsage basicConstraints cRLSign clientAuth serverAuth digitalSignature emailAddress keyCertSign keyAgreement keyCompromise keyEncipherment",
    "notBefore notAfter thisUpdate nextUpdate cRLNumber UTC UTCTime GeneralizedTime IA5STRING T61STRING CT",
    "keyUsage subjectAltName sub-ca root-ca unspecified otherName registeredID x400Address ediPartyName signedData envelopedData v0 v1 v3",
    // algorithms, curves and the fields of their parameters
    "AES-256 AES-256-CBC DES-EDE3-CBC DSA EC ECDSA Ed25519 ed25519 MD5 ML-DSA-65 ml-dsa-65 P-192 P-256 brainpoolP256r1",
    "PBES2 PBKDF2 PBKDF2-HMAC-SHA256 RC4 RSA RSA-PSS SEED-CBC SHA-1 SHA-256 SHA256 SHA3-384 aes256-ctr bcrypt otherSource",
    "pbeWithSHA1And3-KeyTripleDES-CBC specifiedCurve TLS SSL HTTP HTTPS TLS_AES_256_GCM_SHA384",
    // formats of keys, key stores and archives
    "BKS DEK-Info JCEKS JKS Java KeyProtector SecretKeyEntry PRIVATEKEYBLOB PVK OpenPGP OpenSSH PuTTY SFTP SSH",
    "Deflate Deflate64 LZMA RAR Zstandard bzip2 gzip tar xz zip MSI CR CRLF LF",
    "BEGIN HTML RTF YAML Outlook SPKAC keygen NSS SQLite SEED NPKI TPM oct quoted-printable winmail.dat signPri.key",
    "Ansible Vault DNSSEC OpenVPN WireGuard age tls-auth tls-crypt rdp sst msg ssh.com PKCS PKCS#11",
    // programs, products and their makers
    "Dialogflow Go CX ES Firefox Google LLC GTS LDAP Mattermost Microsoft Node Office OpenSSL PostgreSQL SAML Tableau VizPortal",
    "Windows curl macOS nginx Node.js postgres API NTP REST ID SUCCESS FAILURE CERT_HAS_EXPIRED",
    "PATH Debian age-keygen age1 postgresql-client",
    "HTTP HTTPS pki.example.com",
    // names of files, settings and fields
    "ClientSideCertEnable DATABASE_URL DATA_DIR MASTER_KEY_FILE dbca dbca.crt dbca.key dbclient.crt dbclient.key dbserver.crt dbserver.key",
    "CUCM MeetingApps c2w SIP CallManager-trust tomcat-trust gensecret",
    "pki.example.com crt p12 pem smime.p7m smime.p7s ssl_client_s_dn verify-ca webBridge pki true false help",
  ].flatMap((line) => line.split(" ")),
);

/** Names of several words, lines to type and what programs print: verbatim, because a person types or searches them. */
const phrases: readonly RegExp[] = [
  / with (?=RSA|SHA)/g,
  /, salt (?=\d)/g,
  /\(critical\)/g,
  /7-Zip|Bouncy Castle|Bag Attributes|Call Bridge|Web Bridge|(?:Cisco )?Meeting Server|Google Trust Services|GTS CA 1O1|SSL\.com/g,
  /\bpki [a-z][a-z0-9-]*/g, // with the command behind it
  /-next\b|\bleaf(?=\(SHA-256)/g,
  /puttygen key\.ppk -O private-openssh -o key|Export OpenSSH key|Conversions(?= 메뉴)/g,
  /keytool -importkeystore -srckeystore … .*PKCS12/g,
  /openssl asn1parse -inform DER/g,
  /openssl (?:req|spkac|x509|pkcs8) (?:-[a-z0-9]+(?: (?:[A-Za-z0-9.]+|'pkcs11:…'|aes-256-cbc))? ?)+/g,
  /pk12util -d \. -n NAME -o out\.p12|certutil -L -d \. -n NAME -a|ansible-vault decrypt --output clear\.pem FILE/g,
  /age -d -i KEY -o clear\.pem FILE|puttygen FILE -O private-openssh-new -o key|tnef winmail\.dat|certlm\.msc/g,
  /JSON Web Key|cert[89]\.db|key4\.db|(?<![A-Za-z0-9])\.(?:pfx|p12|p7b|cer|crt|pem|pub)\b|ca, cert, key(?= 부분)|-noout(?=을)|-text(?=로)|%0A|%2B|\\n(?=으로)/g,
  /npm run (?:rewrap|move)|ALTER ROLE … CREATEDB|--identity|chmod 600|CREATE EXTENSION|chainsmith-master-key <id>/g,
  /S-1-5-21-…|openssl pkey -in KEY -pubout/g,
  /POST(?= )|\*\.(example|dialogflow)\.com|CN:db01\.example\.com/g,
  /database cluster certs|\(me\): Connected Primary|certs(?= 명령)|-set_serial 01|--ignore-prompt|--passphrase|url(?=이)/g,
  /callbridge trust c2w|webbridge3 c2w trust|webbridge trust|recorder trust|recorder sip listen|verify enable|<secret>|sso_….zip|sso\/(?=에)/g,
  /verify enable|<secret>|sso_….zip|sso\/(?=에)/g,
  /UTF8:core|email:|(?:https?|ldap):\/\/|\{base\}|\{ca\}/g,
  /http2 on;|listen … http2/g,
  /“Decryption has failed”|“Unsupported client certificate signature detected”/g,
  new RegExp(`\\((${permissions.map((name) => name.replaceAll(".", "\\.")).join("|")})\\)`, "g"),
];

/**
 * Latin words of a Korean sentence that are neither terms of the field, nor phrases to keep, nor between ⟦ and ⟧
 * (facts).
 */
export function foreignWordsIn(sentence: string): string[] {
  const own = sentence.replace(/⟦[^⟧]*⟧/g, " ");
  const rest = phrases.reduce((text, phrase) => text.replace(phrase, " "), own);
  const words = (rest.match(/[A-Za-z][A-Za-z0-9#/.+*_-]*/g) ?? []).map((word) => word.replace(/\.+$/, ""));
  return words.filter((word) => !terms.has(word));
}
