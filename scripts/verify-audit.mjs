// Verifies an export of the audit log: `node verify.mjs <zip>` beside it, or `npm run verify-audit -- <zip>`. Exit code 0: it
// is whole; 1: what was changed is named, a line each; 2: it could not be read. Needs Node and nothing else.
//
// log.txt has a line for each entry of the chain: its number, the id of its event, its hash, and its text or `-` when the event
// is gone. The hash is SHA-256 of a zero byte and the text; the text names the hash before it (`prev`). A checkpoint is a signed
// note (C2SP) over the number of entries and the root of the Merkle tree of RFC 6962 over their hashes.
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { inflateRawSync } from "node:zlib";

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();

/** The files of a zip, by name (APPNOTE 6.3): stored or deflated. */
function readZip(bytes) {
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== 0x06054b50) end -= 1;
  if (end < 0) throw new Error("this is no zip file, or it is cut off");
  const files = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) throw new Error("the directory of the zip file is damaged");
    const [method, packed] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(start, start + packed);
    files.set(bytes.toString("utf8", at + 46, at + 46 + name), method === 0 ? content : inflateRawSync(content));
    at += 46 + name + extra + comment;
  }
  return files;
}

/** The right edge of the tree: roots of its full subtrees, the largest first. */
function append(edge, size, leaf) {
  edge.push(leaf);
  for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    const right = edge.pop();
    edge.push(sha256("\x01", edge.pop(), right));
  }
}

const rootOf = (edge) =>
  edge.length === 0
    ? sha256("")
    : edge.slice(0, -1).reduceRight((right, left) => sha256("\x01", left, right), edge.at(-1));

/** A verifier `name+id+base64`, as Go's sumdb/note has it. */
function readVerifier(text) {
  const [, name, id, base64] = /^(.+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  const named = Buffer.from(base64 ?? "", "base64");
  if (named.length !== 33 || named[0] !== 1) throw new Error(`"${text}" is no Ed25519 verifier`);
  const found = sha256(`${name}\n`, named).subarray(0, 4).toString("hex");
  if (found !== id) throw new Error(`the id of the verifier ${text} is not that of its key`);
  const x = named.subarray(1).toString("base64url");
  return { name, id, key: createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" }) };
}

/** The size and root of a note; null when none of the verifiers signed it. */
function readNote(note, verifiers) {
  const cut = note.indexOf("\n\n");
  const [text, signatures] = [note.slice(0, cut + 1), note.slice(cut + 2).split("\n")];
  const [, size = "", root = ""] = text.split("\n");
  for (const line of signatures) {
    const [, name, base64] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = Buffer.from(base64 ?? "", "base64");
    const verifier = verifiers.find((each) => each.name === name && each.id === bytes.subarray(0, 4).toString("hex"));
    if (verifier !== undefined && verify(null, Buffer.from(text), verifier.key, bytes.subarray(4)))
      return { size: Number(size), root };
  }
  return null;
}

/** What a reader of the result knows an event by. */
function nameOf(event, text) {
  try {
    const { at, actor, command } = JSON.parse(text);
    return `event ${event} (${at}, ${actor === "" ? "nobody" : actor}, ${command})`;
  } catch {
    return `event ${event}`;
  }
}

/** Everything that is not as it was written, a sentence each; empty: the log is whole. */
function findChanges(files, trusted = []) {
  const text = (name) => {
    const bytes = files.get(name);
    if (bytes === undefined) throw new Error(`${name} is not in the export`);
    return bytes.toString("utf8");
  };
  const changes = [];
  const { checkpoints, head, verifiers } = JSON.parse(text("checkpoints.json"));
  const known = (trusted.length > 0 ? trusted : verifiers).map(readVerifier);
  const lines = text("log.txt").split("\n");
  if (lines.pop() !== "") changes.push("log.txt is cut off in the middle of a line");
  const notes = [];
  for (const note of [...checkpoints, ...(head === "" ? [] : [head])]) {
    const read = readNote(note, known);
    if (read === null)
      changes.push(`a checkpoint is not signed by a key of this log: ${JSON.stringify(note.slice(0, 80))}`);
    else notes.push(read);
  }
  notes.sort((one, other) => one.size - other.size);
  if (lines.length > 0 && head === "") changes.push("the newest checkpoint is gone");
  const [edge, gone, erased, events] = [[], new Map(), new Set(), new Set()];
  let [next, previous, nextNote] = [1, "0".repeat(64), 0];
  for (const line of lines) {
    const [, number, event, hash, entry] = /^(\d+) (\d+) ([0-9a-f]{64}) (.*)$/s.exec(line) ?? [];
    if (hash === undefined) {
      changes.push(`a line of log.txt cannot be read: ${JSON.stringify(line.slice(0, 60))}`);
      continue;
    }
    const seq = Number(number);
    if (seq !== next)
      changes.push(seq > next ? `entries ${next} to ${seq - 1} are missing` : `entry ${seq} is there twice`);
    events.add(event);
    if (entry === "-") gone.set(event, seq);
    else if (sha256("\0", entry).toString("hex") !== hash)
      changes.push(`${nameOf(event, entry)} was changed after it was logged`);
    else {
      const { prev, command, outcome, facts } = JSON.parse(entry);
      if (prev !== previous) changes.push(`entry ${seq} (event ${event}) does not follow the one before it`);
      if (command === "audit-erase" && outcome === "done") for (const id of facts.events ?? []) erased.add(String(id));
    }
    append(edge, seq - 1, Buffer.from(hash, "hex"));
    [next, previous] = [seq + 1, hash];
    for (; nextNote < notes.length && notes[nextNote].size <= seq; nextNote += 1) {
      const { size, root } = notes[nextNote];
      if (size === seq && rootOf(edge).toString("base64") !== root)
        changes.push(`the log is not the one of the checkpoint over ${size} entries: something before was changed`);
    }
  }
  for (const [event, seq] of gone) if (!erased.has(event)) changes.push(`event ${event} (entry ${seq}) was deleted`);
  const most = notes.at(-1)?.size ?? 0;
  if (most > next - 1)
    changes.push(`the log was cut off: a checkpoint is over ${most} entries, and ${next - 1} are there`);
  if (head !== "" && notes.length > 0 && readNote(head, known) !== null && readNote(head, known).size < next - 1)
    changes.push(`entries after ${readNote(head, known).size} are under no checkpoint`);
  for (const line of text("unchained.txt").split("\n").filter(Boolean)) {
    const { event } = JSON.parse(line);
    changes.push(`${nameOf(event, line)} is not in the chain: it was inserted, or changed before it entered`);
  }
  return {
    changes: [...new Set(changes)],
    entries: lines.length,
    events: events.size,
    erased: [...gone.keys()].filter((id) => erased.has(id)).length,
  };
}

function main(words) {
  const at = words.indexOf("--key");
  const trusted = at < 0 ? [] : words.splice(at, 2).slice(1);
  const [file] = words;
  if (file === undefined || words.length > 1) {
    console.error("Usage: verify-audit <zip> [--key <verifier that you noted before>]");
    return 2;
  }
  try {
    const files = readZip(readFileSync(resolve(process.env.INIT_CWD ?? ".", file)));
    const { changes, entries, events, erased } = findChanges(files, trusted);
    if (changes.length > 0) {
      for (const change of changes) console.log(change);
      console.log(
        `The log is not whole: ${changes.length} ${changes.length === 1 ? "finding" : "findings"} in ${entries} entries.`,
      );
      return 1;
    }
    const byLaw = erased === 0 ? "" : ` ${erased} of them erased by law, their hashes kept.`;
    const keys = JSON.parse(files.get("checkpoints.json").toString("utf8")).verifiers;
    console.log(
      `The log is whole: ${entries} entries of ${events} events.${byLaw} Signed by ${(trusted.length > 0 ? trusted : keys).join(", ") || "no key yet"}.`,
    );
    if (trusted.length === 0)
      console.log(
        "The key came with the export. Compare it with the one that you noted, or name that one: --key <verifier>.",
      );
    return 0;
  } catch (error) {
    console.error(`The export cannot be read: ${error.message}`);
    return error.code === "ENOENT" ? 2 : 1;
  }
}

process.exitCode = main(process.argv.slice(2));
