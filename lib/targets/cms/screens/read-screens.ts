/**
 * What a Meeting Server prints for one command, read from a pasted text. Labels and their order are those of the
 * vendor's documents for 2.9 and 3.x (Cisco 221729, 217320, 202722, 210530).
 */
export interface Screen {
  /** The host before the `>` of the prompt, lower case; null where the text has none. */
  readonly host: string | null;
  /** `callbridge`, `pki match a.key a.crt`: as typed, or told by the labels where no prompt was pasted. */
  readonly command: string;
  /** Label in lower case → what stands behind its colon, a line each. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** All lines of it, without what surrounds them. */
  readonly lines: readonly string[];
}

/** `cmscore1> callbridge` */
const prompt = /^\s*([A-Za-z0-9][A-Za-z0-9.-]{0,252})>\s*(\S.*)?$/;
const field = /^([A-Za-z][A-Za-z0-9 ().-]{0,60}?)\s*:(?!\/)\s*(.*)$/;
/** Labels and lines whose value nobody may read twice: `turn` prints its password in clear. */
const secret = /pass\s*(?:word|phrase)|secret|credential|token|username|key text/i;
/** A screen that was pasted without its prompt begins with one of these. */
const first = /^(?:Enabled|Listening interfaces|Status|ERROR|SIP interfaces|User supplied certificates and keys)\s*:/i;
// Colours and cursor moves of a terminal. Written by code, so that no control character stands in this file.
const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, "g");

interface Draft {
  host: string | null;
  command: string;
  readonly fields: Map<string, string[]>;
  readonly lines: string[];
}

/** The screens of a text in their order. Lines that hold a password are left out before anything else is looked at. */
export function readScreens(text: string): readonly Screen[] {
  const drafts: Draft[] = [];
  const begin = (host: string | null, command: string): Draft => {
    const draft: Draft = { host, command, fields: new Map(), lines: [] };
    drafts.push(draft);
    return draft;
  };
  let open: Draft | null = null;
  let label = "";
  for (const raw of text.replace(escapes, "").split(/\r\n|\n|\r/)) {
    const line = raw.trim();
    if (line === "" || secret.test(line)) continue;
    const typed = prompt.exec(line);
    if (typed !== null) {
      open = begin(typed[1]!.toLowerCase(), (typed[2] ?? "").trim().replace(/\s+/g, " "));
      label = "";
      continue;
    }
    if (open === null || (open.command === "" && open.fields.size > 0 && first.test(line)))
      open = begin(open?.host ?? null, "");
    open.lines.push(line);
    const found = field.exec(line);
    if (found === null) {
      // A list may go on below its label.
      if (/^[a-z]:\d+$/.test(line)) open.fields.get(label)?.push(line);
      continue;
    }
    label = found[1]!.trim().toLowerCase();
    const known = open.fields.get(label) ?? [];
    if (found[2] !== "") known.push(found[2]!.trim());
    open.fields.set(label, known);
  }
  return drafts.flatMap((draft) => {
    const command = draft.command === "" ? commandOf(draft) : draft.command;
    return command === null ? [] : [{ ...draft, command }];
  });
}

/** The command that prints these labels; null for a text of none that is known. */
function commandOf({ fields }: Draft): string | null {
  const has = (...labels: readonly string[]): boolean => labels.some((each) => fields.has(each));
  if (has("user supplied certificates and keys")) return "pki list";
  if (has("server certificate", "node in use", "nodes")) return "database cluster status";
  if (has("c2w trusted certs", "callbridge cluster trusted certs", "listening interfaces")) return "callbridge";
  if (has("https full chain certificate file", "c2w key file", "c2w trust bundle")) return "webbridge3";
  if (has("tls cert", "tls key", "tls port")) return "turn";
  if (has("tls listening interface", "tls listening port")) return "webadmin";
  if (has("nfs domain name", "nfs directory")) return "recorder";
  if (has("sip key file", "sip resolution")) return "streamer";
  return null;
}
