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
  ole: [
    "Outlook 메시지(.msg), Microsoft Office 문서 또는 MSI 패키지",
    "메시지의 첨부 파일을 저장해 추가하십시오. 아니면 인증서 자체를 .pem, .crt 또는 .p12 파일로 요청하십시오.",
  ],
  tnef: [
    "Outlook의 winmail.dat",
    "먼저 첨부 파일을 꺼내십시오(tnef winmail.dat). 또는 보낸 사람에게 zip으로 요청하십시오.",
  ],
  image: ["그림", "인증서 자체를 .pem, .crt 또는 .p12 파일로 요청하십시오."],
  xml: ["인증서가 없는 XML 또는 웹 페이지", "페이지에서 파일 자체를 다운로드하거나 PEM으로 요청하십시오."],
  json: ["인증서도 키도 없는 JSON", "인증서는 PEM으로, 키는 JWK(RFC 7517)로 요청하십시오."],
  spkac: [
    "keygen 요소의 요청(SPKAC)",
    "여기서는 CSR에 서명합니다. 같은 키로 만드십시오: openssl req -new -key KEY -out request.csr. 공개 키는 openssl spkac -in FILE -noout -pubkey로 볼 수 있습니다.",
  ],
  sst: [
    "Windows의 직렬화된 인증서 저장소(.sst)",
    "두 번 눌러 연 뒤 인증서를 골라 모든 작업, 내보내기, PKCS #7(.p7b)로 저장해 추가하십시오.",
  ],
  registry: ["Windows 레지스트리 내보내기", "인증서 자체를 내보내십시오: certlm.msc, 인증서, 모든 작업, 내보내기."],
  "openvpn-static": [
    "OpenVPN의 고정 키(tls-auth, tls-crypt)",
    "공유 비밀이며 인증서에 속하지 않습니다. OpenVPN 프로필에 그대로 두십시오. 프로필의 ca, cert, key 부분은 여기에 추가할 수 있습니다.",
  ],
  "nss-db": [
    "NSS 데이터베이스(cert9.db, key4.db, cert8.db) 또는 다른 SQLite 데이터베이스",
    "먼저 그 폴더에서 내보내십시오: pk12util -d . -n NAME -o out.p12, 인증서만이면 certutil -L -d . -n NAME -a. Firefox에서는 설정, 개인 정보 및 보안, 인증서 보기, 개인 인증서, 백업입니다.",
  ],
  keychain: ["macOS 키체인", "먼저 내보내십시오: 키체인 접근, 인증서, 파일, 항목 내보내기, .p12 또는 .cer."],
  "ssh-com-key": [
    "ssh.com 또는 SSH 1 형식의 개인 키",
    "먼저 OpenSSH 키로 바꾸십시오: puttygen FILE -O private-openssh-new -o key.",
  ],
  "ssh-signature": ["SSH 서명", "보관할 키가 없습니다. 서명한 사람에게 공개 키(.pub)를 요청하십시오."],
  age: ["age 키 또는 age로 암호화한 파일", "파일이면 먼저 복호화하십시오: age -d -i KEY -o clear.pem FILE."],
  wireguard: ["WireGuard 설정", "WireGuard에는 인증서가 없으며 그 키는 여기서 쓸 수 없습니다."],
  "ansible-vault": ["Ansible Vault 파일", "먼저 복호화하십시오: ansible-vault decrypt --output clear.pem FILE."],
  "tpm-key": [
    "TPM이 봉인한 개인 키",
    "그 컴퓨터에서만 쓸 수 있습니다. 거기서 요청을 만들어 추가하십시오: openssl req -provider tpm2 -provider default -new -key FILE -out request.csr.",
  ],
  "attribute-certificate": [
    "속성 인증서(RFC 5755)",
    "키가 들어 있지 않습니다. 소유자의 인증서를 PEM으로 요청하십시오.",
  ],
  "jwk-secret": ["대칭 키(oct 형식 JWK)", "인증서에 속하지 않습니다. 키 쌍을 PEM으로 요청하십시오."],
  "dnssec-key": ["DNSSEC 키", "인증서에 속하지 않으며 네임 서버에 두어야 합니다."],
  "pkcs11-uri": [
    "토큰 안의 키 주소(PKCS#11)",
    "키는 토큰에 남습니다. 그 키로 요청을 만들어 추가하십시오: openssl req -provider pkcs11 -new -key 'pkcs11:…' -out request.csr.",
  ],
  "openssl-text": [
    "OpenSSL이 -text로 출력한 글",
    "인증서 자체는 들어 있지 않습니다. -noout을 빼십시오: openssl x509 -in FILE -text는 글 아래에 인증서도 출력합니다.",
  ],
  "remote-desktop": [
    "원격 데스크톱 연결(.rdp)",
    "인증서가 들어 있지 않습니다. 서버의 인증서: certlm.msc, 원격 데스크톱, 인증서, 모든 작업, 내보내기.",
  ],
  smime: ["S/MIME 메시지", "첨부 파일 smime.p7s 또는 smime.p7m을 파일로 저장해 추가하십시오."],
  der: ["형식은 올바르지만 여기서 읽는 구조가 아닌 DER", "openssl asn1parse -inform DER로 내용을 볼 수 있습니다."],
};

export function unsupportedSentence({ format, label }: { format: UnsupportedFormat; label: string }): string {
  const [what, next] = unsupported[format];
  const where = label === "" ? "" : `PEM 블록 ${label}의 내용은 `;
  return `${where}${what}입니다. 여기서는 읽지 않습니다. ${next}`;
}

/** 여기서 열지 못하는 방식으로 잠긴 키로 할 일. */
export function wayOutOf(scheme: string): string {
  return /SEED/.test(scheme)
    ? "공동인증서(NPKI)의 키(signPri.key)입니다. 인증서를 만든 프로그램에서 .pfx 또는 .p12로 내보내 추가하십시오. OpenSSL로 열 수도 있습니다: openssl pkcs8 -inform DER -in signPri.key -provider legacy -provider default -out key.pem."
    : "AES-256과 PBKDF2로 다시 잠근 뒤 시도하십시오: openssl pkcs8 -topk8 -v2 aes-256-cbc -in FILE -provider legacy -provider default -out key.pem.";
}

/** 번들의 종류. */
export const bundleWords: Readonly<Record<BundleForm, string>> = {
  "full-chain": "전체 체인",
  chain: "루트를 뺀 체인",
  "ca-bundle": "CA 번들",
  anchors: "신뢰 앵커 목록",
  pkcs7: "PKCS#7 전체 체인",
};
