import type { ReadmeWords } from "../../documents/document-words.ts";

export const readmeWords: ReadmeWords = {
  title: (name) => `${name} 인증서: 각 파일 설명`,
  entries: {
    "certificate-pem": () => "인증서만 들어 있습니다(PEM). 체인을 따로 받는 서비스에 씁니다.",
    "certificate-der": () => "같은 인증서의 이진 형식(DER)입니다. Windows와 Java에서 자주 씁니다.",
    "chain-pem": () =>
      "인증서와 발급자가 아래에서 위 순서로 들어 있습니다(PEM). nginx ssl_certificate, Apache SSLCertificateFile, webbridge3 certs에 씁니다.",
    "pkcs7-pem": () =>
      "같은 체인의 PKCS#7 형식입니다. Windows 인증서 가져오기, Tomcat, 네트워크 장비에 씁니다. 키는 들어 있지 않습니다.",
    "key-locked": () => "암호를 건 개인 키입니다(PKCS#8, AES-256). 푸는 명령: openssl pkey -in 파일 -out 열린키.key",
    "key-clear": () => "암호가 없는 개인 키입니다. 이 파일을 가진 사람은 서비스를 사칭할 수 있습니다.",
    pkcs12: () =>
      "개인 키, 인증서, 발급자를 한 파일에 담아 암호를 걸었습니다. Windows, macOS, 휴대폰, Firefox, Java에서 가져옵니다.",
    "ssh-public-key": () => "SSH 공개 키입니다. authorized_keys에 넣을 한 줄입니다.",
    jwk: () => "공개 키의 JSON Web Key 형식이며 인증서 체인(x5c)이 함께 있습니다. OAuth와 JWT에 씁니다.",
    csr: () => "인증 기관에 보낸 서명 요청입니다. 다음 갱신 때까지 보관하십시오.",
    other: () => "콘솔에 저장된 그대로입니다.",
  },
  passphrase: "암호는 이 압축 파일에 없습니다. 파일을 만들 때 한 번 보여 드렸으니 다른 경로로 전달하십시오.",
  clear: "개인 키는 서비스만 읽을 수 있는 곳에 두고, 옮긴 뒤에는 이 압축 파일을 지우십시오.",
  java: (name) =>
    `Java 키 저장소(JKS)로 바꾸는 명령: keytool -importkeystore -srckeystore ${name}.p12 -srcstoretype PKCS12 -destkeystore ${name}.jks -deststoretype JKS`,
};
