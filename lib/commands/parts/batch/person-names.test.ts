import { describe, expect, test } from "vitest";
import { basenameFor, fileNamesFor, romanise } from "./person-names.ts";

describe("Hangul in Latin letters", () => {
  // The examples of the National Institute of Korean Language, where they do not depend on the neighbour of a syllable.
  test.each([
    ["구미", "gumi"],
    ["옥천", "okcheon"],
    ["한밭", "hanbat"],
    ["합덕", "hapdeok"],
    ["임실", "imsil"],
    ["울릉", "ulreung"],
    ["대관령", "daegwanryeong"],
    ["김민지", "gimminji"],
    ["쌍문", "ssangmun"],
    ["최의원", "choeuiwon"],
    ["넋", "neok"],
    ["값", "gap"],
  ])("%s is %s", (hangul, latin) => expect(romanise(hangul)).toBe(latin));

  test("syllables that a Mac took apart are read as whole, and everything else stays", () => {
    expect(romanise("김민지".normalize("NFD"))).toBe("gimminji");
    expect(romanise("Kim 민지 (大)")).toBe("Kim minji (大)");
    expect(romanise("\uAC00\uD7A3")).toBe("gahit"); // the first and the last syllable
  });
});

describe("the name in the inventory", () => {
  const person = (name: string, email: string | null = null, upn: string | null = null) =>
    basenameFor({ name, email, upn });

  test("the name comes from the address, else from the UPN, else from the person's name", () => {
    expect(person("김민지", "Minji.Kim@example.com", "mk@corp")).toBe("minji-kim");
    expect(person("김민지", null, "m_kim@corp")).toBe("m_kim");
    expect(person("김민지")).toBe("gimminji");
    expect(person("Zoë Ångström-Núñez")).toBe("zoe-angstrom-nunez");
  });

  test("the name is always one that the inventory takes", () => {
    expect(person("大田")).toBe("person");
    expect(person("--x--")).toBe("x");
    expect(person("김".repeat(100))).toMatch(/^[a-z]{56}$/);
    expect(person("x", "../../etc/passwd@example.com")).toBe("etc-passwd");
  });
});

describe("the file in the zip", () => {
  const names = (...given: string[]) => fileNamesFor(given.map((name) => ({ name })));

  test("the file bears the person's name, and the second of a name a number, whatever its case", () => {
    expect(names("김민지", "Jan Park", "김민지", "jan park", "김민지".normalize("NFD"))).toEqual([
      "김민지.p12",
      "Jan Park.p12",
      "김민지 (2).p12",
      "jan park (2).p12",
      "김민지 (3).p12",
    ]);
  });

  test("the file's name stays in its folder and is valid on every system", () => {
    expect(names("../a", "C:\\b", "a\u202Etxt", "nul", "com1", "...", "x?.")).toEqual([
      "_a.p12",
      "C__b.p12",
      "a_txt.p12",
      "_nul.p12",
      "_com1.p12",
      "person.p12",
      "x_.p12",
    ]);
    expect(names("가".repeat(200))[0]).toBe(`${"가".repeat(100)}.p12`);
  });
});
