import { describe, expect, it } from "vitest";
import { makeIdentity, makeRoot } from "../../../../test/support/target-material.ts";
import { sslComRoot } from "../../../targets/dialogflow/roots.ts";
import { fileNameOfRoot, publicIssuerOf, publicRoot } from "./public-roots.ts";

describe("the roots that Node.js carries", () => {
  it("a root is found by its SHA-256 and by nothing else, and its file is called like it", () => {
    const found = publicRoot(sslComRoot.sha256);
    expect(found && fileNameOfRoot(found)).toBe("ssl-com-root-certification-authority-rsa.crt");
    expect(publicRoot(sslComRoot.sha256.replace(/^8/, "9"))).toBeNull();
  });

  it("an issuer is the root of that name whose signature it is, and a root has none but itself", () => {
    const [real, namesake] = [makeRoot("Example Root"), makeRoot("Example Root")];
    const listed = [namesake, real].map(({ made }) => ({ certificate: made.certificate, pem: "", sha256: "" }));
    const { leaf } = makeIdentity("www", real, { subject: { CN: "www" }, names: ["www.example.com"] });
    expect(publicIssuerOf(leaf!, () => listed)?.certificate).toBe(real.made.certificate);
    expect(publicIssuerOf(leaf!, () => listed.slice(0, 1))).toBeNull();
    expect(publicIssuerOf(leaf!)).toBeNull();
    expect(publicIssuerOf(publicRoot(sslComRoot.sha256)!.certificate)).toBeNull();
  });
});
