import type { KnownKind } from "../../../commands/error-codes.ts";
import type { BundleForm } from "../../../pki/bundle/kind.ts";
import type { SkippedPart, UnsupportedFormat } from "../../../pki/asn1/element.ts";

/** 파일이나 그 요소의 종류. */
const kindWords: Readonly<Record<KnownKind, string>> = {
  key: "개인 키",
  "locked-key": "잠긴 개인 키",
  csr: "인증서 서명 요청(CSR)",
  certificate: "인증서",
  bundle: "인증서 번들",
  pkcs7: "PKCS#7 파일",
  pkcs12: "PKCS#12 파일",
  crl: "인증서 폐기 목록(CRL)",
  "public-key": "공개 키",
  "ssh-public-key": "SSH 공개 키",
  "ssh-certificate": "SSH 인증서",
  parameters: "키 매개변수",
  cms: "CMS 메시지",
  "ocsp-request": "OCSP 요청",
  "ocsp-response": "OCSP 응답",
  "trust-anchor": "신뢰 앵커",
  keystore: "Java 키 저장소",
  pgp: "OpenPGP 메시지",
  zip: "zip 압축 파일",
  tar: "tar 묶음 파일",
  gzip: "gzip 압축 파일",
  unknown: "구조를 알 수 없는 DER",
};

/** 여러 종류는 `key|locked-key`처럼 적습니다. 없으면 알 수 없는 것입니다. */
export function kindWord(kinds: string): string {
  if (kinds === "") return "알 수 없는 것";
  return kinds
    .split("|")
    .map((kind) => kindWords[kind as KnownKind])
    .join(" 또는 ");
}

/** 컨테이너의 부분. 다른 백은 객체 식별자로 적습니다. */
export function partWord(type: SkippedPart): string {
  switch (type) {
    case "secret":
      return "비밀 값";
    case "sdsi-certificate":
      return "SDSI 인증서";
    case "crl":
      return "X.509가 아닌 폐기 목록";
    default:
      return `백 ${type}`;
  }
}

/** 여기서 읽지 않는 파일이 무엇인지, 그리고 다음에 할 일. */
const unsupported: Readonly<Record<UnsupportedFormat, readonly [what: string, next: string]>> = {
  "putty-key": [
    "PuTTY의 개인 키",
    "먼저 OpenSSH 키로 바꾸십시오: puttygen key.ppk -O private-openssh -o key 또는 Conversions 메뉴의 Export OpenSSH key.",
  ],
  openpgp: ["OpenPGP 키 또는 메시지", "X.509 인증서가 아닙니다. 인증서나 키를 PEM으로 요청하십시오."],
  bks: [
    "Bouncy Castle의 키 저장소(BKS)",
    "먼저 PKCS#12로 바꾸십시오: keytool -importkeystore -srckeystore … -srcstoretype BKS -provider org.bouncycastle.jce.provider.BouncyCastleProvider -providerpath bcprov.jar -destkeystore store.p12 -deststoretype PKCS12.",
  ],
  "7z": ["7-Zip 압축 파일", "먼저 압축을 푼 뒤 파일을 추가하십시오. zip과 tar는 여기서 열립니다."],
  rar: ["RAR 압축 파일", "먼저 압축을 푼 뒤 파일을 추가하십시오. zip과 tar는 여기서 열립니다."],
  xz: ["xz로 압축한 파일", "먼저 압축을 푼 뒤 파일을 추가하십시오. zip, tar, gzip은 여기서 열립니다."],
  bzip2: ["bzip2로 압축한 파일", "먼저 압축을 푼 뒤 파일을 추가하십시오. zip, tar, gzip은 여기서 열립니다."],
  zstd: ["Zstandard로 압축한 파일", "먼저 압축을 푼 뒤 파일을 추가하십시오. zip, tar, gzip은 여기서 열립니다."],
  cab: ["Windows 캐비닛 파일", "먼저 압축을 푼 뒤 파일을 추가하십시오. zip과 tar는 여기서 열립니다."],
  pdf: ["PDF 문서", "인증서 자체를 .pem, .crt 또는 .p12 파일로 요청하십시오."],
  ole: ["Microsoft Office 문서 또는 MSI 패키지", "인증서 자체를 .pem, .crt 또는 .p12 파일로 요청하십시오."],
  xml: ["XML 또는 웹 페이지", "페이지에서 파일 자체를 내려받거나 PEM으로 요청하십시오."],
  json: ["JSON", "JWK(RFC 7517)는 먼저 PEM으로 바꾼 뒤 추가하십시오."],
  smime: ["S/MIME 메시지", "첨부 파일 smime.p7s 또는 smime.p7m을 파일로 저장해 추가하십시오."],
  der: ["형식은 올바르지만 여기서 읽는 구조가 아닌 DER", "openssl asn1parse -inform DER로 내용을 볼 수 있습니다."],
};

export function unsupportedSentence({ format, label }: { format: UnsupportedFormat; label: string }): string {
  const [what, next] = unsupported[format];
  const where = label === "" ? "" : `PEM 블록 ${label}의 내용은 `;
  return `${where}${what}입니다. 여기서는 읽지 않습니다. ${next}`;
}

/** 번들의 종류. */
export const bundleWords: Readonly<Record<BundleForm, string>> = {
  "full-chain": "전체 체인",
  chain: "루트를 뺀 체인",
  "ca-bundle": "CA 번들",
  anchors: "신뢰 앵커 목록",
  pkcs7: "PKCS#7 전체 체인",
};
