import { expect, it } from "vitest";
import type { AuditRow } from "@/lib/commands/ports/audit.ts";
import { foldBatches } from "./fold-batches.ts";

const row = (id: string, facts: AuditRow["facts"], more: Partial<AuditRow> = {}): AuditRow => ({
  id,
  at: new Date(0),
  finishedAt: new Date(0),
  actor: "ada@example.com",
  actorKind: "user",
  actorName: "Ada",
  owner: null,
  address: null,
  credential: null,
  role: "operator",
  surface: "browser",
  command: "client-batch",
  outcome: "done",
  errorCode: null,
  facts,
  ...more,
});

it("the people of a batch that stand one after another are one row with all their names", () => {
  const told = foldBatches([
    row("5", { batch: "b", row: 3, name: "c" }),
    row("4", { batch: "b", row: 2, name: "b" }),
    row("3", { batch: "b", row: 1, name: "a" }),
    row("2", { people: 3, issuer: "ca" }),
  ]);
  expect(told.map(({ id, facts }) => [id, facts["name"]])).toEqual([
    ["5", ["c", "b", "a"]],
    ["2", undefined],
  ]);
});

it("another batch, another outcome and another act stay rows of their own", () => {
  const rows = [
    row("4", { batch: "b", row: 1, name: "a" }),
    row("3", { batch: "other", row: 1, name: "a" }),
    row("2", { batch: "other", row: 2, name: "b" }, { outcome: "failed", errorCode: "sign.issuer-expired" }),
    row("1", { name: "web" }, { command: "csr" }),
    row("0", { name: "web" }, { command: "csr" }),
  ];
  expect(foldBatches(rows)).toEqual(rows);
});
