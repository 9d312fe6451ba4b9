import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** What a text may mean, of every kind that has a page. */

let console_: TestConsole;
afterAll(() => console_.close());
beforeAll(async () => {
  console_ = await openTestConsole();
  await console_.ask("selfsigned", { name: "shop-ca", subject: { CN: "Shop CA" }, key: "p-256" });
  await console_.ask("csr", { name: "shop", subject: { CN: "shop.example.com" }, key: "p-256" });
  await console_.ask("sign", { request: "shop", issuer: "shop-ca" });
  await console_.ask("service-save", {
    name: "Shop of Seoul",
    target: "tls-server",
    inputs: { host: "shop.example.com", identity: "shop" },
  });
});

it("names, authorities and services that hold the text, each name once and the very name first", async () => {
  const { names, authorities, services, batches } = await console_.ask("find", { text: "shop" }, "auditor");
  expect(names.map(({ basename, found }) => [basename, found])).toEqual([["shop", "exact"]]);
  expect(authorities.map(({ basename }) => basename)).toEqual(["shop-ca"]);
  expect(services).toEqual([{ name: "Shop of Seoul", target: "tls-server" }]);
  expect(batches).toEqual([]);
});

it("nothing that a text does not mean", async () => {
  expect(await console_.ask("find", { text: "nothing-like-it" })).toEqual({
    names: [],
    authorities: [],
    services: [],
    batches: [],
    hasMore: false,
  });
});
