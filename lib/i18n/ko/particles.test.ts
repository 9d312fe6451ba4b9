import { describe, expect, it } from "vitest";
import { particleAfter, settleParticles } from "./particles.ts";

it.each([
  ["암호은(는) 적지 않습니다.", "암호는 적지 않습니다."],
  ["공백이(가) 있습니다.", "공백이 있습니다."],
  ['"값"을(를) 봅니다.', '"값"을 봅니다.'],
  ["2027-01-02이(가)", "2027-01-02가"],
  ["13을(를)", "13을"],
  ["7(으)로 8(으)로 6(으)로 2(으)로", "7로 8로 6으로 2로"],
  ["서울(으)로 부산(으)로 대구(으)로", "서울로 부산으로 대구로"],
  ["인증서와(과) 요청과(와)", "인증서와 요청과"],
  ["dbserver.crt은(는) KR을(를)", "dbserver.crt는 KR을"],
  ["“dbserver.key”이(가) (PEM)(으)로", "“dbserver.key”가 (PEM)으로"],
  ["-----이(가) 있습니다.", "-----이(가) 있습니다."],
])("%s", (written, read) => {
  expect(settleParticles(written)).toBe(read);
});

describe("after Latin letters the particle goes by how a Korean reader says them", () => {
  it.each([
    // names of files and their ends
    ["dbserver.crt", "가", "로"], // 씨알티
    ["dbserver.key", "가", "로"],
    ["dbserver.csr", "이", "로"], // 씨에스알
    ["chain.pem", "이", "으로"], // 피이엠
    ["root.cer", "이", "로"],
    ["staff.crl", "이", "로"],
    ["staff.p12", "가", "로"],
    ["certs.p7b", "가", "로"],
    ["pack.zip", "이", "으로"], // 집
    ["cmscore1", "이", "로"],
    ["root-ca", "가", "로"],
    // terms, letter by letter
    ["TLS", "가", "로"],
    ["CSR", "이", "로"],
    ["PEM", "이", "으로"],
    ["RSA", "가", "로"],
    ["CN", "이", "으로"],
    ["SAN", "이", "으로"],
    ["OCSP", "가", "로"],
    ["URL", "이", "로"],
    ["SHA-256", "이", "으로"],
    ["PKCS#12", "가", "로"],
    // words
    ["server", "가", "로"],
    ["file", "이", "로"],
    ["name", "이", "으로"],
    ["node", "가", "로"],
    ["certificate", "가", "로"],
    ["bundle", "이", "로"],
    ["root", "가", "로"],
    ["host", "가", "로"],
    ["client", "가", "로"],
    ["internet", "이", "으로"],
    ["backup", "이", "으로"],
    ["app", "이", "으로"],
    ["web", "이", "으로"],
    ["webhook", "이", "으로"],
    ["group", "이", "으로"],
    ["public", "이", "으로"],
    ["chain", "이", "으로"],
    ["key", "가", "로"],
    ["signing", "이", "으로"],
    ["mattermost", "가", "로"],
    ["Tableau", "가", "로"],
    ["Dialogflow", "가", "로"],
    ["OpenSSL", "이", "로"],
    ["GnuTLS", "가", "로"],
    ["nginx", "가", "로"],
    ["Java", "가", "로"],
    ["Google", "이", "로"],
    ["Windows", "가", "로"],
    ["Chromium", "이", "으로"],
    // people and hosts
    ["Ada Lovelace", "가", "로"],
    ["Minsu Kim", "이", "으로"],
    ["ada@example.com", "이", "으로"],
    ["db01.example.co.kr", "이", "로"],
    ["hook.example.org", "가", "로"],
    ["files.internal", "이", "로"],
  ])("%s", (word, subject, means) => {
    expect(settleParticles(`${word}이(가) ${word}(으)로`)).toBe(`${word}${subject} ${word}${means}`);
    expect(particleAfter(word, "이(가) 있습니다")).toBe(`${subject} 있습니다`);
  });
});
