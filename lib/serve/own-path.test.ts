import { expect, test } from "vitest";
import { ownPath } from "./own-path.ts";

test.each([
  "/",
  "/files",
  "/files?q=a+b&sort=name",
  "/files/db%20server.crt",
  "/files?q=a%5Cb%09%2F%2Fx",
  "/files?next=https%3A%2F%2Fevil.example%2F",
  "/verify#path-2",
  "/files/%EA%B9%80%EB%AF%BC%EC%A7%80",
])("%j is a path of ours and stays", (path) => {
  expect(ownPath(path)).toBe(path);
});

test("a path is returned as a browser would read it", () => {
  expect(ownPath("/a/../files/./x?q=1")).toBe("/files/x?q=1");
});

test.each([
  "https://evil.example/",
  "HTTPS:evil.example",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/\r/evil.example",
  "\t//evil.example",
  " //evil.example",
  "/%09/evil.example",
  "/%0a/evil.example",
  "/%0D%0A/evil.example",
  "/%20/evil.example",
  "/%2Fevil.example",
  "/%2f%2fevil.example",
  "/%5Cevil.example",
  "/%5c%5cevil.example",
  "/%252Fevil.example",
  "/%25252Fevil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "/%2e//evil.example",
  "/a/%2e%2e//evil.example",
  "/./\\evil.example",
  "/\u202e//evil.example",
  "/\u2028/evil.example",
  "/files\u0000",
  "/files%00",
  "/files\r\nSet-Cookie: a=b",
  "javascript:alert(1)",
  "data:text/html,x",
  "files",
  "",
  "@evil.example",
  "/%E0%A4%A",
  `/${"a".repeat(3000)}`,
])("%j leads to the first page", (wanted) => {
  expect(ownPath(wanted)).toBe("/");
});

test("what is no text leads to the first page", () => {
  for (const wanted of [undefined, null, ["/files", "//evil.example"], { toString: () => "/files" }, 7])
    expect(ownPath(wanted)).toBe("/");
});

test("no answer leaves the console, whatever is put together of what browsers strip or fold", () => {
  const parts = ["/", "\\", "\t", "\n", ".", "..", "%2f", "%5c", "%09", "evil.example", "@", ":", "?", "#", " "];
  for (const a of parts)
    for (const b of parts)
      for (const c of parts)
        for (const d of parts) {
          const path = ownPath(`/${a}${b}${c}${d}`);
          const there = new URL(path, "https://console.example/sign-in?next=x");
          expect(there.origin, path).toBe("https://console.example");
          expect(path, path).toMatch(/^\/(?![/\\\s])/);
        }
});
