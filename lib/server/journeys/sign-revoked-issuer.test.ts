import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writePem } from "../../pki/asn1/pem.ts";
import { make, makeCrl, type Made } from "../../../test/support/authority.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** An authority that a stored list revokes signs nothing, unless an administrator says so. */

const now = new Date();
const daysFromNow = (days: number): Date => new Date(now.getTime() + days * 86_400_000);
const life = { notBefore: daysFromNow(-30), notAfter: daysFromNow(300) };
const root = make({ subject: { CN: "Revoking Root" }, isCa: true, ...life });
const issuing = make({ subject: { CN: "Revoked Issuing" }, issuer: root, isCa: true, ...life });
const below = make({ subject: { CN: "Below Revoked" }, issuer: issuing, isCa: true, ...life });

let console_: TestConsole;
beforeAll(async () => {
  console_ = await openTestConsole();
  const files = Object.entries({ "revoking-root": root, issuing, below }).flatMap(([name, made]) => [
    { name: `${name}.crt`, text: writePem("CERTIFICATE", made.der) },
    { name: `${name}.key`, text: made.privateKey.export({ format: "pem", type: "pkcs8" }).toString() },
  ]);
  await console_.ask("upload", { files });
  for (const name of ["first", "second", "third"])
    await console_.ask("csr", { name, subject: { CN: `${name}.example.com` } });
});
afterAll(() => console_.close());

const store = (name: string, issuer: Made, revoked: readonly Made[], age: number) => {
  const { der } = makeCrl({
    issuer,
    thisUpdate: daysFromNow(-age),
    nextUpdate: daysFromNow(30),
    revoked: revoked.map(({ certificate }) => ({ serial: certificate.serialNumber })),
  });
  return console_.ask("upload", { files: [{ name, text: writePem("X509 CRL", der) }] });
};

describe("sign and client-batch with an authority that is revoked", () => {
  it("an authority signs while no stored list revokes it", async () => {
    await store("clean.crl", root, [], 3);
    expect((await console_.ask("sign", { request: "first", issuer: "issuing" })).fileName).toBe("first.crt");
  });

  it("a newer list that revokes the authority, or one above it, stops every signature", async () => {
    await store("revoking.crl", root, [issuing], 1);
    const refused = { subject: "CN=Revoked Issuing", reason: "unspecified" };
    expect(
      await console_.refusal("sign.issuer-revoked", "sign", { request: "second", issuer: "issuing" }),
    ).toMatchObject({ issuer: "CN=Revoked Issuing", ...refused });
    expect(await console_.refusal("sign.issuer-revoked", "sign", { request: "second", issuer: "below" })).toMatchObject(
      {
        issuer: "CN=Below Revoked",
        ...refused,
      },
    );
    const people = { issuer: "issuing", text: "name,e-mail\nMinji Kim,minji@example.com\n" };
    expect(await console_.refusal("sign.issuer-revoked", "client-batch", people)).toMatchObject(refused);
    expect((await console_.ask("sign", { request: "second", issuer: "revoking-root" })).fileName).toBe("second.crt");
  });

  it("an administrator may sign all the same, an operator may not, and the audit log says so", async () => {
    const input = { request: "third", issuer: "issuing", revokedIssuer: "accept" };
    await console_.refusal("actor.forbidden", "sign", input, "operator");
    expect((await console_.ask("sign", input, "administrator")).fileName).toBe("third.crt");
    const { rows } = await console_.ask("audit", {}, "administrator");
    expect(rows.find(({ command, outcome }) => command === "sign" && outcome === "done")?.facts).toMatchObject({
      revokedIssuer: "accept",
    });
  });
});
