import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMigrated, providers, removeMigrated, stopTestServer } from "../../../test/support/migrated-database.ts";
import type { Actor } from "../../commands/permission.ts";
import {
  writeSequence,
  writeExplicit,
  writeOctetString,
  writeOid,
  writeNull,
  writeInteger,
} from "../../pki/asn1/der-write.ts";
import { Oid } from "../../pki/asn1/oid.ts";
import { createHash } from "node:crypto";
import { publicKeyOctets } from "../../pki/ocsp/cert-id.ts";
import { readOcspResponse } from "../../pki/ocsp/response.ts";
import { type Certificate, readCertificate } from "../../pki/x509/certificate.ts";
import type { DatabaseLocation } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { createConsole, type Console } from "../gate/console.ts";
import { execute } from "../gate/execute.ts";
import { rewrap } from "../vault/rewrap.ts";
import { openDatabase } from "../database/db.ts";

/** The certificates of responders: made and renewed by the console itself, and with the passphrase where there is one. */

afterAll(stopTestServer);
const actor: Actor = { kind: "user", id: "u", label: "u@example.com", role: "administrator" };
const day = 86_400_000;
const passphrase = "hickory-lantern-fjord";

describe.each(providers)("the responders of a console on %s", (provider) => {
  let location: DatabaseLocation;
  let world: Console;
  let now = new Date();
  const clock = { now: () => now };
  const masterKeyFile = () => join(location.dataDir, "master.key");
  const open = async () => {
    world = await createConsole(
      {
        port: 0,
        host: "127.0.0.1",
        ...location,
        masterKeyFile: masterKeyFile(),
        backdating: 300_000,
        firstAdministrator: null,
      },
      clock,
    );
  };
  const ask = async (command: string, input: unknown) => {
    const answer = await execute({ actor, surface: "http", command, input }, world);
    if (!answer.ok) throw new Error(`${command}: ${JSON.stringify(answer.error)}`);
    return answer.value as Record<string, unknown>;
  };
  let ca: Certificate;
  const certificateOf = async (name: string) => {
    const { bytes } = (await ask("download", { file: `${name}.crt` })) as { bytes: Uint8Array };
    const base64 = Buffer.from(bytes)
      .toString("latin1")
      .replace(/-----[^-]+-----|\s/g, "");
    return readCertificate(Uint8Array.from(Buffer.from(base64, "base64")));
  };

  beforeEach(async () => {
    now = new Date();
    location = await createMigrated(provider);
    await open();
  });
  afterEach(async () => {
    await world.close();
    await removeMigrated(location);
  });

  /** The status of a serial number, and the certificate that answered. */
  async function answer(serial: bigint) {
    const hash = (bytes: Uint8Array) => writeOctetString(createHash("sha1").update(bytes).digest());
    const certId = writeSequence(
      writeSequence(writeOid(Oid.sha1), writeNull()),
      hash(ca.subject.der),
      hash(publicKeyOctets(ca.spki)),
      writeInteger(serial),
    );
    const nonce = writeSequence(writeOid(Oid.ocspNonce), writeOctetString(writeOctetString(new Uint8Array(32))));
    const request = writeSequence(
      writeSequence(writeSequence(writeSequence(certId)), writeExplicit(2, writeSequence(nonce))),
    );
    const answered = await world.ocsp("ca", request);
    const response = readOcspResponse(answered!.bytes);
    const { basic } = response;
    return {
      status: basic === null ? response.status : basic.answers[0]!.status.kind,
      by: basic === null ? null : readCertificate(basic.certificates[0]!),
      nextUpdate: basic?.answers[0]!.nextUpdate ?? null,
    };
  }
  const rows = () => world.database.client.ocspResponder.findMany({ orderBy: { id: "asc" } });

  it("live for 14 days, and the next one is there after seven", async () => {
    await ask("selfsigned", { name: "ca", subject: { CN: "CA" }, key: "p-256" });
    ca = await certificateOf("ca");
    await ask("crl", { authority: "ca" });
    const first = (await answer(1n)).by!;
    expect(first.notAfter.getTime() - first.notBefore.getTime()).toBe(14 * day);
    now = new Date(now.getTime() + 6 * day);
    expect((await answer(1n)).by!.serialNumber).toEqual(first.serialNumber);
    now = new Date(now.getTime() + 2 * day);
    await world.upkeep.close();
    await world.close();
    await open();
    world.upkeep.start();
    await expect.poll(async () => (await rows()).filter(({ der }) => der !== null).length, { timeout: 10_000 }).toBe(2);
    const second = (await answer(1n)).by!;
    expect(second.serialNumber).not.toEqual(first.serialNumber);
    // a former one is removed with its key when it is over
    now = new Date(now.getTime() + 8 * day);
    await world.close();
    await open();
    world.upkeep.start();
    await expect
      .poll(
        async () =>
          (await rows()).some(
            ({ serialNumber }) =>
              serialNumber === Buffer.from(first.serialNumber).toString("hex").toUpperCase().replace(/^0+/, ""),
          ),
        { timeout: 10_000 },
      )
      .toBe(false);
    const seals = await world.database.direct.$queryRaw<{ n: number }[]>(
      sql`SELECT COUNT(*) AS "n" FROM "SealedSecret"`,
    );
    expect(Number(seals[0]!.n)).toBe(1 + (await rows()).length);
  });

  it("of an authority under a passphrase live for 90 days, and are made when it is given", async () => {
    await ask("selfsigned", { name: "ca", subject: { CN: "CA" }, key: "p-256", passphrase });
    ca = await certificateOf("ca");
    await ask("crl", { authority: "ca", passphrase });
    await expect.poll(async () => (await rows()).length, { timeout: 5000 }).toBe(1);
    const { by, status } = await answer(1n);
    expect(status).toBe("unknown");
    expect(by!.notAfter.getTime() - by!.notBefore.getTime()).toBe(90 * day);
    // its time has come, and the passphrase was not given: the old one goes on, and ends
    now = new Date(now.getTime() + 89 * day);
    expect((await answer(1n)).by!.serialNumber).toEqual(by!.serialNumber);
    expect((await answer(1n)).nextUpdate!.getTime()).toBeLessThanOrEqual(by!.notAfter.getTime());
    now = new Date(now.getTime() + 2 * day);
    expect((await answer(1n)).status).toBe("tryLater");
    await ask("crl", { authority: "ca", passphrase });
    await expect.poll(async () => (await answer(1n)).status, { timeout: 5000 }).toBe("unknown");
  });

  it("have keys that are sealed, wrapped anew with the others, and open for their authority alone", async () => {
    await ask("selfsigned", { name: "ca", subject: { CN: "CA" }, key: "p-256" });
    ca = await certificateOf("ca");
    await ask("crl", { authority: "ca" });
    expect((await answer(1n)).status).toBe("unknown");
    await world.close();
    const database = await openDatabase(location);
    expect((await rewrap(masterKeyFile(), database, clock)).count).toBe(2);
    await database.close();
    await open();
    expect((await answer(1n)).status).toBe("unknown");
    await world.close();
    await open();
    await world.database.direct.$executeRaw(sql`UPDATE "OcspResponder" SET "spkiSha256" = ${"0".repeat(64)}`);
    expect((await answer(1n)).status).toBe("tryLater");
  });
});
