import type { ErrorMessages } from "../../sentences/error-messages.ts";

/** 압축 파일, Java 키 저장소, 들어오는 파일 읽기. */
export const readingErrors = {
  "keystore.wrong-passphrase": () => "암호가 이 Java 키 저장소나 그 안의 키와 맞지 않습니다.",
  "keystore.key-own-passphrase": ({ name }) =>
    `키 저장소의 암호는 맞지만 그 안의 ${name} 키에는 다른 암호가 있습니다. 그 키의 암호를 입력하십시오.`,
  "keystore.locked": ({ type }) => `${type} 키 저장소에 잠긴 키가 있습니다. 암호를 입력하십시오.`,
  "keystore.unsupported": ({ scheme }) =>
    `여기서 읽지 않는 키 저장소(${scheme})입니다. 먼저 PKCS#12로 바꾸십시오: keytool -importkeystore -srckeystore … -destkeystore store.p12 -deststoretype PKCS12.`,
  "keystore.damaged": ({ offset }) => `Java 키 저장소가 손상되었습니다. ${offset}번째 바이트에서 깨집니다.`,
  "zip.too-many-entries": ({ entries, limit }) =>
    `압축 파일에 항목이 ${entries}개 이상 있습니다. 한도는 ${limit}개입니다.`,
  "zip.too-large": ({ size, limit }) => `압축을 풀면 ${size}바이트 이상입니다. 한도는 ${limit}바이트입니다.`,
  "zip.damaged": ({ fileName }) => `${fileName === "" ? "압축 파일" : fileName}이(가) 손상되어 풀 수 없습니다.`,
  "zip.ratio": ({ entry, packed, size, limit }) =>
    `${entry === "" ? "압축 파일" : entry}을(를) 풀면 ${packed}바이트가 ${size}바이트로, ${limit}배 넘게 커집니다. 인증서나 키는 그렇게 커지지 않으므로 풀지 않았습니다.`,
  "zip.encrypted": ({ entry }) =>
    `${entry}은(는) 압축 파일 안에서 암호화되어 있습니다. 먼저 압축 암호로 푼 뒤 파일을 추가하십시오.`,
  "zip.unsupported": ({ entry, method }) =>
    `${entry}은(는) 여기서 읽지 않는 방식(${method})으로 압축되어 있습니다. 일반 방식(Deflate)으로 다시 압축하십시오.`,
  "zip.nested": ({ limit }) => `압축 파일 ${limit}겹 안에 있는 압축 파일은 열지 않습니다. 먼저 푸십시오.`,
  "zip.empty": ({ fileName }) => `${fileName}은(는) 파일이 없는 압축 파일입니다.`,
  "reading.timed-out": ({ seconds }) =>
    `파일을 읽는 데 ${seconds}초가 넘게 걸려 멈췄습니다. 아무것도 저장하지 않았습니다.`,
  "reading.busy": ({ waiting }) => `읽기를 기다리는 파일이 ${waiting}개 있습니다. 잠시 뒤 다시 시도하십시오.`,
  "import.expired": () => "찾은 내용을 더는 보관하지 않습니다. 파일을 다시 추가하십시오.",
  "import.nothing-chosen": () => "선택한 항목이 없습니다. 저장할 항목을 고르십시오.",
  "import.unknown-item": ({ item }) => `찾은 것 가운데 ${item} 항목이 없습니다.`,
  "import.name-twice": ({ fileName }) => `선택한 항목 둘이 ${fileName}(으)로 저장됩니다. 하나의 이름을 바꾸십시오.`,
} satisfies Partial<ErrorMessages>;
