"use client";
import { SquareTerminal } from "lucide-react";
import { useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Grammar } from "@/lib/shell/grammar.ts";
import { parseLine } from "@/lib/shell/parse.ts";
import { DropZone } from "../pickers/drop-zone";
import { textOfFile } from "../pickers/use-dropped-files";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import type { ActionState } from "../form/action-state";
import { TextField } from "../form/text-field";
import type { RequestLike } from "./request-like";

export interface PasteLineTexts {
  readonly fromLine: string;
  readonly fromLike: string;
  readonly fromLikeLabel: string;
  readonly fromLikeHelp: string;
  readonly fromLikeDrop: string;
  readonly fromLikeFile: string;
  readonly fromLikeTooLarge: string;
  readonly fromLineLabel: string;
  readonly fromLineHelp: string;
  readonly fromLineAct: string;
  readonly fromLineBad: string;
  readonly fromLineOther: string;
  /** The console did not answer. */
  readonly fromLineUnread: string;
}

interface PasteLineProps {
  readonly command: string;
  readonly grammar: Grammar;
  readonly onFill: (input: Readonly<Record<string, unknown>>) => void;
  /** A certificate or request in PEM fills the form too; null where it cannot. */
  readonly like: {
    readonly read: (text: string) => Promise<ActionState<RequestLike>>;
    readonly onFill: (like: RequestLike) => void;
  } | null;
  readonly texts: PasteLineTexts;
  readonly closeLabel: string;
  readonly example: string;
}

/** Bytes; a certificate or a request has a few thousand. */
const largestExample = 1024 * 1024;

/** A field of one line has no line breaks: those that PEM cannot do without are put back. */
const asPem = (text: string): string =>
  text.replace(/(-----BEGIN [A-Z0-9 ]+-----)\s*/g, "\n$1\n").replace(/\s*(-----END)/g, "\n$1");

/** A line from the appliance's manual, or from last year's notes, fills the form. */
export function PasteLine({ command, grammar, onFill, like, texts, closeLabel, example }: PasteLineProps) {
  const [isOpen, setOpen] = useState(false);
  const [line, setLine] = useState("");
  const [error, setError] = useState<string>();
  const title = like === null ? texts.fromLine : texts.fromLike;
  async function takeLike(text: string): Promise<void> {
    if (like === null) return;
    const answer = await like.read(text).catch(() => null);
    if (answer?.ok !== true) return setError(answer === null ? texts.fromLineUnread : answer.error.message);
    like.onFill(answer.value);
    setOpen(false);
    setLine("");
  }
  async function takeFile(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    if (file.size > largestExample) return setError(texts.fromLikeTooLarge);
    await takeLike(await textOfFile(file));
  }
  function take(): void {
    if (like !== null && line.includes("-----BEGIN")) return void takeLike(asPem(line));
    try {
      const parsed = parseLine(line.replace(/^\s*\S*>\s*/, "").trim(), [grammar]);
      if (parsed.kind !== "command" || parsed.name !== command)
        return setError(
          fill(texts.fromLineOther, { command: parsed.kind === "command" ? `pki ${parsed.name}` : parsed.kind }),
        );
      onFill(parsed.input);
      setOpen(false);
      setLine("");
    } catch (failure) {
      const { code, facts } = failure as { code?: string; facts?: Readonly<Record<string, unknown>> };
      const shown = Object.values(facts ?? {}).find((fact) => typeof fact === "string" && fact !== "");
      setError(
        code === "line.unknown-word"
          ? fill(texts.fromLineOther, { command: String(shown ?? "") })
          : fill(texts.fromLineBad, { reason: String(shown ?? code ?? "") }),
      );
    }
  }
  return (
    <>
      <Button icon={<SquareTerminal aria-hidden />} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {title}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={title}
        closeLabel={closeLabel}
        isWide
        footer={
          <Button variant="primary" onClick={take}>
            {texts.fromLineAct}
          </Button>
        }
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            event.stopPropagation();
            take();
          }}
        >
          <TextField
            id="pki-line"
            label={like === null ? texts.fromLineLabel : texts.fromLikeLabel}
            help={like === null ? texts.fromLineHelp : texts.fromLikeHelp}
            error={error}
            value={line}
            onChange={(text) => {
              setLine(text);
              setError(undefined);
            }}
            placeholder={example}
            isMono
            autoFocus
          />
          {like === null ? null : (
            <div className="mt-3">
              <DropZone
                text={texts.fromLikeDrop}
                chooseLabel={texts.fromLikeFile}
                onFiles={([file]) => void takeFile(file)}
              />
            </div>
          )}
        </form>
      </Dialog>
    </>
  );
}
