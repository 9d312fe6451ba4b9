import type { ReactNode } from "react";

/** Words of a typed line in the colours of code: flags and attributes, values, the prompt. */
export function TypedLine({ text, surface }: { readonly text: string; readonly surface: "cms" | "openssl" | "http" }) {
  if (surface === "http") return text;
  return text.split("\n").map((line, index) => (
    <span key={index}>
      {index > 0 ? "\n" : ""}
      <span className="p">{surface === "cms" ? "cms> " : "$ "}</span>
      {surface === "cms" ? cmsWords(line) : opensslWords(line)}
    </span>
  ));
}

/** `pki csr name CN:value O:"two words"`: each attribute on the line, its letter coloured. */
function cmsWords(line: string): ReactNode[] {
  const words = line.match(/(?:[^\s"]+|"(?:[^"\\]|\\.)*")+|\s+/g) ?? [];
  return words.map((word, index) => {
    const attribute = /^([A-Za-z]+):(.*)$/s.exec(word);
    if (attribute !== null)
      return [
        <span key={index} className="f">
          {attribute[1]}:
        </span>,
        <span key={`${index}v`} className="v">
          {attribute[2]}
        </span>,
      ];
    return index > 3 && word.trim() !== "" ? (
      <span key={index} className="v">
        {word}
      </span>
    ) : (
      word
    );
  });
}

function opensslWords(line: string): ReactNode[] {
  const words = line.match(/'(?:[^']|'\\'')*'|[^\s']+|\s+/g) ?? [];
  return words.map((word, index) => {
    if (/^-/.test(word))
      return (
        <span key={index} className="f">
          {word}
        </span>
      );
    return index > 3 && word.trim() !== "" ? (
      <span key={index} className="v">
        {word}
      </span>
    ) : (
      word
    );
  });
}
