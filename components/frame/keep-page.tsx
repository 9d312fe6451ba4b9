/**
 * A browser opens a file, or a link, that is dropped on a page in place of the page, and what was typed there is gone.
 * This stands in the text of the page, since a drop can come before any other script has run; what a page takes itself
 * it says afterwards (components/pickers/use-dropped-files.ts). A field for files and, for links, one for text know
 * what to do.
 */
const script = `for (const name of ["dragover", "drop"])
  addEventListener(name, (event) => {
    if (event.dataTransfer === null) return;
    const { types } = event.dataTransfer;
    const fields = types.includes("Files")
      ? "input[type=file]"
      : types.includes("text/uri-list")
        ? "input, textarea, [contenteditable]"
        : "*";
    if (event.target instanceof Element && event.target.closest(fields) !== null) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "none";
  });`;

interface KeepPageProps {
  /** Of the content policy of this answer. */
  readonly nonce: string | undefined;
}

export function KeepPage({ nonce }: KeepPageProps) {
  // A browser hides the nonce from the page, so what React finds is never what the server wrote.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: script }} />;
}
