"use client";
import type { KnownMark } from "@/lib/commands/ports/trust.ts";
import { useRef, useState } from "react";
import type { ActionState } from "../form/action-state";

export interface StoredReport {
  readonly from: string;
  readonly storedAs: string;
  readonly kind: string;
  readonly basename: string;
  readonly outcome: "stored" | "identical" | "replaced" | "paired";
  readonly pairedWith: readonly string[];
  readonly issuers: readonly string[];
  readonly isUnpaired: boolean;
  /** Locked keys that may be its key. */
  readonly lockedKeys: readonly string[];
  /** Something else of its file could not be read. */
  readonly isPart: boolean;
  /** Its self-signed certificates, and what each is taken for. */
  readonly roots: readonly { readonly sha256: string; readonly name: string; readonly mark: KnownMark }[];
  /** Sentences about its key. */
  readonly warnings: readonly string[];
}
export interface UploadReply {
  readonly stored: readonly StoredReport[];
  readonly refused: readonly { readonly fileName: string; readonly code: string; readonly message: string }[];
  /** How it was read, in sentences. */
  readonly notes: readonly { readonly fileName: string; readonly message: string }[];
}
export type SendFiles = (form: FormData) => Promise<ActionState<UploadReply>>;

/** One line of the dialog: a file on its way, or what became of it. */
export interface UploadLine {
  readonly id: number;
  readonly file: File;
  readonly state: "waiting" | "adding" | "done" | "refused";
  readonly stored: readonly StoredReport[];
  readonly refused: readonly { readonly fileName: string; readonly message: string }[];
  readonly notes: UploadReply["notes"];
  /** True when a confirmed replacement would store it. */
  readonly canReplace: boolean;
}

/** The most bytes of a file, and of all that one form sends. */
export const largest = 20 * 1024 * 1024;

export function totalSize(files: readonly File[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

/** Files that hold others, or are locked: they are reviewed before they are stored. */
const containers = /\.(zip|tar|tgz|tar\.gz|gz|p12|pfx|jks|jceks|keystore|bks)$/i;

interface Options {
  /** Takes containers to the review; absent where there is none. */
  readonly review: (files: readonly File[]) => void;
  readonly send: SendFiles;
  readonly tooLarge: (size: number) => string;
  readonly unreachable: string;
}

/** Sends files one after the other, so that one that is refused stops none of the others. */
export function useUploads({ send, review, tooLarge, unreachable }: Options) {
  const [lines, setLines] = useState<readonly UploadLine[]>([]);
  const next = useRef(0);
  const patch = (id: number, change: Partial<UploadLine>) =>
    setLines((known) => known.map((line) => (line.id === id ? { ...line, ...change } : line)));

  async function sendOne(line: UploadLine, isReplacement: boolean): Promise<void> {
    patch(line.id, { state: "adding" });
    const form = new FormData();
    form.append("file", line.file);
    // Beside the file: in a multipart header a browser writes a quote as %22, which cannot be told from a name with
    // %22.
    form.append("name", line.file.name);
    if (isReplacement) form.append("replace", "true");
    const name = line.file.name;
    try {
      const reply = await send(form);
      if (reply.ok) {
        const { stored, refused, notes } = reply.value;
        const canReplace = refused.some((each) => isNameTaken(each.code));
        patch(line.id, { state: stored.length > 0 ? "done" : "refused", stored, refused, notes, canReplace });
      } else
        patch(line.id, {
          state: "refused",
          refused: [{ fileName: name, message: reply.error.message }],
          canReplace: isNameTaken(reply.error.code),
        });
    } catch {
      patch(line.id, { state: "refused", refused: [{ fileName: name, message: unreachable }] });
    }
  }

  async function add(files: readonly File[]): Promise<void> {
    if (files.some((file) => containers.test(file.name) && file.size <= largest)) return review(files);
    const fresh = files.map((file): UploadLine => {
      const isTooLarge = file.size > largest;
      return {
        id: next.current++,
        file,
        state: isTooLarge ? "refused" : "waiting",
        stored: [],
        notes: [],
        refused: isTooLarge ? [{ fileName: file.name, message: tooLarge(file.size) }] : [],
        canReplace: false,
      };
    });
    setLines((known) => [...known, ...fresh]);
    for (const line of fresh) if (line.state === "waiting") await sendOne(line, false);
  }
  return { lines, add, replace: (line: UploadLine) => sendOne(line, true) };
}

function isNameTaken(code: string): boolean {
  return code === "file.name-in-use" || code === "name.in-use";
}
