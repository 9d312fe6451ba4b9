import type { ServerErrorMessages } from "../../sentences/error-messages.ts";
import { changes, listed } from "../sentences/listed.ts";
import { settled } from "../particles.ts";

const roleWords: Readonly<Record<string, string>> = { administrator: "관리자", operator: "운영자", auditor: "감사자" };
const roleWord = (role: string): string => roleWords[role] ?? role;

const databaseWord = (provider: "sqlite" | "postgresql"): string => (provider === "sqlite" ? "SQLite" : "PostgreSQL");

export const serverErrors: ServerErrorMessages = settled({
  // the gate
  "actor.unknown": () => "로그인되어 있지 않습니다. 로그인하거나 유효한 토큰을 보내십시오.",
  "command.unknown": ({ name }) => `${name} 명령은 없습니다. help를 입력하면 모든 명령을 볼 수 있습니다.`,
  "confirmation.required": ({ what, name, services }) =>
    `확인이 필요합니다: ${what} ${name}. 아무것도 바뀌지 않았습니다.${changes(services)}`,
  "rate.limited": ({ retryAfterSeconds }) => `시도가 너무 많습니다. ${retryAfterSeconds}초 뒤에 다시 시도하십시오.`,

  // requests over HTTP
  "request.too-large": ({ limit }) => `요청이 한도 ${limit}바이트보다 큽니다.`,
  "request.bad-json": ({ offset }) =>
    offset === null ? "본문이 JSON이 아닙니다." : `본문이 JSON이 아닙니다. ${offset}번째 문자에서 깨집니다.`,
  "request.foreign-origin": ({ origin }) =>
    `양식이 이 콘솔이 아니라 ${origin === "" ? "알 수 없는 사이트" : origin}에서 왔습니다. 아무것도 하지 않았습니다.`,
  "server.busy": ({ retryAfterSeconds }) =>
    `콘솔이 다른 요청을 처리하느라 바쁩니다. 아무것도 하지 않았습니다. ${retryAfterSeconds}초 뒤에 다시 시도하십시오.`,
  "cursor.malformed": () => "목록의 위치 값이 콘솔에서 준 것이 아닙니다. 첫 페이지부터 시작하십시오.",

  // people and tokens
  "user.exists": ({ email }) => `${email} 사용자가 이미 있습니다.`,
  "user.unknown": ({ email }) => `${email} 사용자가 없습니다.`,
  "user.last-administrator": ({ email }) => `${email}은(는) 마지막 관리자입니다. 먼저 다른 관리자를 만드십시오.`,
  "password.wrong": () => "현재 비밀번호가 아닙니다.",
  "password.too-short": ({ length, minimum }) => `비밀번호가 ${length}자입니다. ${minimum}자 이상이어야 합니다.`,
  "password.too-long": ({ length, maximum }) => `비밀번호가 ${length}자입니다. 한도는 ${maximum}자입니다.`,
  "password.breached": () =>
    "유출되어 널리 알려진 비밀번호라서 가장 먼저 시도됩니다. 서로 관계없는 단어 네 개처럼 다른 비밀번호를 고르십시오.",
  "password.too-weak": () =>
    "쉽게 추측할 수 있는 비밀번호입니다. 이름, 연도, 규칙적인 문자는 도움이 되지 않습니다. 서로 관계없는 단어 네 개면 충분히 강합니다.",
  "session.unknown": () => "그런 세션이 없습니다. 그사이에 끝났을 수 있습니다.",
  "token.name-in-use": ({ name }) => `${name} 토큰이 이미 있습니다. 먼저 폐기하거나 다른 이름을 쓰십시오.`,
  "token.unknown": ({ name }) => `${name} 토큰이 없습니다.`,
  "token.name-of-person": ({ name }) =>
    `토큰 이름으로 ${name}은(는) 쓸 수 없습니다. 기록에서 사람이 한 일처럼 보이기 때문입니다. 용도를 나타내는 이름을 고르십시오.`,
  "token.no-authority": ({ name }) =>
    `${name}은(는) 저장된 인증 기관이 아니므로 토큰의 범위로 정할 수 없습니다. CA:TRUE 인증서의 이름을 쓰십시오.`,
  "token.beyond-maker": ({ what, name }) =>
    what === "role"
      ? `${roleWord(name)} 역할의 토큰은 만들 수 없습니다. 만드는 사람보다 권한이 많아집니다.`
      : what === "command"
        ? `요청한 토큰 자체에 범위가 있고 ${name} 명령은 그 범위에 없습니다.`
        : `요청한 토큰 자체에 범위가 있고 인증 기관 ${name}은(는) 그 범위에 없습니다.`,
  "setup.closed": () => "콘솔이 이미 설정되어 있습니다. 로그인하십시오.",
  "setup.bad-link": () => "유효한 설정 링크가 아닙니다. 콘솔이 마지막으로 시작할 때 보여 준 링크를 쓰십시오.",
  "sign-in.refused": () => "이메일 주소와 비밀번호가 맞지 않거나 사용이 중지된 계정입니다.",

  // the store
  "file.damaged": ({ fileName }) =>
    `${fileName}의 저장된 내용이 처음 저장한 것과 다릅니다(SHA-256이 바뀌었습니다). 사용하지 않습니다. 백업에서 되돌리십시오.`,
  "key.already-stored": ({ fileName }) => `같은 키가 이미 ${fileName}(으)로 저장되어 있습니다.`,
  "sign.already-certified": ({ by, fileName, notAfter, services }) =>
    `이 요청의 키는 이미 ${by}이(가) 인증했습니다(${fileName}, ${notAfter.slice(0, 10)}까지 유효). 다시 서명하려면 확인하십시오. 이전 인증서는 세대로 남습니다.${changes(services)}`,
  "sign.would-replace": ({ fileName, services }) =>
    `${fileName}이(가) 이미 있으며 다른 키의 인증서입니다. 바꾸려면 확인하십시오. 이전 인증서는 세대로 남습니다.${changes(services)}`,
  "renewal.overtaken": ({ name }) =>
    `그사이 다른 사람이 ${name}을(를) 갱신하거나 바꾸었습니다. 아무것도 저장하지 않았습니다. 지금 있는 것을 확인하십시오.`,
  "rename.in-use-by-batch": ({ name, batches }) =>
    `일괄 발급(${listed(batches)})이 진행 중이며 ${name}(으)로 서명하고 있습니다. 끝나기를 기다리거나 멈춘 뒤 이름을 바꾸십시오.`,
  "offline.list-overtaken": ({ number, newest }) =>
    `이 폐기 목록은 ${number}번인데 ${newest}번이 이미 있습니다. 아무것도 저장하지 않았습니다.`,
  "sign.intent-unknown": () => "이 서명에 대한 열린 의도 기록이 없습니다. 다시 서명하십시오.",
  "service.name-in-use": ({ name }) => `${name} 서비스가 이미 있습니다. 다른 이름을 쓰거나 그 서비스를 여십시오.`,
  "service.changed": ({ service }) =>
    `이 페이지를 연 뒤에 다른 사람이 ${service} 서비스를 바꾸었습니다. 저장하지 않았습니다. 다시 열어 지금 내용에서 바꾸십시오.`,
  "import.expired": () => "찾은 내용을 더는 보관하지 않습니다. 파일을 다시 추가하십시오.",

  // batches and their links
  "batch.unknown": ({ batch }) => `${batch} 일괄 발급이 없습니다.`,
  "batch.running": ({ title }) => `${title} 작업이 아직 진행 중입니다. 끝날 때까지 기다리거나 취소하십시오.`,
  "batch.not-running": ({ title }) => `${title} 작업은 진행 중이 아닙니다.`,
  "batch.nothing-left": ({ title }) => `${title}의 모든 사람이 인증서를 받았습니다. 이어서 할 일이 없습니다.`,
  "batch.no-files": ({ title }) => `${title}에 .p12 파일이 없습니다. 요청하지 않았거나 아직 만들지 않았습니다.`,
  "batch.passphrases-taken": ({ title, at, by }) =>
    `${title}의 암호는 ${at.slice(0, 10)}에 ${by} 님이 받아 갔고 폐기되었습니다. 암호표를 잃어버렸으면 .p12 파일을 새로 만드십시오.`,
  "link.used": ({ at }) =>
    `이 링크는 ${at.slice(0, 10)}에 사용되었습니다. 한 번만 쓸 수 있습니다. 본인이 쓰지 않았으면 새 링크를 요청하십시오.`,
  "link.expired": ({ at }) => `이 링크는 ${at.slice(0, 10)}에 끝났습니다. 새 링크를 요청하십시오.`,
  "link.revoked": () => "이 링크는 취소되었습니다. 링크를 보낸 사람에게 새 링크를 요청하십시오.",

  // reading what comes in
  "reading.timed-out": ({ seconds }) =>
    `파일을 읽는 데 ${seconds}초가 넘게 걸려 멈췄습니다. 아무것도 저장하지 않았습니다.`,
  "reading.busy": ({ waiting }) => `읽기를 기다리는 파일이 ${waiting}개 있습니다. 잠시 뒤 다시 시도하십시오.`,

  // the database and the master key; `where` is host, port and database, or a path
  "database.unreachable": ({ where }) =>
    `데이터베이스 ${where}에 연결할 수 없거나 로그인이 거부되었습니다. DATABASE_URL과 서버 상태를 확인하십시오.`,
  "database.newer": ({ migration }) =>
    `데이터베이스에 이 버전이 모르는 마이그레이션 ${migration}이(가) 있습니다. 그것을 만든 새 버전을 시작하거나 백업을 복원하십시오.`,
  "database.before-first-release": ({ migration, where }) =>
    `데이터베이스 ${where}은(는) 첫 릴리스 이전 버전이 만든 것이어서(마이그레이션 ${migration}이(가) 다름) 그대로 두었으니, 빈 데이터베이스나 다른 DATA_DIR로 시작하거나 그것을 만든 버전을 사용하십시오.`,
  "database.extension-forbidden": ({ extension, where }) =>
    `데이터베이스 ${where}에 확장 ${extension}이(가) 필요하지만 이 사용자는 만들 수 없습니다. 관리자에게 CREATE EXTENSION ${extension} 실행을 요청한 뒤 다시 시작하십시오.`,
  "database.migration-failed": ({ where }) =>
    `데이터베이스 ${where}의 테이블을 갱신하지 못했습니다. 일부만 바뀐 것은 없으며 이유는 로그에 있습니다.`,
  "database.damaged": ({ where }) =>
    `데이터베이스(${where})가 손상되었으니, 콘솔을 멈추고 손상된 파일을 보관한 다음 마지막 백업을 그 마스터 키와 함께 되돌리십시오.`,
  "backup.exists": ({ file }) =>
    `${file} 파일이 이미 있습니다. 백업은 있는 파일을 덮어쓰지 않습니다. 다른 이름을 고르십시오.`,
  "backup.no-file": ({ file }) => `${file} 파일이 없습니다.`,
  "backup.no-folder": ({ folder }) => `${folder} 폴더가 없습니다. 먼저 만들거나 다른 폴더를 고르십시오.`,
  "backup.nothing": ({ where }) => `${where}에 데이터베이스가 없어 백업할 것이 없습니다.`,
  "backup.damaged": ({ part }) =>
    `백업이 잘렸거나 바뀌었습니다. ${part === "" ? "백업 파일" : part}의 내용이 기록된 것과 다릅니다. 아무것도 복원하지 않았습니다. 다른 사본이나 이전 백업을 쓰십시오.`,
  "backup.miscounted": ({ table, count, wanted }) =>
    `백업의 내용이 목록과 다릅니다. ${table}의 행이 ${count}개인데 백업할 때는 ${wanted}개였습니다. 아무것도 복원하지 않았습니다.`,
  "backup.newer": ({ version }) =>
    `더 새로운 버전(${version})에서 만든 백업입니다. 그 버전을 설치해 복원하십시오. 아무것도 복원하지 않았습니다.`,
  "backup.other-database": ({ found, wanted }) =>
    `백업은 ${databaseWord(found)}의 것인데 이 콘솔은 ${databaseWord(wanted)}로 설정되어 있습니다. ${found === "sqlite" ? "DATABASE_URL 없이" : "PostgreSQL의 DATABASE_URL을 지정해"} 복원한 다음 npm run move로 옮기십시오.`,
  "backup.encrypted": () => "백업이 암호화되어 있습니다. 여는 age 신원 파일을 지정하십시오: --identity <파일>.",
  "backup.wrong-identity": () =>
    "그 파일의 신원으로는 백업이 열리지 않습니다. 다른 수신자에게 암호화된 백업입니다. 그 수신자의 age-keygen 파일을 쓰십시오.",
  "backup.recipient-malformed": ({ recipient }) =>
    `"${recipient}": age 공개 키가 아닙니다. age-keygen이 출력하며 age1로 시작하는 62자입니다.`,
  "backup.in-use": ({ host, pid }) =>
    `이 데이터베이스를 쓰는 콘솔이 있습니다(${host}${pid === 0 ? "" : `, 프로세스 ${pid}`}). 먼저 모두 멈추십시오.`,
  "backup.no-scratch": () =>
    "백업은 쓰기 전에 별도의 데이터베이스에서 검증하는데, 이 역할은 데이터베이스를 만들 수 없습니다. 잠시 허용하십시오: ALTER ROLE … CREATEDB.",
  "backup.program-missing": ({ program }) =>
    `PATH에 ${program} 프로그램이 없습니다. Debian에서는 postgresql-client에 있습니다. 버전은 서버와 같거나 더 새로워야 합니다.`,
  "backup.program-failed": ({ program }) => `${program} 프로그램이 오류로 끝났습니다. 출력한 내용은 로그에 있습니다.`,
  "move.not-empty": ({ table }) =>
    `대상 데이터베이스가 비어 있지 않습니다. ${table}에 행이 있습니다. 아무것도 옮기지 않았습니다. 빈 데이터베이스를 만드십시오.`,
  "move.differs": ({ table }) =>
    `${table}에서 다시 읽은 내용이 쓴 것과 다릅니다. 아무것도 옮기지 않았고 원본은 그대로입니다.`,
  "move.not-migrated": () => "두 데이터베이스 가운데 하나가 다른 버전입니다. 아무것도 옮기지 않았습니다.",
  "clock.wrong": ({ seconds }) =>
    `이 장비의 시계가 ${seconds}초 어긋나 있습니다. 감사 로그의 마지막 기록보다 뒤처졌거나 PostgreSQL의 시계와 다릅니다. NTP 등으로 시계를 맞추십시오. 그때까지 서명한 인증서는 잘못된 시각에 시작합니다.`,
  "storage.full": ({ where }) =>
    `콘솔의 데이터를 둘 공간(${where})이 없어 이번 것은 저장되지 않았고 저장되어 있던 것은 그대로이니, 공간을 마련한 뒤 다시 시도하십시오.`,
  "storage.read-only": ({ where }) =>
    `콘솔이 데이터(${where})를 쓸 수 없어 이번 것은 저장되지 않았고 저장되어 있던 것은 그대로이니, 콘솔을 실행하는 사용자가 쓸 수 있게 한 뒤 다시 시도하십시오.`,
  "storage.failing": ({ where }) =>
    `콘솔의 데이터가 있는 디스크(${where})에서 오류가 나서 이번 것은 저장되지 않았으니, 시스템 로그를 확인하고 무엇보다 먼저 백업을 만드십시오.`,
  "master-key.missing": ({ path, keys }) =>
    `마스터 키 ${path}이(가) 없습니다. ${keys === 0 ? "이 데이터베이스는 그 키로 시작되었습니다." : `데이터베이스에는 이 키로만 열 수 있는 봉인된 파일이 ${keys}개 있습니다.`} 백업에서 파일을 되돌리거나 MASTER_KEY_FILE을 설정하십시오.`,
  "master-key.wrong": ({ path, found, wanted }) =>
    `마스터 키 ${path}(${found})은(는) 이 데이터베이스를 봉인한 키(${wanted})가 아닙니다. 올바른 파일로 되돌리거나 MASTER_KEY_FILE을 설정하십시오.`,
  "master-key.exposed": ({ path, mode }) =>
    `다른 사용자가 마스터 키 ${path}을(를) 읽을 수 있습니다(모드 ${mode}). chmod 600을 실행하십시오. 누군가 읽었을 수 있다면 그 뒤에 npm run rewrap을 실행하십시오.`,
  "master-key.malformed": ({ path }) =>
    `${path}은(는) 마스터 키 파일이 아닙니다. "chainsmith-master-key <id> <43자>" 한 줄이어야 합니다. 백업에서 파일을 되돌리십시오.`,
  "master-key.in-use": ({ host, pid, until }) =>
    `콘솔이 이 데이터베이스를 쓰고 있어(${host}의 프로세스 ${pid}) 마스터 키를 바꿀 수 없습니다. 먼저 콘솔을 멈추십시오. 강제로 종료된 콘솔은 ${until.slice(11, 19)} UTC에 잊힙니다.`,
  "master-key.changing": ({ host, pid, until }) =>
    `이 데이터베이스의 마스터 키를 바꾸는 중이라(${host}의 프로세스 ${pid}) 콘솔을 시작할 수 없습니다. 끝날 때까지 기다리십시오. 강제로 종료되었다면 ${until.slice(11, 19)} UTC 뒤에 npm run rewrap을 다시 실행하십시오.`,
  "master-key.changed": ({ held, current }) =>
    `이 콘솔은 아직 마스터 키 ${held}을(를) 쓰는데 그사이에 ${current}(으)로 바뀌었습니다. 아무것도 저장하지 않았습니다. 콘솔을 다시 시작하십시오.`,
  "master-key.seal-does-not-open": ({ id }) =>
    `봉인된 기록 ${id}이(가) 이 마스터 키와 해당 이름, 공개 키로 열리지 않습니다. 바뀌었거나 다른 키의 것입니다.`,
});
