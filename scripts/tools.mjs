// The strangers that judge what Chainsmith makes. Missing ones are installed from Debian's packages where that is allowed.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

const tools = [
  { program: "openssl", debian: "openssl" },
  { program: "ssh-keygen", debian: "openssh-client" },
  { program: "certtool", debian: "gnutls-bin" },
  { program: "pk12util", debian: "libnss3-tools" },
  { program: "keytool", debian: "default-jre-headless" },
  { program: "curl", debian: "curl" },
  { program: "nginx", debian: "nginx-light" },
  { program: "haproxy", debian: "haproxy" },
  { program: "chromium", debian: "chromium", found: () => findChromium() !== undefined },
  { program: "postgres", debian: "postgresql", found: () => findPostgres() !== undefined },
  { program: "fc-list", debian: "fontconfig" },
];

/** Servers live in /usr/sbin, which is not on everybody's PATH. */
function onPath(program) {
  return [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin"].some((folder) => existsSync(join(folder, program)));
}

/** A Chromium that Playwright can drive: CHROMIUM_PATH, a system one, or undefined. */
export function findChromium() {
  const candidates = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  return candidates.find((path) => path && existsSync(path));
}

/** The folder with initdb and postgres, or undefined. */
export function findPostgres() {
  const folders = existsSync("/usr/lib/postgresql")
    ? readdirSync("/usr/lib/postgresql").sort((a, b) => Number(b) - Number(a)).map((version) => `/usr/lib/postgresql/${version}/bin`)
    : [];
  return [...folders, "/usr/local/bin", "/usr/bin"].find((folder) => existsSync(join(folder, "initdb")));
}

/** True when every judge is here, after an `apt-get install` of what was missing. */
export function requireTools() {
  const isMissing = ({ program, found }) => !(found ? found() : onPath(program));
  const missing = tools.filter(isMissing);
  if (missing.length === 0) return true;
  const packages = missing.map(({ debian }) => debian);
  console.log(`Missing: ${missing.map(({ program }) => program).join(", ")}. Installing ${packages.join(" ")} …`);
  if (onPath("apt-get") && process.getuid?.() === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("apt-get", ["update", "-qq"], { stdio: ["ignore", "ignore", "inherit"], env });
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], { stdio: ["ignore", "ignore", "inherit"], env });
  }
  const still = tools.filter(isMissing);
  if (still.length === 0) return true;
  console.error(`These programs are needed and could not be installed: ${still.map(({ program }) => program).join(", ")}.`);
  console.error(`On Debian or Ubuntu: sudo apt-get install ${still.map(({ debian }) => debian).join(" ")}`);
  return false;
}
