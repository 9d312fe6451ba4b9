import type { StepNoteMessages } from "../../../targets/step-notes.ts";
import { settled } from "../particles.ts";

const profiles = { server: "서버", client: "클라이언트", "server-client": "서버·클라이언트" } as const;

/** 입력할 명령 옆에 적는 설명. */
export const stepNotes: StepNoteMessages = settled({
  "make-request": ({ name }) => `키와 요청 ${name}을(를) 이 콘솔이나 장비에서 만듭니다.`,
  "found-request": ({ file }) => `키와 요청 ${file}이(가) 보관함에 있습니다.`,
  "found-certificate": ({ file }) => `키와 인증서 ${file}이(가) 보관함에 있습니다.`,
  "found-authority": ({ file }) => `인증 기관 ${file}이(가) 보관함에 있습니다. 새로 만들지 않습니다.`,
  "make-signed": ({ request, audience, profile }) =>
    `${request}에 ${audience === "public" ? "공인 인증 기관" : audience === "private" ? "사설 인증 기관" : "인증 기관"}의 서명을 받습니다. 템플릿이 ${profiles[profile]} 용도를 허용해야 합니다.`,
  rehearse: () => "파일을 복사하기 전에, 저장된 파일로 연결을 여기서 먼저 시험하십시오.",
  "copy-files": ({ files }) => `장비에 복사합니다: ${files}`,
  "write-settings": ({ path }) => `설정을 제자리에 둡니다: ${path}`,
  reload: () => "프로그램이 파일을 다시 읽게 합니다.",
  "test-settings": () => "설정에 오류가 있으면 다시 읽지 않습니다.",
  "test-without-certificate": ({ expected }) => `인증서 없이는 연결이 실패해야 합니다: ${expected}`,
  "test-with-certificate": ({ expected }) => `인증서가 있으면 연결되어야 합니다: ${expected}`,
  "verify-files": () => "클라이언트가 보는 체인과 이름입니다.",
  "match-pair": () => "키와 인증서가 한 쌍인지 확인합니다.",
  "keep-backup": () => "인증서와 폐기 목록 파일을 다른 곳에도 보관하십시오. 서버에서 다시 꺼낼 수 없습니다.",
  "renew-generation": ({ names }) => `${names}의 다음 세대에 서명합니다. 이전 세대는 그대로 남습니다.`,
  "undo-generation": ({ names }) => `되돌리려면 ${names}의 이전 세대를 사용 중으로 바꾸고 단계를 반복하십시오.`,

  "cms-listen-web-admin": ({ port }) => `웹 관리자는 ${port} 포트를 쓰고, 443은 Web Bridge가 쓰도록 비워 둡니다.`,
  "cms-any-failure": () => "각 줄은 SUCCESS 또는 FAILURE로 답합니다. FAILURE가 나오면 멈추고 고친 뒤 다시 하십시오.",
  "cms-three-arguments": () => "키, 인증서, 인증 기관 번들 순서입니다.",
  "cms-full-chain": () =>
    "파일은 정확히 두 개입니다: 키, 그리고 전체 체인(엔터티, 중간, 루트). 세 번째 인수는 없습니다.",
  "cms-trust-both-ways": () =>
    "양쪽이 서로 신뢰해야 합니다. 두 줄 가운데 하나라도 없으면 브라우저로 참가할 수 없습니다.",
  "cms-api-web-bridge": ({ url }) => `API에서 url이 ${url}인 webBridge를 만든 다음 Call Bridge를 다시 시작합니다.`,
  "cms-same-name-renewal": () =>
    "가장 쉬운 갱신: 새 인증서를 같은 파일 이름으로 올리고 서비스를 다시 시작합니다. 다시 구성할 필요가 없습니다.",
  "cms-never-live-name": ({ name }) =>
    `서비스가 그 이름을 쓰는 동안 pki csr ${name}을(를) 실행하지 마십시오. 키가 즉시 바뀝니다. 먼저 다른 이름으로 요청을 만드십시오.`,
  "cms-inspect": () => "어플라이언스가 보는 유효 기간, 쌍, 체인입니다.",
  "cms-xmpp-domain": () => "인터페이스와 도메인을 인증서보다 먼저 지정합니다.",
  "cms-recorder-options": () => "클러스터에서는 번들에 모든 Call Bridge의 인증서나 그 인증 기관이 들어 있어야 합니다.",
  "cms-trunk": () => "태그는 트렁크의 이름입니다. 양쪽이 같은 쌍을 제시합니다.",
  "cms-list-of-leaves": () =>
    "2.9 이하에서는 이 목록에 인증 기관이 아니라 Call Bridge의 인증서 자체가 들어갑니다. 하나라도 갱신하면 목록을 다시 넣으십시오.",
  "cms-list-and-own": () =>
    "2.9 이하에서는 이 목록에 인증 기관이 아니라 Call Bridge의 인증서 자체가 들어갑니다. 하나라도 갱신하면 목록을 다시 넣으십시오. 이 장비 자체의 인증서를 누가 무엇으로 확인하는지는 제조사의 문서에 없습니다.",
  "cms-ucm-lists": () =>
    "3.8 이상입니다. 파일에는 상대의 서버 인증서, 중간 인증서, 루트가 들어 있습니다. verify enable이 없으면 목록은 아무것도 검증하지 않습니다.",
  "cms-meeting-apps": ({ url }) =>
    `3.5 이상입니다. gensecret 명령은 Web Bridge에 줄 비밀 값을 만들고 이전 값을 무효로 만듭니다. 브라우저에서 ${url}이(가) 경고 없이 열리면 접속과 신뢰에 문제가 없습니다.`,
  "cms-meeting-apps-secret": ({ machines }) =>
    `<secret> 자리에는 ${machines}에서 gensecret 명령이 출력한 값을 넣습니다. 값이 바뀌면 모든 Web Bridge에 다시 넣어야 합니다.`,
  "cms-sso": ({ files }) =>
    `${files}, 메타데이터, 설정 파일은 sso_….zip 안의 맨 위에 두고 폴더에 넣지 않습니다. 키는 묶음의 sso/에 있습니다. 올린 뒤에 Web Bridge를 다시 시작합니다.`,
  "cms-cucm-trust": () =>
    "CUCM에 웹 관리자와 Call Bridge 인증서의 인증 기관을 올립니다. 제조사 문서 하나는 CallManager-trust, 나중 문서는 tomcat-trust 저장소라고 하므로 두 곳에 모두 올리십시오.",
  "cms-cucm-trunk": ({ commonName }) =>
    `CUCM의 SIP 트렁크 보안 프로필에서 X.509 주체 이름은 Call Bridge의 일반 이름인 ${commonName}입니다.`,
  "cms-tls-version": () =>
    "CUCM과 Meeting Server는 같은 TLS 버전을 쓸 수 있어야 합니다. Meeting Server는 2.3부터 1.2 이상만 받아들입니다. 이것은 파일로 확인할 수 없습니다. 최저 버전을 바꾸면 Call Bridge를 다시 시작해야 합니다.",
  "cms-backup-after-renewal": () =>
    "갱신한 뒤에는 이 장비에서 새 백업을 만들어 SFTP로 가져오십시오. 이전 백업으로 되돌리면 예전 키와 인증서가 돌아옵니다.",
  "cms-xmpp-cluster": ({ first }) =>
    `클러스터는 ${first}에서 만들고, 나머지는 만들어진 뒤에 참여합니다. 목록에는 모든 XMPP 서버의 인증서가 들어 있습니다.`,
  "cms-xmpp-secret-made": () => "줄마다 비밀 값이 나옵니다. 다른 XMPP 서버와 Call Bridge에 입력할 때까지 보관하십시오.",
  "cms-xmpp-secret-typed": ({ first }) => `줄마다 ${first}에서 나온 비밀 값을 묻습니다.`,
  "db-backup": ({ backup, facts }) =>
    `클러스터를 해체하기 전에 모든 장비에서 실행합니다. ${backup}와(과) ${facts} 파일을 SFTP로 가져오십시오. 나중에 되돌리면 지금의 인증서와 개인 키가 돌아옵니다.`,
  "db-remove": ({ primary, answer, status }) =>
    `기본 노드 ${primary}은(는) 마지막입니다. 물음에는 대문자 ${answer} 글자로 답하고, 상태에 다음 줄이 보이면 계속하십시오: ${status}`,
  "db-authority": () => "기본 노드에서: 데이터베이스 전용 인증 기관입니다. 그 키는 그곳에 둡니다.",
  "db-server-request": () => "기본 노드에서: 모든 데이터베이스 노드의 이름이 들어 있는 인증서 하나입니다.",
  "db-client-request": () => "기본 노드에서: 클라이언트입니다. CN은 정확히 postgres여야 합니다.",
  "db-sign": () => "기본 노드에서: 두 요청에 dbca로 서명합니다.",
  "db-copy-client": ({ nodes }) =>
    `데이터베이스에 연결하는 모든 장비에 dbclient.key와 dbclient.crt를 복사합니다: ${nodes}`,
  "db-copy-server": ({ nodes }) => `데이터베이스 노드에 dbserver.key와 dbserver.crt를 복사합니다: ${nodes}`,
  "db-copy-authority": ({ nodes }) => `dbca.crt를 모든 장비에 복사합니다(dbca.key는 절대 복사하지 않습니다): ${nodes}`,
  "db-certs-server": () => "서버 키, 서버 인증서, 클라이언트 키, 클라이언트 인증서, 루트 순서입니다.",
  "db-certs-client": () => "연결만 하는 장비: 클라이언트 키, 클라이언트 인증서, 루트 순서입니다.",
  "db-localnode": () => "데이터베이스가 통신하는 인터페이스입니다.",
  "db-initialize": () => "기본 노드에서만 실행합니다.",
  "db-status": () => "(me): Connected Primary가 보여야 합니다.",
  "db-join": () => "합류하면 이 장비의 데이터베이스를 비우고 기본 노드의 것을 복사합니다.",
  "db-connect": () => "데이터베이스가 없는 장비는 기본 노드에 연결합니다.",
  "db-which-primary": ({ primary }) =>
    `지금 기본 노드가 어느 장비인지 확인합니다. 이 설명에는 ${primary}(으)로 되어 있습니다.`,
  "db-renewal": ({ primary }) =>
    `데이터베이스 인증서는 같은 이름으로 바꿀 수 없습니다. 모든 곳에서 클러스터를 제거하고(기본 노드: ${primary}) 다시 만들어 합류합니다.`,

  "mm-authority": ({ days }) =>
    `클라이언트 인증서를 발급할 인증 기관이며 ${days}일 동안 유효하고 키에 암호를 겁니다. 서버 이름이 아닌 다른 이름을 쓰십시오.`,
  "mm-user-request": ({ user }) =>
    `${user}의 키와 요청입니다. 안내서의 1024비트는 요즘 거부되므로 2048비트로 만듭니다.`,
  "mm-user-sign": ({ user }) =>
    `${user}의 인증서이며 일련번호가 서로 다릅니다(안내서는 모두 01). 인증 기관의 키에 암호가 있으면 서명할 때 그 암호를 묻습니다.`,
  "mm-user-inspect": ({ user }) => `${user}의 인증서를 확인합니다.`,
  "mm-nginx-version": ({ block }) =>
    block === "new"
      ? "이 블록은 nginx 1.25.1 이상용입니다(http2 on;). 더 낮은 버전이 나오면 서비스 설명에서 nginx를 ‘이전 버전’으로 바꾸십시오."
      : "이 블록은 nginx 1.25.1 미만용입니다(listen … http2). 더 높은 버전이 나오면 서비스 설명에서 nginx를 바꾸십시오.",
  "mm-close-port": () => "8065 포트는 nginx에만 여십시오. 직접 접속하면 아래 헤더를 위조할 수 있습니다.",
  "mm-curl": ({ message }) =>
    `로그인 페이지가 나와야 합니다. “${message}”가 나오면 잘못된 것이고, “Decryption has failed”는 인증서와 함께 암호를 주지 않았다는 뜻입니다.`,
  "mm-pkcs12": ({ user }) => `${user}의 키, 인증서, 인증 기관을 브라우저용 파일 하나로 만듭니다.`,
  "mm-import": ({ file }) =>
    `${file}을(를) 키체인이나 브라우저로 가져옵니다: 설정, 개인정보 및 보안, 인증서 관리, 가져오기.`,
  "mm-repeat": () => "다른 사용자마다 반복합니다.",
  "mm-visit": ({ url }) => `${url}을(를) 열면 브라우저가 어느 인증서를 제시할지 묻습니다.`,

  "tls-nginx-block": ({ path }) =>
    `nginx에서는 ${path}이(가) 그 블록이며, 서버가 할 일을 여기에 더합니다. 다른 프로그램에는 같은 파일을 줍니다.`,
  "lists-nginx": ({ paths }) =>
    `스크립트가 이 콘솔(${paths})에서 폐기 목록을 받고, 바뀌었으면 nginx를 다시 읽힙니다. 둘째 줄은 한 시간마다 실행합니다. 실행하지 않으면 폐기한 인증서도 목록이 끝날 때까지 접속할 수 있고, 그 뒤에는 모든 클라이언트가 거부됩니다.`,
  "lists-tableau": ({ paths }) =>
    `스크립트가 이 콘솔(${paths})에서 폐기 목록을 받습니다. 바뀌었으면 Tableau에 전달하고 변경을 적용하며, 이때 서버가 다시 시작됩니다. 둘째 줄은 밤에 실행합니다. 급한 폐기 뒤에는 직접 실행하십시오.`,

  "tab-external": () => "외부 SSL을 먼저 구성해야 상호 SSL을 켤 수 있습니다.",
  "tab-passphrase": () =>
    "키 파일에 암호가 있으면 --passphrase와 값을 더하십시오. 그런 키는 SAML에 함께 쓸 수 없습니다.",
  "tab-authorities": ({ file }) =>
    `${file}에는 클라이언트 인증서의 인증 기관이 우선순위대로 들어 있습니다. 확장자는 .crt여야 합니다.`,
  "tab-enable": () => "상호 SSL을 켭니다.",
  "tab-apply": () =>
    "적용하면 서버가 다시 시작됩니다. 먼저 묻습니다(--ignore-prompt는 질문만 생략하고 다시 시작은 그대로입니다).",
  "tab-fallback": ({ isOn }) =>
    isOn === "true"
      ? "유효한 인증서가 없으면 사용자 이름과 암호로 로그인할 수 있습니다."
      : "유효한 인증서가 없으면 로그인할 수 없습니다(REST API는 여전히 사용자 이름과 암호를 받습니다).",
  "tab-mapping": ({ mapping }) =>
    `사용자 이름을 ${mapping === "cn" ? "일반 이름(CN)" : mapping === "upn" ? "사용자 계정 이름(UPN)" : "디렉터리(LDAP)"}에서 가져옵니다.`,
  "tab-revocation": ({ file }) =>
    `${file}에 있는 인증서는 거부됩니다. 서버가 사본을 보관하므로 새 목록마다 이 줄을 반복하십시오.`,
  "tab-minimum": ({ key, value }) => `${key}을(를) 기본값과 다른 ${value}(으)로 바꿉니다.`,
  "tab-browser": ({ address }) =>
    `또는 브라우저에서: ${address}, 구성, 사용자 ID 및 액세스, 인증 방법, 상호 SSL. 그런 다음 보류 중인 변경 내용 저장, 보류 중인 변경 내용, 변경 내용 적용 후 다시 시작.`,
  "tab-settings-import": () => "또는 파일 하나로 적용합니다. 키의 대소문자를 구분합니다.",
  "tab-sign-in": () =>
    "“로그인할 수 없음”과 VizPortal 로그의 “Unsupported client certificate signature detected”는 SHA-1 인증서라는 뜻입니다.",

  "df-roots": () =>
    "Dialogflow가 기본으로 제시하는 인증서(SSL.com, CN=Google LLC)의 루트입니다. 신뢰하기 전에 SHA-256을 비교하십시오.",
  "df-legacy-roots": ({ date }) =>
    `이전 인증서(CN=*.dialogflow.com)를 위한 Google 루트입니다. Dialogflow ES는 ${date}까지 되돌아갈 수 있고, Dialogflow CX는 전환 여부가 확인되지 않았습니다.`,
  "df-start": () => "파일을 옆에 두고 서버를 시작합니다.",
  "df-refused": () => "클라이언트 인증서가 없으면 핸드셰이크가 실패해야 합니다.",
  "df-accepted": () =>
    "직접 만든 시험용 클라이언트로는(시험하는 동안 그 인증 기관을 목록에 더합니다) 핸드셰이크가 완료되어야 합니다.",
  "df-second-factor": () =>
    "Dialogflow의 웹훅에도 같은 헤더를 설정하십시오. 인증서는 Google을 가리킬 뿐 에이전트를 가리키지 않습니다.",
  "trouble-no-client-certificate": () =>
    "클라이언트가 인증서를 보내지 않았거나, 목록의 인증 기관이 발급한 것이 없습니다. 클라이언트의 인증서와 신뢰 목록을 확인하십시오.",
  "trouble-passphrase": () =>
    "키가 잠겨 있는데 암호를 주지 않았습니다. curl은 암호를 묻지 않으니 인증서:암호 형식으로 함께 주십시오.",
  "trouble-client-unknown-authority": () =>
    "Dialogflow가 인증서를 보냈지만 서버가 확인하지 못했습니다. 목록에 루트가 없습니다(2026년 12월 1일 변경 참고).",
  "trouble-key-too-small": () => "키가 2048비트보다 작습니다(안내서는 1024비트). OpenSSL 3은 양쪽에서 거부합니다.",
  "trouble-tableau-signature": () => "클라이언트 인증서가 SHA-1로 서명되었습니다. SHA-256으로 다시 발급하십시오.",
  "trouble-cms-no-certificates": () => "TLS 포트는 있는데 인증서가 아직 없습니다. certs 명령을 먼저 실행하십시오.",
  "trouble-cms-c2w": () =>
    "Call Bridge와 Web Bridge가 서로의 인증서를 받아들이지 않습니다. 목록 두 개를 모두 넣어야 합니다. callbridge trust c2w에는 Web Bridge가 제시하는 인증서나 그 인증 기관, webbridge3 c2w trust에는 Call Bridge와 스케줄러가 제시하는 인증서나 그 인증 기관이 들어갑니다. c2w:// 주소의 호스트가 Web Bridge의 인증서에 있어야 하고 포트가 같아야 합니다.",
  "trouble-cms-c2w-up": () => "정상입니다. Call Bridge와 Web Bridge가 서로 신뢰합니다.",
  "trouble-cms-cucm-name": () =>
    "CUCM이 연결을 끊었습니다. CUCM이 웹 관리자를 부르는 이름이나 주소가 인증서에 없거나, 그 인증 기관이 CUCM에 없거나, 함께 쓸 수 있는 TLS 버전이 없습니다. 그 주소를 “웹 관리자를 부르는 주소”에 적고 그 주소로 인증서를 갱신한 다음 인증 기관을 CUCM에 올리십시오.",
  "trouble-cms-web-bridge-list": () =>
    "Web Bridge가 Call Bridge의 인증서를 알지 못합니다. 2.9 이하에서 webbridge trust에는 인증 기관이 아니라 Call Bridge의 인증서 자체가 들어갑니다. 하나라도 갱신하면 목록을 다시 넣으십시오.",
  "trouble-cms-recorder-list": () =>
    "레코더가 Call Bridge의 인증서를 알지 못합니다. 2.9 이하에서 recorder trust에는 인증 기관이 아니라 모든 Call Bridge의 인증서 자체가 들어갑니다. 하나라도 갱신하면 목록을 다시 넣으십시오.",
  "trouble-cms-whitelist": () =>
    "정상입니다. 스트리머가 목록에서 Call Bridge의 인증서를 찾았습니다. 이 줄이 없으면 Call Bridge 인증서의 일련번호를 목록의 일련번호와 비교하십시오. 갱신한 인증서가 목록에 없는 것입니다.",
  "trouble-cms-recorder-unreached": () =>
    "Call Bridge가 레코더에 접속하지 못합니다. Call Bridge에 있는 레코더 주소의 포트를 recorder sip listen 줄과 비교하고, 레코더의 번들에 모든 Call Bridge의 인증서가 있는지 확인하십시오.",
  "trouble-cms-database-unreached": () =>
    "이 장비가 데이터베이스의 기본 노드에 접속하지 못합니다. pki inspect 명령으로 인증서가 만료되었는지 확인하십시오. 만료되면 노드끼리 통신이 끊기고, 클러스터가 활성인 동안에는 파일을 바꿀 수 없으므로 클러스터를 해체하고 다시 만들어야 합니다.",
  "trouble-cms-database-client": () =>
    "데이터베이스가 연결은 받았지만 클라이언트를 거부했습니다. 클라이언트 인증서의 일반 이름은 정확히 postgres여야 합니다.",
  "trouble-cms-database-failed": () =>
    "클러스터의 마지막 명령이 실패했습니다. 클러스터가 활성인 동안에는 인증서 파일을 바꿀 수 없습니다. 장비마다 백업한 뒤 복제 노드부터 해체하고 기본 노드를 마지막에 해체하십시오.",
  "trouble-cms-schema": ({ clear, upgrade }) =>
    `인증서 문제가 아닙니다. 기본 노드에서 ${clear} 명령, 이어서 ${upgrade} 명령을 실행하십시오.`,
  "trouble-purpose": () => "확장 키 용도가 이 역할을 허용하지 않습니다. 서버와 클라이언트용 템플릿으로 서명하십시오.",
  "df-register-der": ({ files }) =>
    `Dialogflow CX에서 이 파일을 에이전트의 사용자 지정 CA 인증서로 추가합니다: ${files}. 양식이 받는 DER 형식이며 Google의 목록을 대신하므로, 이 에이전트의 모든 웹훅은 이 가운데 하나로 이어져야 합니다.`,
  "df-register-authority": () => "사설 인증 기관일 때만: Dialogflow에 웹훅의 사용자 지정 CA로 등록합니다.",
});
