const kindWords: Readonly<Record<string, string>> = {
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
  "ssh-private-key": "SSH 개인 키",
  "ssh-certificate": "SSH 인증서",
  parameters: "키 매개변수 파일",
  cms: "CMS 메시지",
  "ocsp-request": "OCSP 요청",
  "ocsp-response": "OCSP 응답",
  "trust-anchor": "신뢰 앵커",
  keystore: "Java 키 저장소",
  pgp: "OpenPGP 파일",
  zip: "압축 파일",
  tar: "압축 파일",
  gzip: "압축 파일",
  unknown: "알 수 없는 파일",
};

/** 여러 종류는 `key|locked-key`처럼 적습니다. */
export function kindWord(kinds: string): string {
  return kinds
    .split("|")
    .map((kind) => kindWords[kind] ?? kind)
    .join(" 또는 ");
}
