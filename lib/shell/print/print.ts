import type { OutputOf } from "../../commands/index.ts";
import { visibleLine, visibleText } from "../../pki/asn1/visible-text.ts";
import { terminalTexts as english } from "../../i18n/en/terminal/terminal.ts";
import { terminalTexts as korean } from "../../i18n/ko/terminal/terminal.ts";
import type { Locale } from "../../i18n/locale.ts";
import { sentenceOfError } from "../../i18n/sentences/sentences.ts";
import { sentenceOfWish } from "../../i18n/sentences/wishes.ts";
import { sentenceOfCheck } from "../../i18n/sentences/preflight.ts";
import type { TerminalTexts, TypedName } from "../../i18n/terminal/texts.ts";

import { sentenceOfListSignature, sentencesOfLookup } from "../../i18n/sentences/revocation-lists.ts";
import { printPack, printRehearsal } from "./rehearsal.ts";
import { endLines, printBundles, printRebuilt, printReview } from "./bundle.ts";
import { printComparison } from "./compare.ts";
import { printFound } from "./found.ts";
import { instant } from "./instant.ts";
import { printBatch } from "./batch.ts";
import { printAuthorities, printAuthority, printRenewedAuthority } from "./authorities.ts";
import { printKeys } from "./keys.ts";
import { colons, printInspection } from "./tree.ts";
import { printVerify } from "./verify.ts";

const texts: Readonly<Record<Locale, TerminalTexts>> = { en: english, ko: korean };

type Printers = {
  readonly [N in TypedName]: (value: OutputOf<N>, words: TerminalTexts, locale: Locale, input: TypedInput) => string[];
};
type TypedInput = Readonly<Record<string, unknown>>;

/**
 * A result in the appliance's style. Its own lines (`Created key file …`, `User supplied certificates and keys:`) and
 * the tokens SUCCESS and FAILURE are never translated; sentences that are ours are in the language of the person.
 */
/** Names of one answer that are printed one by one. */
const mostToldOne = 50;

const printers: Printers = {
  usage: ({ services }, words) => [
    "PKI usage:",
    ...services.flatMap(({ service, target, uses }) => [
      `${service} (${target})`,
      ...[...new Set(uses.map(({ name }) => name))].map((name) => `  ${name}`),
    ]),
    ...(services.length === 0 ? [words.noService] : []),
  ],
  list: ({ rows, next }, words, _locale, { search }) => {
    const fileNames = rows
      .flatMap((row) => row.files)
      .map(({ fileName, kind }) => (kind === "locked-key" ? `${fileName}  (${words.locked})` : fileName));
    if (fileNames.length === 0)
      return [
        "User supplied certificates and keys:",
        typeof search === "string" ? words.noFileFor(search) : words.noFile,
      ];
    return [
      "User supplied certificates and keys:",
      ...fileNames,
      ...(next === null ? [] : [words.moreFiles(fileNames.length)]),
    ];
  },
  "key-list": printKeys,
  label: ({ results }, words) =>
    results.map(({ name, outcome, labels }) =>
      outcome === "not-found"
        ? words.noSuchName(name)
        : outcome === "too-many"
          ? words.tooManyLabels(name)
          : words.labelled(name, labels),
    ),
  note: ({ name, note }, words) => [words.noted(name, note === "")],
  archive: ({ changed, unchanged }, words) => [...changed.map(words.archived), ...unchanged.map(words.archivedBefore)],
  unarchive: ({ changed, unchanged }, words) => [
    ...changed.map(words.unarchived),
    ...unchanged.map(words.unarchivedBefore),
  ],
  csr: (value, words) => [
    value.isStoredKey
      ? `Created CSR ${value.requestFile}`
      : `Created key file ${value.keyFile} and CSR ${value.requestFile}`,
    words.ready(value.requestFile),
    ...(value.isStoredKey ? [words.forStoredKey(value.keyFile)] : []),
    ...commonNameLines(value, words),
    ...(value.hostNotListed === null ? [] : [words.hostNotAsked(value.hostNotListed)]),
  ],
  selfsigned: (value, words) => [
    `Created key file ${value.keyFile} and certificate ${value.certificateFile}`,
    `${words.until(instant(value.notAfter))}, ${words.serial(value.serial)}`,
    ...(value.isAuthority ? [words.canSign(value.certificateFile)] : []),
    ...commonNameLines(value, words),
  ],
  sign: (value, words, locale) => [
    `SUCCESS: ${value.requestFile} signed with ${value.issuerFile}: ${value.fileName}`,
    `${words.until(instant(value.notAfter))}, ${words.serial(value.serial)}`,
    ...(value.addedCommonName ? [words.addedCommonName(value.commonName ?? value.subject)] : []),
    ...value.wishes.map((wish) => sentenceOfWish(wish, locale)),
    ...value.notes.flatMap((note) =>
      note.code === "validity-cut"
        ? [words.validityCut(instant(new Date(note.notAfter).toISOString()))]
        : [words.hostNotListed(note.host), writeNextStep(addHostLine(value, note.host), locale)],
    ),
  ],
  renew: (value, words) =>
    value.made === "request"
      ? [
          value.key === "new"
            ? `Created key file ${value.keyFile} and CSR ${value.fileName}`
            : `Created CSR ${value.fileName}`,
          words.answerTakesPlace(value.name),
        ]
      : [
          `SUCCESS: ${value.fileName} renewed with ${value.issuerFile}`,
          `${words.until(instant(value.notAfter))}, ${words.serial(value.serial)}`,
          ...value.notes.flatMap((note) =>
            note.code === "validity-cut" ? [words.validityCut(instant(new Date(note.notAfter).toISOString()))] : [],
          ),
          words.generationKept(value.name, value.former.generation),
          ...(value.services.length === 0 ? [] : [words.servicesToLoad(value.services)]),
        ],
  staple: ({ fileName, status, nextUpdate }, words) => [
    `SUCCESS: ${words.staple(fileName, status, nextUpdate === null ? null : instant(nextUpdate))}`,
    words.stapleElsewhere,
  ],
  revoke: ({ revoked, refused, reason, invalidityDate, lists, reissued }, words, locale) => [
    ...revoked.slice(0, mostToldOne).map(({ fileName }) => {
      const since = invalidityDate === null ? null : instant(invalidityDate);
      return `SUCCESS: ${words.revoked(fileName, reason, since)}`;
    }),
    ...(revoked.length > mostToldOne ? [words.revokedMore(revoked.length - mostToldOne)] : []),
    ...refused.flatMap(({ name, problem }) => [
      `FAILURE: ${words.notRevoked(name)}`,
      ...(problem === null ? [] : [`${words.why}: ${sentenceOfError(problem, locale)}`]),
    ]),
    ...listLines(lists, words),
    ...reissued.flatMap(({ name, made, requestFile, problem }) =>
      requestFile !== null
        ? [`SUCCESS: ${words.reissueWaits(requestFile)}`]
        : made === null
          ? [
              `FAILURE: ${words.notReissued(name)}`,
              ...(problem === null ? [] : [`${words.why}: ${sentenceOfError(problem, locale)}`]),
            ]
          : [
              `SUCCESS: ${words.reissued(made.fileName, made.generation)}`,
              `${words.until(instant(made.notAfter))}, ${words.serial(made.serial)}`,
              ...(made.services.length === 0 ? [] : [words.servicesToLoad(made.services)]),
            ],
    ),
  ],
  release: ({ fileName, lists }, words) => [`SUCCESS: ${words.released(fileName)}`, ...listLines(lists, words)],
  "authority-list": printAuthorities,
  authority: printAuthority,
  "authority-create": (value, words) =>
    value.made === "request"
      ? [`Created key file ${value.keyFile} and CSR ${value.requestFile}`]
      : [
          `Created key file ${value.keyFile} and certificate ${value.fileName}`,
          `${words.until(instant(value.notAfter))}, ${words.serial(value.serial)}`,
          ...value.notes.map((note) => words.validityCut(instant(note.notAfter))),
        ],
  "authority-renew": printRenewedAuthority,
  "authority-cross-sign": (value, words) => [
    `SUCCESS: ${value.fileName} signed with ${value.issuerFile}`,
    `${words.until(instant(value.notAfter))}, ${words.serial(value.serial)}`,
    ...value.notes.map((note) => words.validityCut(instant(note.notAfter))),
  ],
  trust: (value, words) => [`SUCCESS: ${value.name}: ${words.trustMark(value.mark)}`],
  crl: (value, words) => [
    `SUCCESS: ${words.listSigned(value.authority, value.number, value.entries, instant(value.nextUpdate))}`,
    words.listKept(value.publishedName),
    words.ocspKept(value.publishedName),
  ],
  "offline-request": (value, words) => [
    `SUCCESS: ${words.offlineMade(value.subject, value.authority, value.packageName)}`,
    words.offlineId(value.id),
    ...voice(value.groups),
  ],
  "offline-list": ({ rows }, words) =>
    rows.length === 0
      ? [words.offlineNone]
      : rows.flatMap((row) => [
          words.offlineRow(row.subject, row.authority, row.state, instant(row.createdAt), row.createdBy),
          `  ${row.id}`,
          ...voice(row.groups),
        ]),
  "offline-withdraw": (value, words) => [`SUCCESS: ${words.offlineWithdrawn(value.subject, value.authority)}`],
  rename: (value, words) => [
    `SUCCESS: ${value.before} is now ${value.name}`,
    ...value.files,
    ...(value.services.length === 0 ? [] : [words.servicesFollow(value.services)]),
  ],
  match: (value, words, _locale, input) => {
    if (value.keySpkiSha256 === null)
      return [`FAILURE: ${words.noKeyFits}`, words.certificateFingerprint(colons(value.certificateSpkiSha256))];
    const fingerprints = [
      words.keyFingerprint(colons(value.keySpkiSha256)),
      words.certificateFingerprint(colons(value.certificateSpkiSha256)),
    ];
    const result = value.matches
      ? "SUCCESS: Key and certificate pair match"
      : "FAILURE: Key and certificate do not match";
    const isSaid = value.matches && input["key"] !== undefined;
    return [result, ...fingerprints, ...(isSaid ? [] : value.fits.slice(0, 1).map((fileName) => words.fits(fileName)))];
  },
  verify: (value, words, locale) => printVerify(value, words, locale),
  find: (value, words, locale) => printFound(value, words, locale),
  compare: (value, _words, locale) => printComparison(value, locale),
  unlock: (value, words) => [
    `SUCCESS: ${value.wasLocked ? words.unlocked(value.fileName) : words.wasNotLocked(value.fileName)}`,
    ...(value.pairedWith.length > 0 ? [words.belongsTo(value.pairedWith.join(", "))] : []),
  ],
  "key-open": ({ fileName, until }, words) => [`SUCCESS: ${words.keptOpen(fileName, until)}`],
  "key-lock": ({ locked }, words) => [`SUCCESS: ${words.lockedAgain(locked)}`],
  "client-batch": ({ batch, title, people, chain }, words, locale) => [
    `SUCCESS: batch ${batch}`,
    words.batchBegun(title, people),
    ...endLines(chain, locale),
    writeNextStep(`pki batch-status ${batch}`, locale),
  ],
  "batch-status": (value, words, locale) => printBatch(value, words, locale),
  "pkcs12-to-ssh": (value) => [`SUCCESS: ${value.fileName}`, value.publicKey],
  preflight: ({ verdict, checks }, words, locale) => [
    verdict === "fail" ? `FAILURE: ${words.notReady}` : `SUCCESS: ${words.readyToDeploy}`,
    ...checks
      .filter(({ status }) => status !== "pass")
      .map(
        (check) =>
          `${check.status.toUpperCase()}  ${check.about ?? ""}  ${sentenceOfCheck(check, locale)} (${check.citation})`,
      ),
    words.passed(checks.filter(({ status }) => status === "pass").length, checks.length),
  ],
  rehearse: (value, words, locale) => printRehearsal(value, words, locale),
  pack: (value, words) => printPack(value, words),
  targets: ({ targets }, words) => [
    words.targets,
    ...targets.map(({ name, fields }) => `${name}  (${Object.keys(fields).join(", ")})`),
  ],
  bundle: (value, words, locale) => printBundles(value, words, locale),
  rebuild: (value, words, locale) => printRebuilt(value, words, locale),
  inspect: (value, words, locale) => [
    printInspection(value.inspection, locale, words),
    ...printLists(value, locale),
    ...printReview(value, words, locale),
    ...(value.pairedWith.length > 0 ? [words.belongsTo(value.pairedWith.join(", "))] : []),
  ],
};

/** Who signed the revocation lists of a file, and what they say of a serial number. */
/** Sixteen groups in four lines, as they are read aloud. */
function voice(groups: readonly string[]): string[] {
  return [0, 4, 8, 12].map((start) => `  ${groups.slice(start, start + 4).join(" ")}`);
}

function listLines(lists: OutputOf<"release">["lists"], words: TerminalTexts): string[] {
  return lists.map(({ issuer, number, entries, nextUpdate, isOffline }) =>
    isOffline
      ? words.listIsElsewhere(issuer)
      : words.listSigned(issuer, number, entries, nextUpdate === null ? null : instant(nextUpdate)),
  );
}

function printLists({ inspection, lists }: OutputOf<"inspect">, locale: Locale): string[] {
  return inspection.elements.flatMap((element, position) => {
    if (element.kind !== "crl" || element.card === null) return [];
    const { lookup } = element.card;
    return [
      ...lists.filter((each) => each.element === position).map((each) => sentenceOfListSignature(each, locale)),
      ...(lookup === null ? [] : sentencesOfLookup(lookup, locale)),
    ];
  });
}

/** Commands that print blocks of several lines: the text of a certificate, a bundle as PEM. */
const printsBlocks: ReadonlySet<TypedName> = new Set(["inspect", "bundle"]);

/**
 * The lines that a terminal shows. Names and texts in them come from other people: what a terminal would obey is escaped,
 * and a line feed in a name does not begin a line of its own.
 */
export function printResult<N extends TypedName>(
  name: N,
  value: OutputOf<N>,
  locale: Locale,
  input: TypedInput = {},
): string {
  const lines = printers[name](value, texts[locale], locale, input);
  return lines.map(printsBlocks.has(name) ? visibleText : visibleLine).join("\n");
}

export function writeNextStep(line: string, locale: Locale): string {
  return `${texts[locale].next}: ${line}`;
}

/** Signs once more, with the host of the common name among the names. */
function addHostLine({ requestFile, issuerFile, profile, subjectAltNames }: OutputOf<"sign">, host: string): string {
  const names = [host, ...subjectAltNames.map(({ kind, value }) => `${kind}:${value}`)].join(",");
  return `pki sign ${requestFile} ${issuerFile} profile:${profile} subjectAltName:${names} confirm:yes`;
}

function commonNameLines(
  value: { subject: string; addedCommonName: boolean; commonNameIsNoHost: boolean; commonName: string },
  words: TerminalTexts,
): string[] {
  if (value.addedCommonName) return [words.addedCommonName(value.commonName)];
  return value.commonNameIsNoHost ? [words.commonNameIsNoHost(value.commonName)] : [];
}
