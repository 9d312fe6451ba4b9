import { commonNameOf } from "../../pki/x509/name.ts";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RevocationOrder } from "../../commands/ports/revocations.ts";
import type { Store } from "../../commands/ports/store.ts";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import { serialHex, sha256Hex } from "../../pki/x509/certificate.ts";
import { make, type Made } from "../../../test/support/authority.ts";
import {
  createTestDatabase,
  providers,
  stopTestServer,
  type TestDatabase,
} from "../../../test/support/migrated-database.ts";
import { createStore } from "../store/store.ts";

afterAll(stopTestServer);

const authority = make({ subject: { CN: "Corp CA" }, isCa: true });
const other = make({ subject: { CN: "Other CA" }, isCa: true });
const [ada, ben] = ["Ada", "Ben"].map((CN) => make({ subject: { CN }, issuer: authority })) as [Made, Made];

const noon = new Date("2026-11-30T12:00:00.000Z");
const later = new Date("2026-11-30T13:00:00.000Z");
const serial = ({ certificate }: Made) => serialHex(certificate);
const order = (reason: RevocationOrder["reason"], ...of: readonly Made[]): RevocationOrder => ({
  authority: publicKeyId(authority.spki),
  basename: "corp-ca",
  certificates: of.map((each) => ({ serialNumber: serial(each), sha256: sha256Hex(each.der), points: [] })),
  reason,
  invalidityDate: null,
  actor: "ada@example.com",
});

describe.each(providers)("revocations on %s", (provider) => {
  let made: TestDatabase;
  let store: Store;
  let now: Date;
  beforeEach(async () => {
    made = await createTestDatabase(provider);
    now = noon;
    store = createStore({ database: made.database, clock: { now: () => now }, auditEventId: null });
    await store.create(
      Object.entries({ "corp-ca": authority, "other-ca": other, ada, ben }).map(([name, { der }]) => ({
        fileName: `${name}.crt`,
        kind: "certificate",
        bytes: der,
      })),
    );
  });
  afterEach(() => made.remove());

  const status = (of: Made, by: Made = authority) => store.certificateStatus(publicKeyId(by.spki), serial(of));
  const digests = (...of: readonly Made[]) => new Set(of.map(({ der }) => sha256Hex(der)));
  const revokedAt = async (basename: string) =>
    (await made.database.client.item.findUniqueOrThrow({ where: { basename } })).revokedAt;

  it("an authority says good of what it signed, and unknown of every other number", async () => {
    expect(await status(ada)).toEqual({ status: "good" });
    expect(await status(ada, other)).toEqual({ status: "unknown" });
    expect(await store.certificateStatus(publicKeyId(authority.spki), "0BAD")).toEqual({ status: "unknown" });
    expect(await store.crlIssuer(publicKeyId(authority.spki))).toBeNull();
  });

  it("what is revoked is told with its reason and dates, and the row of its name shows it", async () => {
    expect(await store.revoke([{ ...order("keyCompromise", ada), invalidityDate: later }])).toEqual(digests(ada));
    const revoked = { status: "revoked", reason: "keyCompromise", at: noon, invalidityDate: later };
    expect(await status(ada)).toEqual(revoked);
    expect(await status(ben)).toEqual({ status: "good" });
    expect(await revokedAt("ada")).toEqual(noon);
    expect(await revokedAt("ben")).toBeNull();
    const lists = { publishedName: "corp-ca", revision: 1, listedRevision: null, listNumber: 0, newest: null };
    expect(await store.crlIssuer(publicKeyId(authority.spki))).toEqual(lists);
  });

  it("what is revoked for good stays as it was", async () => {
    await store.revoke([order("keyCompromise", ada)]);
    now = later;
    expect(await store.revoke([order("superseded", ada, ben)])).toEqual(digests(ben));
    expect(await status(ada)).toMatchObject({ reason: "keyCompromise", at: noon });
    expect(await store.release(publicKeyId(authority.spki), [...digests(ada)], "ben@example.com")).toEqual(new Set());
    expect(await status(ada)).toMatchObject({ status: "revoked" });
  });

  it("a hold is released, and can be set again", async () => {
    await store.revoke([order("certificateHold", ada)]);
    expect(await store.release(publicKeyId(authority.spki), [...digests(ada)], "ben@example.com")).toEqual(
      digests(ada),
    );
    expect(await status(ada)).toEqual({ status: "good" });
    expect(await revokedAt("ada")).toBeNull();
    now = later;
    expect(await store.revoke([order("superseded", ada)])).toEqual(digests(ada));
    expect(await status(ada)).toMatchObject({ reason: "superseded", at: later });
    expect(await store.crlIssuer(publicKeyId(authority.spki))).toMatchObject({ revision: 3 });
  });

  it("a hold that ends in a revocation keeps the date of the hold", async () => {
    await store.revoke([order("certificateHold", ada)]);
    now = later;
    expect(await store.revoke([order("keyCompromise", ada)])).toEqual(digests(ada));
    expect(await status(ada)).toMatchObject({ reason: "keyCompromise", at: noon });
  });

  it("an authority of the same name with another key says unknown of what it did not sign", async () => {
    const twin = make({ subject: { CN: commonNameOf(authority.certificate.subject)! }, isCa: true });
    await store.create([{ fileName: "twin.crt", kind: "certificate", bytes: twin.der }]);
    expect([await status(ada), await status(ada, twin)]).toEqual([{ status: "good" }, { status: "unknown" }]);
  });

  it("a hold that is asked for again changes nothing", async () => {
    await store.revoke([order("certificateHold", ada)]);
    now = later;
    expect(await store.revoke([order("certificateHold", ada)])).toEqual(new Set());
    expect(await status(ada)).toMatchObject({ reason: "certificateHold", at: noon });
  });

  it("a hold that ends in a revocation takes the invalidity date of that one", async () => {
    await store.revoke([order("certificateHold", ada)]);
    await store.revoke([{ ...order("keyCompromise", ada), invalidityDate: later }]);
    expect(await status(ada)).toMatchObject({ reason: "keyCompromise", invalidityDate: later });
  });

  it("another key of the same name publishes under another one", async () => {
    await store.revoke([order("superseded", ada)]);
    await store.revoke([{ ...order("superseded"), authority: publicKeyId(other.spki) }]);
    expect(await store.crlIssuer(publicKeyId(other.spki))).toMatchObject({ publishedName: "corp-ca-2" });
  });

  it("a certificate that was revoked is never forgotten, not with its authority either", async () => {
    await store.revoke([order("superseded", ada)]);
    await store.remove("corp-ca.crt");
    await store.remove("ada.crt");
    expect(await status(ada)).toMatchObject({ status: "revoked" });
    await store.create([{ fileName: "ada-again.crt", kind: "certificate", bytes: ada.der }]);
    expect(await revokedAt("ada-again")).toEqual(noon);
  });

  it("forty revocations at once are each there, and each raised the revision", async () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      make({ subject: { CN: `Person ${index}` }, issuer: authority }),
    );
    await store.create(
      many.map(({ der }, index) => ({ fileName: `person-${index}.crt`, kind: "certificate", bytes: der })),
    );
    await Promise.all(many.map((each) => store.revoke([order("superseded", each)])));
    for (const each of many) expect(await status(each)).toMatchObject({ status: "revoked" });
    expect(await store.crlIssuer(publicKeyId(authority.spki))).toMatchObject({ revision: 40 });
  });
});
