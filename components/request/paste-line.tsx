"use client";
import { SquareTerminal } from "lucide-react";
import { useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Grammar } from "@/lib/shell/grammar.ts";
import { parseLine } from "@/lib/shell/parse.ts";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextField } from "../form/text-field";

export interface PasteLineTexts {
  readonly fromLine: string;
  readonly fromLineLabel: string;
  readonly fromLineHelp: string;
  readonly fromLineAct: string;
  readonly fromLineBad: string;
  readonly fromLineOther: string;
}

interface PasteLineProps {
  readonly command: string;
  readonly grammar: Grammar;
  readonly onFill: (input: Readonly<Record<string, unknown>>) => void;
  readonly texts: PasteLineTexts;
  readonly closeLabel: string;
  readonly example: string;
}

/** A line from the appliance's manual, or from last year's notes, fills the form. */
export function PasteLine({ command, grammar, onFill, texts, closeLabel, example }: PasteLineProps) {
  const [isOpen, setOpen] = useState(false);
  const [line, setLine] = useState("");
  const [error, setError] = useState<string>();
  function take(): void {
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
        {texts.fromLine}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={texts.fromLine}
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
            label={texts.fromLineLabel}
            help={texts.fromLineHelp}
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
        </form>
      </Dialog>
    </>
  );
}
