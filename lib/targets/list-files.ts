import type { Material } from "./material.ts";
import { step, textFile } from "./parts.ts";
import type { PlannedFile, Step } from "./plan.ts";
import type { ServiceLists } from "./service-lists.ts";
import { note } from "./step-notes.ts";

/** The files of a service's revocation lists, and the steps that keep them new. */

/** What a machine does with its lists. */
export interface ListPlace {
  readonly lists: ServiceLists;
  /** Folder of the files on the machine. */
  readonly folder: string;
  /** Name of the file with a list of each level: `ca.mattermost.crl`. */
  readonly file: string;
  /** What reads them: nginx by a signal; Tableau keeps a copy that is given to it anew. */
  readonly service: "nginx" | "tableau";
}

/** Stays as it is beside the lists that are fetched. */
const uploadedFile = ({ file }: ListPlace): string => `uploaded-${file}`;
const scriptFile = "fetch-lists.sh";

const crlFile = (path: string, crls: ServiceLists["crls"]): PlannedFile => ({
  node: "",
  path,
  kind: "crl",
  source: { from: "crls", crls },
  mode: 0o644,
});

/** One list of each level in one file; where they are signed here also the script that fetches them anew. */
export function listFiles(place: ListPlace, material: Material): PlannedFile[] {
  const { lists, file } = place;
  if (lists.crls.length === 0) return [];
  const whole = crlFile(file, lists.crls);
  if (lists.paths.length === 0) return [whole];
  return [
    whole,
    ...(lists.uploaded === null ? [] : [crlFile(uploadedFile(place), [lists.uploaded.crl])]),
    textFile(scriptFile, "script", fetchScript(place, material)),
  ];
}

/** The names of the files that go to the machine for them. */
export function listFileNames(place: ListPlace): readonly string[] {
  const { lists, file } = place;
  if (!lists.hasFile) return [];
  if (lists.paths.length === 0) return [file];
  return [file, ...(lists.uploaded === null ? [] : [uploadedFile(place)]), scriptFile];
}

/** Once an hour: well within the half of a life after which a list is signed anew. */
const minute = 17;

/** A revocation is in the list a second after it; the machine has it at its next look. */
export function listSteps(place: ListPlace): Step[] {
  const { lists, folder, service } = place;
  if (lists.paths.length === 0) return [];
  const script = quoted(`${folder}/${scriptFile}`);
  const line = `${minute} ${service === "nginx" ? "*" : "3"} * * * root sh ${script}`;
  return [
    step({
      id: "fetch-lists",
      phase: "apply",
      lines: [`sh ${script}`, `echo "${line}" >/etc/cron.d/fetch-lists`],
      note: note(service === "nginx" ? "lists-nginx" : "lists-tableau", { paths: lists.paths.join(", ") }),
      citation: service === "nginx" ? "nginx, ssl_crl" : "Tableau Server, mutual SSL authentication",
    }),
  ];
}

/** Without a base address the person puts that of the console in. */
const unknownBase = "http://console.example.com";

function fetchScript(place: ListPlace, { publishedAt }: Material): string {
  const { lists, folder, file, service } = place;
  const fetched = lists.paths.map((path) => `curl -fsS "$console${path}" >>"$new"`);
  const kept = lists.uploaded === null ? [] : [`cat ${quoted(uploadedFile(place))} >>"$new"`];
  return `#!/bin/sh
# Fetches the revocation lists of every level, and has the service read them where they have changed.
set -eu
console=${publishedAt ?? unknownBase}
cd ${quoted(folder)}
new=$(mktemp ./.lists.XXXXXX)
trap 'rm -f "$new"' EXIT
${[...fetched, ...kept].join("\n")}
openssl crl -in "$new" -noout
if cmp -s "$new" ${quoted(file)}; then exit 0; fi
chmod 644 "$new"
${service === "nginx" ? nginxReads(file) : tableauReads(folder, file)}`;
}

/** A list that nginx does not take is not left in its place: the next start would fail. */
const nginxReads = (file: string): string => `cp -p ${quoted(file)} ${quoted(`${file}.before`)}
mv "$new" ${quoted(file)}
if ! nginx -t -q; then
  mv ${quoted(`${file}.before`)} ${quoted(file)}
  exit 1
fi
nginx -s reload
`;

const tableauReads = (folder: string, file: string): string => `mv "$new" ${quoted(file)}
tsm authentication mutual-ssl configure -rf ${quoted(`${folder}/${file}`)}
tsm pending-changes apply --ignore-prompt
`;

/** For a shell: quoted only where it is needed, so that the line reads like the others. */
const quoted = (text: string): string => (/^[A-Za-z0-9_./:+@-]+$/.test(text) ? text : `'${text}'`);
