import type { TerminalTexts } from "../../terminal/texts.ts";
import { settled } from "../particles.ts";
import { kindWord } from "../sentences/kinds.ts";
import { listed } from "../sentences/listed.ts";
import { reasonWords } from "../sentences/revocation-reasons.ts";

const offlineStates = { out: "나가 있음", answered: "회신 받음", withdrawn: "거두어들임" } as const;

export const terminalTexts: TerminalTexts = settled<TerminalTexts>({
  noService: "아직 구성된 서비스가 없어 쓰이고 있는 키와 인증서가 없습니다.",
  notReady: "이 파일로는 서비스가 동작하지 않습니다",
  readyToDeploy: "서비스가 이 파일을 쓸 수 있습니다",
  passed: (passed, all) => `점검 ${all}개 가운데 ${passed}개를 통과했습니다.`,
  targets: "파일을 준비할 수 있는 서비스:",
  rehearsed: "모든 핸드셰이크가 예상대로 진행되었습니다",
  rehearsalFailed: "예상대로 진행되지 않은 핸드셰이크가 있습니다",
  nothingRehearsed: "이 입력값으로는 시험할 핸드셰이크가 없습니다",
  packed: (fileName, files) => `${fileName}에 파일 ${files}개가 들어갑니다`,
  keysLeftOut: (files) => `개인 키는 들어 있지 않습니다: ${files}.`,
  fetchPack: "묶음 자체는 서비스 페이지나 POST /api/v1/pki/pack으로 받으십시오.",
  noFile: "없습니다. pki csr로 첫 키와 요청을 만들거나, 있는 파일을 올리십시오.",
  noKey: "해당하는 키가 없습니다.",
  keyState: (state) =>
    ({
      usable: "사용 가능",
      locked: "잠김, 연 적 없음",
      "own-passphrase": "암호를 물음",
      "kept-open": "본인이 열어 둠",
    })[state],
  keyBeside: (name) => `${name}의 갱신을 기다리는 키`,
  keyUsedBy: (services) => `사용: ${services}`,
  keySignsFor: (batches) => `서명하는 일괄 발급: ${batches}`,
  keyIssued: (certificates) => `인증서 ${certificates}개 발급`,
  keyWaits: (since) => `${since}부터 인증서를 기다림`,
  keyUnused: "사용하는 곳이 없음",
  moreKeys: (shown) => `처음 ${shown}개입니다. pki key-list <텍스트>로 좁히십시오.`,
  labelled: (name, labels) => (labels.length === 0 ? `${name}: 레이블 없음` : `${name}: ${labels.join(", ")}`),
  noSuchName: (name) => `${name} 이름이 없습니다.`,
  tooManyLabels: (name) => `${name}: 레이블이 20개를 넘게 되어 그대로 두었습니다.`,
  noted: (name, isEmpty) => (isEmpty ? `${name}: 메모를 지웠습니다` : `${name}: 메모를 저장했습니다`),
  archived: (name) => `${name}: 보관했습니다`,
  archivedBefore: (name) => `${name}: 이름이 없거나 이미 보관되어 있습니다.`,
  unarchived: (name) => `${name}: 목록으로 되돌렸습니다`,
  revoked: (fileName, reason, invalidityDate) =>
    `${fileName}: 폐기했습니다(${reasonWords[reason]}${invalidityDate === null ? "" : `, ${invalidityDate}부터 믿을 수 없음`})`,
  notRevoked: (name) => `${name}: 폐기하지 않았습니다.`,
  staple: (fileName, status, nextUpdate) => {
    const says = { good: "유효", revoked: "폐기됨", unknown: "알 수 없음" }[status];
    return `${fileName}의 상태: ${says}${nextUpdate === null ? "" : `, ${nextUpdate}까지`}`;
  },
  stapleElsewhere: "파일은 인증서 페이지에서 받거나 POST /api/v1/pki/staple로 받습니다.",
  revokedMore: (count) => `그 밖에 ${count}개를 폐기했습니다.`,
  reissued: (fileName, generation) => `${fileName}: 새 키로 다시 발급했습니다(${generation}세대).`,
  reissueWaits: (requestFile) => `${requestFile}: 키가 다른 곳에 있는 인증 기관의 회신을 기다립니다.`,
  notReissued: (name) => `${name}: 다시 발급하지 않았습니다.`,
  released: (fileName) => `${fileName}: 효력 정지를 풀었습니다`,
  listSigned: (issuer, number, entries, nextUpdate) =>
    number === null
      ? `${issuer}의 다음 폐기 목록에 서명하고 있으며 1초 안에 반영됩니다.`
      : `${issuer}의 ${number}번 폐기 목록: 항목 ${entries}개, 다음 갱신 ${nextUpdate}.`,
  authorityKind: (kind) => ({ root: "루트", intermediate: "중간 인증 기관", cross: "교차 인증서" })[kind],
  authorityKey: (key) =>
    ({
      here: "키가 여기에 있음",
      "own-passphrase": "키를 쓸 때마다 암호를 물음",
      locked: "키가 잠겨 있고 열린 적 없음",
      elsewhere: "키가 다른 곳에 있음",
    })[key],
  authorityState: (state, at) =>
    ({
      valid: `${at}까지`,
      "ends-soon": `곧 끝남, ${at}`,
      expired: `${at}에 만료됨`,
      "not-yet-valid": "아직 유효하지 않음",
      revoked: "폐기됨",
    })[state],
  authorityIssued: (issued, isAtLeast) => `발급 ${issued}개${isAtLeast ? " 이상" : ""}`,
  authorityRoom: (room) =>
    room === null
      ? "아래 인증 기관 수에 제한 없음"
      : room === 0
        ? "아래에 인증 기관을 둘 수 없음"
        : `경로 길이 ${room}`,
  authorityList: (nextUpdate) => (nextUpdate === null ? "폐기 목록 없음" : `다음 폐기 목록 ${nextUpdate}까지`),
  trustMark: (mark) =>
    ({ trusted: "여기서 신뢰함", stored: "저장만 함", distrusted: "신뢰하지 않음", unasked: "신뢰함, 물어본 적 없음" })[
      mark
    ],
  noAuthority: "아직 인증 기관이 없습니다. pki authority-create로 처음 것을 만들 수 있습니다.",
  onlyNames: (permitted) => `이 이름만 인증합니다: ${permitted}.`,
  noNames: (excluded) => `이 이름은 인증하지 않습니다: ${excluded}.`,
  onlyFor: (purposes) => `이 용도로만 인증합니다: ${purposes}.`,
  chainFormer: (names) => `다시 발급할 때까지 앞 체인을 계속 쓰는 이름: ${names}.`,
  chainEither: (names) => `두 인증서가 모두 보증하는 이름: ${names}. 이제부터 새 인증서를 함께 보내십시오.`,
  bundlesToRebuild: (bundles) => `앞 인증서가 든 묶음: ${bundles}.`,
  listIsElsewhere: (issuer) =>
    `${issuer}의 키가 다른 곳에 있습니다. 다음 폐기 목록을 pki offline-request ${issuer} list:yes로 내보내고, 돌아오면 반영됩니다`,
  offlineMade: (subject, authority, fileName) =>
    `패키지 ${fileName}: ${authority}에 ${subject}을(를) 요청합니다. 오프라인 인증 기관 페이지에서 파일을 받고, 열여섯 묶음을 소리 내어 비교하십시오.`,
  offlineId: (id) => `요청 ${id}`,
  offlineNone: "나가 있는 요청이 없습니다.",
  offlineRow: (subject, authority, state, at, by) =>
    `${subject}, ${authority}에 ${at}에 요청, 요청자 ${by}: ${offlineStates[state]}`,
  offlineWithdrawn: (subject, authority) => `${authority}에 보낸 ${subject} 요청을 거두어들였습니다`,
  listKept: (publishedName) => `이제부터 콘솔이 목록을 최신으로 유지합니다: /crl/${publishedName}.crl`,
  ocspKept: (publishedName) => `OCSP로도 응답합니다: /ocsp/${publishedName}`,
  unarchivedBefore: (name) => `${name}: 이름이 없거나 보관되어 있지 않습니다.`,
  noFileFor: (search) => `이름에 ${search}이(가) 들어 있는 파일이 없습니다.`,
  moreFiles: (shown) => `처음 ${shown}개 파일입니다. pki list <글자>로 범위를 좁힐 수 있습니다.`,
  locked: "잠김",
  ready: (fileName) => `CSR file ${fileName} ready for download`,
  addedCommonName: (commonName) => `${commonName}을(를) 대체 이름에 더했습니다.`,
  commonNameIsNoHost: (commonName) => `${commonName}은(는) 호스트 이름이 아니므로 대체 이름에 더하지 않았습니다.`,
  canSign: (fileName) => `${fileName}은(는) 인증 기관입니다. pki sign에 쓸 수 있습니다.`,
  until: (instant) => `${instant}까지 유효`,
  serial: (serial) => `일련번호 ${serial}`,
  validityCut: (instant) => `유효 기간을 발급자의 만료 시각 ${instant}에 맞춰 줄였습니다.`,
  hostNotListed: (host) =>
    `${host}이(가) 일반 이름(CN)에만 있습니다. 요즘 TLS 클라이언트는 대체 이름만 확인합니다. 이 이름을 넣어 다시 서명하려면:`,
  hostNotAsked: (host) =>
    `${host}이(가) 일반 이름(CN)에만 있습니다. 요즘 TLS 클라이언트는 대체 이름만 확인합니다. subjectAltName:${host}을(를) 붙여 요청하거나 서명할 때 추가하십시오.`,
  forStoredKey: (keyFile) => `저장된 키 ${keyFile}의 요청입니다.`,
  generationKept: (name, generation) =>
    `${name}의 ${generation}세대는 남아 있습니다. ${name} 페이지에서 볼 수 있습니다.`,
  servicesToLoad: (services) =>
    `서비스(${listed(services)})에 새 파일을 넣어야 합니다. 그때까지는 이전 인증서를 보여 줍니다.`,
  answerTakesPlace: (name) =>
    `인증 기관에 보내십시오. 받은 인증서를 올리면 ${name}의 다음 세대가 됩니다. 그때까지는 아무것도 바뀌지 않습니다.`,
  servicesFollow: (services) => `서비스(${listed(services)})에도 새 이름으로 바꾸었습니다.`,
  keyFingerprint: (sha256) => `키의 공개 키 지문:     ${sha256}`,
  certificateFingerprint: (sha256) => `인증서의 공개 키 지문: ${sha256}`,
  fits: (fileName) => `맞는 키는 ${fileName}입니다`,
  noKeyFits: "저장된 키 중에 맞는 것이 없습니다",
  keptOpen: (fileName, until) => `${until}까지 이 세션에서 ${fileName}을(를) 열어 둡니다`,
  lockedAgain: (count) => `키 ${count}개를 잠갔습니다`,
  unlocked: (fileName) => `${fileName}의 잠금을 풀었습니다`,
  wasNotLocked: (fileName) => `${fileName}은(는) 잠겨 있지 않습니다`,
  belongsTo: (fileNames) => `${fileNames}와(과) 한 쌍입니다.`,
  foundNothing: "찾은 것이 없습니다",
  found: (kind) =>
    ({
      names: "이름",
      authorities: "인증 기관",
      services: "서비스",
      batches: "클라이언트 인증서",
      messages: "이 로그 줄의 뜻",
    })[kind],
  stepsIn: (services) => `고치는 단계는 ${services.join(", ")}의 계획에 있습니다.`,
  receivers: "수신자",
  receiverTakes: "받아들임",
  receiverRefuses: "거절함",
  receiverUnknown: "알 수 없음",
  receiverDocumented: "문서에 따름, 시험하지 않음",
  revocationChecked: (lists, responses) => {
    const parts = [
      ...(lists === 0 ? [] : [`폐기 목록 ${lists}개`]),
      ...(responses === 0 ? [] : [`OCSP 응답 ${responses}개`]),
    ];
    return `폐기 여부: ${parts.join("와 ")}로 확인했습니다.`;
  },
  revocationNotChecked: (isAsked) =>
    isAsked
      ? "폐기 여부: 확인하지 않았습니다. 발급자의 폐기 목록이 없습니다."
      : "폐기 여부: 확인하지 않았습니다. 폐기 목록을 지정하지 않았습니다.",
  unrelatedList: (issuer) => `폐기 여부: ${issuer}의 폐기 목록은 이 인증서들과 관계가 없습니다.`,
  unrelatedResponses: (count) => `폐기 여부: OCSP 응답 ${count}개는 이 인증서들과 관계가 없습니다.`,
  note: "참고",
  why: "이유",
  where: "위치",
  next: "다음",
  former: ({ name, generation, year }) => `${name}의 ${generation}세대(${year}년)이며, 지금 쓰는 것이 아닙니다.`,
  path: (number, isTrusted) => `경로 ${number}: ${isTrusted ? "신뢰됨" : "신뢰되지 않음"}`,
  nothingChanged: "아무것도 바뀌지 않았습니다.",
  findings: "확인할 점:",
  fileContains: (encoding, kind) => `파일 내용: ${kindWord(kind)}${encoding === null ? "" : `, ${encoding} 형식`}`,
  fileContainsSeveral: (encoding, count) =>
    `파일 내용: 요소 ${count}개${encoding === null ? "" : `, ${encoding} 형식`}`,
  elementKind: (kind) => kindWord(kind),
  bundle: (kind, count) => `${kind}: 인증서 ${count}개`,
  ends: (instant) => `${instant}까지`,
  role: (role) => ({ leaf: "최종 인증서", intermediate: "중간", root: "루트" })[role],
  storedAs: (fileName, isNew) => (isNew ? `${fileName}(으)로 보관했습니다` : `같은 번들이 이미 있습니다: ${fileName}`),
  rebuilt: (fileName, generation) =>
    `${fileName}을(를) ${generation}세대로 다시 만들었습니다. 이전 세대는 남아 있습니다.`,
  order: "순서:",
  inOrder: "서비스가 원하는 순서로 되어 있습니다.",
  repaired: "고친 번들:",
  bundleOf: (kind, isMade) => (isMade ? `여기서 ${kind} 번들로 만들었습니다.` : `${kind} 번들로 보입니다.`),
  replacedBy: (fileName, instant) => `${fileName}(${instant}까지)로 바뀜`,
  expired: "만료됨",
  notYetValid: "아직 유효하지 않음",
  dropped: "더는 필요 없음",
  outdated: "다시 만들면 내용이 바뀝니다.",
  batchBegun: (title, people) => `${title}: ${people}명, 백그라운드에서 작업합니다.`,
  batchProgress: (issued, failed, waiting) => `발급 ${issued}, 실패 ${failed}, 대기 ${waiting}`,
  batchState: (state) => ({ running: "진행 중", cancelled: "취소됨", stopped: "멈춤", done: "완료" })[state],
  batchWaiting: "대기",
  batchMore: "나머지 행은 일괄 발급 페이지에 있습니다.",
});
