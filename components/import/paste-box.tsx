"use client";
import { useState } from "react";
import { TextField } from "../form/text-field";
import { Button } from "../ui/button";
import { fieldClass, fieldLabelClass, textAreaClass } from "../form/controls";

interface PasteBoxProps {
  readonly texts: {
    readonly paste: string;
    readonly pasteHint: string;
    readonly pasteName: string;
    readonly takePasted: string;
  };
  readonly onTake: (file: File) => void;
}

/** Makes a file with a name of pasted text. */
export function PasteBox({ texts, onTake }: PasteBoxProps) {
  const [text, setText] = useState("");
  const [name, setName] = useState("pasted.pem");
  function take(): void {
    if (text.trim() === "") return;
    onTake(new File([text], name.trim() === "" ? "pasted.pem" : name.trim()));
    setText("");
  }
  return (
    <div className="grid grid-cols-1 content-start gap-4">
      <div className={fieldClass}>
        <label className={fieldLabelClass} htmlFor="pasted">
          {texts.paste}
        </label>
        <textarea
          id="pasted"
          className={textAreaClass({ isMono: true })}
          rows={4}
          value={text}
          placeholder={texts.pasteHint}
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {text.trim() === "" ? null : (
        <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-3">
          <TextField id="pasted-name" label={texts.pasteName} value={name} onChange={setName} isMono />
          <Button onClick={take}>{texts.takePasted}</Button>
        </div>
      )}
    </div>
  );
}
