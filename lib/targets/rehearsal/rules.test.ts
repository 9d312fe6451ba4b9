import { describe, expect, it } from "vitest";
import { make, type Made } from "../../../test/support/authority.ts";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { readCertificate, type Certificate } from "../../pki/x509/certificate.ts";
import { brokenRules } from "./rules.ts";

const root = make({ subject: { CN: "root" }, isCa: true });
const sub = make({ subject: { CN: "sub" }, issuer: root, isCa: true });
const leaf = make({ subject: { CN: "minji" }, issuer: sub });
const chain = (...made: readonly Made[]) => made.map(({ certificate }) => certificate);
const codes = (rules: Parameters<typeof brokenRules>[0], certificates: readonly Certificate[]) =>
  brokenRules(rules, certificates).map(({ code, params }) => [
    code,
    params["subject"] ?? params["found"] ?? params["present"],
  ]);

/** Certificates of a stranger: SHA-1 and small keys are not made here. */
function strangers(words: string): Certificate {
  const folder = temporaryFolder();
  openssl(`req -x509 -nodes -keyout ${folder.path("k")} -outform der -out ${folder.path("c")} -subj /CN=old ${words}`);
  const certificate = readCertificate(folder.read("c"));
  folder.remove();
  return certificate;
}

describe("the rules of a service", () => {
  it("the sizes of the client and of every authority above it are checked", () => {
    expect(codes({ minimumEcBits: 256 }, chain(leaf, sub, root))).toEqual([]);
    expect(codes({ minimumEcBits: 384 }, chain(leaf, sub, root))).toEqual([
      ["rehearsal.rule-key-small", "CN=minji"],
      ["rehearsal.rule-key-small", "CN=sub"],
      ["rehearsal.rule-key-small", "CN=root"],
    ]);
    const small = strangers("-newkey rsa:1024");
    expect(codes({ minimumRsaBits: 2048, minimumEcBits: 256 }, [small])).toEqual([
      ["rehearsal.rule-key-small", "CN=old"],
    ]);
    expect(codes({ minimumRsaBits: 1024 }, [small])).toEqual([]);
  });

  it("SHA-1 is refused in Tableau's words, but not in the signature of a root above", () => {
    const old = strangers("-newkey rsa:2048 -sha1");
    const [line] = brokenRules({ refusedDigests: ["sha1"] }, [old]);
    expect(line).toMatchObject({
      code: "rehearsal.rule-digest",
      says: ["Unsupported client certificate signature detected: SHA1 with RSA"],
    });
    expect(codes({ refusedDigests: ["sha1"] }, [leaf.certificate, old])).toEqual([]);
    expect(codes({ refusedDigests: ["sha1"] }, [old, leaf.certificate])).toEqual([["rehearsal.rule-digest", "CN=old"]]);
  });

  it("the common name is compared as a whole", () => {
    expect(codes({ requiredClientCommonNames: ["postgres"] }, chain(make({ subject: { CN: "postgrest" } })))).toEqual([
      ["rehearsal.rule-common-name", "postgrest"],
    ]);
    expect(
      codes(
        { requiredClientCommonNames: ["*.dialogflow.com", "Google LLC"] },
        chain(make({ subject: { CN: "Google LLC" } })),
      ),
    ).toEqual([]);
    expect(codes({ requiredClientCommonNames: ["x"] }, chain(make({ subject: { O: "nobody" } })))).toEqual([
      ["rehearsal.rule-common-name", ""],
    ]);
  });

  it("the certificates between the client's and the trusted one are counted", () => {
    expect(codes({ depth: 1 }, chain(leaf, sub, root))).toEqual([]);
    expect(codes({ depth: 0 }, chain(leaf, sub, root))).toEqual([["rehearsal.rule-depth", 1]]);
    expect(codes({ depth: 0 }, chain(sub, root))).toEqual([]);
  });
});
