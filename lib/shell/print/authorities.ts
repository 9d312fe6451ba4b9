import type { OutputOf } from "../../commands/index.ts";
import type { TerminalTexts } from "../../i18n/terminal/texts.ts";
import { instant } from "./instant.ts";

type Listed = OutputOf<"authority-list">["authorities"][number];

/** The tree, two blanks deeper for each level; what stands below an issuer that is not here begins at the left. */
export function printAuthorities({ authorities }: OutputOf<"authority-list">, words: TerminalTexts): string[] {
  if (authorities.length === 0) return [words.noAuthority];
  const below = (parent: string | null): readonly Listed[] => authorities.filter((each) => each.parent === parent);
  const lines: string[] = [];
  const shown = new Set<Listed>();
  const show = (each: Listed, depth: number): void => {
    if (shown.has(each)) return;
    shown.add(each);
    lines.push(`${"  ".repeat(depth)}${lineOf(each, words)}`);
    if (each.kind !== "cross") for (const child of below(each.name)) show(child, depth + 1);
  };
  for (const each of below(null)) show(each, 0);
  for (const each of authorities) show(each, 0);
  return lines;
}

function lineOf(each: Listed, words: TerminalTexts): string {
  const facts = [
    words.authorityKind(each.kind),
    ...(each.trust === null ? [] : [words.trustMark(each.trust.mark)]),
    words.authorityKey(each.key),
    words.authorityState(each.state, instant(each.notAfter)),
    ...(each.kind === "cross"
      ? []
      : [
          words.authorityIssued(each.issued.total, each.issued.isAtLeast),
          words.authorityRoom(each.room),
          words.authorityList(each.nextUpdate === null ? null : instant(each.nextUpdate)),
        ]),
  ];
  return `${each.name}  ${each.commonName}  (${facts.join(", ")})`;
}

export function printAuthority(value: OutputOf<"authority">, words: TerminalTexts): string[] {
  const { nameConstraints, purposes, issuedPage } = value;
  return [
    [...value.above, value.commonName].join(" > "),
    [
      words.authorityKind(value.kind),
      words.authorityKey(value.key),
      words.authorityState(value.state, instant(value.notAfter)),
      words.authorityIssued(value.issued.total, value.issued.isAtLeast),
      words.authorityRoom(value.room),
      words.authorityList(value.nextUpdate === null ? null : instant(value.nextUpdate)),
    ].join(", "),
    ...(nameConstraints === null || nameConstraints.permitted.length === 0
      ? []
      : [words.onlyNames(nameConstraints.permitted.join(", "))]),
    ...(nameConstraints === null || nameConstraints.excluded.length === 0
      ? []
      : [words.noNames(nameConstraints.excluded.join(", "))]),
    ...(purposes.length === 0 ? [] : [words.onlyFor(purposes.join(", "))]),
    ...issuedPage.rows.map(({ name, commonName, notAfter }) => `  ${name}  ${commonName}  ${instant(notAfter)}`),
  ];
}

export function printRenewedAuthority(value: OutputOf<"authority-renew">, words: TerminalTexts): string[] {
  const names = (chain: "former" | "either") =>
    value.below.filter((each) => each.chain === chain).map(({ name, services }) => [name, ...services].join(" > "));
  const told = (list: readonly string[], say: (text: string) => string) =>
    list.length === 0 ? [] : [say(list.join(", "))];
  return [
    ...(value.made === "request"
      ? [`Created CSR ${value.fileName}`]
      : [
          `SUCCESS: ${value.fileName} renewed with ${value.issuerFile}`,
          `${words.until(instant(value.notAfter))}, ${words.serial(value.serial)}`,
          words.generationKept(value.name, value.former.generation),
        ]),
    ...told(names("former"), words.chainFormer),
    ...told(names("either"), words.chainEither),
    ...told(value.bundles, words.bundlesToRebuild),
  ];
}
