import Link from "next/link";
import type { KnownMark } from "@/lib/commands/ports/trust.ts";
import { fill } from "@/lib/i18n/ui/text.ts";

interface RootQuestionProps {
  /** The self-signed certificates of one stored file, and what each is taken for. */
  readonly roots: readonly { readonly sha256: string; readonly name: string; readonly mark: KnownMark }[];
  /** Where a lone certificate lies; null: in a bundle. */
  readonly basename: string | null;
  readonly texts: { readonly rootQuestion: string; readonly rootAnswer: string };
  readonly onGo?: () => void;
}

/** Asks whether what came in is trusted, and leads to where that is said. */
export function RootQuestion({ roots, basename, texts, onGo }: RootQuestionProps) {
  return roots
    .filter(({ mark }) => mark === "stored")
    .map(({ sha256, name }) => (
      <p key={sha256} className="text-warn">
        {fill(texts.rootQuestion, { name })}{" "}
        <Link
          href={
            basename === null
              ? `/authorities?name=sha256:${sha256}#trust-mark`
              : `/files/${encodeURIComponent(basename)}#trust-mark`
          }
          prefetch={false}
          onClick={onGo}
        >
          {fill(texts.rootAnswer, { name })}
        </Link>
      </p>
    ));
}
