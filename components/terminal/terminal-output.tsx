import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";

export interface Printed {
  /** Null for the answer to a masked prompt. */
  readonly line: string | null;
  readonly isMasked: boolean;
  readonly text: string;
}

/** The typed lines and their answers; the appliance's two words are set apart. */
export function TerminalOutput({
  printed,
  texts,
}: {
  readonly printed: readonly Printed[];
  readonly texts: UiTexts["terminal"];
}) {
  return printed.map((entry, index) => (
    <div key={index}>
      {entry.line === null ? null : (
        <>
          <span className="text-code-muted">{texts.prompt} </span>
          <span className="font-medium">{entry.line}</span>
          {"\n"}
        </>
      )}
      {entry.isMasked ? (
        <>
          {texts.passphrase} <span className="text-code-muted">••••••••</span>
          {"\n"}
        </>
      ) : null}
      {marked(entry.text)}
    </div>
  ));
}

function marked(text: string): ReactNode {
  const match = /^(SUCCESS|FAILURE)(:)/.exec(text);
  if (match === null) return text;
  const [word = ""] = match[0].split(":");
  return (
    <>
      <span className={clsx("font-medium", word === "SUCCESS" ? "text-ok" : "text-danger")}>{word}</span>
      {text.slice(word.length)}
    </>
  );
}
