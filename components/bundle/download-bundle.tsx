"use client";
import { Download } from "lucide-react";
import { useId, useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { useAction } from "../form/use-action";
import { TextField } from "../form/text-field";
import { Button, LinkButton } from "../ui/button";
import { saveFile } from "../ui/save-file";

export interface BundleContent {
  readonly pem: string;
  readonly base64: string | null;
  readonly fileName: string;
}
export interface StoredBundle {
  readonly fileName: string;
  readonly basename: string;
  readonly isNew: boolean;
}
export type StoreBundle = (input: { text: string; kind: string; store: string }) => Promise<ActionState<StoredBundle>>;

interface DownloadBundleProps {
  readonly bundle: BundleContent;
  readonly kind: string;
  /** Null: this person may not store. */
  readonly store: StoreBundle | null;
  readonly texts: UiTexts["bundle"]["take"];
  readonly unreachable: string;
}

/** Downloads a bundle that was made, or stores it under a name. */
export function DownloadBundle({ bundle, kind, store, texts, unreachable }: DownloadBundleProps) {
  const id = useId();
  const [name, setName] = useState(bundle.fileName);
  const { isBusy, error, run, clear } = useAction(unreachable);
  const [stored, setStored] = useState<StoredBundle | null>(null);

  function download(): void {
    const bytes =
      bundle.base64 === null
        ? new TextEncoder().encode(bundle.pem)
        : Uint8Array.from(atob(bundle.base64), (character) => character.charCodeAt(0));
    saveFile(
      new Blob([bytes], {
        type: bundle.base64 === null ? "application/x-pem-file" : "application/x-pkcs7-certificates",
      }),
      bundle.fileName,
    );
  }
  return (
    <div className="take">
      <Button variant="primary" icon={<Download className="i" aria-hidden />} onClick={download}>
        {fill(texts.download, { name: bundle.fileName })}
      </Button>
      {store === null ? null : stored === null ? (
        <form
          className="take-store"
          onSubmit={(event) => {
            event.preventDefault();
            void run(() => store({ text: bundle.pem, kind, store: name.trim() }), setStored);
          }}
        >
          <TextField
            id={`${id}-name`}
            label={texts.store}
            help={texts.nameHelp}
            error={error?.message}
            value={name}
            onChange={(value) => {
              setName(value);
              clear();
            }}
            isMono
            maxLength={128}
          />
          <Button type="submit" isBusy={isBusy} className="take-act">
            {texts.act}
          </Button>
        </form>
      ) : (
        <p className="row wrap" role="status">
          <span className="small">{fill(stored.isNew ? texts.stored : texts.already, { name: stored.fileName })}</span>
          <LinkButton
            size="sm"
            href={`/files/${encodeURIComponent(stored.basename)}?file=${encodeURIComponent(stored.fileName)}`}
          >
            {fill(texts.open, { name: stored.fileName })}
          </LinkButton>
        </p>
      )}
    </div>
  );
}
