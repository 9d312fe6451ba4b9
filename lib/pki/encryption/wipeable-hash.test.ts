import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { iterateHash } from "./wipeable-hash.ts";

function byRuntime(digest: string, first: Uint8Array, times: number): Buffer {
  let value: Uint8Array = first;
  for (let done = 0; done < times; done++) value = createHash(digest).update(value).digest();
  return Buffer.from(value);
}

describe.each(["sha1", "sha256", "sha384", "md5"])("iterateHash with %s", (digest) => {
  it("a chain of digests is what OpenSSL's hash gives, from any first value", () => {
    for (let length = 0; length < 70; length += 1) {
      const first = randomBytes(length);
      for (const times of [0, 1, 2, 3, 50])
        expect(Buffer.from(iterateHash(digest, first, times))).toEqual(byRuntime(digest, first, times));
    }
  });
  it("many rounds from a first value in the middle of a buffer give what OpenSSL gives", () => {
    const whole = randomBytes(100);
    const first = whole.subarray(7, 7 + createHash(digest).digest().length);
    expect(Buffer.from(iterateHash(digest, first, 20_000))).toEqual(byRuntime(digest, first, 20_000));
  });
});
