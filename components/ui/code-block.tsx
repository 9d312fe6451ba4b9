import { CopyButton } from "./copy-button";

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
    <div className="code">
      <div className="cap">
        {title}
        <CopyButton value={text} label={copyLabel} done={copied} />
      </div>
      <pre className="wrap" tabIndex={0} role="region" aria-label={title}>
        {text}
      </pre>
    </div>
  );
}
