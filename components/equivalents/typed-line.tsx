import type { ReactNode } from "react";

/** Texts of a typed line in the colours of code: flags and attributes, values, the prompt. */
export function TypedLine({ text, surface }: { readonly text: string; readonly surface: "cms" | "openssl" | "http" }) {
  if (surface === "http") return text;
  return text.split("\n").map((line, index) => (
    <span key={index}>
      {index > 0 ? "\n" : ""}
      <span className="text-code-muted select-none">{surface === "cms" ? "cms> " : "$ "}</span>
      {surface === "cms" ? cmsTexts(line) : opensslTexts(line)}
    </span>
  ));
}

/** `pki csr name CN:value O:"two words"`: each attribute on the line, its letter coloured. */
function cmsTexts(line: string): ReactNode[] {
  const texts = line.match(/(?:[^\s"]+|"(?:[^"\\]|\\.)*")+|\s+/g) ?? [];
  return texts.map((word, index) => {
    const attribute = /^([A-Za-z]+):(.*)$/s.exec(word);
    if (attribute !== null)
      return [
        <span key={index} className="text-code-flag">
          {attribute[1]}:
        </span>,
        <span key={`${index}v`} className="text-code-value">
          {attribute[2]}
        </span>,
      ];
    return index > 3 && word.trim() !== "" ? (
      <span key={index} className="text-code-value">
        {word}
      </span>
    ) : (
      word
    );
  });
}

function opensslTexts(line: string): ReactNode[] {
  const texts = line.match(/'(?:[^']|'\\'')*'|[^\s']+|\s+/g) ?? [];
  return texts.map((word, index) => {
    if (/^-/.test(word))
      return (
        <span key={index} className="text-code-flag">
          {word}
        </span>
      );
    return index > 3 && word.trim() !== "" ? (
      <span key={index} className="text-code-value">
        {word}
      </span>
    ) : (
      word
    );
  });
}
