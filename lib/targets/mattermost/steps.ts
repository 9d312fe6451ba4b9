import { listFileNames, type ListPlace, listSteps } from "../list-files.ts";
import { step } from "../parts.ts";
import { note } from "../step-notes.ts";
import type { Step } from "../plan.ts";
import type { MattermostInputs } from "./fields.ts";

const citation = "Mattermost, SSL client certificate set-up";

/** `mmuser` → `mmuser-mattermost`, the guide's names. */
export const userFile = (user: string): string => (user.endsWith("-mattermost") ? user : `${user}-mattermost`);

/** What the inventory has already. */
export interface MattermostStored {
  /** Stored name of the authority that is chosen for the users; null while none is. */
  readonly authority: string | null;
  /** Users whose key and certificate are here: the pack has their .p12. */
  readonly users: ReadonlySet<string>;
  readonly place: ListPlace;
}

/**
 * The guide's steps with today's sizes: 2048 bits, serial numbers of their own, version 3 certificates. Where an
 * authority is chosen no second one is made: the lines are those of this console, which has its key.
 */
export function mattermostSteps(inputs: MattermostInputs, stored: MattermostStored): Step[] {
  const { host, days, folder } = inputs;
  const users = inputs.users.length === 0 ? ["mmuser"] : inputs.users;
  const first = userFile(users[0]!);
  const isFirstStored = stored.users.has(users[0]!);
  return [
    step({
      id: "authority",
      phase: "make",
      note: note("mm-authority", { days }),
      proof: { of: "list", list: "client-trust" },
      citation,
      lines: [
        "openssl genrsa -des3 -out ca.mattermost.key 4096",
        `openssl req -new -x509 -days ${days} -key ca.mattermost.key -out ca.mattermost.crt`,
      ],
    }),
    ...users.flatMap((user) => userSteps(user, inputs, stored)),
    step({ id: "repeat", phase: "make", note: note("mm-repeat", {}), citation }),
    step({
      id: "copy",
      phase: "copy",
      note: note("copy-files", {
        files: `${["privkey.pem", "fullchain.pem", "ca.mattermost.crt", ...listFileNames(stored.place)].join(", ")} → ${folder}`,
      }),
      citation,
    }),
    step({
      id: "nginx-version",
      phase: "apply",
      lines: ["nginx -v"],
      note: note("mm-nginx-version", { block: inputs.nginx === "older" ? "old" : "new" }),
      citation: "nginx 1.25.1, changes",
    }),
    step({
      id: "settings",
      phase: "apply",
      note: note("write-settings", { path: "/etc/nginx/sites-available/mattermost" }),
      citation,
    }),
    step({
      id: "reload",
      phase: "apply",
      lines: ["nginx -t", "systemctl reload nginx"],
      note: note("test-settings", {}),
      citation,
    }),
    ...listSteps(stored.place),
    step({
      id: "close-port",
      phase: "apply",
      note: note("mm-close-port", {}),
      citation: "Mattermost, NGINX proxy set-up",
    }),
    step({
      id: "curl",
      phase: "check",
      note: note("mm-curl", { message: "No required SSL certificate was sent" }),
      citation,
      lines: [
        isFirstStored
          ? `curl -v -s -k --cert-type P12 --cert users/${first}.p12:<passphrase> https://${host}`
          : `curl -v -s -k --key ${first}.key --cert ${first}.crt:<passphrase> https://${host}`,
      ],
    }),
    // The pack has those of the people whose keys are here.
    ...users.filter((user) => !stored.users.has(user)).map((user) => pkcs12Step(user)),
    step({
      id: "import",
      phase: "check",
      where: "browser",
      note: note("mm-import", { file: `${first}.p12` }),
      citation,
    }),
    step({
      id: "visit",
      phase: "check",
      where: "browser",
      note: note("mm-visit", { url: `https://${host}` }),
      citation,
    }),
  ];
}

function userSteps(user: string, { days, users }: MattermostInputs, { authority }: MattermostStored): Step[] {
  const file = userFile(user);
  const roles = users.includes(user) ? [`user:${user}`] : [];
  const typed =
    authority === null
      ? {
          request: [`openssl genrsa -des3 -out ${file}.key 2048`, `openssl req -new -key ${file}.key -out ${file}.csr`],
          sign: `openssl x509 -req -days ${days} -in ${file}.csr -CA ca.mattermost.crt -CAkey ca.mattermost.key -CAcreateserial -extfile client.ext -out ${file}.crt`,
          inspect: `openssl x509 -in ${file}.crt -text -noout`,
          where: "shell" as const,
        }
      : {
          request: [`pki csr ${user} CN:${user}`],
          sign: `pki sign ${user} ${authority} profile:client days:${days}`,
          inspect: `pki inspect ${user}.crt`,
          where: "console" as const,
        };
  const make = (id: string, rest: Pick<Step, "lines" | "note"> & Partial<Step>): Step =>
    step({ id: `${id}:${user}`, phase: "make", where: typed.where, roles, citation, ...rest });
  return [
    make("request", {
      note: note("mm-user-request", { user }),
      lines: typed.request,
      proof: { of: "stored", name: user, part: "request" },
    }),
    make("sign", {
      note: note("mm-user-sign", { user }),
      lines: [typed.sign],
      proof: { of: "stored", name: user, part: "certificate" },
    }),
    make("inspect", { note: note("mm-user-inspect", { user }), lines: [typed.inspect] }),
  ];
}

function pkcs12Step(user: string): Step {
  const file = userFile(user);
  return step({
    id: `pkcs12:${user}`,
    phase: "check",
    note: note("mm-pkcs12", { user }),
    citation,
    lines: [`openssl pkcs12 -export -out ${file}.p12 -inkey ${file}.key -in ${file}.crt -certfile ca.mattermost.crt`],
  });
}
