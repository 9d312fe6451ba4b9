import type { Locale } from "@/lib/i18n/locale.ts";
import { wordsOfDerProblem } from "@/lib/i18n/sentences/sentences.ts";
import type { TextNode } from "@/lib/pki/inspect/types.ts";

interface TextTreeProps {
  readonly node: TextNode;
  readonly critical: string;
  readonly locale: Locale;
}

/** The third depth: every field, as OpenSSL's dump names them. */
export function TextTree({ node, critical, locale }: TextTreeProps) {
  return (
    <ul className="overflow-x-auto px-4 py-3 font-mono text-[12.5px]/5 tracking-normal [&_li_li]:pl-[18px]">
      <Branch node={node} critical={critical} locale={locale} />
    </ul>
  );
}

function Branch({ node, critical, locale }: TextTreeProps) {
  const hasChildren = node.children !== undefined && node.children.length > 0;
  return (
    <li>
      <span className="text-muted">{node.label}</span>
      {node.isCritical === true ? <span className="text-warn"> {critical}</span> : null}
      {node.value === undefined ? null : (
        <>
          <span className="text-muted">: </span>
          <span className="text-ink wrap-anywhere">{node.value}</span>
        </>
      )}
      {node.problem === undefined ? null : (
        <span className="text-warn"> ({wordsOfDerProblem(node.problem, locale)})</span>
      )}
      {hasChildren ? (
        <ul>
          {node.children?.map((child, index) => (
            <Branch key={`${child.label} ${index}`} node={child} critical={critical} locale={locale} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

/** The same as plain text, for copying. */
export function textOf(node: TextNode, locale: Locale, depth = 0): string {
  const why = node.problem === undefined ? "" : ` (${wordsOfDerProblem(node.problem, locale)})`;
  const line = `${"    ".repeat(depth)}${node.label}${node.isCritical === true ? " critical" : ""}${node.value === undefined ? "" : `: ${node.value}`}${why}`;
  return [line, ...(node.children ?? []).map((child) => textOf(child, locale, depth + 1))].join("\n");
}
