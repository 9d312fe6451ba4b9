import type { RehearsalMessages } from "../../../targets/rehearsal/line.ts";
import { settled } from "../particles.ts";

/** 핸드셰이크 리허설의 기록, 한 줄씩. */
export const rehearsalLines: RehearsalMessages = settled<RehearsalMessages>({
  "rehearsal.not-loaded": ({ side, problem, subject, key }) =>
    `${end(side)}가 파일을 읽어 들이지 못합니다. ${loadProblem(problem, key)}${subject === "" ? "" : `(${subject})`}.`,
  "rehearsal.process-ended": ({ reason, detail, keys }) => processEnd(reason, detail, keys),
  "rehearsal.sends": ({ side, chain, count }) =>
    count === 0 ? `${end(side)}에 보낼 인증서가 없습니다.` : `${end(side)}가 인증서 ${count}개를 보냅니다: ${chain}.`,
  "rehearsal.sends-nothing": () => "인증서를 요청받은 클라이언트가 아무것도 보내지 않습니다.",
  "rehearsal.not-asked": () => "서버가 클라이언트에게 인증서를 요청하지 않습니다.",
  "rehearsal.sent-otherwise": ({ side, sent, planned }) =>
    `${end(side)}에서 도착한 것이 파일의 내용과 다릅니다. 인증서 ${planned}개가 아니라 ${sent}개이거나 순서가 다릅니다.`,
  "rehearsal.sent-none": ({ side, key }) =>
    `${end(side)}가 결국 인증서를 보내지 않았습니다. 양쪽이 모두 받아들이는 서명 방식 중 그 키(${key})에 맞는 것이 없습니다.`,
  "rehearsal.no-agreement": ({ side, objection, key }) =>
    `${end(side)}가 핸드셰이크를 중단합니다${key === "" ? "" : `(키: ${key})`}. OpenSSL의 오류 이름은 ${objection}입니다.`,
  "rehearsal.agreed": ({ protocol, cipher }) => `${protocol.replace("TLSv", "TLS ")}, ${cipher}로 합의했습니다.`,
  "rehearsal.trusted": ({ side, chain }) => `${end(side)}가 신뢰합니다: ${chain}.`,
  "rehearsal.refused": ({ side, verdict }) =>
    `${end(side)}가 신뢰하지 않습니다. OpenSSL의 오류 이름은 ${verdict}입니다.`,
  "rehearsal.judged-otherwise": ({ verdict }) =>
    verdict === ""
      ? "OpenSSL은 받아들이지만 더 엄격한 클라이언트는 거부합니다."
      : `OpenSSL만 거부합니다(${verdict}). RFC 5280에 따르면 체인은 유효합니다.`,
  "rehearsal.name-found": ({ name }) => `인증서에 ${name}이(가) 있습니다.`,
  "rehearsal.name-common": ({ name }) =>
    `${name}은(는) 일반 이름(CN)에만 있습니다. 어플라이언스는 받아들이지만 브라우저는 받아들이지 않습니다.`,
  "rehearsal.name-missing": ({ name, names }) =>
    `클라이언트가 찾는 이름은 ${name}이지만 ${names === "" ? "인증서의 대체 이름에 아무 이름도 없습니다" : `인증서는 ${names}의 것입니다`}.`,
  "rehearsal.name-not-asked": () => "클라이언트는 이름을 보지 않고 체인만 확인합니다(verify-ca).",
  "rehearsal.rule-key-small": ({ subject, key, minimum }) =>
    `이 서비스는 ${minimum}비트 이상을 요구하지만 ${subject}의 키는 ${key}입니다.`,
  "rehearsal.rule-digest": ({ subject, algorithm }) => `이 서비스는 ${subject}의 서명(${algorithm})을 거부합니다.`,
  "rehearsal.rule-common-name": ({ wanted, found }) =>
    `이 서비스는 ${wanted}만 받아들이지만 일반 이름(CN)이 ${found === "" ? "없습니다" : `${found}입니다`}.`,
  "rehearsal.rule-depth": ({ allowed, present }) =>
    `이 서비스는 중간 인증서를 ${allowed}개까지만 보지만 체인에는 ${present}개가 있습니다.`,
  "rehearsal.rule-wildcard": ({ name, caller }) => `${caller}이(가) 와일드카드 ${name}을(를) 거부합니다.`,
  "rehearsal.rule-self-signed": ({ subject, caller }) =>
    `${subject} 인증서는 자체 서명이라서 ${caller}이(가) 거부합니다.`,
  "rehearsal.rule-key-usage": ({ usages }) =>
    `Dialogflow가 인증서를 거부합니다. 키 용도가 ${usages}이고 digitalSignature가 없습니다.`,
  "rehearsal.check-unknown": () =>
    "이 인증서를 누가 무엇으로 확인하는지는 제조사의 문서에 없습니다. 여기서는 클라이언트가 그 발급자를 안다고 봅니다.",
  "rehearsal.rules-kept": () => "서비스 자체의 규칙(크기, 다이제스트, 이름, 깊이)을 모두 지킵니다.",
  "rehearsal.identity": ({ kind, value }) => `서비스가 클라이언트를 ${value}(으)로 봅니다(${identityKind(kind)}).`,
  "rehearsal.no-identity": ({ kind }) =>
    `서비스가 인증서에서 사용자를 찾지 못합니다. ${identityKind(kind)}이(가) 없습니다.`,
  "rehearsal.alert": ({ side, number, name }) =>
    `${end(side)}가 경고 ${number}, ${name}을(를) 보냅니다: ${alertMeaning(number)}.`,
  "rehearsal.alert-meant": ({ side, number, name }) =>
    `OpenSSL을 쓰는 ${end(side)}는 이때 경고 ${number}, ${name}을(를) 보냅니다: ${alertMeaning(number)}.`,
  "rehearsal.answered": () => "클라이언트가 접속했습니다. 연결로 질문을 보내고 답을 받았습니다.",
  "rehearsal.let-in-without": () => "설정이 허용하는 대로 인증서 없이 접속했습니다.",
  "rehearsal.turned-away": () => "인증서가 없으면 접속할 수 없습니다. 그래야 합니다.",
  "rehearsal.must-be-refused": () => "인증서가 없는 클라이언트가 접속했습니다. 거부해야 합니다.",
  "rehearsal.broken-off": () => "연결이 끊어졌습니다.",
  "rehearsal.timed-out": ({ seconds }) => `${seconds}초 동안 아무 일도 일어나지 않았습니다.`,
});

function end(side: string): string {
  return side === "client" ? "클라이언트" : "서버";
}

function processEnd(reason: string, detail: string, keys: string): string {
  const files = keys === "" ? "이 파일" : `이 파일(${keys})`;
  switch (reason) {
    case "signal":
      return `OpenSSL이나 이를 쓰는 Node가 ${files} 때문에 비정상 종료되었습니다. 신호 ${detail}(으)로 연결용 프로세스가 끝났습니다. 콘솔은 영향을 받지 않았지만 Node로 만든 프로그램은 똑같이 종료됩니다.`;
    case "status":
      return `${files} 때문에 연결용 프로세스가 상태 ${detail}(으)로 끝났습니다. 콘솔은 영향을 받지 않았습니다.`;
    case "time":
      return `연결용 프로세스가 ${files}에 ${detail}초 넘게 걸려 종료했습니다.`;
    case "not-started":
      return `연결용 프로세스를 시작하지 못했습니다. 오류: ${detail}.`;
    default:
      return `시도하지 않았습니다. 1분 안에 리허설용 프로세스 ${detail}개가 파일 때문에 종료되었습니다. 1분 뒤에 다시 시도하십시오.`;
  }
}

function loadProblem(problem: string, key: string): string {
  switch (problem) {
    case "key-locked":
      return "개인 키가 암호로 잠겨 있으니 먼저 15분 동안 열거나 암호를 제거하십시오";
    case "key-absent":
      return "개인 키가 여기에 없습니다";
    case "key-too-small":
      return `키(${key})가 OpenSSL의 기본 수준(RSA 2048비트)보다 작습니다`;
    case "issuer-key-too-small":
      return "인증 기관의 키가 OpenSSL이 받아들이는 크기보다 작습니다";
    case "digest-too-weak":
      return "OpenSSL이 더 이상 받아들이지 않는 다이제스트로 서명되어 있습니다";
    case "key-mismatch":
      return "키가 다른 인증서의 것입니다";
    default:
      return "OpenSSL이 이해하지 못합니다";
  }
}

export function identityKind(kind: string): string {
  switch (kind) {
    case "nginx-dn":
      return "nginx의 $ssl_client_s_dn";
    case "postgres-cn":
      return "데이터베이스 사용자와 같은 일반 이름(CN)";
    case "cn":
      return "일반 이름(CN)";
    case "upn":
      return "사용자 계정 이름(UPN)";
    default:
      return "이메일 주소";
  }
}

const meanings: Readonly<Record<number, string>> = {
  40: "합의하지 못했습니다. TLS 1.2에서는 인증서가 없을 때도 보냅니다",
  42: "받아들일 수 없는 인증서입니다",
  43: "이 종류나 용도의 인증서는 받지 않습니다",
  44: "폐기된 인증서입니다",
  45: "인증서가 만료되었거나 아직 유효하지 않습니다",
  46: "인증서에 문제가 있습니다",
  48: "신뢰하는 인증 기관에 이르지 않는 체인입니다",
  51: "서명이 맞지 않습니다",
  70: "TLS 버전이 맞지 않습니다",
  71: "암호화 강도가 부족합니다",
  116: "인증서가 필요하지만 오지 않았습니다",
};

function alertMeaning(number: number): string {
  return meanings[number] ?? "상대가 연결을 끊었습니다";
}
