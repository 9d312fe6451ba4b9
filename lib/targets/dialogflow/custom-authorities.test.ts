import { describe, expect, it } from "vitest";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { makeIdentity, makeIntermediate, makeRoot, materialOf, stored } from "../../../test/support/target-material.ts";
import type { Wanted } from "../../../test/support/target-material.ts";
import { schemaOf } from "../../commands/parts/service/target-schema.ts";
import { readCertificate } from "../../pki/x509/certificate.ts";
import { Oid } from "../../pki/asn1/oid.ts";
import { keyUsageExtension } from "../../pki/x509/extension-write.ts";
import { brokenByServer } from "../rehearsal/rules.ts";
import { dialogflowWebhook } from "./webhook.ts";

/** Authorities of one's own that an agent of Dialogflow CX is given. */

const host = "webhook.example.com";
const root = makeRoot("Example Root");
const issuing = makeIntermediate("Example Issuing", root);
const other = makeRoot("Another Root");
const lists = [stored("example-root", ...root.chain), stored("another-root", ...other.chain)];

const planOf = (wanted: Wanted = {}, customAuthorities: readonly string[] = ["example-root"]) =>
  dialogflowWebhook.plan(
    schemaOf(dialogflowWebhook.fields).parse({
      host,
      server: "webhook",
      clientAuthorities: ["another-root"],
      customAuthorities,
    }),
    materialOf({
      identities: [makeIdentity("webhook", issuing, { names: [host], uses: ["server"], ...wanted })],
      lists,
    }),
  );
const ofServer = (plan: ReturnType<typeof planOf>, code: string) =>
  plan.checks.filter((each) => each.code === code && each.about === "webhook-server").map(({ status }) => status);

describe("authorities of one's own", () => {
  it("lie in the pack in DER, one file each, and OpenSSL reads them", () => {
    const folder = temporaryFolder();
    for (const { path, source } of planOf({}, ["example-root", "another-root"]).files.filter(({ path: each }) =>
      each.startsWith("custom-ca/"),
    )) {
      if (source.from !== "der") throw new Error(path);
      folder.write("a.der", source.certificate.der);
      const subject = openssl(`x509 -inform DER -in ${folder.path("a.der")} -noout -subject`).toString();
      expect(subject, path).toContain(path.includes("example") ? "Example Root" : "Another Root");
    }
    expect(planOf().steps.find(({ id }) => id === "register")?.note?.params).toEqual({
      files: "custom-ca/example-root.der",
    });
    folder.remove();
  });

  it("take the place of every other one: a chain that ends elsewhere is refused, before and in the rehearsal", () => {
    expect(ofServer(planOf(), "chain.trusted")).toEqual(["pass"]);
    const elsewhere = planOf({}, ["another-root"]);
    expect(ofServer(elsewhere, "chain.trusted")).toEqual([]);
    expect(elsewhere.checks.some(({ about, status }) => about === "webhook-server" && status === "fail")).toBe(true);
    expect(elsewhere.handshakes[0]!.client.trust).toEqual([other.chain[0]!.der]);
  });

  it("the alternative names have to match the webhook's host; the common name alone does not", () => {
    const plan = planOf({ subject: { CN: host }, names: ["elsewhere.example.com"] });
    expect(ofServer(plan, "name.covered")).toEqual(["fail"]);
    expect(plan.handshakes[0]!.client).toMatchObject({ expectedName: host, commonNameCounts: false });
  });

  it("a key usage that is there has to hold digitalSignature, before and in the rehearsal", () => {
    const usage = (...usages: Parameters<typeof keyUsageExtension>[0]) => ({
      without: [Oid.keyUsage],
      extensions: [keyUsageExtension(usages)],
    });
    const refused = planOf(usage("keyEncipherment"));
    expect(ofServer(refused, "use.signature")).toEqual(["fail"]);
    const said = ({ handshakes: [first] }: typeof refused) =>
      brokenByServer(first!.rules, readCertificate(first!.server.chain[0]!)).map(({ code }) => code);
    expect(said(refused)).toEqual(["rehearsal.rule-key-usage"]);
    for (const fine of [planOf(usage("digitalSignature")), planOf({ without: [Oid.keyUsage] })]) {
      expect(ofServer(fine, "use.signature")).not.toContain("fail");
      expect(said(fine)).toEqual([]);
    }
  });

  it("a private authority that nothing tells Dialogflow of is a remark", () => {
    expect(ofServer(planOf({}, []), "dialogflow.unregistered-authority")).toEqual(["warn"]);
    expect(ofServer(planOf(), "dialogflow.unregistered-authority")).toEqual([]);
  });
});
