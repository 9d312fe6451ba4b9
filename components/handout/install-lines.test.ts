import { spawn } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clientFile, rootPem, startMutualServer } from "../../test/support/mutual-tls.ts";
import { temporaryFolder } from "../../test/support/external-tools.ts";
import { curlLines } from "./install-lines.ts";

/** The lines of the install page as a person pastes them; the address is the one thing that they change. */

const folder = temporaryFolder();
let server: Awaited<ReturnType<typeof startMutualServer>>;

beforeAll(async () => {
  server = await startMutualServer();
  folder.write("root.pem", rootPem);
});

afterAll(() => {
  server.close();
  folder.remove();
});

async function pasted(
  profile: "modern" | "compatible",
  typed: (passphrase: string) => string,
): Promise<{ status: number | null; text: string }> {
  const { pkcs12, passphrase } = await clientFile(profile);
  folder.write("minji.p12", pkcs12);
  const lines = curlLines.replace("https://chat.example.com/", `https://localhost:${server.port}/`);
  expect(lines).not.toBe(curlLines);
  const shell = spawn("bash", ["-c", lines], {
    cwd: folder.path("."),
    env: { ...process.env, CURL_CA_BUNDLE: folder.path("root.pem"), NO_PROXY: "*" },
  });
  shell.stdin.end(`${typed(passphrase)}\n`);
  let text = "";
  shell.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const status = await new Promise<number | null>((resolve) => shell.once("close", resolve));
  return { status, text };
}

test.each(["modern", "compatible"] as const)("curl gets in with a .p12 of the profile %s", async (profile) => {
  expect(await pasted(profile, (passphrase) => passphrase)).toEqual({ status: 0, text: "hello 김민지" });
});

test("curl does not get in with a wrong passphrase: the certificate is what opens the door", async () => {
  expect(await pasted("modern", () => "another")).toMatchObject({ status: 58, text: "" });
});
