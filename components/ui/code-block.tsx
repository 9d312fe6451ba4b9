import { CopyButton } from "./copy-button";

/** Around lines of code: their ground, and their name on top. */
export const codeBoxClass = "overflow-hidden rounded-card border bg-code";
export const codeHeadClass = [
  "flex h-9 items-center gap-2 border-b pr-1.5 pl-3 text-xs/5 font-medium text-subtle [&>button]:ml-auto",
].join(" ");

/** Lines that are typed somewhere else, with their copy button. */
export function CodeBlock({
  title,
  text,
  copyLabel,
  copied,
}: {
  readonly title: string;
  readonly text: string;
  readonly copyLabel: string;
  readonly copied: string;
}) {
  return (
    <div className={codeBoxClass}>
      <div className={codeHeadClass}>
        {title}
        <CopyButton value={text} label={copyLabel} done={copied} />
      </div>
      <pre className="wrap-anywhere whitespace-pre-wrap" tabIndex={0} role="region" aria-label={title}>
        {text}
      </pre>
    </div>
  );
}
