import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Store } from "../../commands/ports/store.ts";
import { makeCrl, make, type Made } from "../../../test/support/authority.ts";
import {
  createTestDatabase,
  providers,
  stopTestServer,
  type TestDatabase,
} from "../../../test/support/migrated-database.ts";
import { createStore } from "./store.ts";

afterAll(stopTestServer);

const authority = (CN: string): Made => make({ subject: { CN }, isCa: true });
const [ours, other] = [authority("Listed"), authority("Another")];

describe.each(providers)("stored revocation lists on %s", (provider) => {
  let test_: TestDatabase;
  let store: Store;
  let statements: string[];
  beforeEach(async () => {
    test_ = await createTestDatabase(provider);
    statements = [];
    const { direct } = test_.database;
    const counted = {
      ...direct,
      $queryRaw: ((query: { readonly sql: string }) => (
        statements.push(query.sql),
        direct.$queryRaw(query as never)
      )) as typeof direct.$queryRaw,
    };
    const database = { ...test_.database, direct: counted };
    store = createStore({ database, clock: { now: () => new Date() }, auditEventId: null });
  });
  afterEach(() => test_.remove());

  const put = (fileName: string, issuer: Made) =>
    store.create([{ fileName, kind: "crl", bytes: makeCrl({ issuer }).der }]);
  const names = async (...issuers: readonly Made[]) =>
    (await store.revocationLists(issuers.map(({ name }) => name))).map(({ fileName }) => fileName);

  it("lists are found by their issuer, in order of their names, and others are not handed out", async () => {
    await put("b.crl", ours);
    await put("a.crl", ours);
    await put("c.crl", other);
    expect(await names(ours)).toEqual(["a.crl", "b.crl"]);
    expect(await names(other)).toEqual(["c.crl"]);
    expect(await names(authority("Nobody's"))).toEqual([]);
  });

  it("a list that was replaced or taken away is not found any more", async () => {
    await put("a.crl", ours);
    await put("b.crl", ours);
    expect(await names(ours)).toEqual(["a.crl", "b.crl"]);
    await store.remove("a.crl");
    await store.replaceFile("b.crl", { fileName: "b.crl", kind: "crl", bytes: makeCrl({ issuer: other }).der });
    expect(await names(ours)).toEqual([]);
    expect(await names(other)).toEqual(["b.crl"]);
  });

  it("a question costs three statements once the lists were seen, however many of other authorities are stored", async () => {
    await Promise.all(Array.from({ length: 60 }, (_, index) => put(`other-${index}.crl`, other)));
    await put("a.crl", ours);
    await names(ours);
    statements.length = 0;
    expect(await names(ours)).toEqual(["a.crl"]);
    expect(statements).toHaveLength(3);
    statements.length = 0;
    expect(await names(authority("Nobody's"))).toEqual([]);
    expect(statements).toHaveLength(2);
  });
});
