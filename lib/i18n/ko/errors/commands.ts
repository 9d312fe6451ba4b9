import type { Role } from "../../../commands/permission.ts";
import type { CommandErrorMessages } from "../../sentences/error-messages.ts";
import { ruleProblems } from "../sentences/templates.ts";
import { nameOfComparedField } from "../../sentences/compare.ts";
import { inputIssueSentence } from "../sentences/input-issues.ts";
import { bundleWords, kindWord, partWord } from "../sentences/kinds.ts";
import { changes, listed } from "../sentences/listed.ts";
import { settled } from "../particles.ts";
import { reasonWords } from "../sentences/revocation-reasons.ts";

function quoted(text: string): string {
  return text === " " ? "공백" : `"${text}"`;
}

const clearFormats = { "jwk-private": "JWK 형식", "key-and-chain-pem": "Cisco Meeting Server의 키 파일" } as const;

const roleWords: Readonly<Record<Role, string>> = { administrator: "관리자", operator: "운영자", auditor: "감사자" };

const textOrNothing = (text: string): string => (text === "" ? "없음" : text);

export const commandErrors: CommandErrorMessages = settled({
  // any command
  "input.malformed": ({ issues }) => issues.map(inputIssueSentence).join(" ") || "명령이 받는 입력이 아닙니다.",
  "input.several": ({ faults }) => `고쳐야 할 것이 ${faults.length}가지 있습니다.`,
  internal: ({ eventId }) =>
    `요청이 아니라 콘솔 안에서 문제가 생겼습니다. 로그에 이벤트 ${eventId}(으)로 남아 있습니다.`,
  "actor.forbidden": ({ permission, role }) =>
    `${roleWords[role]} 역할은 이 작업을 할 수 없습니다(${permission}). 관리자는 할 수 있습니다.`,
  "token.out-of-scope": ({ token, what, name }) =>
    what === "command"
      ? `${token} 토큰은 정해진 명령만 쓸 수 있고, ${name}은(는) 그중에 없습니다.`
      : `${token} 토큰은 정해진 인증 기관만 다룰 수 있고, ${name}은(는) 그중에 없습니다.`,
  "token.may-not-delegate": ({ token, permission }) =>
    `${token} 토큰으로는 토큰이나 사용자를 만들 수 없습니다(${permission}). 토큰을 만들 때 정합니다.`,

  // names and stored files
  "name.malformed": ({ name, problem, character, position, limit }) => {
    if (problem === "empty") return "이름이 필요합니다. 영문자, 숫자, 하이픈, 밑줄을 쓸 수 있습니다.";
    if (problem === "too-long") return `이름 ${name}이(가) ${limit}자보다 깁니다.`;
    return `이름 ${name}의 ${position}번째에 ${quoted(character)}이(가) 있습니다. 영문자, 숫자, 하이픈, 밑줄만 쓸 수 있습니다.`;
  },
  "name.in-use": ({ name, fileNames, services }) =>
    `이름 ${name}은(는) 이미 쓰이고 있습니다${fileNames.length > 0 ? `(${listed(fileNames)})` : ""}. 아무것도 덮어쓰지 않았습니다. 다른 이름을 고르십시오.${services.length === 0 ? "" : ` 이 이름으로 새 키를 만들면 서비스(${listed(services)})가 바로 멈춥니다. 다음 쌍은 ${name}-next로 만들고, 인증서가 오면 파일을 바꾸십시오.`}`,
  "file-name.malformed": ({ fileName, problem, position }) => {
    if (problem === "empty") return "파일 이름이 필요합니다.";
    if (problem === "too-long") return `파일 이름 ${fileName}이(가) 너무 깁니다.`;
    if (problem === "dots") return `파일 이름 ${fileName}은(는) 점으로 시작할 수 없습니다.`;
    return `파일 이름 ${fileName}의 ${position}번째에 여기서 쓸 수 없는 문자가 있습니다.`;
  },
  "file.name-in-use": ({ fileName, kind, services }) =>
    `${fileName}이(가) 이미 있고(${kindWord(kind)}) 내용이 다릅니다. 바꾸려면 확인하십시오. 이전 파일은 세대로 남습니다.${changes(services)}`,
  "file.not-found": ({ fileName, nearest }) =>
    `${fileName} 파일이 없습니다.${nearest === null ? " pki list로 있는 파일을 볼 수 있습니다." : ` 가장 가까운 이름은 ${nearest}입니다.`}`,
  "file.wrong-kind": ({ fileName, kind, wanted }) =>
    `${fileName === "" ? "입력한 글" : fileName}의 종류는 ${kindWord(kind)}입니다. 여기에는 ${kindWord(wanted)}이(가) 필요합니다.`,
  "file.is-secret": ({ fileName }) =>
    `${fileName}에는 개인 키가 들어 있어 그대로 읽을 수 없습니다. 암호를 걸어 내보내십시오.`,
  "file.not-kept": ({ fileName, kind }) =>
    `${fileName}의 종류는 ${kindWord(kind)}입니다. 검사할 수는 있지만 저장하지는 않습니다.`,
  "file.has-dependents": ({ fileName, dependents, services }) =>
    `${dependents.length === 0 ? "" : `${listed(dependents)}에 ${fileName}이(가) 아직 필요합니다. `}${services.length === 0 ? "" : `${fileName}을(를) 지우면 이 서비스가 멈춥니다: ${listed(services)}. `}그래도 지우려면 확인하십시오.`,
  "example.loaded": () => "예시 보관함이 이미 있거나 일부가 남아 있습니다. 먼저 개요 페이지에서 제거하십시오.",
  "example.absent": () => "여기에는 예시 보관함이 없습니다. 이미 제거했거나 불러온 적이 없습니다.",
  "generation.not-found": ({ name, generation }) => `${name}에는 ${generation}세대가 없습니다.`,

  // keys in the vault
  "key.given-locked": () =>
    "주신 키가 암호로 잠겨 있어 공개 키를 알 수 없습니다. 대신 공개 키를 주거나(openssl pkey -in KEY -pubout), 키를 올리고 잠금을 푸십시오.",
  "key.still-locked": ({ fileName }) =>
    `${fileName}에 암호가 걸려 있고 아직 한 번도 열린 적이 없습니다. 한 번 열거나(pki key-open ${fileName}) 암호를 없애십시오(pki unlock ${fileName}).`,
  "key.passphrase-needed": ({ fileName }) =>
    `${fileName}에는 자체 암호가 걸려 있고 그 암호는 여기에 저장되지 않습니다. 키를 쓰려면 암호를 입력하십시오.`,
  "key.passphrase-wait": ({ fileName, retryAfterSeconds }) =>
    `${fileName}에 틀린 암호를 너무 많이 입력했습니다. ${retryAfterSeconds}초 뒤에 다시 하십시오. 틀릴 때마다 기다리는 시간이 길어집니다.`,
  "key.kept-by-session": () =>
    "키는 세션 동안만 열어 둘 수 있습니다. 토큰에는 세션이 없으니 쓸 때마다 암호를 함께 보내십시오.",
  "key.changed": ({ fileName }) => `다른 사람이 방금 ${fileName}을(를) 바꾸었습니다. 확인한 뒤 다시 하십시오.`,
  "renewal.passphrase-wanted": ({ fileName }) =>
    `${fileName}에는 자체 암호가 걸려 있습니다. 새 키에도 암호를 걸거나, 같은 키를 계속 쓰거나, 먼저 암호를 제거하십시오.`,
  "key.has-no-passphrase": ({ fileName }) => `${fileName}에는 자체 암호가 없습니다.`,
  "key.absent": ({ fileName }) => `개인 키 ${fileName}이(가) 여기에 없습니다. 먼저 올리십시오.`,
  "key.damaged-seal": ({ fileName }) =>
    `${fileName}의 봉인된 내용이 마스터 키로 열리지 않습니다. 변경되었거나 다른 기록의 것입니다. 백업에서 복원하십시오.`,
  "passphrase.too-short": ({ length, minimum }) => `암호가 ${length}자입니다. ${minimum}자 이상이어야 합니다.`,
  "view.of-nobody": () => "토큰에는 저장한 보기가 없습니다. 로그인해야 저장할 수 있습니다.",
  "authority.unknown": ({ name }) =>
    `인증 기관 ${name}이(가) 여기에 없습니다. 인증 기관 목록을 보거나 그 인증서를 가져오십시오.`,
  "authority.issuer-and-request": ({ issuer }) =>
    `${issuer}의 서명과 다른 곳의 발급자를 위한 요청을 함께 요청했습니다. 하나만 요청하십시오.`,
  "authority.template-of-leaves": ({ template }) =>
    `템플릿 ${template}은(는) 인증 기관을 만들지 않습니다. sub-ca나 root-ca처럼 인증 기관의 템플릿을 고르십시오.`,
  "authority.not-yours-to-sign": ({ authority }) =>
    `${authority}(으)로는 지정된 사람만 서명할 수 있는데, 여기에 들어 있지 않습니다. 관리자가 그 페이지에서 권한을 바꿀 수 있습니다.`,
  "authority.not-yours-to-extend": ({ authority }) =>
    `${authority} 아래의 인증 기관은 지정된 사람만 만들 수 있는데, 여기에 들어 있지 않습니다. 관리자가 그 페이지에서 권한을 바꿀 수 있습니다.`,
  "authority.template-not-yours": ({ authority, template }) =>
    `${authority}(으)로 서명할 수 있지만 템플릿 ${template}은(는) 쓸 수 없습니다. 허용된 템플릿을 고르거나 관리자에게 물으십시오.`,
  "authority.key-stays": ({ authority }) =>
    `${authority}의 키는 여기에 남습니다. 지정되지 않은 사람은 가져갈 수 없습니다. 관리자가 그 페이지의 권한에서 사람을 지정할 수 있습니다.`,
  "authority.key-never-leaves": ({ authority }) =>
    `${authority}의 키는 이 콘솔을 떠나지 않습니다. 한 번 정해진 것이며 되돌릴 수 없습니다.`,
  "authority.holder-unknown": ({ holder }) =>
    `${holder}(이)라는 사람도, 살아 있는 토큰도 없습니다. 설정에서 사람과 토큰을 확인하십시오.`,
  "trust.not-self-signed": ({ name, issuer }) =>
    `${name}은(는) 자체 서명이 아닙니다. 신뢰하는지는 ${issuer}에서 정해집니다. 그 위의 루트에 표시하십시오.`,
  "authority.limits-beyond-template": ({ template }) =>
    `템플릿 ${template}이(가) 이름이나 용도를 이미 제한하는데, 요청한 것은 그것을 느슨하게 합니다. 더 적게 요청하거나 다른 템플릿을 고르십시오.`,
  "template.unknown": ({ template, version }) =>
    version === 0 ? `템플릿 ${template}이(가) 없습니다.` : `템플릿 ${template}에 버전 ${version}이(가) 없습니다.`,
  "template.built-in": ({ template }) =>
    `${template}은(는) 기본 제공 템플릿이라 바꿀 수 없습니다. 규칙을 다른 이름으로 저장하십시오.`,
  "template.impossible": ({ template, faults }) =>
    `${template}의 규칙을 지킬 수 없습니다. ${faults.map(({ path, problem }) => `${path}: ${ruleProblems[problem]}.`).join(" ")}`,
  "template.changed-meanwhile": ({ template, basedOn, inUse }) =>
    basedOn === 0
      ? `템플릿 ${template}이(가) 이미 있습니다(버전 ${inUse}). 그것을 열거나 다른 이름을 쓰십시오.`
      : `그사이 ${template}의 버전 ${inUse}이(가) 저장되었습니다. 편집한 것은 버전 ${basedOn}에서 시작했습니다. 둘을 비교한 뒤 다시 저장하십시오.`,
  "template.of-authorities": ({ template }) =>
    `${template} 템플릿은 인증 기관을 만듭니다. 여러 사람의 인증서에는 다른 템플릿을 고르십시오.`,
  "template.and-profile": ({ template, profile }) =>
    `템플릿 ${template}과(와) 프로필 ${profile}을(를) 함께 요청했습니다. 하나만 요청하십시오.`,
  "view.too-many": ({ most }) => `저장한 보기가 이미 최대 개수인 ${most}개입니다. 먼저 하나를 지우십시오.`,
  "view.unknown": ({ name }) => `저장한 보기 ${name} 항목이 없습니다. 다른 창에서 지웠을 수 있습니다.`,
  "password.of-nobody": () => "토큰에는 비밀번호가 없습니다. 로그인한 뒤 바꾸십시오.",
  "sign.path-length-of-no-authority": ({ profile }) =>
    `경로 길이는 인증 기관에만 있습니다. 프로필 ${profile}은(는) 인증 기관을 만들지 않습니다. 경로 길이를 빼거나 sub-ca나 root-ca 프로필을 고르십시오.`,
  "session.of-token": () => "토큰에는 자체 세션이 없습니다. 누구의 세션인지 정하거나 로그인하십시오.",
  "sign.serial-taken": ({ serialNumber }) =>
    `발급자가 일련 번호 ${serialNumber}을(를) 이미 사용했습니다. 다른 번호가 필요합니다.`,

  // renewals and new names
  "renewal.request-waits": ({ name, requestFile, since }) =>
    `${requestFile}이(가) ${since.slice(0, 10)}부터 ${name}의 다음 인증서를 기다리고 있습니다. 받은 인증서를 올리거나, 요청을 하나 더 만들려면 확인하십시오. 그러면 처음 요청의 인증서에는 맞는 키가 없게 됩니다.`,
  "renewal.key-elsewhere": ({ name }) =>
    `인증 기관 ${name}의 키가 여기 없습니다. 키를 가진 쪽에서 갱신한 뒤 새 인증서를 올리십시오.`,
  "csr.key-unknown": ({ key, kinds, nearest }) =>
    `${key}은(는) 키 종류(${listed(kinds)})도, 저장된 키도 아닙니다.${nearest === null ? "" : ` 가장 가까운 것은 ${nearest}입니다.`}`,
  "rename.same-name": ({ name }) => `이미 이름이 ${name}입니다.`,

  // importing
  "container.part-left-out": ({ type, count }) =>
    `${partWord(type)} ${count}개를 뺐습니다. 여기에는 개인 키, 인증서, 폐기 목록만 보관합니다.`,
  "container.key-left-locked": ({ name }) =>
    `${name === "" ? "안에 든" : name} 키는 파일의 암호와 다른 암호로 잠겨 있어 뺐습니다. Java나 OpenSSL에서 파일과 같은 암호로 저장한 뒤 가져오면 됩니다.`,
  "keystore.locked": ({ type }) => `${type} 키 저장소에 잠긴 키가 있습니다. 암호를 입력하십시오.`,
  "import.nothing-chosen": () => "선택한 항목이 없습니다. 저장할 항목을 고르십시오.",
  "import.unknown-item": ({ item }) => `찾은 것 가운데 ${item} 항목이 없습니다.`,
  "import.name-twice": ({ fileName }) => `선택한 항목 둘이 ${fileName}(으)로 저장됩니다. 하나의 이름을 바꾸십시오.`,

  // exports and bundles
  "export.no-certificate": ({ name }) => `${name}에는 아직 인증서가 없습니다.`,
  "export.unencrypted-not-chosen": ({ name }) =>
    `${name}의 키는 암호를 걸어 내보냅니다. 암호를 주거나, 암호 없이 내보낸다고 밝히십시오.`,
  "export.not-in-clear": () =>
    `PKCS#12 파일에는 반드시 암호가 있어야 합니다. macOS와 Firefox는 암호 없는 파일을 받지 않습니다. 암호를 지정하십시오.`,
  "export.only-in-clear": ({ format }) =>
    `${clearFormats[format]}에는 암호를 걸 수 없습니다. 파일을 가진 사람은 키를 가집니다. 암호 없이 내보낸다고 밝히십시오.`,
  "export.key-mismatch": ({ keyFile, certificateFile }) =>
    `${certificateFile}은(는) ${keyFile}이(가) 아닌 다른 키로 발급되었습니다. 맞는 세대를 현재 세대로 되돌리거나 새 요청에 서명하십시오.`,
  "pkcs12.has-no-key": ({ fileName }) => `${fileName}에는 개인 키가 없습니다.`,
  "bundle.no-certificates": ({ found }) =>
    found.includes("certificate")
      ? "입력한 인증서가 손상되어 읽을 수 없습니다. 다시 받거나, 원래 있던 곳에서 다시 내보내십시오."
      : `입력에 인증서가 없습니다${found.length === 0 ? "" : `(찾은 것: ${found.map((kind) => kindWord(kind)).join(", ")})`}. 번들은 인증서로 만듭니다.`,
  "bundle.too-many": ({ count, limit }) => `인증서가 ${count}개입니다. 번들 하나는 인증서 ${limit}개까지로 만듭니다.`,
  "bundle.empty": ({ kind }) =>
    `${bundleWords[kind]}에 넣을 것이 없습니다. 발급자가 파일에도 보관함에도 없습니다. 발급자를 추가하거나 다른 종류를 고르십시오.`,
  "bundle.several": ({ count, leaves }) =>
    `이 파일들로 번들 ${count}개가 만들어집니다(${listed(leaves)}). 저장할 것을 leaf(SHA-256 지문)로 지정하십시오.`,
  "bundle.no-such-leaf": ({ leaf }) => `인증서 ${leaf}(으)로 시작하는 번들이 없습니다.`,
  "bundle.current": ({ fileName }) => `${fileName}은(는) 최신입니다. 다시 만들어도 같은 파일이 됩니다.`,

  // services
  "target.unknown": ({ target, nearest }) =>
    `${target} 대상이 없습니다.${nearest === null ? " pki targets로 목록을 볼 수 있습니다." : ` ${nearest}을(를) 찾으셨습니까?`}`,
  "service.unknown": ({ service }) => `${service} 서비스가 없습니다. 삭제되었을 수 있습니다.`,
  "screen.none-known": ({ service }) =>
    `${service} 서비스의 머신이 무엇을 출력하는지 알려진 것이 없어 비교할 수 없습니다. 단계를 직접 표시하십시오.`,
  "screen.machine-unknown": ({ machine, machines }) =>
    `서비스에 ${machine} 머신이 없습니다. 있는 머신: ${machines.join(", ")}.`,
  "screen.unread": ({ machines }) =>
    machines.length === 0
      ? "이 텍스트에서 Meeting Server 화면을 찾지 못했습니다. webadmin, callbridge, webbridge3, turn, recorder, streamer, database cluster status, pki list가 출력한 내용을 가능하면 프롬프트와 함께 붙여넣으십시오."
      : `텍스트는 ${machines.join(", ")}의 것인데, 서비스에 그런 이름의 머신이 없습니다. 아무것도 비교하지 않았습니다.`,
  "service.step-unknown": ({ step }) => `계획에 ${step} 단계가 더 이상 없습니다. 페이지를 다시 불러오십시오.`,
  "service.not-offered": ({ service, name }) =>
    `${service}에 ${name}을(를) 쓸 수 없습니다. 보관함에 없거나, 키가 여기에 없거나, 계획의 요구에 맞지 않습니다. 계획을 다시 확인하십시오.`,
  "service.nothing-to-fix": ({ service, check }) =>
    `${service} 서비스에는 ${check}에 대해 한 번에 고칠 것이 더 이상 없습니다. 페이지를 다시 불러오십시오.`,
  // authorities whose key is not here
  "offline.key-is-here": ({ authority, keyFile }) =>
    `${authority}의 키가 여기에 있으므로(${keyFile}) 여기에서 서명합니다. 서명 페이지를 쓰십시오.`,
  "offline.unknown": ({ id }) => `다른 곳에 있는 인증 기관에 보낸 요청 ${id}이(가) 없습니다.`,
  "offline.ended": ({ subject, state, at }) =>
    state === "answered"
      ? `${subject} 요청은 ${at.slice(0, 10)}에 이미 회신을 받았습니다. 아무것도 저장하지 않았습니다.`
      : `${subject} 요청은 ${at.slice(0, 10)}에 거두어들였습니다. 아무것도 저장하지 않았습니다.`,
  "offline.answer-unpaired": ({ serial }) =>
    serial === ""
      ? "나가 있는 요청 가운데 이 폐기 목록을 요청한 것이 없습니다. 아무것도 저장하지 않았습니다."
      : `나가 있는 요청 가운데 일련번호 ${serial} 인증서를 요청한 것이 없습니다. 아무것도 저장하지 않았습니다. 다른 곳에서 따로 서명한 인증서는 업로드하십시오.`,
  "offline.answer-of-another": ({ answers, wanted }) =>
    `${wanted} 요청이 아니라 ${answers} 요청에 대한 회신입니다. 아무것도 저장하지 않았습니다.`,
  "offline.package-changed": ({ subject }) =>
    `서명한 ${subject} 패키지가 내보낸 패키지와 다릅니다(해시가 다름). 아무것도 저장하지 않았습니다. 저장 장치를 누가 다루었는지 확인하고 패키지를 다시 보내십시오.`,
  "offline.answer-differs": ({ subject, differences }) =>
    `${subject}에 대해 서명한 것이 요청한 것과 다릅니다. ${differences
      .slice(0, 5)
      .map(
        (difference) =>
          `${nameOfComparedField(difference, "ko")}: 요청 ${textOrNothing(difference.asked)}, 서명 ${textOrNothing(difference.answered)}.`,
      )
      .join(" ")} 아무것도 저장하지 않았습니다.`,
  "offline.signature-invalid": ({ subject, authority }) =>
    `${subject}에 대해 서명한 내용은 요청과 같지만 ${authority}의 키로 서명하지 않았습니다. 아무것도 저장하지 않았습니다.`,
  // revocation
  "revocation.self-signed": ({ fileName }) =>
    `${fileName}은(는) 스스로 서명한 인증서라 폐기할 상위 인증 기관이 없습니다. 이 인증서를 신뢰하는 서비스에서 빼십시오.`,
  "revocation.issuer-not-here": ({ fileName, issuer, issuerFile }) =>
    issuerFile === ""
      ? `${fileName}을(를) 발급한 ${issuer}이(가) 여기에 저장되어 있지 않습니다. 그 인증 기관에 폐기를 요청하십시오.`
      : `${fileName}을(를) 발급한 ${issuer}의 키가 ${issuerFile} 옆에 저장되어 있지 않습니다. 그 키를 쓰는 곳에 요청하거나 키를 가져오십시오.`,
  "revocation.already": ({ fileName, reason, at }) =>
    reason === "certificateHold"
      ? `${fileName}은(는) ${at.slice(0, 10)}부터 효력이 정지되어 있습니다. 정지를 풀거나 다른 사유로 폐기하십시오.`
      : `${fileName}은(는) ${at.slice(0, 10)}에 이미 폐기되었습니다(${reasonWords[reason]}). 되돌릴 수 없습니다.`,
  "revocation.none": ({ fileName }) => `${fileName}은(는) 효력이 정지되어 있지 않아 풀 것이 없습니다.`,
  "revocation.for-good": ({ fileName, reason, at }) =>
    `${fileName}은(는) ${at.slice(0, 10)}에 폐기되었고(${reasonWords[reason]}) 되돌릴 수 없습니다. 새 인증서를 발급하십시오.`,
  "addresses.not-http": ({ scheme }) =>
    `주소가 ${scheme}://로 시작하지만 http://여야 합니다. 클라이언트는 폐기 목록과 OCSP를 일반 HTTP로 읽습니다. HTTPS로 열려면 먼저 다른 인증서를 확인해야 하기 때문입니다. 게시되는 내용은 서명되어 있으므로 도중에 바꿀 수 없습니다.`,
  "addresses.malformed": ({ address }) =>
    `"${address}"은(는) 게시 주소로 쓸 수 없습니다. http:// 뒤에 클라이언트가 찾을 수 있는 호스트를 쓰고, 필요하면 포트나 경로를 붙이십시오: http://pki.example.com 또는 http://10.20.1.5:8080. ?나 # 뒤에는 아무것도 올 수 없으며 최대 200자입니다.`,
  "revocation.no-responder": ({ authority }) =>
    `${authority}은(는) 아직 OCSP에 응답하지 않습니다. 폐기 목록에 한 번 서명하면 응답자도 만들어집니다. 키에 암호가 걸려 있으면 그때 묻습니다.`,
  "revocation.not-live": ({ fileName }) =>
    `${fileName}은(는) 그 항목의 현재 인증서가 아니므로 대신할 새 인증서를 만들지 않습니다. 새 인증서 없이 폐기하십시오.`,
  "revocation.date-ahead": ({ at }) =>
    `무효 시점 ${at.slice(0, 16).replace("T", " ")} UTC가 미래입니다. 키를 믿을 수 없게 된 때를 적거나 비워 두십시오.`,

  "rehearsal.too-many": ({ attempts, limit }) =>
    `연결이 ${attempts}개 필요하지만 한 번에 ${limit}개까지 할 수 있습니다. 일부만 시험하십시오.`,
  "pack.nothing": ({ target }) => `아직 ${target}에 담을 파일이 없습니다. 사전 점검에서 빠진 파일을 확인하십시오.`,

  // a batch of client certificates
  "table.empty": () => "표에 사람이 없습니다. 한 줄에 한 사람씩 이름이나 이메일 주소를 적으십시오.",
  "table.malformed": ({ line }) => `표가${line > 0 ? ` ${line}번째 줄에서` : ""} 끊깁니다. 따옴표가 닫히지 않았습니다.`,
  "table.extra-cells": ({ line, columns, cell }) =>
    `표의 ${line}번째 줄에 첫 줄(${columns}칸)보다 칸이 많습니다. "${cell}" 값에 해당하는 열이 없습니다. 구분 기호가 든 값은 따옴표로 묶거나 그 열에 이름을 붙이십시오.`,
  "table.no-names": ({ columns }) =>
    `이름이나 이메일 주소인 열이 없습니다(${columns.join(", ")}). 열 이름을 이름 또는 이메일로 하십시오.`,
  "row.no-name": () => "이름도 이메일 주소도 없습니다.",
  "row.duplicate": ({ first, value }) => `${value} 값이 이미 ${first}번째 행에 있습니다.`,
  "row.already-certified": ({ fileName, notAfter }) =>
    `이 인증 기관의 ${fileName} 인증서를 ${notAfter.slice(0, 10)}까지 갖고 있습니다.`,
  "template.malformed": ({ part, attributes }) =>
    `“${part}”은(는) 주체의 일부가 아닙니다. 속성=값을 쉼표로 구분해 적으십시오. 속성: ${attributes}.`,
  "template.placeholder-unknown": ({ placeholder, known }) =>
    `${placeholder} 자리표시자는 없습니다. 쓸 수 있는 것: ${known}.`,
  "batch.too-many-rows": ({ rows, limit }) =>
    `표에 ${rows}명이 있습니다. 한 번에 ${limit}명까지 됩니다. 여러 개로 나누십시오.`,
  "batch.rows-refused": ({ count, of, rows }) =>
    `${of}명 가운데 ${count}명에게 인증서를 발급할 수 없습니다(처음은 ${rows[0]?.position ?? "?"}번째 행). 아무것도 만들지 않았습니다. 표를 고치거나 이 행들을 빼십시오.`,
  "batch.already-certified": ({ count, of, rows }) =>
    `${of}명 가운데 ${count}명이 이 인증 기관의 유효한 인증서를 이미 갖고 있습니다(처음은 ${rows[0]?.position ?? "?"}번째 행). 아무것도 만들지 않았습니다. 그 사람들을 빼거나 하나 더 발급하십시오.`,
  "batch.nobody-left": ({ of }) => `${of}명 가운데 인증서를 발급할 사람이 남지 않습니다.`,
  "batch.nothing-to-renew": ({ title, days }) =>
    `${title}에서 ${days}일 안에 끝나고 후속 인증서가 없는 인증서가 없습니다.`,
  "link.unknown": () => "이 콘솔의 링크가 아니거나 더 새 링크로 바뀌었습니다. 링크를 보낸 사람에게 문의하십시오.",
});
