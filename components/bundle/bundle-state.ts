"use client";
import { useRef, useState } from "react";

/** One thing that goes into a bundle: a file of this person's, or a name of the inventory. */
export interface Source {
  readonly id: number;
  readonly name: string;
  readonly file: File | null;
}

/** The sources of a bundle, in an order that counts for anchors. */
export function useSources(start: readonly string[]) {
  const next = useRef(start.length);
  const [sources, setSources] = useState<readonly Source[]>(() => start.map((name, id) => ({ id, name, file: null })));
  return {
    sources,
    addFiles: (files: readonly File[]) =>
      setSources((known) => [...known, ...files.map((file) => ({ id: next.current++, name: file.name, file }))]),
    addStored: (name: string) =>
      setSources((known) =>
        known.some((each) => each.file === null && each.name === name)
          ? known
          : [...known, { id: next.current++, name, file: null }],
      ),
    remove: (id: number) => setSources((known) => known.filter((each) => each.id !== id)),
    move: (at: number, by: -1 | 1) =>
      setSources((known) => {
        const list = [...known];
        const [one, other] = [list[at], list[at + by]];
        if (one === undefined || other === undefined) return known;
        [list[at], list[at + by]] = [other, one];
        return list;
      }),
  };
}

/**
 * The question as it travels: sources in their order, each with its name beside it (a multipart header bends quotes).
 */
export function formOf(sources: readonly Source[], text: string, kind: string, root: string): FormData {
  const form = new FormData();
  form.append("kind", kind);
  if (root.trim() !== "") form.append("root", root.trim());
  if (text.trim() !== "") form.append("text", text);
  for (const { name, file } of sources) {
    form.append("source", file ?? "");
    form.append("name", name);
  }
  return form;
}
