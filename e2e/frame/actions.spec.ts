import { readFileSync } from "node:fs";
import { connect } from "node:net";
import type { APIRequestContext } from "@playwright/test";
import { address, port } from "../support/console.ts";
import { expect, test } from "../support/fixtures.ts";
import { startOwnConsole, stopOwnConsoles } from "../support/own-console.ts";

/** Every action of the build, asked by a client that sends what no page of ours would: over the wire, to the real server. */

interface Action {
  readonly id: string;
  readonly name: string;
  /** A page that knows it. */
  readonly path: string;
}

function actions(): Action[] {
  const manifest = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")) as {
    node: Record<string, { workers: Record<string, unknown>; filename: string; exportedName: string }>;
  };
  return Object.entries(manifest.node).map(([id, { workers, exportedName }]) => {
    const [page = ""] = Object.keys(workers).filter((worker) => !worker.includes("["));
    const path = (page === "" ? "/files" : page)
      .replace(/^app/, "")
      .replace(/\/\([a-z]+\)/g, "")
      .replace(/\/page$/, "");
    return { id, name: exportedName, path: path === "" ? "/" : path };
  });
}

const part = (name: string, value: string) =>
  `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const form = (...parts: string[]) => `${parts.join("")}--x--\r\n`;
const multipart = "multipart/form-data; boundary=x";
const text = "text/plain;charset=UTF-8";
/** Bodies that Next can read as arguments. */
const readable: readonly (readonly [string, string, string])[] = [
  ["no arguments", text, "[]"],
  ["null", text, "[null,null,null]"],
  ["numbers", text, "[1,2,3]"],
  ["lists and objects", text, '[[],{},{"toString":1}]'],
  ["undefined and dates", text, '["$undefined","$D2026-01-01T00:00:00.000Z","$n12"]'],
  ["a form that is not one", multipart, form(part("0", '["$K1",{"a":"$K1"}]'))],
  ["a form with wrong fields", multipart, form(part("1_file", "x"), part("1_name", "y"), part("0", '["$K1","$K1"]'))],
  ["a promise", multipart, form(part("1", '"x"'), part("0", '["$@1"]'))],
];
/** Bodies that are no arguments: Next refuses them, and no action begins. */
const broken: readonly (readonly [string, string, string])[] = [
  ["text that is no JSON", text, "hello"],
  ["nothing", text, ""],
  ["a reference to nothing", text, '["$9"]'],
  ["a set that is a map", multipart, form(part("1", '[["a",1]]'), part("0", '["$Q1","$W1"]'))],
  ["a promise that never comes", multipart, form(part("0", '["$@7"]'))],
  ["an action that is none", multipart, form(part("1", '{"id":"00","bound":null}'), part("0", '["$F1"]'))],
  ["a form without a boundary", "multipart/form-data", "--x"],
  ["a form that is cut off", multipart, part("0", "[]").slice(0, 30)],
  ["deep lists", text, "[".repeat(3000) + "]".repeat(3000)],
];

for (const role of ["administrator", "nobody"] as const)
  test.describe(role, () => {
    test.use({ role });

    test("every action answers whatever it is sent", async ({ request }) => {
      const known = actions();
      expect(known.length).toBeGreaterThan(40);
      const wrong: string[] = [];
      for (const { id, name, path } of known) {
        if (name === "signOut") continue;
        for (const [what, type, body] of readable) {
          const status = await ask(request, path, { "next-action": id, "content-type": type }, body);
          if (status >= 400) wrong.push(`${name} (${path}): ${what}: ${status}`);
        }
      }
      expect(wrong).toEqual([]);
    });

    test("what is no body of an action is refused, and the console goes on", async ({ request }) => {
      const { id, path } = actions().find(({ name }) => name === "uploadFile")!;
      for (const [what, type, body] of broken) {
        const status = await ask(request, path, { "next-action": id, "content-type": type }, body);
        // A promise that never comes is an argument that is not what the command takes.
        if (!/promise|deep/.test(what)) expect(status, what).toBeGreaterThanOrEqual(400);
        expect((await request.get("/api/v1/health")).status(), what).toBe(200);
      }
      const unknown = await ask(request, path, { "next-action": "00", "content-type": text }, "[]");
      // Next says one or the other, by whether the page of the path was asked for before.
      expect([400, 404]).toContain(unknown);
    });
  });

async function ask(
  request: APIRequestContext,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<number> {
  const answer = await request.post(path, {
    headers: { ...headers, accept: "text/x-component", origin: address },
    data: Buffer.from(body),
    maxRedirects: 0,
  });
  return answer.status();
}

test.describe("the terminal of the console", () => {
  test.afterEach(stopOwnConsoles);

  test("obeys nothing that a header holds", async ({ folder }) => {
    const own = await startOwnConsole({ folder, port: port + 6 });
    const socket = connect(own.port, "127.0.0.1");
    const head = "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: text/plain\r\n";
    socket.resume().write(Buffer.from(`${head}Next-Action: a\u009b2Jgpj\r\nContent-Length: 2\r\n\r\n[]`, "latin1"));
    await new Promise((resolve) => socket.once("close", resolve));
    await expect(() => expect(own.said()).toContain("gpj")).toPass({ timeout: 5000 });
    expect(own.said()).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}]/u);
  });
});
