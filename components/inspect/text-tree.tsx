import type { TextNode } from "@/lib/pki/inspect/types.ts";

/** The third depth: every field, as OpenSSL's dump names them. */
export function TextTree({ node, critical }: { readonly node: TextNode; readonly critical: string }) {
  return (
    <ul className="overflow-x-auto px-4 py-3 font-mono text-[12.5px]/5 tracking-normal [&_li_li]:pl-[18px]">
      <Branch node={node} critical={critical} />
    </ul>
  );
}

function Branch({ node, critical }: { readonly node: TextNode; readonly critical: string }) {
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
      {hasChildren ? (
        <ul>
          {node.children?.map((child, index) => (
            <Branch key={`${child.label} ${index}`} node={child} critical={critical} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

/** The same as plain text, for copying. */
export function textOf(node: TextNode, depth = 0): string {
  const line = `${"    ".repeat(depth)}${node.label}${node.isCritical === true ? " critical" : ""}${node.value === undefined ? "" : `: ${node.value}`}`;
  return [line, ...(node.children ?? []).map((child) => textOf(child, depth + 1))].join("\n");
}
