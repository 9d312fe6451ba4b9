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

/** A long file name takes several lines where there is no room for one. */
const wrappedOnPhoneClass = [
  "max-[561px]:h-auto max-[561px]:min-h-control max-[561px]:w-full max-[561px]:wrap-anywhere",
  "max-[561px]:whitespace-normal",
].join(" ");

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
    <div className="grid justify-items-start gap-4">
      <Button variant="primary" className={wrappedOnPhoneClass} icon={<Download aria-hidden />} onClick={download}>
        {fill(texts.download, { name: bundle.fileName })}
      </Button>
      {store === null ? null : stored === null ? (
        <form
          className="grid w-full grid-cols-[minmax(0,360px)_auto] gap-2 max-[561px]:grid-cols-1"
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
          <Button type="submit" isBusy={isBusy} className="mt-6 self-start max-[561px]:mt-0">
            {texts.act}
          </Button>
        </form>
      ) : (
        <p className="flex items-center gap-2 flex-wrap" role="status">
          <span className="text-sm">
            {fill(stored.isNew ? texts.stored : texts.already, { name: stored.fileName })}
          </span>
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
