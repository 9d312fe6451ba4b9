import { execFileSync } from "node:child_process";
import { chownSync, cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { freePort, listens, programPath, start, type Started } from "./programs.ts";

/** nginx and PostgreSQL with the files of a pack: what a unit test and a journey both want of them. */

/**
 * nginx in the foreground, in `folder`, with a generated server block. Only what is of this machine is changed: the
 * port of TLS (`from` is the one of the block), the port of plain HTTP, and no IPv6. One that is to read its files anew has
 * a master process.
 */
export async function startNginx(
  folder: string,
  block: string,
  { from, port, isReloaded = false }: { readonly from: number; readonly port: number; readonly isReloaded?: boolean },
): Promise<Started> {
  const spare = await freePort();
  const adapted = block
    .replace(/^ *listen \[::\].*\n/gm, "")
    .replace(`listen ${from} ssl`, `listen 127.0.0.1:${port} ssl`)
    .replace("listen 80;", `listen 127.0.0.1:${spare};`);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
    .join("\n");
  const whole = `daemon off;\n${isReloaded ? "" : "master_process off;\n"}pid ${folder}/nginx.pid;\nerror_log ${folder}/error.log;\nevents {}\nhttp {\naccess_log off;\n${temporary}\n${adapted}\n}\n`;
  writeFileSync(join(folder, "whole.conf"), whole);
  const nginx = start(programPath("nginx"), ["-p", folder, "-c", join(folder, "whole.conf")], folder);
  await listens(port);
  return nginx;
}

export interface DatabaseFiles {
  readonly key: string;
  readonly certificate: string;
  readonly authority: string;
}

/**
 * Puts the files of a machine into the server's data folder, and lets in certificates alone, over the user `postgres`.
 */
export async function useCertificates(
  url: string,
  folder: string,
  { key, certificate, authority }: DatabaseFiles,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ data_directory: string; hba_file: string }>(
    "SELECT current_setting('data_directory') AS data_directory, current_setting('hba_file') AS hba_file",
  );
  const { data_directory: data, hba_file: hba } = rows[0]!;
  for (const file of [key, certificate, authority]) {
    cpSync(join(folder, file), join(data, file));
    if (process.getuid?.() === 0) chownSync(join(data, file), idOf("-u"), idOf("-g"));
  }
  for (const [name, value] of [
    ["ssl_cert_file", certificate],
    ["ssl_key_file", key],
    ["ssl_ca_file", authority],
    ["ssl", "on"],
  ])
    await client.query(`ALTER SYSTEM SET ${name} = '${value}'`);
  writeFileSync(hba, "hostssl all postgres 127.0.0.1/32 cert clientcert=verify-full\n");
  await client.query("SELECT pg_reload_conf()");
  await client.end();
}

const idOf = (flag: string): number => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
