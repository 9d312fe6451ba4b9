import Sqlite from "libsql";
import { expect, test } from "vitest";
import { SqliteStatements } from "./sqlite-statements.ts";

function opened() {
  const connection = new Sqlite(":memory:");
  const statements = new SqliteStatements(connection);
  connection.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE, octets BLOB, flag BOOLEAN, at DATETIME)");
  return { connection, statements };
}

test("a kept statement runs again with other values, and after it failed", () => {
  const { statements } = opened();
  const sql = "INSERT INTO t (name, octets, flag, at) VALUES (?, ?, ?, ?)";
  expect(
    statements.run({ sql, args: ["one", new Uint8Array([1, 2, 3]).subarray(1), true, new Date(5)] }),
  ).toMatchObject({ rowsAffected: 1, lastInsertRowid: 1n });
  expect(() => statements.run({ sql, args: ["one", null, false, null] })).toThrow(
    expect.objectContaining({
      code: "SQLITE_CONSTRAINT_UNIQUE",
      rawCode: 2067,
      message: "UNIQUE constraint failed: t.name",
    }),
  );
  expect(statements.run({ sql, args: ["two", new ArrayBuffer(2), false, null] }).rowsAffected).toBe(1);
  const read = { sql: "SELECT name, octets, flag, at FROM t WHERE id >= ? ORDER BY id", args: [1] };
  const { columns, columnTypes, rows } = statements.run(read);
  expect({ columns, columnTypes }).toEqual({
    columns: ["name", "octets", "flag", "at"],
    columnTypes: ["TEXT", "BLOB", "BOOLEAN", "DATETIME"],
  });
  expect(rows).toEqual([
    ["one", new Uint8Array([2, 3]).buffer, 1, 5],
    ["two", new ArrayBuffer(2), 0, null],
  ]);
  expect(statements.run({ ...read, args: [2] }).rows).toHaveLength(1);
  expect(statements.run("UPDATE t SET name = 'three' WHERE id = 2 RETURNING id").rows).toEqual([[2]]);
});

test("a kept statement follows a change of the schema", () => {
  const { connection, statements } = opened();
  statements.run("INSERT INTO t (name) VALUES ('one')");
  expect(statements.run("SELECT * FROM t").columns).toHaveLength(5);
  connection.exec("ALTER TABLE t ADD COLUMN more TEXT DEFAULT 'x'");
  const after = statements.run("SELECT * FROM t");
  expect(after.columns).toEqual(["id", "name", "octets", "flag", "at", "more"]);
  expect(after.rows[0]).toHaveLength(6);
});

test("values that would lose digits or cannot be bound are refused", () => {
  const { statements } = opened();
  expect(statements.run("SELECT 9007199254740991").rows).toEqual([[9_007_199_254_740_991]]);
  expect(() => statements.run("SELECT 9007199254740993")).toThrow(RangeError);
  expect(() => statements.run({ sql: "SELECT ?", args: [Number.NaN] })).toThrow(RangeError);
  expect(() => statements.run({ sql: "SELECT :a", args: { a: 1 } })).toThrow(TypeError);
});

test("more statements than are kept work as well", () => {
  const { statements } = opened();
  for (let round = 0; round < 2; round += 1) {
    for (let n = 0; n < 450; n += 1)
      expect(statements.run({ sql: `SELECT ? + ${n}`, args: [1] }).rows).toEqual([[1 + n]]);
  }
});
