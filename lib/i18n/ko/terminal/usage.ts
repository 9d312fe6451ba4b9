import type { UsageTexts } from "../../terminal/texts.ts";

/** `help <command>`: 한 문장, 알아둘 것, 예. */
export const usageTexts: UsageTexts = {
  usage: { summary: "무엇이 무엇에 쓰이는지 보여 줍니다.", details: [], examples: ["pki"] },
  preflight: {
    summary: "보관된 파일로 서비스가 동작할지 항목별로 이유와 함께 점검합니다.",
    details: [
      "입력값의 이름은 pki targets로 볼 수 있습니다. 목록은 쉼표로 구분합니다.",
      "root: 모든 대상에 있는 입력값입니다. 올라가는 길이 여럿일 때 체인이 이를 루트입니다.",
      "이 명령은 콘솔에만 있습니다.",
    ],
    examples: ["pki preflight tls-server host:www.example.com identity:www"],
  },
  rehearse: {
    summary: "핸드셰이크가 성공할지, 보관된 파일로 실제로 접속해 봅니다.",
    details: [
      "콘솔의 서버와 클라이언트가 루프백 인터페이스로 TLS 1.2와 1.3을 주고받습니다. 이 서버 밖으로는 아무것도 나가지 않습니다.",
      "이 명령은 콘솔에만 있습니다.",
    ],
    examples: ["pki rehearse mutual-tls host:api.example.com server:api clients:minji clientAuthorities:root"],
  },
  pack: {
    summary: "서비스의 배포 묶음에 들어가는 파일의 목록입니다.",
    details: [
      "묶음 자체는 서비스 페이지나 HTTP로 받습니다. 키도 그곳에서만 함께 받을 수 있습니다.",
      "이 명령은 콘솔에만 있습니다.",
    ],
    examples: ["pki pack tls-server host:www.example.com identity:www"],
  },
  targets: {
    summary: "콘솔이 파일을 준비해 줄 수 있는 서비스와 각 서비스에 필요한 입력값입니다.",
    details: ["이 명령은 콘솔에만 있습니다. 어플라이언스에는 없습니다."],
    examples: ["pki targets"],
  },
  list: {
    summary: "저장된 키, 요청, 인증서, 번들을 모두 보여 줍니다.",
    details: [
      "글자를 주면 이름(CN, SAN, 일련번호, 지문, 파일 이름) 어딘가에 그 글자가 있는 것만 보여 줍니다.",
      "글자를 주는 형식은 이 콘솔의 것입니다. 장비는 항상 모두 보여 줍니다.",
    ],
    examples: ["pki list", "pki list example.com"],
  },
  "key-list": {
    summary: "개인 키와, 키마다 사용하는 곳과 기다리는 것.",
    details: [
      "텍스트를 주면 이름에 그 텍스트가 있는 키만. only:unused: 인증서, 서명 요청, 서비스 어디에도 쓰이지 않는 키;",
      "only:waiting: 서명 요청의 인증서가 아직 없는 키; only:locked: 암호로 잠긴 키.",
      "이 낱말은 콘솔에만 있습니다.",
    ],
    examples: ["pki key-list", "pki key-list only:unused"],
  },
  label: {
    summary: "이름에 레이블을 붙이거나 뗍니다.",
    details: ["레이블에는 쉼표를 쓸 수 없고, 대소문자는 구분하지 않습니다.", "이 낱말은 콘솔에만 있습니다."],
    examples: ['pki label dbserver dbclient add:"CMS Seoul"', "pki label dbserver add:database,on-call remove:old"],
  },
  find: {
    summary: "글이 뜻할 수 있는 이름, 인증 기관, 서비스, 배치를 찾습니다.",
    details: ["로그의 줄을 넣으면 그 뜻과 고치는 단계가 있는 서비스를 알려 줍니다.", "이 낱말은 콘솔에만 있습니다."],
    examples: ["pki find callbridge", 'pki find "FAILURE: TLS port set but no certificates configured"'],
  },
  note: {
    summary: "이름에 메모를 적습니다. 앞의 메모를 대신합니다.",
    details: ["이 낱말은 콘솔에만 있습니다."],
    examples: ['pki note dbserver "UC 팀 요청, 티켓 4711"'],
  },
  archive: {
    summary: "이름을 보관합니다. 목록에 나오지 않을 뿐 다른 것은 그대로입니다.",
    details: ["이 낱말은 콘솔에만 있습니다."],
    examples: ["pki archive oldserver oldclient"],
  },
  unarchive: {
    summary: "보관한 이름을 목록으로 되돌립니다.",
    details: ["이 낱말은 콘솔에만 있습니다."],
    examples: ["pki unarchive oldserver"],
  },
  inspect: {
    summary: "파일이 무엇이고, 무엇에 속하며, 무엇이 잘못되었는지 말합니다.",
    details: [
      "PEM과 DER를 읽습니다: 키, 서명 요청, 인증서, 번들, 폐기 목록, PKCS#7, PKCS#12, SSH 키.",
      "일련번호를 주면 폐기 목록에 있는지 알려 줍니다.",
    ],
    examples: ["pki inspect dbserver.crt", "pki inspect ca.crl serial:7A:01:02"],
  },
  match: {
    summary: "키와 인증서(또는 요청)가 한 쌍인지 확인합니다.",
    details: ["파일 하나만 주면 저장된 키 중에서 맞는 것을 찾습니다. 이 형식은 이 콘솔의 것입니다."],
    examples: ["pki match dbserver.key dbserver.crt", "pki match dbserver.crt"],
  },
  compare: {
    summary: "인증서나 서명 요청 두 개를 항목별로 비교합니다.",
    details: [
      "같은 항목, 다른 항목, 한쪽에만 있는 항목을 표시합니다. 항목 이름은 openssl x509 -text 출력과 같습니다.",
      "이 명령은 콘솔에만 있습니다.",
    ],
    examples: ["pki compare dbserver.csr dbserver.crt"],
  },
  verify: {
    summary: "인증서가 인증 기관의 서명을 받았는지, 번들로 증명할 수 있는지 확인합니다.",
    details: [
      "번들에 중간 인증서만 있으면 세 번째 파일로 루트를 줍니다.",
      "번들을 주지 않으면 저장된 인증서로 확인합니다. 이 형식과 아래 속성은 이 콘솔의 것입니다.",
      "purpose: server, client, any 중 하나입니다. name: 인증서에 있어야 할 호스트 이름, 주소 또는 이메일 주소입니다.",
      "at: 날짜 또는 시각입니다(at:2026-12-31T23:59:59Z). profile:strict는 인증서 형식(RFC 5280 §4)도 확인하고, profile:web은 공개 TLS 서버의 규칙까지 적용합니다.",
      "revocation: given(번들에 있는 목록을 확인), off, if-present(저장된 폐기 목록이 있으면 확인), require(모든 인증서에 목록이 필요) 중 하나입니다.",
    ],
    examples: [
      "pki verify dbserver.crt dbca.crt",
      "pki verify web.crt intermediates.crt root.crt",
      "pki verify web.crt purpose:server name:www.example.com at:2026-12-31",
    ],
  },
  unlock: {
    summary: "저장된 키의 암호를 풉니다.",
    details: ["암호는 따로 묻습니다. 명령줄에 적지 않습니다."],
    examples: ["pki unlock tableau.key"],
  },
  "key-open": {
    summary: "자체 암호가 걸린 키를 15분 동안 열어 둡니다.",
    details: [
      "지금 세션에서만, 로그아웃하거나 다시 잠그거나 키를 바꿀 때까지 열려 있습니다. 암호는 따로 묻습니다.",
      "열어 두지 않으면 서명할 때마다 암호를 묻습니다. 이 콘솔에만 있는 명령입니다.",
    ],
    examples: ["pki key-open ca.key"],
  },
  "key-lock": {
    summary: "pki key-open으로 열어 둔 키를 바로 잠급니다. 하나만 또는 모두 잠글 수 있습니다.",
    details: ["이 콘솔에만 있는 명령입니다."],
    examples: ["pki key-lock ca.key", "pki key-lock"],
  },
  csr: {
    summary: "키와 인증서 서명 요청(CSR)을 만듭니다.",
    details: [
      "이름에는 영문자, 숫자, 하이픈, 밑줄을 쓸 수 있습니다. 이미 쓰이는 이름은 거절합니다.",
      "공백이 있는 값은 따옴표로 묶습니다. 속성의 순서는 상관없습니다.",
      "대체 이름에 호스트가 있으면 일반 이름(CN)도 대체 이름에 더합니다.",
      "key: rsa-2048(장비와 같음), rsa-3072, rsa-4096, p-256, p-384, p-521, ed25519, 또는 저장된 키의 이름. 이 선택은 이 콘솔의 것입니다.",
      "lock:yes를 주면 새 키에 자체 암호를 겁니다. 암호는 두 번 묻고 어디에도 저장하지 않으며, 키를 쓸 때마다 다시 묻습니다.",
    ],
    examples: [
      'pki csr dbserver CN:cmscore1.example.com O:"Example Inc" C:KR subjectAltName:cmscore2.example.com,192.0.2.25',
    ],
  },
  selfsigned: {
    summary: "키와, 그 키로 스스로 서명한 인증서를 만듭니다. 서명할 수 있는 인증 기관이 됩니다.",
    details: [
      "profile:server를 주면 시험용 서버 인증서를 만듭니다. 이 선택은 이 콘솔의 것입니다.",
      "days를 주지 않으면 인증 기관은 1825일, 서버는 365일입니다. pathLength는 그 아래에 둘 수 있는 인증 기관의 수이며, 주지 않으면 제한이 없습니다.",
      "lock:yes를 주면 키에 자체 암호를 겁니다. 암호는 두 번 묻고 어디에도 저장하지 않으며, 서명할 때마다 다시 묻습니다.",
    ],
    examples: [
      "pki selfsigned dbca CN:tplab.local",
      "pki selfsigned testweb CN:test.example.com profile:server days:30",
      "pki selfsigned ca CN:Staff-CA lock:yes",
    ],
  },
  sign: {
    summary: "저장된 요청을 저장된 인증 기관으로 서명합니다.",
    details: [
      "이름은 요청에 있는 것을 씁니다. subjectAltName을 주면 그것으로 바꿉니다.",
      "profile: server-client(장비의 데이터베이스 인증서와 같음), server, client, sub-ca. days를 주지 않으면 365일입니다. 두 선택은 이 콘솔의 것입니다.",
      "confirm:yes를 주면 이미 인증된 키에도 다시 서명합니다. 이전 인증서는 세대로 남습니다.",
      "pathLength: sub-ca 아래에 둘 수 있는 인증 기관의 수입니다. 주지 않으면 0입니다.",
      "chain:accept를 주면 인증 기관 위의 문제로 수신 측이 거절할 인증서에도 서명합니다.",
    ],
    examples: ["pki sign dbserver dbca", "pki sign web issuing-ca profile:server days:90"],
  },
  renew: {
    summary: "인증서의 다음 세대를 만듭니다. 주체, 이름, 용도는 같습니다.",
    details: [
      "발급한 인증 기관의 키가 여기 있으면 바로 발급하고, 없으면 요청을 만듭니다. 받은 인증서를 올리면 다음 세대가 됩니다. request:yes를 주면 항상 요청을 만듭니다.",
      "key: new(주지 않을 때) 또는 same. days를 주지 않으면 이전 인증서와 같은 기간입니다.",
      "subjectAltName은 있던 이름에 더합니다. issuer: 다른 저장된 인증 기관.",
      "이전 세대는 남습니다. 이 명령은 이 콘솔의 것입니다.",
    ],
    examples: ["pki renew webbridge", "pki renew webbridge key:same days:90"],
  },
  staple: {
    summary: "인증서에 대한 지금의 OCSP 응답을 서버용 파일로 봅니다.",
    details: [
      "nginx는 ssl_stapling_file로 읽습니다. 하루 뒤에 끝나니 밤마다 새로 받으십시오. 이 낱말은 콘솔에만 있습니다.",
    ],
    examples: ["pki staple webbridge"],
  },
  revoke: {
    summary: "인증서를 폐기합니다. 인증 기관의 다음 폐기 목록에 실립니다.",
    details: [
      "RFC 5280의 사유: keyCompromise, affiliationChanged, superseded, cessationOfOperation, privilegeWithdrawn, unspecified. certificateHold는 다시 풀 수 있습니다.",
      "below:yes는 인증 기관이 발급한 것까지 모두 폐기합니다. reissue:yes는 같은 이름과 새 키로 다음 인증서를 바로 만듭니다.",
      "at: 키를 믿을 수 없게 된 때. confirm:yes가 없으면 먼저 묻습니다. 이 낱말은 콘솔에만 있습니다.",
    ],
    examples: [
      "pki revoke kang-haneul.crt reason:keyCompromise confirm:yes",
      "pki revoke kang-haneul.crt reason:keyCompromise at:2026-11-20T18:30:00Z confirm:yes",
      "pki revoke issuing-ca reason:cACompromise below:yes confirm:yes",
      "pki revoke kang-haneul.crt reason:keyCompromise reissue:yes confirm:yes",
    ],
  },
  release: {
    summary: "인증서의 효력 정지를 풉니다.",
    details: ["다른 사유의 폐기는 되돌릴 수 없습니다. 이 낱말은 콘솔에만 있습니다."],
    examples: ["pki release kang-haneul.crt"],
  },
  "authority-list": {
    summary: "인증 기관을 나무 꼴로 보여 줍니다. 발급한 수와 다음 폐기 목록의 때도 함께 보여 줍니다.",
    details: ["하나를 자세히 보려면 pki authority <이름>을 쓰십시오. 이 낱말은 콘솔에만 있습니다."],
    examples: ["pki authorities"],
  },
  authority: {
    summary: "인증 기관 하나: 할 수 있는 일, 보증하는 기관, 최근에 발급한 것.",
    details: ["이 낱말은 콘솔에만 있습니다."],
    examples: ["pki authority issuing-ca"],
  },
  "authority-create": {
    summary: "새 키로 인증 기관을 만듭니다.",
    details: [
      "issuer: 위에 있는 저장된 인증 기관. request:yes는 다른 곳의 발급자를 위한 요청을 만듭니다. 둘 다 없으면 루트입니다.",
      "permitted와 excluded: 인증해도 되는 이름과 안 되는 이름(DNS:example.com, IP:10.0.0.0/8, email:example.com). purposes: 확장 키 용도. policies: OID.",
      "pathLength: 아래로 이어질 수 있는 인증 기관의 수. 이 낱말은 콘솔에만 있습니다.",
    ],
    examples: [
      'pki authority-create root-ca CN:"Example Root CA" days:7300',
      'pki authority-create issuing-ca CN:"Example Issuing CA" issuer:root-ca pathLength:0 permitted:DNS:example.com',
    ],
  },
  "authority-renew": {
    summary: "인증 기관의 다음 세대를 같은 키나 새 키로 만듭니다.",
    details: [
      "key: same(적지 않을 때) 또는 new. 앞 세대가 서명한 것은 끝날 때까지 신뢰됩니다.",
      "어떤 이름이 앞 체인을 계속 보내는지 답에서 알려 줍니다. 이 낱말은 콘솔에만 있습니다.",
    ],
    examples: ["pki authority-renew issuing-ca", "pki authority-renew issuing-ca key:new days:1825"],
  },
  "authority-cross-sign": {
    summary: "다른 인증 기관의 인증서에 서명합니다. 주체와 키는 같고, 위로 가는 길이 하나 더 생깁니다.",
    details: ["그 키가 여기에 없어도 됩니다. 제한은 authority-create와 같습니다. 이 낱말은 콘솔에만 있습니다."],
    examples: ["pki authority-cross-sign new-root old-root"],
  },
  trust: {
    summary: "자체 서명 인증서를 무엇으로 볼지 정합니다.",
    details: [
      "trusted: 경로가 거기서 끝날 수 있음. stored: 보관만 함. distrusted: 살펴보았고 신뢰하지 않음. 관리자만 쓸 수 있습니다. 이 낱말은 콘솔에만 있습니다.",
    ],
    examples: ["pki trust partner-root trusted"],
  },
  crl: {
    summary: "저장된 인증 기관의 다음 폐기 목록에 서명합니다.",
    details: ["그 뒤로는 콘솔이 제때 다시 서명합니다. 이 낱말은 콘솔에만 있습니다."],
    examples: ["pki crl corp-ca"],
  },
  "offline-request": {
    summary: "키가 여기에 없는 인증 기관이 서명할 것을 마지막 바이트까지 적은 패키지를 만듭니다.",
    details: [
      "list:yes는 인증서 대신 다음 폐기 목록을 요청합니다.",
      "파일, 디스크에서 서명하는 페이지, 회신을 넣는 곳은 오프라인 인증 기관 페이지에 있습니다. 이 콘솔에만 있는 명령입니다.",
    ],
    examples: [
      "pki offline-request root-r2 devices-1 profile:sub-ca days:1825",
      "pki offline-request root-r2 list:yes",
    ],
  },
  "offline-list": {
    summary: "키가 여기에 없는 인증 기관에 요청한 것을 소리 내어 비교할 열여섯 묶음과 함께 보여 줍니다.",
    details: ["이 콘솔에만 있는 명령입니다."],
    examples: ["pki offline-list", "pki offline-list root-r2 state:all"],
  },
  "offline-withdraw": {
    summary: "보낸 요청을 거두어들입니다. 그 회신은 받지 않으며 일련번호는 다시 쓰지 않습니다.",
    details: ["이 콘솔에만 있는 명령입니다."],
    examples: ["pki offline-withdraw 0d6a3f6e-8a52-4d4c-9a5e-2f6c1f0b7a11 confirm:yes"],
  },
  rename: {
    summary: "이름을 바꿉니다. 파일과 그 이름을 쓰는 서비스, 일괄 발급, 요청도 함께 바뀝니다.",
    details: [
      "confirm:yes는 물음에 나온 변경에 동의합니다.",
      "감사 로그에는 이전 이름이 남습니다. 이 명령은 이 콘솔의 것입니다.",
    ],
    examples: ["pki rename webbridge webbridge-2026 confirm:yes"],
  },
  "client-batch": {
    summary: "사람마다 클라이언트 인증서, 키, .p12 파일을 만듭니다.",
    details: [
      "person: 뒤에 이름과 꺾쇠 안의 이메일 주소, 또는 주소만 적습니다. 사람이 많으면 클라이언트 인증서 페이지에 표를 붙여넣으십시오.",
      "root: 인증 기관에서 올라가는 길이 여럿일 때 각 .p12의 체인이 이를 루트입니다.",
      "작업은 백그라운드에서 계속되고 pki batch-status로 진행을 봅니다. 이 명령은 이 콘솔의 것입니다.",
    ],
    examples: ['pki client-batch staff-ca person:"김민지 <minji@example.com>" person:jan@example.com days:90'],
  },
  "batch-status": {
    summary: "클라이언트 인증서 일괄 발급의 진행을 보여 줍니다.",
    details: ["이 명령은 이 콘솔의 것입니다."],
    examples: ["pki batch-status 2f9c1e4ab07d"],
  },
  "pkcs12-to-ssh": {
    summary: "<username>.pub으로 올린 PKCS#12를 OpenSSH 공개 키로 바꿉니다.",
    details: ["암호는 따로 묻습니다. 명령줄에 적지 않습니다."],
    examples: ["pki pkcs12-to-ssh minji"],
  },
  bundle: {
    summary: "인증서를 서비스가 원하는 순서(최종 인증서, 중간, 루트)로 묶습니다.",
    details: [
      "빠진 발급자는 보관함에서 채우고 그 사실을 알립니다. 최종 인증서마다 번들을 하나씩 만듭니다. 키는 절대로 넣지 않습니다.",
      "kind: 적지 않으면 full-chain. chain은 루트를, ca-bundle은 최종 인증서를 빼고, anchors는 적은 순서를 지키며, pkcs7은 전체 체인을 .p7b로 만듭니다.",
      "root: 올라가는 길이 여럿일 때 체인이 이를 루트(일반 이름, 보관된 이름 또는 지문). 적지 않으면 지금 유효한 것, 받은 것, 짧은 길 순서로 고릅니다.",
      "store: 이 이름으로 보관합니다. 쓰는 중인 이름은 거절합니다. 장비에는 없는 명령입니다.",
    ],
    examples: [
      "pki bundle web.crt",
      "pki bundle web.crt issuing.crt kind:chain store:web-chain.pem",
      "pki bundle root-2026.crt root-2019.crt kind:anchors",
    ],
  },
  rebuild: {
    summary: "보관한 번들을 지금 보관 중인 인증서로 다시 만듭니다. 이전 것은 세대로 남습니다.",
    details: [
      "갱신된 인증서를 바꾸어 넣고, 새 인증서에 필요한 발급자도 함께 넣습니다. 무엇이 바뀌는지는 pki inspect가 알려 줍니다. 장비에는 없는 명령입니다.",
      "root: 지금과 다른 루트에 이르게 합니다.",
    ],
    examples: ["pki rebuild web-chain.pem confirm:yes"],
  },
};

export const helpTexts = {
  heading: "명령:",
  more: "help <명령>으로 각 명령을 자세히 볼 수 있습니다.",
  usage: "사용법:",
  examples: "예:",
} as const;
