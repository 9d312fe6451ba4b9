import type { Equivalents } from "./equivalents.ts";
import { quoteFileName, quoteForShell } from "./shell-quote.ts";
import { writeWord } from "../tokenise.ts";

export interface VerifyForm {
  readonly file: string;
  readonly bundle?: string | readonly string[] | undefined;
  readonly anchors?: string | readonly string[] | undefined;
  readonly purpose?: string | undefined;
  readonly name?: string | undefined;
  /** ISO 8601. */
  readonly at?: string | undefined;
  readonly profile?: string | undefined;
  readonly revocation?: string | undefined;
}

/**
 * The question as a typed line of ours, with the attributes that are not as they are anyway; null when it has too many
 * files for one.
 */
export function verifyLine(form: VerifyForm): string | null {
  const [bundle, anchors] = [listOf(form.bundle), listOf(form.anchors)];
  if (form.file === "" || bundle.length > 1 || anchors.length > 1 || (bundle.length === 0 && anchors.length > 0))
    return null;
  const attributes = [
    form.purpose === undefined || form.purpose === "any" ? "" : `purpose:${form.purpose}`,
    form.name === undefined || form.name === "" ? "" : `name:${form.name}`,
    form.at === undefined ? "" : `at:${form.at}`,
    form.profile === undefined || form.profile === "standard" ? "" : `profile:${form.profile}`,
    form.revocation === undefined || form.revocation === "given" ? "" : `revocation:${form.revocation}`,
  ];
  const words = [form.file, ...bundle, ...anchors, ...attributes.filter((word) => word !== "")];
  return ["pki verify", ...words.map(shown)].join(" ");
}

/**
 * `pki verify` and `openssl verify` for a question about stored files. The appliance has no words for purpose, name and
 * time.
 */
export function verifyEquivalents(form: VerifyForm): Equivalents {
  const [bundle, anchors] = [listOf(form.bundle), listOf(form.anchors)];
  const lists = bundle.filter(isList);
  const others = bundle.filter((file) => !isList(file));
  const trusted = anchors.length > 0 ? anchors : others;
  const untrusted = anchors.length > 0 ? others : [];
  const words = [
    ...purposeWords(form.purpose),
    ...nameWords(form.name),
    ...(form.at === undefined ? [] : [`-attime ${Math.floor(new Date(form.at).getTime() / 1000)}`]),
    // -CAfile is read with the system's own trust left in; several files are each -trusted, which leaves it out.
    ...(trusted.length === 1
      ? [`-CAfile ${quoteFileName(trusted[0]!)}`]
      : trusted.map((file) => `-trusted ${quoteFileName(file)}`)),
    ...untrusted.map((file) => `-untrusted ${quoteFileName(file)}`),
    ...(lists.length === 0 ? [] : ["-crl_check", ...lists.map((file) => `-CRLfile ${quoteFileName(file)}`)]),
    quoteFileName(form.file),
  ];
  const cms =
    trusted.length === 0 || lists.length > 0 || bundle.length > 1 || anchors.length > 1
      ? null
      : `pki verify ${[form.file, ...bundle, ...anchors].map(shown).join(" ")}`;
  return { cms, openssl: [`openssl verify -x509_strict ${words.join(" ")}`] };
}

const isList = (file: string): boolean => /\.crl$/i.test(file);

function purposeWords(purpose: string | undefined): string[] {
  return purpose === "server" ? ["-purpose sslserver"] : purpose === "client" ? ["-purpose sslclient"] : [];
}

function nameWords(name: string | undefined): string[] {
  if (name === undefined || name === "") return [];
  const kind = name.includes("@") ? "email" : name.includes(":") || /^[0-9.]+$/.test(name) ? "ip" : "hostname";
  return [`-verify_${kind} ${quoteForShell(name)}`];
}

function listOf(given: string | readonly string[] | undefined): readonly string[] {
  const list = typeof given === "string" ? [given] : (given ?? []);
  return list.filter((name) => name !== "");
}

function shown(fileName: string): string {
  return writeWord(fileName.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ""));
}
