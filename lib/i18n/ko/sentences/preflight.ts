import { identityKind } from "./rehearsal.ts";
import type { FixCode, FixFacts, PreflightMessages } from "../../../targets/preflight.ts";
import { settled } from "../particles.ts";

const day = (iso: string): string => iso.slice(0, 10);
const uses = (list: string): string => list.replace("server", "서버").replace("client", "클라이언트").replace("+", "·");

/** Services of Cisco Meeting Server by their names. */
const serviceWords: Readonly<Record<string, string>> = {
  "web-admin": "웹 관리자",
  "call-bridge": "Call Bridge",
  "web-bridge": "Web Bridge",
  xmpp: "XMPP",
  turn: "TURN",
  "load-balancer": "로드 밸런서",
  trunk: "트렁크",
  recorder: "레코더",
  streamer: "스트리머",
  uploader: "업로더",
  scheduler: "스케줄러",
  "meeting-apps": "MeetingApps",
  "h323-gateway": "H.323 게이트웨이",
  database: "데이터베이스",
};
const serviceWord = (service: string): string => serviceWords[service] ?? service;

const sentences: PreflightMessages = {
  "identity.stored": {
    pass: ({ name }) => `${name}이(가) 보관되어 있습니다.`,
    fail: ({ name }) => `${name}(이)라는 이름으로 보관된 것이 없습니다. 키와 요청을 만들거나 파일을 올리십시오.`,
    unknown: () => "아직 선택한 인증서가 없습니다.",
  },
  "identity.certificate": {
    pass: ({ file }) => `${file}이(가) 있습니다.`,
    fail: ({ name }) => `${name}의 인증서가 아직 없습니다. 요청에 서명을 받으십시오.`,
  },
  "key.present": {
    pass: ({ file }) => `키 ${file}이(가) 있습니다.`,
    fail: ({ name }) => `${name}의 개인 키가 없어 서비스가 인증서의 주인임을 증명할 수 없습니다.`,
  },
  "key.unlocked": {
    pass: ({ file }) => `${file}은(는) 암호 없이 열립니다.`,
    fail: ({ file }) => `${file}이(가) 암호로 잠겨 있습니다. 서비스가 시작할 때 암호를 입력해 줄 사람이 없습니다.`,
  },
  "key.matches": {
    pass: ({ key, certificate }) => `${key}과(와) ${certificate}은(는) 한 쌍입니다.`,
    fail: ({ key, certificate }) => `${key}은(는) ${certificate}의 키가 아닙니다. 서비스가 이 쌍을 거부합니다.`,
  },
  "certificate.sound": { pass: ({ file, days, key }) => `${file}에 문제가 없습니다. ${key}, ${days}일 남았습니다.` },
  "certificate.self-signed": {
    pass: ({ issuer }) => `${issuer}이(가) 발급했습니다.`,
    warn: ({ subject }) => `${subject} 인증서는 자체 서명입니다. 단일 장비에서만 지원되며 권장되지 않습니다.`,
    fail: ({ subject, caller }) =>
      `${subject} 인증서는 자체 서명이라서 ${caller}이(가) 거부합니다. ${caller}이(가) 신뢰하는 인증 기관의 서명을 받으십시오.`,
  },

  "chain.complete": {
    pass: ({ certificates, root }) => `체인이 완전합니다. ${root}까지 인증서 ${certificates}개입니다.`,
    fail: ({ issuer }) => `체인이 중간에 끊겼습니다. ${issuer} 인증서가 없으니 올리십시오.`,
  },
  "chain.root-not-trusted": {
    fail: ({ anchor, mark }) =>
      mark === "stored"
        ? `체인이 ${anchor}에서 끝나는데, 여기에는 저장만 되어 있습니다. 관리자가 그 페이지에서 신뢰한다고 표시할 수 있습니다.`
        : `체인이 ${anchor}에서 끝나는데, 여기서는 신뢰하지 않습니다. 다른 인증 기관의 인증서를 쓰십시오.`,
  },
  "chain.trusted": { pass: ({ anchor }) => `상대방이 ${anchor}까지 경로를 만들 수 있습니다.` },
  "chain.short": {
    pass: ({ certificates }) => `체인은 인증서 ${certificates}개입니다.`,
    warn: ({ certificates }) => `체인이 인증서 ${certificates}개로 깁니다. 연결할 때마다 모두 전송됩니다.`,
  },

  "use.allowed": {
    pass: (facts) => `${uses(facts.uses)} 용도로 쓸 수 있습니다.`,
    fail: ({ missing, found }) =>
      `${uses(missing)} 용도로 쓸 수 없습니다${found === "" ? "" : `(허용된 용도: ${found})`}. 이 용도를 허용하는 템플릿으로 다시 서명하십시오.`,
  },
  "use.signature": {
    pass: ({ usages }) => `키 용도가 핸드셰이크 서명을 허용합니다: ${usages}.`,
    warn: ({ usages }) =>
      `키 용도(${usages})에 digitalSignature가 없습니다. TLS 1.3 핸드셰이크에는 늘 필요하며, 넘어가는 프로그램도 있고 거부하는 프로그램도 있습니다.`,
    fail: ({ usages, key }) =>
      `키 용도(${usages})에 digitalSignature가 없어 ${key} 키로는 핸드셰이크에 서명할 수 없습니다. 이를 허용하는 템플릿으로 다시 서명하십시오.`,
  },
  "receivers.accept": { pass: ({ receivers }) => `이 서비스에서 인증서를 확인하는 쪽이 받아들입니다: ${receivers}.` },
  "client.depth": {
    fail: ({ allowed, present }) =>
      `이 서비스는 중간 인증서를 ${allowed}개까지만 보지만 이 클라이언트의 체인에는 ${present}개가 있습니다.`,
  },
  "client.identity": {
    fail: ({ kind }) => `서비스가 인증서에서 사용자를 찾지 못합니다. ${identityKind(kind)}이(가) 없습니다.`,
  },
  "name.covered": {
    pass: ({ names }) => `접속에 쓰이는 이름이 들어 있습니다: ${names}`,
    warn: ({ names }) =>
      `${names}은(는) 일반 이름에만 있고 대체 이름이 없습니다. 어플라이언스는 받아들이지만 브라우저는 거부합니다.`,
    fail: ({ missing, found }) =>
      `${missing} 이름이 없습니다${found === "" ? ". 대체 이름이 하나도 없습니다" : `(${found})`}. 이 이름으로 접속하면 거부됩니다.`,
  },
  "name.common-name": {
    pass: ({ name }) => `일반 이름이 ${name}입니다.`,
    fail: ({ wanted, found }) =>
      `일반 이름이 ${found === "" ? "없습니다" : `${found}입니다`}. 정확히 ${wanted}이어야 합니다.`,
  },
  "name.postgrest": {
    fail: ({ found }) => `일반 이름 ${found}은(는) 오타입니다. PostgreSQL은 사용자 이름 postgres와 비교합니다.`,
  },
  "name.wildcard": {
    pass: ({ names }) => `와일드카드 ${names}을(를) 쓸 수 있습니다.`,
    warn: ({ name }) => `와일드카드 ${name}이(가) 있습니다. 이 서비스가 받아들이는지 확인되지 않았습니다.`,
    fail: ({ name, caller }) =>
      caller === ""
        ? `와일드카드 ${name}이(가) 있습니다. 이 서비스는 와일드카드를 거부합니다.`
        : `와일드카드 ${name}이(가) 있습니다. ${caller}은(는) 와일드카드를 거부하므로 장비마다 이름을 적으십시오.`,
  },
  "name.present": {
    pass: ({ count }) => `대체 이름이 ${count}개 있습니다.`,
    fail: () => "대체 이름이 없습니다. XMPP 클라이언트와 브라우저는 대체 이름만 봅니다.",
  },

  "key.large-enough": {
    pass: ({ key }) => `${key} 키의 크기가 충분합니다.`,
    fail: ({ subject, key, minimum }) => `${subject}: ${key} 키는 이 서비스가 요구하는 ${minimum}비트보다 작습니다.`,
  },
  "signature.digest-accepted": {
    pass: ({ digest }) => `${digest}(으)로 서명되었습니다.`,
    fail: ({ subject, algorithm }) => `${subject} 인증서는 ${algorithm}(으)로 서명되어 이 서비스가 거부합니다.`,
  },

  "authority.private-for-clients": {
    pass: ({ issuer }) => `${issuer}은(는) 사설 인증 기관이며, 클라이언트 인증에 알맞습니다.`,
    warn: ({ issuer, lastDay }) =>
      `${issuer}은(는) 공인 인증 기관입니다. ${lastDay}부터 공인 기관은 클라이언트용 인증서를 발급하지 않습니다. 다음 갱신부터는 사설 기관이 필요합니다.`,
  },
  "authority.public-for-browsers": {
    pass: ({ issuer }) => `${issuer}은(는) 공인 인증 기관이어서 외부 브라우저가 신뢰합니다.`,
    warn: ({ issuer }) => `${issuer}은(는) 공인 인증 기관이 아닙니다. 조직 밖의 브라우저에 경고가 나타납니다.`,
  },

  "trust.chosen": {
    pass: ({ certificates }) => `인증서 ${certificates}개가 들어 있습니다.`,
    fail: () => "신뢰하는 인증서가 아직 없습니다. 인증 기관을 선택하십시오.",
  },
  "trust.stored": { fail: ({ name }) => `${name}(이)라는 이름으로 보관된 것이 없습니다.` },
  "trust.has-root": {
    pass: ({ root }) => `루트 ${root}이(가) 들어 있습니다.`,
    fail: ({ issuer }) =>
      `루트가 없습니다. ${issuer} 인증서가 빠져 있으며, OpenSSL은 루트 전에 끝나는 체인을 신뢰하지 않습니다.`,
  },
  "trust.form": {
    pass: ({ file }) => `${file}을(를) PEM으로 읽습니다.`,
    warn: ({ file, form }) => `${file}은(는) ${form} 형식입니다. 서비스는 PEM만 읽으므로 꾸러미에는 PEM으로 씁니다.`,
  },
  "trust.line-breaks": {
    pass: ({ file }) => `${file}의 인증서 뒤에 줄바꿈이 정확히 하나씩 있습니다.`,
    warn: ({ file }) => `${file}의 인증서 사이나 끝에 다른 줄이나 줄바꿈이 있습니다. 꾸러미에는 정확히 하나씩 씁니다.`,
  },
  "trust.order": {
    pass: ({ file }) => `${file}의 순서가 맞습니다.`,
    warn: ({ file, wanted }) => `${file}의 순서가 체인과 다릅니다. 알맞은 순서: ${wanted}`,
  },
  "trust.authorities": {
    pass: ({ certificates }) => `인증서 ${certificates}개가 모두 인증 기관입니다.`,
    fail: ({ subject }) => `${subject}은(는) 인증 기관이 아닙니다. 그 인증서 하나만 통과합니다.`,
  },

  "crl.stored": {
    pass: ({ file }) => `${file}이(가) 있습니다.`,
    fail: ({ name }) => `${name}(이)라는 폐기 목록이 없습니다.`,
  },
  "crl.signed": {
    pass: ({ issuer }) => `${issuer}이(가) 폐기 목록에 서명했습니다.`,
    fail: ({ issuer }) =>
      `폐기 목록의 발급자는 ${issuer}인데, 목록의 어느 인증 기관도 서명하지 않았습니다. 모든 클라이언트가 거부됩니다.`,
  },
  "crl.current": {
    pass: ({ nextUpdate }) => `폐기 목록은 ${day(nextUpdate)}까지 유효합니다.`,
    warn: ({ nextUpdate }) =>
      nextUpdate === ""
        ? "폐기 목록에 다음 갱신 시각이 없습니다."
        : `폐기 목록이 ${day(nextUpdate)}에 끝납니다. 그 뒤에는 모든 클라이언트가 거부됩니다.`,
    fail: ({ nextUpdate }) => `폐기 목록이 ${day(nextUpdate)}에 끝났습니다. 모든 클라이언트가 거부됩니다.`,
  },
  "crl.not-revoked": {
    pass: ({ subject }) => `${subject}은(는) 폐기되지 않았습니다.`,
    fail: ({ subject, serial }) => `${subject}은(는) 폐기 목록에 있습니다(일련번호 ${serial}).`,
  },
  "crl.published": {
    pass: ({ authority, number }) => `${authority}의 폐기 목록 ${number}번이 여기에서 서명되었습니다.`,
    warn: ({ authority }) =>
      `${authority}이(가) 서명한 폐기 목록이 아직 없습니다. 폐기한 인증서도 계속 접속할 수 있습니다.`,
  },
  "crl.levels": {
    pass: ({ lists }) => `폐기 목록 ${lists}개가 루트까지 모든 단계를 포함합니다.`,
    warn: ({ authority }) =>
      `${authority}의 폐기 목록이 없습니다. 서비스는 모든 단계의 목록이 필요하므로 목록을 하나도 받지 않습니다. 폐기한 인증서도 계속 접속할 수 있습니다.`,
    fail: ({ authority }) =>
      `${authority}의 폐기 목록이 없습니다. 서비스는 모든 단계의 목록이 필요하므로 모든 클라이언트를 거부합니다.`,
  },
  "crl.newest": {
    warn: ({ file, thisUpdate, newer }) =>
      `${file}은(는) ${day(thisUpdate)}의 목록인데, 같은 인증 기관의 더 새로운 ${day(newer)} 목록이 저장되어 있습니다. 서비스에 그 목록을 주십시오.`,
  },
  "revocation.stored-lists": {
    pass: ({ known, certificates }) =>
      known === certificates
        ? "저장된 폐기 목록에서 이 인증서와 그 위의 인증 기관은 폐기되지 않았습니다."
        : `저장된 폐기 목록에서 폐기된 것은 없습니다. 루트 아래 인증서 ${certificates}개 중 ${known}개의 상태만 알 수 있습니다.`,
    fail: ({ subject, serial, reason, at }) =>
      reason === "certificateHold"
        ? `저장된 폐기 목록이 ${subject}(일련번호 ${serial})을(를) ${day(at)}부터 효력 정지했습니다. 더 새로운 목록이 정지를 풀 때까지 폐기를 확인하는 상대는 모두 거부합니다.`
        : `저장된 폐기 목록에 따르면 ${subject}(일련번호 ${serial})은(는) ${day(at)}에 폐기되었습니다${reason === "unspecified" ? "" : `(사유 ${reason})`}. 폐기를 확인하는 상대는 모두 거부하니 다른 인증서로 바꾸십시오.`,
  },

  "request.free-name": {
    pass: ({ name }) => `${name}은(는) 새 키에 쓸 수 있는 이름입니다.`,
    warn: ({ name, instead }) =>
      `${name}은(는) 사용 중입니다. 같은 이름으로 요청을 만들면 쓰고 있는 키가 바뀌어 서비스가 즉시 중단되므로 ${instead}(으)로 계획했습니다.`,
  },

  "cms.file-name": {
    pass: ({ name }) => `${name}은(는) 어플라이언스에서 쓸 수 있는 이름입니다.`,
    fail: ({ name }) => `${name}은(는) 어플라이언스에서 쓸 수 없는 이름입니다. 영문자, 숫자, 하이픈, 밑줄만 됩니다.`,
  },
  "cms.services-of-release": {
    pass: ({ release }) => `모든 서비스가 ${release} 버전에 있습니다.`,
    fail: ({ service, release }) => `${serviceWord(service)} 서비스는 ${release} 버전에 없습니다.`,
  },
  "cms.ports": {
    pass: ({ node, ports }) => `${node}에서 서비스마다 포트가 다릅니다: ${ports}.`,
    fail: ({ node, port, one, other }) =>
      one === other
        ? `${node}에서 ${serviceWord(one)}이(가) ${port} 포트를 두 번 씁니다. 브라우저용과 c2w용이 달라야 합니다.`
        : `${node}에서 ${serviceWord(one)}와(과) ${serviceWord(other)}이(가) 모두 ${port} 포트를 씁니다.`,
  },
  "cms.c2w-host": {
    pass: ({ hosts }) => `c2w:// 주소의 호스트가 Web Bridge마다 다릅니다: ${hosts}.`,
    fail: ({ host, machines }) =>
      `Web Bridge가 있는 장비 ${machines}대의 이름이 모두 ${host}입니다. c2w:// 주소의 호스트는 Web Bridge마다 달라야 하므로 장비마다 이름을 따로 정하십시오.`,
  },
  "cms.called-as": {
    pass: ({ node, addresses }) => `${node}의 웹 관리자를 부르는 주소는 ${addresses}입니다.`,
    warn: ({ node, name }) =>
      `CUCM이 ${node}의 웹 관리자를 어느 주소로 부르는지 알 수 없어 ${name}을(를) 씁니다. 다른 주소(회의 브리지의 재정의 주소)로 부른다면 그 주소가 인증서에 있어야 하며, 없으면 CUCM이 연결을 끊습니다.`,
    fail: ({ node, addresses }) =>
      `${node}에는 ${addresses} 주소로 부를 웹 관리자가 없습니다. 그 장비에서 웹 관리자를 선택하거나 주소를 웹 관리자가 있는 장비로 옮기십시오.`,
  },
  "cms.meeting-apps-place": {
    pass: ({ node }) => `${node}에는 MeetingApps만 있습니다.`,
    fail: ({ node, services }) =>
      `MeetingApps는 장비 하나를 혼자 써야 합니다. ${node}에는 ${services.split(", ").map(serviceWord).join(", ")}도 있습니다.`,
  },
  "cms.list-of-release": {
    fail: ({ list, release }) =>
      `${list} 명령은 3.8에서 생겼고 ${release} 버전에는 없습니다. 목록을 빼거나 버전을 바꾸십시오.`,
  },
  "cms.list-verified": {
    pass: ({ lists }) => `${lists} 명령으로 넣은 인증서로 상대를 검증합니다.`,
    warn: ({ lists }) => `${lists} 명령으로 목록을 넣지만 검증이 꺼져 있어 어떤 인증서든 받아들입니다.`,
  },
  "cms.scheduler-place": {
    pass: ({ node }) => `${node}의 스케줄러 옆에 Call Bridge가 있습니다.`,
    fail: ({ node }) => `${node}의 스케줄러는 같은 장비에 Call Bridge가 있어야 합니다.`,
  },
  "cms.join-url": {
    pass: ({ name }) => `게스트는 ${name}에서 참가합니다.`,
    fail: () => "Web Bridge에는 참가 URL의 호스트 이름이 필요합니다.",
  },
  "cms.xmpp-domain": {
    pass: ({ name }) => `XMPP 도메인은 ${name}입니다.`,
    fail: () => "XMPP에는 도메인이 필요합니다.",
  },
  "cms.cluster-name": {
    pass: ({ name }) => `클러스터 이름은 ${name}입니다.`,
    warn: ({ nodes }) => `Call Bridge ${nodes}대는 클러스터입니다. 공용 인증서의 CN이 될 클러스터 이름을 지정하십시오.`,
  },
  "database.single-root": {
    pass: ({ root }) => `데이터베이스는 루트 ${root} 하나를 신뢰합니다.`,
    warn: ({ certificates }) =>
      `이 체인에는 위쪽 인증서가 ${certificates}개 있고, 모두 database cluster certs의 마지막 파일에 들어갑니다. 제조사의 한 문서는 루트 하나를, 다른 문서는 루트와 중간 인증 기관을 말합니다. 루트가 직접 서명한 쌍이 안전합니다.`,
  },
  "database.time-left": {
    pass: ({ days }) => `데이터베이스 인증서의 만료까지 ${days}일 남았습니다.`,
    warn: ({ days }) =>
      `데이터베이스 인증서가 ${days}일 뒤 만료됩니다. 만료되면 노드 사이의 통신이 끊기고, 클러스터가 켜져 있는 동안에는 파일을 바꿀 수 없습니다. 클러스터를 해체하고 다시 만들 시간을 미리 잡으십시오.`,
  },
  "database.same-authority": {
    pass: ({ root }) => `서버와 클라이언트 인증서가 모두 ${root}에서 끝납니다.`,
    fail: ({ server, client }) =>
      `서버 인증서는 ${server}, 클라이언트 인증서는 ${client}에서 끝납니다. 데이터베이스는 둘 다에 루트 하나만 씁니다.`,
  },
  "database.node-count": {
    pass: ({ nodes }) => `데이터베이스 노드 ${nodes}개입니다.`,
    warn: ({ nodes }) =>
      nodes % 2 === 0
        ? `데이터베이스 노드가 ${nodes}개이면 다수결이 되지 않습니다. 홀수로 하십시오.`
        : `데이터베이스 노드가 ${nodes}개입니다. 제조사의 한 문서는 3개까지, 다른 문서는 왕복 시간 0.2초 이하에서 5개까지 허용합니다.`,
    fail: ({ nodes }) => `데이터베이스 노드 ${nodes}개는 너무 많습니다. 최대 5개입니다.`,
  },
  "database.one-primary": {
    pass: ({ node }) => `기본 노드는 ${node}입니다.`,
    fail: ({ primaries }) => `데이터베이스 클러스터의 기본 노드는 하나여야 합니다. 지금은 ${primaries}개입니다.`,
  },

  "mattermost.certificate-login": {
    pass: ({ release }) => `Mattermost ${release}은(는) 인증서로 로그인할 수 있습니다.`,
    warn: ({ release }) =>
      `Mattermost ${release}에는 인증서 로그인이 없습니다(버전 11에서 제거). nginx는 여전히 인증서가 있는 사람만 들여보내며, 로그인은 이전과 같습니다.`,
    fail: ({ release }) =>
      `Mattermost ${release}은(는) ClientSideCertEnable이 true이면 시작하지 않습니다(버전 11에서 제거). false로 바꾸십시오.`,
  },
  "mattermost.email": {
    pass: ({ email }) => `${email}이(가) 들어 있습니다.`,
    fail: ({ user }) => `${user}의 인증서 주체에 emailAddress가 없어 인증서 로그인이 사용자를 찾지 못합니다.`,
  },
  "mattermost.serial-repeated": {
    pass: ({ certificates }) => `인증서 ${certificates}개의 일련번호가 모두 다릅니다.`,
    warn: ({ serial, names }) =>
      `${names}의 일련번호가 ${serial}(으)로 같습니다(안내서의 -set_serial 01). 폐기 목록에서 구별할 수 없고 Firefox가 두 번째 인증서를 거부합니다.`,
  },
  "mattermost.authority-name": {
    pass: ({ name }) => `인증 기관의 이름은 ${name}입니다.`,
    warn: ({ name }) => `인증 기관의 이름이 서버와 같은 ${name}입니다. 동작은 하지만 혼동되니 다른 이름을 쓰십시오.`,
  },

  "tableau.mapped-name": {
    pass: ({ user, mapping }) => `${user}(으)로 로그인합니다(${mapping}).`,
    fail: ({ name, mapping }) => `${name}에 ${mapping}이(가) 없어 Tableau가 로그인할 사용자를 찾지 못합니다.`,
    warn: ({ name }) =>
      `${name}: 로그인할 사용자는 Tableau가 디렉터리에 묻습니다. 콘솔은 디렉터리를 볼 수 없으니 한 번 로그인해 보십시오.`,
  },
  "tableau.size-setting": {
    pass: ({ bits }) => `최소 크기는 ${bits}비트입니다.`,
    warn: ({ bits }) =>
      `${bits}비트는 2048보다 작습니다. 2025.3부터는 이 설정과 관계없이 Tableau의 OpenSSL이 그런 키를 거부합니다.`,
  },

  "dialogflow.current-root": {
    pass: ({ root }) => `Dialogflow가 제시하는 인증서의 루트 ${root}이(가) 들어 있습니다.`,
    fail: ({ root, sha256 }) =>
      `${root}(SHA-256 ${sha256.slice(0, 16)}…)이(가) 없어 Dialogflow의 클라이언트 인증서를 확인할 수 없습니다.`,
  },
  "dialogflow.legacy-root": {
    pass: ({ roots }) => `이전 인증서를 위한 Google Trust Services 루트 ${roots}개가 들어 있습니다.`,
    warn: ({ days }) =>
      `Google Trust Services 루트가 없습니다. 2026년 12월 1일까지(${days}일) Dialogflow가 이전 인증서로 되돌아갈 수 있으며, Dialogflow CX는 전환 여부가 확인되지 않았습니다.`,
  },
  "dialogflow.switch": {
    pass: ({ date }) => `두 클라이언트 이름을 모두 받으므로 ${date} 전환의 영향이 없습니다.`,
    warn: ({ date, days }) =>
      `${date}부터(${days}일 뒤) Dialogflow는 CN=Google LLC만 제시합니다. *.dialogflow.com만 허용하는 규칙은 그때부터 거부합니다.`,
    fail: ({ date }) => `${date}부터 Dialogflow는 CN=Google LLC만 제시하는데 이 규칙은 그것을 거부합니다.`,
  },
  "dialogflow.old-authority": {
    pass: () => "예전 안내의 인증 기관은 목록에 없습니다.",
    warn: ({ subject }) =>
      `${subject}은(는) 예전 안내에 나온 것입니다(GTS CA 1O1은 2021년에 만료). 해롭지는 않지만 쓸모가 없습니다.`,
  },
  "dialogflow.unregistered-authority": {
    warn: ({ issuer }) =>
      `${issuer}은(는) 공개 인증 기관이 아니어서 Dialogflow가 알지 못합니다. 에이전트에 사용자 지정 인증 기관으로 등록하거나(Dialogflow CX는 DER 파일을 받습니다) 공개 인증 기관의 서명을 받으십시오.`,
  },
  "dialogflow.second-factor": {
    pass: ({ header }) => `서버가 ${header} 헤더도 확인합니다.`,
    warn: () => "CN=Google LLC는 Dialogflow만의 이름이 아닙니다. 헤더나 토큰도 함께 확인하십시오.",
  },
};

/** Particles are settled here, so that a name of any ending reads well. */
export const preflight = Object.fromEntries(
  Object.entries(sentences).map(([code, byStatus]) => [
    code,
    settled(byStatus as Readonly<Record<string, (facts: never) => string>>),
  ]),
) as unknown as PreflightMessages;

/** `C=US,O=Example,CN=Example Root` as its common name; a name that has none as it is. */
const shortName = (name: string): string => /(?:^|,)CN=([^,]+)/.exec(name)?.[1] ?? name;

export const fixes: { readonly [C in FixCode]: (facts: FixFacts[C]) => string } = settled({
  "fix.request": ({ name }) => `요청 ${name} 만들기`,
  "fix.sign": ({ request }) => `${request} 서명`,
  "fix.unlock": ({ file }) => `${file} 잠금 해제`,
  "fix.add-to-list": ({ files }) => `${files.join(", ")} 추가`,
  "fix.use": ({ name }) => `${name} 사용`,
  "fix.renew": ({ name, names }) =>
    names === "" ? `${name} 갱신` : `${names.replaceAll(",", ", ")} 넣어 ${name} 갱신`,
  "fix.request-like": ({ name }) => `${name} 내용으로 새 요청 만들기`,
  "fix.take-root": ({ root }) => `Node.js 루트 목록에서 ${shortName(root)} 가져오기`,
  "fix.upload": ({ what }) => `${what} 올리기`,
  "fix.sign-list": ({ authority }) => `${authority}의 목록 서명`,
  "fix.choose": () => "선택",
});
