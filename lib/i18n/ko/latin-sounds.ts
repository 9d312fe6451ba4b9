/** How a Korean reader ends a word: with a final consonant other than ㄹ, with ㄹ, or with a vowel. */
export type WordEnd = "consonant" | "rieul" | "vowel";

/** Letters by their names: 엘, 엠, 엔, 알; every other name ends in a vowel. */
const letterEnds: Readonly<Record<string, WordEnd>> = { l: "rieul", m: "consonant", n: "consonant", r: "rieul" };

/** Read letter by letter although they are small and have a vowel: ends of file names, and terms in a field of a file. */
const spelled: ReadonlySet<string> = new Set(
  "api asn ca cer cn com crl csr der eku id io ip oid org pem san uri url upn".split(" "),
);

/**
 * How a word of Latin letters ends when it is read aloud in Korean. What has no vowel, and what is short and in capitals,
 * is read letter by letter (`crt` 씨알티, `TLS` 티엘에스, `CSR` 씨에스알); everything else as a word (`server` 서버, `file` 파일,
 * `backup` 백업, `root` 루트). A rule of sound, not a dictionary.
 */
export function latinEnd(word: string): WordEnd {
  const lower = word.toLowerCase();
  const isInCapitals = word.length <= 5 && word === word.toUpperCase();
  return isInCapitals || spelled.has(lower) || !/[aeiouy]/.test(lower)
    ? (letterEnds[lower.at(-1)!] ?? "vowel")
    : soundEnd(lower);
}

function soundEnd(word: string): WordEnd {
  // A silent e: the consonant before it is what is heard last, 파일, 네임; most take a vowel after them, 노드, 코어.
  if (/le?$/.test(word)) return "rieul";
  if (/(?:[mn]|[aeiou][mn]e|ng)$/.test(word)) return "consonant";
  // After a short vowel p, t, ck, c and b close the syllable (백업, 넷, 스택, 웹), after a long one they open another (루트).
  if (/(?:^|[^aeiou])[aeiouy](?:pp?|tt?|ck|c|b)$/.test(word) || /(?:ook|oup)$/.test(word)) return "consonant";
  return "vowel";
}
