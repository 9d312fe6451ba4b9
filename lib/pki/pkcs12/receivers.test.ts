import { describe, expect, it } from "vitest";

import { pkcs12ReceiverNames, pkcs12Receivers, receiverConcerns } from "./receivers.ts";

describe("the receivers", () => {
  it("each receiver cites an address for what is known of it", () => {
    for (const { source } of Object.values(pkcs12Receivers)) expect(URL.canParse(source)).toBe(true);
  });
  it("an unknown receiver gets the profile that all others open", () => {
    expect(pkcs12Receivers.unknown.profile).toBe("compatible");
    const limits = pkcs12ReceiverNames.map((name) => pkcs12Receivers[name].longestPassphrase ?? Infinity);
    expect(pkcs12Receivers.unknown.longestPassphrase).toBe(Math.min(...limits));
  });
  it("a receiver warns of what it may refuse", () => {
    const { windows, java, macos, firefox, openssl, "windows-old": older } = pkcs12Receivers;
    expect(receiverConcerns(windows, "a".repeat(40), "Ed25519")).toEqual(["key-unproven"]);
    expect(receiverConcerns(older, "a".repeat(32), "P-256")).toEqual(["passphrase-too-long"]);
    expect(receiverConcerns(older, "a".repeat(31), null)).toEqual([]);
    expect(receiverConcerns(java, "암호", "Ed25519")).toEqual(["passphrase-not-ascii"]);
    expect(receiverConcerns(macos, "암호", "P-384")).toEqual(["passphrase-spelling"]);
    expect(receiverConcerns(firefox, "암호", "Ed25519")).toEqual(["key-refused"]);
    expect(receiverConcerns(openssl, null, "Ed25519")).toEqual([]);
  });
});
