import { step } from "../parts.ts";
import { note } from "../step-notes.ts";
import type { Step } from "../plan.ts";
import type { MattermostInputs } from "./fields.ts";

const citation = "Mattermost, SSL client certificate set-up";

/** `mmuser` → `mmuser-mattermost`, the guide's names. */
export const userFile = (user: string): string => (user.endsWith("-mattermost") ? user : `${user}-mattermost`);

/** The guide's steps with today's sizes: 2048 bits, serial numbers of their own, version 3 certificates. */
export function mattermostSteps(inputs: MattermostInputs): Step[] {
  const { host, days, folder } = inputs;
  const users = inputs.users.length === 0 ? ["mmuser"] : inputs.users;
  const first = userFile(users[0]!);
  return [
    step({
      id: "authority",
      phase: "make",
      note: note("mm-authority", { days }),
      citation,
      lines: [
        "openssl genrsa -des3 -out ca.mattermost.key 4096",
        `openssl req -new -x509 -days ${days} -key ca.mattermost.key -out ca.mattermost.crt`,
      ],
    }),
    ...users.flatMap((user) => userSteps(user, days)),
    step({ id: "repeat", phase: "make", note: note("mm-repeat", {}), citation }),
    step({
      id: "copy",
      phase: "copy",
      note: note("copy-files", {
        files: `privkey.pem, fullchain.pem, ca.mattermost.crt${inputs.crl === undefined ? "" : ", ca.mattermost.crl"} → ${folder}`,
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
      lines: [`curl -v -s -k --key ${first}.key --cert ${first}.crt:<passphrase> https://${host}`],
    }),
    ...users.map((user) => pkcs12Step(user)),
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

function userSteps(user: string, days: number): Step[] {
  const file = userFile(user);
  const sign = `openssl x509 -req -days ${days} -in ${file}.csr -CA ca.mattermost.crt -CAkey ca.mattermost.key -CAcreateserial -extfile client.ext -out ${file}.crt`;
  return [
    step({
      id: `request:${user}`,
      phase: "make",
      note: note("mm-user-request", { user }),
      citation,
      lines: [`openssl genrsa -des3 -out ${file}.key 2048`, `openssl req -new -key ${file}.key -out ${file}.csr`],
    }),
    step({ id: `sign:${user}`, phase: "make", lines: [sign], note: note("mm-user-sign", { user }), citation }),
    step({
      id: `inspect:${user}`,
      phase: "make",
      lines: [`openssl x509 -in ${file}.crt -text -noout`],
      note: note("mm-user-inspect", { user }),
      citation,
    }),
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
