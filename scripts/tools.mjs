// The strangers that judge what Chainsmith makes. Missing ones are installed from Debian's packages where that is
// allowed.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

const tools = [
  { program: "openssl", debian: "openssl" },
  { program: "ssh-keygen", debian: "openssh-client" },
  { program: "certtool", debian: "gnutls-bin" },
  { program: "pk12util", debian: "libnss3-tools" },
  { program: "keytool", debian: "default-jre-headless" },
  { program: "go", debian: "golang-go" },
  { program: "curl", debian: "curl" },
  { program: "nginx", debian: "nginx-light" },
  { program: "haproxy", debian: "haproxy" },
  { program: "chromium", debian: "chromium", found: () => findChromium() !== undefined },
  { program: "postgres", debian: "postgresql", found: () => findPostgres() !== undefined },
  { program: "age", debian: "age" },
  {
    program: "golang.org/x/mod",
    debian: "golang-golang-x-mod-dev",
    found: () => existsSync("/usr/share/gocode/src/golang.org/x/mod/sumdb"),
  },
  { program: "fc-list", debian: "fontconfig" },
];

/** Servers live in /usr/sbin, which is not on every PATH. */
function onPath(program) {
  return [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin"].some((folder) =>
    existsSync(join(folder, program)),
  );
}

/** The same engine without the window around it, which half of the processor time of a journey goes to. */
const headlessShell = "/usr/bin/chromium-headless-shell";

/** A Chromium that Playwright can drive: CHROMIUM_PATH, the system's headless shell or its browser, or undefined. */
export function findChromium() {
  const candidates = [
    process.env.CHROMIUM_PATH,
    headlessShell,
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
  ];
  return candidates.find((path) => path && existsSync(path));
}

/** The folder with initdb and postgres, or undefined. */
export function findPostgres() {
  const folders = existsSync("/usr/lib/postgresql")
    ? readdirSync("/usr/lib/postgresql")
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => `/usr/lib/postgresql/${version}/bin`)
    : [];
  return [...folders, "/usr/local/bin", "/usr/bin"].find((folder) => existsSync(join(folder, "initdb")));
}

/** True when every judge is here, after an `apt-get install` of what was missing; else throws what to install. */
export function requireTools() {
  // Not every release of Debian has the shell; a whole browser serves as well.
  if (!process.env.CHROMIUM_PATH && !existsSync(headlessShell)) aptInstall(["chromium-headless-shell"], "ignore");
  const isMissing = ({ program, found }) => !(found ? found() : onPath(program));
  const missing = tools.filter(isMissing);
  if (missing.length === 0) return true;
  const packages = missing.map(({ debian }) => debian);
  console.log(`Missing: ${missing.map(({ program }) => program).join(", ")}. Installing ${packages.join(" ")} …`);
  aptInstall(packages, "inherit");
  const still = tools.filter(isMissing);
  if (still.length === 0) return true;
  throw new Error(`These programs are needed and could not be installed: ${still.map(({ program }) => program).join(", ")}.
On Debian or Ubuntu: sudo apt-get install ${still.map(({ debian }) => debian).join(" ")}`);
}

/** Tries to install; the caller looks again whether the programs are there. */
function aptInstall(packages, complaints) {
  if (!onPath("apt-get") || process.getuid?.() !== 0) return;
  const options = {
    stdio: ["ignore", "ignore", complaints],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  };
  spawnSync("apt-get", ["update", "-qq"], options);
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], options);
}
