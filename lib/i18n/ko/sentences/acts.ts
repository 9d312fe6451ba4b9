import { type ActFrames, actSentencesOf } from "../../sentences/act-phrases.ts";

/** “민수가 {done}.”, “민수가 {act}지 못했습니다: 이유.” */
export const actSentences = actSentencesOf({
  // keys, requests and certificates
  csr: { done: "[{commonName}의 ]요청 {name}을(를) 만들었습니다", act: "{name|요청}을(를) 만들" },
  selfsigned: {
    done: "[{commonName}의 ]자체 서명 인증서 {name}을(를) 만들었습니다",
    act: "자체 서명 인증서[ {name}]을(를) 만들",
  },
  sign: { done: "{request}에 {issuer}(으)로 서명했습니다", act: "{request|요청}에[ {issuer}(으)로] 서명하" },
  renew: { done: "{name}을(를)[ {issuer}(으)로] 갱신했습니다", act: "{name|인증서}을(를)[ {issuer}(으)로] 갱신하" },
  "renew:request": { done: "{name}을(를) 갱신할 요청을 만들었습니다", act: "{name}을(를) 갱신할 요청을 만들" },
  unlock: { done: "{key}의 암호를 없앴습니다", act: "{key|키}의 암호를 없애" },
  "key-passphrase": { done: "{key}의 암호를 바꾸었습니다", act: "{key|키}의 암호를 바꾸" },
  "key-passphrase:remove": { done: "{key}의 암호를 없앴습니다", act: "{key}의 암호를 없애" },
  "key-open": { done: "{key}을(를) {minutes}분 동안 열었습니다", act: "{key|키}을(를) 열" },
  "key-lock": { done: "{key}을(를) 다시 잠갔습니다", act: "{key|키}을(를) 다시 잠그" },
  "key-lock:all": { done: "열어 둔 키를 모두 잠갔습니다", act: "열어 둔 키를 잠그" },
  "pkcs12-to-ssh": { done: "{username}의 SSH 키를 만들었습니다", act: "{username|사용자}의 SSH 키를 만들" },

  "offline-request": {
    done: "키가 다른 곳에 있는 {authority}에 {request|폐기 목록} 요청을 보냈습니다",
    act: "{authority|다른 곳에 있는 인증 기관}에 {request|폐기 목록} 요청을 보내",
  },
  "offline-answer": {
    done: "다른 곳에 있는 인증 기관의 회신을 받았습니다",
    act: "다른 곳에 있는 인증 기관의 회신을 받",
  },
  "offline-list": { done: "나가 있는 요청을 보았습니다", act: "나가 있는 요청을 보" },
  "offline-page": { done: "디스크에서 서명하는 페이지를 가져갔습니다", act: "디스크에서 서명하는 페이지를 가져가" },
  "offline-package": { done: "나가 있는 패키지를 가져갔습니다", act: "나가 있는 패키지를 가져가" },
  "offline-withdraw": { done: "보낸 패키지를 거두어들였습니다", act: "보낸 패키지를 거두어들이" },
  // files in
  revoke: { done: "{certificates}을(를) 폐기했습니다", act: "{certificates|인증서}을(를) 폐기하" },
  release: { done: "{certificate}의 효력 정지를 풀었습니다", act: "{certificate|인증서}의 효력 정지를 풀" },
  crl: { done: "{authority}의 다음 폐기 목록에 서명했습니다", act: "{authority|인증 기관}의 다음 폐기 목록에 서명하" },
  "addresses-save": {
    done: "폐기 목록과 OCSP의 주소를[ {base}(으)로] 바꾸었습니다",
    act: "폐기 목록과 OCSP의 주소를 바꾸",
  },
  "crl-save": {
    done: "{authority}의 폐기 목록 설정을 바꾸었습니다",
    act: "{authority|인증 기관}의 폐기 목록 설정을 바꾸",
  },
  upload: { done: "{files}을(를) 업로드했습니다", act: "{files|파일}을(를) 업로드하" },
  "upload:replace": {
    done: "{files}을(를) 업로드해 기존 파일을 바꾸었습니다",
    act: "{files}을(를) 업로드해 기존 파일을 바꾸",
  },
  "import-review": { done: "{files|파일}의 내용을 살펴보았습니다", act: "{files|파일}의 내용을 살펴보" },
  import: { done: "{names|파일에서 찾은 것}을(를) 가져왔습니다", act: "{names|파일에서 찾은 것}을(를) 가져오" },
  "import:replace": {
    done: "{names|파일에서 찾은 것}을(를) 가져와 기존 파일을 바꾸었습니다",
    act: "{names|파일에서 찾은 것}을(를) 가져와 기존 파일을 바꾸",
  },
  bundle: { done: "번들 {store}을(를) 저장했습니다", act: "번들[ {store}]을(를) 저장하" },
  "bundle:made": { done: "번들을 만들었습니다", act: "번들을 만들" },
  rebuild: { done: "번들 {bundle}을(를) 최신으로 바꾸었습니다", act: "번들[ {bundle}]을(를) 최신으로 바꾸" },
  rename: { done: "{name}의 이름을 {to}(으)로 바꾸었습니다", act: "{name|항목}의 이름을[ {to}(으)로] 바꾸" },
  restore: { done: "{name}을(를) {generation}세대로 되돌렸습니다", act: "{name|항목}을(를) 이전 세대로 되돌리" },
  label: { done: "{names}에 레이블 {add}을(를) 붙였습니다", act: "{names|항목}에 레이블을 붙이" },
  "label:remove": { done: "{names}에서 레이블 {remove}을(를) 뗐습니다", act: "{names}에서 레이블을 떼" },
  note: { done: "{name}에 메모를 적었습니다", act: "{name|항목}에 메모를 적" },
  "note:remove": { done: "{name}의 메모를 지웠습니다", act: "{name}의 메모를 지우" },
  archive: { done: "{names}을(를) 아카이브했습니다", act: "{names|항목}을(를) 아카이브하" },
  unarchive: { done: "{names}을(를) 아카이브에서 되돌렸습니다", act: "{names|항목}을(를) 아카이브에서 되돌리" },
  remove: { done: "{file}을(를) 삭제했습니다", act: "{file|파일}을(를) 삭제하" },
  "example-load": { done: "예시 보관함을 불러왔습니다", act: "예시 보관함을 불러오" },
  "example-remove": { done: "예시 보관함을 삭제했습니다", act: "예시 보관함을 삭제하" },
  "template-save": { done: "템플릿 {name}의 새 버전을 저장했습니다", act: "템플릿[ {name}]의 새 버전을 저장하" },
  template: { done: "템플릿 {name}을(를) 보았습니다", act: "템플릿[ {name}]을(를) 보" },
  "authority-create": {
    done: "인증 기관 {name}을(를)[ {issuer} 아래에] 만들었습니다",
    act: "인증 기관[ {name}]을(를)[ {issuer} 아래에] 만들",
  },
  "authority-renew": {
    done: "인증 기관 {name}을(를)[ {issuer}(으)로] 갱신했습니다",
    act: "인증 기관[ {name}]을(를) 갱신하",
  },
  "authority-cross-sign": {
    done: "{certificate}에 {issuer}(으)로 교차 서명했습니다",
    act: "{certificate|인증 기관}에[ {issuer}(으)로] 교차 서명하",
  },
  "authority-rights": { done: "{name}의 권한을 바꾸었습니다", act: "{name|인증 기관}의 권한을 바꾸" },
  trust: { done: "{name}의 신뢰 표시를 {mark}(으)로 했습니다", act: "{name|루트}의 신뢰를 정하" },
  "authority-list": { done: "인증 기관 목록을 보았습니다", act: "인증 기관 목록을 보" },
  authority: { done: "인증 기관 {name}을(를) 보았습니다", act: "인증 기관[ {name}]을(를) 보" },
  "template-list": { done: "템플릿 목록을 보았습니다", act: "템플릿 목록을 보" },
  "template-try": {
    done: "템플릿 {template}을(를) 요청 {request}에 시험했습니다",
    act: "템플릿[ {template}]을(를)[ 요청 {request}에] 시험하",
  },
  "view-save": { done: "보기 {name}을(를) 저장했습니다", act: "보기[ {name}]을(를) 저장하" },
  "view-remove": { done: "보기 {name}을(를) 지웠습니다", act: "보기[ {name}]을(를) 지우" },

  // files out
  download: { done: "{file}을(를) 다운로드했습니다", act: "{file|파일}을(를) 다운로드하" },
  export: { done: "{name}을(를) 내보냈습니다", act: "{name|항목}을(를) 내보내" },
  "export:key": {
    done: "{name}을(를) 키와 함께 암호를 걸어 내보냈습니다",
    act: "{name}을(를) 키와 함께 암호를 걸어 내보내",
  },
  "export:clear": {
    done: "{name}을(를) 키와 함께 암호 없이 내보냈습니다",
    act: "{name|항목}을(를) 키와 함께 암호 없이 내보내",
  },
  "export:batch": { done: "일괄 발급 {batch}의 파일을 다운로드했습니다", act: "일괄 발급 {batch}의 파일을 다운로드하" },
  "inventory-csv": { done: "보관함을 CSV로 다운로드했습니다", act: "보관함을 CSV로 다운로드하" },
  "inventory-csv:service": {
    done: "{service}의 인증서를 CSV로 다운로드했습니다",
    act: "{service}의 인증서를 CSV로 다운로드하",
  },
  "audit-csv": { done: "활동 기록을 CSV로 다운로드했습니다", act: "활동 기록을 CSV로 다운로드하" },
  pack: {
    done: "{service|저장하지 않은 서비스}의 배포 묶음을 다운로드했습니다",
    act: "{service|서비스}의 배포 묶음을 만들",
  },
  "pack:clear": {
    done: "{service|저장하지 않은 서비스}의 배포 묶음을 암호 없는 키와 함께 다운로드했습니다",
    act: "{service|서비스}의 배포 묶음을 암호 없는 키와 함께 만들",
  },

  // client certificates for many people
  "client-batch": {
    done: "{people}명의 인증서에 {issuer}(으)로 서명하는 일괄 발급[ {title}]을(를) 시작했습니다",
    act: "[{people}명의 ]일괄 발급을 시작하",
  },
  "client-batch:row": {
    done: "일괄 발급 {batch}에서 {name}을(를) 발급했습니다",
    act: "일괄 발급 {batch}에서 {name}을(를) 발급하",
  },
  "client-batch-preview": { done: "일괄 발급으로 만들 것을 미리 보았습니다", act: "일괄 발급으로 만들 것을 미리 보" },
  "batch-list": { done: "일괄 발급 목록을 보았습니다", act: "일괄 발급 목록을 보" },
  "batch-status": { done: "일괄 발급 {batch}을(를) 보았습니다", act: "일괄 발급[ {batch}]을(를) 보" },
  "batch-cancel": { done: "일괄 발급 {batch}을(를) 멈추었습니다", act: "일괄 발급[ {batch}]을(를) 멈추" },
  "batch-resume": { done: "일괄 발급 {batch}을(를) 계속했습니다", act: "일괄 발급[ {batch}]을(를) 계속하" },
  "batch-renew": {
    done: "일괄 발급 {batch}에서 곧 만료되는 인증서를 갱신했습니다",
    act: "일괄 발급[ {batch}]에서 곧 만료되는 인증서를 갱신하",
  },
  "batch-passphrases": { done: "일괄 발급 {batch}의 암호를 받았습니다", act: "일괄 발급[ {batch}]의 암호를 받" },
  "batch-repack": {
    done: "일괄 발급 {batch}의 .p12 파일을 다시 만들게 했습니다",
    act: "일괄 발급[ {batch}]의 .p12 파일을 다시 만들",
  },
  "batch-links": {
    done: "일괄 발급 {batch}의 파일을 받는 링크를[ {people}명에게] 만들었습니다",
    act: "일괄 발급[ {batch}]의 파일을 받는 링크를 만들",
  },
  "batch-links-revoke": {
    done: "일괄 발급 {batch}의 파일을 받는 링크를[ {people}명에게서] 폐기했습니다",
    act: "일괄 발급[ {batch}]의 파일을 받는 링크를 폐기하",
  },
  "batch-collect": { done: "파일을 받아 갔습니다", act: "파일을 받" },

  // services
  targets: { done: "서비스 종류를 보았습니다", act: "서비스 종류를 보" },
  services: { done: "서비스 목록을 보았습니다", act: "서비스 목록을 보" },
  service: { done: "서비스 {service}을(를) 보았습니다", act: "서비스[ {service}]을(를) 보" },
  preflight: { done: "서비스에 필요한 것을 점검했습니다", act: "서비스에 필요한 것을 점검하" },
  rehearse: {
    done: "{service|저장하지 않은 서비스}의 연결을 리허설했습니다",
    act: "{service|서비스}의 연결을 리허설하",
  },
  "service-save": { done: "서비스 {name}을(를) 만들었습니다", act: "서비스[ {name}]을(를) 만들" },
  "service-save:change": { done: "서비스 {name}을(를) 수정했습니다", act: "서비스 {name}을(를) 수정하" },
  "service-save:rename": {
    done: "서비스 {previous}을(를) 수정하고 이름을 {name}(으)로 바꾸었습니다",
    act: "서비스 {previous}을(를) 수정하고 이름을 {name}(으)로 바꾸",
  },
  "service-remove": { done: "서비스 {service}을(를) 삭제했습니다", act: "서비스[ {service}]을(를) 삭제하" },
  "service-apply-fix": { done: "서비스 {service}을(를) 고쳤습니다", act: "서비스[ {service}]을(를) 고치" },
  "service-read-screen": {
    done: "{service}의 계획과 화면을 비교했습니다",
    act: "{service|서비스}의 계획과 화면을 비교하",
  },
  "service-mark-step": { done: "{service}의 단계를 완료로 표시했습니다", act: "{service|서비스}의 단계를 표시하" },
  "service-mark-step:undo": {
    done: "{service}의 단계를 미완료로 표시했습니다",
    act: "{service}의 단계를 미완료로 표시하",
  },
  "service-adopt": {
    done: "{service}에 {names}을(를) 골랐습니다",
    act: "{service|서비스}에 {names|인증서}을(를) 고르",
  },
  "service-make-requests": {
    done: "{service}의 요청[ {requests}]을(를) 만들었습니다",
    act: "{service|서비스}의 요청을 만들",
  },
  "service-make-requests:preview": {
    done: "{service}에 필요한 요청을 미리 보았습니다",
    act: "{service}에 필요한 요청을 미리 보",
  },
  "service-sign-requests": {
    done: "{service}의 요청[ {requests}]에 {issuer}(으)로 서명했습니다",
    act: "{service|서비스}의 요청에[ {issuer}(으)로] 서명하",
  },
  "service-sign-requests:preview": {
    done: "{service}의 요청 중 서명할 것을 미리 보았습니다",
    act: "{service}의 요청 중 서명할 것을 미리 보",
  },

  // people, tokens, sessions
  "sign-in": { done: "로그인했습니다", act: "[{email}(으)로 ]로그인하" },
  "sign-out": { done: "로그아웃했습니다", act: "로그아웃하" },
  "set-up": { done: "콘솔을 처음 설정했습니다", act: "[{email}(으)로 ]콘솔을 처음 설정하" },
  "password-change": { done: "자기 비밀번호를 바꾸었습니다", act: "자기 비밀번호를 바꾸" },
  "session-list": { done: "세션 목록을 보았습니다", act: "세션 목록을 보" },
  "session-end": { done: "{email|자신}의 다른 세션을 끝냈습니다", act: "{email|자신}의 다른 세션을 끝내" },
  "session-end:one": { done: "[{email}의 ]세션 하나를 끝냈습니다", act: "[{email}의 ]세션 하나를 끝내" },
  "user-list": { done: "사용자 목록을 보았습니다", act: "사용자 목록을 보" },
  "user-create": { done: "{email}을(를) {role}(으)로 추가했습니다", act: "{email|사용자}을(를)[ {role}(으)로] 추가하" },
  "user-change": { done: "{email}의 역할을 {role|다른 역할}(으)로 바꾸었습니다", act: "{email|사용자}의 계정을 바꾸" },
  "user-change:disable": { done: "{email}의 계정을 중지했습니다", act: "{email}의 계정을 중지하" },
  "user-change:enable": { done: "{email}의 계정을 다시 쓰게 했습니다", act: "{email}의 계정을 다시 쓰게 하" },
  "user-change:password": { done: "{email}의 비밀번호를 새로 정했습니다", act: "{email}의 비밀번호를 새로 정하" },
  "token-list": { done: "API 토큰 목록을 보았습니다", act: "API 토큰 목록을 보" },
  "token-create": {
    done: "{days}일 동안 쓰는 {role} 역할의 API 토큰 {name}을(를) 만들었습니다",
    act: "[{role} 역할의 ]API 토큰[ {name}]을(를) 만들",
  },
  "token-revoke": { done: "API 토큰 {name}을(를) 폐기했습니다", act: "API 토큰[ {name}]을(를) 폐기하" },
  "token-revoke:host": { done: "API 토큰 {token}을(를) 폐기했습니다", act: "API 토큰 {token}을(를) 폐기하" },
  "unlock-account": { done: "{email}의 로그인 제한을 풀었습니다", act: "{email|사용자}의 로그인 제한을 풀" },
  backup: { done: "백업 {file}을(를) 만들었습니다", act: "백업[ {file}]을(를) 만들" },
  move: { done: "보관함을 다른 데이터베이스로 옮겼습니다", act: "보관함을 다른 데이터베이스로 옮기" },
  "audit-export": { done: "감사 로그를 {file} 파일로 내보냈습니다", act: "감사 로그를[ {file} 파일로] 내보내" },
  "backup-restore": { done: "백업 {file}을(를) 복원했습니다", act: "백업[ {file}]을(를) 복원하" },
  rewrap: { done: "마스터 키를 바꾸었습니다", act: "마스터 키를 바꾸" },

  // what is read; of most, refusals alone are logged
  usage: { done: "도움말을 보았습니다", act: "도움말을 보" },
  terminal: { done: "터미널에 한 줄을 입력했습니다", act: "터미널에 한 줄을 입력하" },
  list: { done: "파일 목록을 보았습니다", act: "파일 목록을 보" },
  inspect: { done: "{file|파일}을(를) 분석했습니다", act: "{file|파일}을(를) 분석하" },
  match: {
    done: "{certificate|인증서}을(를) {key|저장된 키}와(과) 맞추어 보았습니다",
    act: "{certificate|인증서}을(를) {key|저장된 키}와(과) 맞추어 보",
  },
  compare: {
    done: "{first|파일}을(를) {second|다른 파일}와(과) 비교했습니다",
    act: "{first|파일}을(를) {second|다른 파일}와(과) 비교하",
  },
  verify: { done: "{file|인증서}을(를) 검증했습니다", act: "{file|인증서}을(를) 검증하" },
  overview: { done: "개요를 보았습니다", act: "개요를 보" },
  counts: { done: "개수를 확인했습니다", act: "개수를 확인하" },
  facets: { done: "목록의 필터를 보았습니다", act: "목록의 필터를 보" },
  views: { done: "저장한 보기를 보았습니다", act: "저장한 보기를 보" },
  item: { done: "{name}을(를) 보았습니다", act: "{name|항목}을(를) 보" },
  request: { done: "요청 {request}을(를) 보았습니다", act: "요청[ {request}]을(를) 보" },
  "request-like": {
    done: "{file|인증서}와(과) 같은 요청의 내용을 보았습니다",
    act: "{file|인증서}와(과) 같은 요청의 내용을 보",
  },
  renewal: { done: "{name}의 갱신 방법을 보았습니다", act: "{name|인증서}의 갱신 방법을 보" },
  staple: { done: "{certificate}의 OCSP 응답을 받았습니다", act: "OCSP 응답[ {certificate}]을 받" },
  "revoke-preview": { done: "폐기하면 멈추는 것을 보았습니다", act: "폐기하면 멈추는 것을 보" },
  "renew-preview": { done: "갱신으로 만들 것을 미리 보았습니다", act: "갱신으로 만들 것을 미리 보" },
  complete: { done: "입력하던 이름을 완성했습니다", act: "입력하던 이름을 완성하" },
  suggest: { done: "저장된 이름을 찾았습니다", act: "저장된 이름을 찾" },
  metrics: { done: "측정값을 읽었습니다", act: "측정값을 읽" },
  "key-list": { done: "개인 키 목록을 보았습니다", act: "개인 키 목록을 보" },
  uses: { done: "항목 {count}개를 쓰는 것을 보았습니다", act: "항목을 쓰는 것을 보" },
  addresses: { done: "폐기 목록과 OCSP의 주소를 보았습니다", act: "폐기 목록과 OCSP의 주소를 보" },
  "addresses-check": { done: "폐기 목록과 OCSP의 주소를 시험했습니다", act: "폐기 목록과 OCSP의 주소를 시험하" },
  find: { done: "콘솔을 검색했습니다", act: "콘솔을 검색하" },
  audit: { done: "활동 기록을 보았습니다", act: "활동 기록을 보" },
});

export const actFrames: ActFrames = {
  done: "{who}이(가) {what}.",
  failed: "{who}이(가) {what}지 못했습니다. {why}.",
  explained: "{who}이(가) {what}지 못했습니다. {why}",
  unfinished: "{who}이(가) {what}기 시작했지만 어떻게 끝났는지 기록이 없습니다.",
  unknown: { done: "{command} 명령을 실행했습니다", act: "{command} 명령을 실행하" },
  who: {
    token: "토큰 {name}",
    link: "{name}의 링크",
    host: "호스트의 스크립트",
    nobody: "확인되지 않은 사용자",
  },
  comma: ", ",
  and: ", ",
  more: " 외 {n}개",
  roles: { administrator: "관리자", operator: "운영자", auditor: "감사자" },
};
