import { zipSync } from "fflate";
import { writePkcs7 } from "../../../lib/pki/files/pkcs7.ts";
import { readCertificate } from "../../../lib/pki/x509/certificate.ts";
import { readCrl } from "../../../lib/pki/x509/crl.ts";
import { octets, openssl, type temporaryFolder } from "../external-tools.ts";
import type { Chain } from "./surfaces.ts";

/** What the mutants are made of: a chain, a list, requests, keys and containers by OpenSSL, with all that they can hold. */
export interface MutantSources {
  readonly ders: readonly Uint8Array[];
  /** Puts a mutant of a DER into an archive as well. */
  readonly wrap: (der: Uint8Array) => Uint8Array;
  readonly chain: Chain;
  readonly passphrase: string;
}

const passphrase = "word";

const extensions = `
[leaf]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature,keyEncipherment
extendedKeyUsage=serverAuth,clientAuth,1.2.3.4.5
subjectAltName=DNS:a.example,IP:192.0.2.7,IP:2001:db8::7,email:a@a.example,URI:https://a.example/x,RID:1.2.3.4,otherName:1.3.6.1.4.1.311.20.2.3;UTF8:me@a.example,otherName:1.3.6.1.5.5.7.8.7;IA5:_x.a.example,otherName:1.3.6.1.5.2.2;SEQUENCE:krb,otherName:1.2.410.200004.10.1.1;SEQUENCE:kisa,dirName:dn
issuerAltName=issuer:copy
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid,issuer:always
certificatePolicies=2.23.140.1.2.2,@polsect
crlDistributionPoints=point
freshestCRL=URI:http://a.example/d.crl
authorityInfoAccess=OCSP;URI:http://a.example/,caIssuers;URI:http://a.example/ca.crt
subjectInfoAccess=caRepository;URI:http://a.example/r
tlsfeature=status_request,status_request_v2
nsComment="a comment"
nsCertType=server
1.3.6.1.4.1.311.25.2=ASN1:SEQUENCE:sid
1.3.6.1.4.1.311.21.7=ASN1:SEQUENCE:template
1.3.6.1.4.1.311.21.1=ASN1:INTEGER:65537
1.3.6.1.4.1.11129.2.4.2=ASN1:FORMAT:HEX,OCTETSTRING:00330031${"00".repeat(49)}
1.3.6.1.5.5.7.1.12=ASN1:SEQUENCE:template
1.2.3.4.5.6=ASN1:UTF8:text
2.5.29.16=ASN1:SEQUENCE:period
[ca]
basicConstraints=critical,CA:TRUE,pathlen:3
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
nameConstraints=permitted;DNS:.example,excluded;IP:10.0.0.0/255.0.0.0,permitted;dirName:dn
policyConstraints=requireExplicitPolicy:3,inhibitPolicyMapping:0
policyMappings=1.3.5.8:1.3.5.9
inhibitAnyPolicy=2
certificatePolicies=1.3.5.8
[crl]
authorityKeyIdentifier=keyid
issuingDistributionPoint=critical,@idp
freshestCRL=URI:http://a.example/d.crl
[idp]
fullname=URI:http://a.example/c.crl
onlysomereasons=keyCompromise,CACompromise
[point]
fullname=URI:http://a.example/c.crl
CRLissuer=dirName:dn
reasons=keyCompromise
[dn]
C=KR
CN=inside
[polsect]
policyIdentifier=1.3.5.8
CPS.1=https://a.example/
userNotice.1=@notice
[notice]
explicitText="read me"
organization="Org"
noticeNumbers=1,2
[krb]
realm=EXP:0,GeneralString:A.EXAMPLE
name=EXP:1,SEQUENCE:krbname
[krbname]
type=EXP:0,INTEGER:1
parts=EXP:1,SEQUENCE:krbparts
[krbparts]
one=GeneralString:host
two=GeneralString:a.example
[kisa]
name=UTF8:Hong
info=SEQUENCE:kisainfo
[kisainfo]
vid=SEQUENCE:kisavid
[kisavid]
type=OID:1.2.410.200004.10.1.1.1
value=SEQUENCE:vid
[vid]
digest=SEQUENCE:sha256
value=EXP:0,FORMAT:HEX,OCTETSTRING:00112233
[sha256]
oid=OID:2.16.840.1.101.3.4.2.1
[sid]
one=IMP:0,SEQUENCE:sidname
[sidname]
type=OID:1.3.6.1.4.1.311.25.2.1
value=EXP:0,OCTETSTRING:S-1-5-21-1-2-3-1104
[template]
oid=OID:1.3.6.1.4.1.311.21.8.1.2
major=INTEGER:100
minor=INTEGER:3
[period]
from=IMP:0,GENTIME:20250101000000Z
to=IMP:1,GENTIME:20300101000000Z
`;

export function makeMutantSources(folder: ReturnType<typeof temporaryFolder>): MutantSources {
  const at = (name: string): string => folder.path(name);
  folder.write(
    "cnf",
    `[req]\ndistinguished_name=d\nattributes=a\nprompt=no\n[d]\nC=KR\nO=Org\nCN=a.example\nemailAddress=a@a.example\n[a]\nchallengePassword=secret12\nunstructuredName=x\n${extensions}`,
  );
  openssl(
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ${at("root.key")} -subj /C=KR/O=Org/CN=Root -days 3650 -out ${at("root.crt")} -config ${at("cnf")} -extensions ca`,
  );
  const signed = (name: string, subject: string, issuer: string, section: string): void => {
    openssl(
      `genpkey -algorithm ${section === "leaf" ? "RSA -pkeyopt rsa_keygen_bits:2048" : "EC -pkeyopt ec_paramgen_curve:P-256"} -out ${at(`${name}.key`)}`,
    );
    openssl(`req -new -key ${at(`${name}.key`)} -subj ${subject} -config ${at("cnf")} -out ${at(`${name}.csr`)}`);
    openssl(
      `x509 -req -in ${at(`${name}.csr`)} -CA ${at(`${issuer}.crt`)} -CAkey ${at(`${issuer}.key`)} -set_serial 0x7a01020304050607 -days 900 -extfile ${at("cnf")} -extensions ${section} -out ${at(`${name}.crt`)}`,
    );
  };
  signed("ca", "/C=KR/O=Org/CN=Issuing", "root", "ca");
  signed("leaf", "/C=KR/O=Org/OU=Unit+serialNumber=7/CN=a.example", "ca", "leaf");
  openssl(
    `req -new -key ${at("leaf.key")} -config ${at("cnf")} -reqexts leafreq -out ${at("rich.csr")} -addext subjectAltName=DNS:a.example -addext keyUsage=digitalSignature`.replace(
      " -reqexts leafreq",
      "",
    ),
  );
  folder.write(
    "index.txt",
    "R\t351231235959Z\t261101000000Z,keyCompromise\t0A\tunknown\t/CN=x\nR\t351231235959Z\t261101000000Z,keyTime,20250101000000Z\t0B\tunknown\t/CN=y\nR\t351231235959Z\t261101000000Z,holdInstruction,holdInstructionReject\t0C\tunknown\t/CN=z\n",
  );
  folder.write("number", "07\n");
  folder.write(
    "ca.cnf",
    `[ca]\ndefault_ca=d\n[d]\ndatabase=${at("index.txt")}\ncrlnumber=${at("number")}\ndefault_md=sha256\ndefault_crl_days=30\ncrl_extensions=crl\n${extensions}`,
  );
  openssl(`ca -config ${at("ca.cnf")} -gencrl -keyfile ${at("ca.key")} -cert ${at("ca.crt")} -out ${at("crl")}`);
  openssl(`ocsp -issuer ${at("ca.crt")} -cert ${at("leaf.crt")} -sha256 -serial 10 -reqout ${at("ocsp-request")}`);
  openssl(
    `ocsp -index ${at("index.txt")} -CA ${at("ca.crt")} -rsigner ${at("ca.crt")} -rkey ${at("ca.key")} -reqin ${at("ocsp-request")} -respout ${at("ocsp-response")} -ndays 900`,
  );
  const der = (kind: string, name: string): Uint8Array => octets("openssl", [kind, "-in", at(name), "-outform", "DER"]);
  const [leaf, ca, root] = [der("x509", "leaf.crt"), der("x509", "ca.crt"), der("x509", "root.crt")];
  const crl = der("crl", "crl");
  const p12 = (...words: string[]): Uint8Array =>
    octets("openssl", [
      "pkcs12",
      "-export",
      "-inkey",
      at("leaf.key"),
      "-in",
      at("leaf.crt"),
      "-certfile",
      at("ca.crt"),
      "-name",
      "n",
      "-iter",
      "1",
      "-passout",
      `pass:${passphrase}`,
      ...words,
    ]);
  const key = octets("openssl", ["pkcs8", "-topk8", "-nocrypt", "-in", at("ca.key"), "-outform", "DER"]);
  const locked = octets("openssl", [
    "pkcs8",
    "-topk8",
    "-iter",
    "1",
    "-in",
    at("ca.key"),
    "-passout",
    `pass:${passphrase}`,
    "-outform",
    "DER",
  ]);
  const crlOfPkcs7 = octets("openssl", ["crl2pkcs7", "-in", at("crl"), "-certfile", at("leaf.crt"), "-outform", "DER"]);
  return {
    ders: [
      leaf,
      leaf,
      leaf,
      ca,
      ca,
      root,
      crl,
      crl,
      der("req", "rich.csr"),
      der("req", "leaf.csr"),
      writePkcs7([leaf, ca]),
      crlOfPkcs7,
      p12("-keypbe", "NONE", "-certpbe", "NONE", "-nomac"),
      p12(),
      key,
      locked,
      folder.read("ocsp-request"),
      folder.read("ocsp-response"),
      folder.read("ocsp-response"),
    ],
    wrap: (mutant) => zipSync({ "a.crt": [mutant, { level: 0 }] }),
    chain: { leaf: readCertificate(leaf), issuers: [readCertificate(ca), readCertificate(root)], crl: readCrl(crl) },
    passphrase,
  };
}
