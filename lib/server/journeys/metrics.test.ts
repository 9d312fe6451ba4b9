import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writePrometheus } from "../http/prometheus.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { providers, stopTestServer } from "../../../test/support/migrated-database.ts";

/** What Prometheus reads of an inventory, and whether a console can work, on both databases. */

afterAll(stopTestServer);

describe.each(providers)("on %s", (provider) => {
  let console_: TestConsole;
  let now = new Date();
  beforeAll(async () => {
    console_ = await openTestConsole(provider, { now: () => now });
    await console_.ask("selfsigned", { name: "shop-ca", subject: { CN: "Shop CA" }, key: "p-256" });
    await console_.ask("csr", { name: "shop", subject: { CN: "shop.example.com" }, key: "p-256" });
    await console_.ask("sign", { request: "shop", issuer: "shop-ca", days: 20 });
    await console_.ask("crl", { authority: "shop-ca" });
  });
  afterAll(() => console_.close());

  it("metrics count certificates by when they end, and say when authorities and their lists end", async () => {
    const { families } = await console_.ask("metrics", {}, "auditor");
    const text = writePrometheus(families);
    expect(text).toContain('chainsmith_certificates{band="30d"} 1\n');
    expect(text).toContain('chainsmith_certificates{band="expired"} 0\n');
    const seconds = (name: string) =>
      Number(new RegExp(`^${name}\\{authority="shop-ca"\\} (\\d+)$`, "m").exec(text)?.[1]);
    expect(seconds("chainsmith_authority_not_after_seconds")).toBeGreaterThan(now.getTime() / 1000 + 86_400);
    expect(seconds("chainsmith_crl_next_update_seconds")).toBeGreaterThan(now.getTime() / 1000);
    expect(text).toContain('chainsmith_ready{part="database"} 1\n');
    expect(text).toContain("chainsmith_queue_rows 0\n");
  });

  it("a console is ready, and says that its clock is wrong when it is behind what was logged last", async () => {
    expect(await console_.console.readiness()).toEqual({ database: "ok", vault: "ok", disk: "ok", clock: "ok" });
    const right = now;
    now = new Date(now.getTime() - 3_600_000);
    await expect.poll(() => console_.console.readiness(), { timeout: 5000 }).toMatchObject({ clock: "clock.wrong" });
    now = right;
  });
});

it("labels are escaped as the text format wants it, and the buckets of a histogram add up", () => {
  const text = writePrometheus([
    { name: "names", help: "a\nb", type: "gauge", samples: [{ labels: { name: 'a "b" \\ \n c' }, value: 1.5 }] },
    {
      name: "times",
      help: "times",
      type: "histogram",
      histograms: [
        {
          labels: { kind: "page" },
          buckets: [
            { bound: 0.1, count: 2 },
            { bound: null, count: 3 },
          ],
          sum: 0.75,
        },
      ],
    },
  ]);
  expect(text).toBe(
    [
      "# HELP names a\\nb",
      "# TYPE names gauge",
      'names{name="a \\"b\\" \\\\ \\n c"} 1.5',
      "# HELP times times",
      "# TYPE times histogram",
      'times_bucket{kind="page",le="0.1"} 2',
      'times_bucket{kind="page",le="+Inf"} 3',
      'times_sum{kind="page"} 0.75',
      'times_count{kind="page"} 3',
      "",
    ].join("\n"),
  );
});
