import type { TemplateRefusal } from "../../../pki/templates/decision.ts";
import type { RuleProblem } from "../../../pki/templates/rule-faults.ts";
import type { NameKind, PublishedThing } from "../../../pki/templates/decision.ts";

const kinds: Readonly<Record<NameKind, string>> = {
  dns: "DNS",
  ip: "IP",
  email: "이메일",
  uri: "URI",
  upn: "UPN",
  rid: "등록 ID",
};

const things: Readonly<Record<PublishedThing, string>> = {
  lists: "해지 목록",
  ocsp: "OCSP 응답 서버",
  issuer: "발급자 인증서",
};

/** A rule that stands against a request, with what to ask for instead. */
export function templateRefusal(refusal: TemplateRefusal): string {
  switch (refusal.code) {
    case "template.attribute-refused":
      return `${refusal.attribute}=${refusal.value} 값은 허용되지 않습니다. 빼고 요청하십시오.`;
    case "template.attribute-missing":
      return `주체에 ${refusal.attribute} 값이 있어야 합니다.`;
    case "template.attribute-misfit":
      return `${refusal.attribute}=${refusal.value} 값은 ${refusal.patterns.join(" 또는 ")} 형식에 맞지 않습니다.`;
    case "template.kind-refused":
      return `${kinds[refusal.kind]}:${refusal.value} 종류의 이름은 허용되지 않습니다. 빼고 요청하십시오.`;
    case "template.name-misfit":
      return `${kinds[refusal.kind]}:${refusal.value} 이름은 ${refusal.patterns.join(" 또는 ")} 형식에 맞지 않습니다.`;
    case "template.names-few":
      return `${kinds[refusal.kind]} 이름이 ${refusal.count}개입니다. ${refusal.minimum}개 이상이어야 합니다.`;
    case "template.names-many":
      return `${kinds[refusal.kind]} 이름이 ${refusal.count}개입니다. ${refusal.maximum}개까지 허용됩니다.`;
    case "template.key-refused":
      return `키가 ${refusal.label}입니다. 허용되는 키: ${refusal.allowed.join(", ")}.`;
    case "template.days-many":
      return `${refusal.days}일은 ${refusal.maximum}일보다 깁니다. ${refusal.maximum}일 이하로 요청하십시오.`;
    case "template.path-long":
      return `경로 길이 ${refusal.pathLength}은(는) ${refusal.maximum}보다 깁니다.`;
    case "template.sid-refused":
      return `요청에 Windows 계정 ${refusal.sid}이(가) 있으며, 여기서는 허용되지 않습니다.`;
    case "template.sid-missing":
      return "요청에 Windows 계정의 보안 식별자(SID)가 없습니다.";
    case "template.address-missing":
      return `템플릿은 인증서에 ${things[refusal.thing]}의 주소를 적도록 정합니다. 콘솔에 그 주소가 없습니다. 관리자가 주소를 정해야 합니다.`;
  }
}

/** What is wrong with a rule of a template. */
export const ruleProblems: Readonly<Record<RuleProblem, string>> = {
  "bad-value": "이 속성에 쓸 수 없는 글자가 있습니다",
  "empty-pattern": "형식이 비어 있습니다",
  "not-a-network": "10.20.0.0/16 같은 네트워크가 아닙니다",
  "least-above-most": "최솟값이 최댓값보다 큽니다",
  "no-key-left": "허용되는 키가 없습니다",
  "weak-key": "2048비트보다 짧은 RSA 키에는 인증서를 발급하지 않습니다",
  "no-usage": "인증서에는 키 용도가 있어야 합니다",
  "usage-without-authority": "keyCertSign은 인증 기관에만 씁니다",
  "authority-without-signing": "인증 기관에는 keyCertSign이 있어야 합니다",
  "not-an-oid": "객체 식별자가 아닙니다",
  "default-above-most": "기본값이 최댓값보다 큽니다",
  "not-a-subtree": "DNS:, IP:, email:, URI: 뒤에 이름이나 네트워크를 적은 것이 아닙니다",
  "empty-constraints": "이름 제약에 이름이 없습니다",
  "not-a-statement": "준칙 주소는 http:// 또는 https://로 시작해야 합니다",
  "not-an-address":
    "http://, https://, ldap://로 시작하는 주소가 아닙니다. {base}와 {ca}를 쓸 수 있으며, 주소가 하나 이상 있어야 합니다",
  "known-extension": "이 확장은 전용 규칙으로 만듭니다",
  "extension-twice": "같은 확장이 두 번 있습니다",
  "not-a-value": "16진수로 적은 DER도, UTF8:core 같은 종류와 값도 아닙니다",
  "nothing-to-name": "주체도 이름도 허용되지 않습니다",
};
