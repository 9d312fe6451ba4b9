import { Banner } from "./banner";
import { PageHead } from "./page-head";

interface RefusalProps {
  readonly error: { readonly code: string; readonly message: string };
  readonly title: string;
  readonly words: { readonly failed: string };
}

/** A page whose question could not be answered says why, in the place of the answer. */
export function Refusal({ error, title, words }: RefusalProps) {
  return (
    <>
      <PageHead title={title} />
      <Banner tone="danger" title={words.failed} role="alert">
        {error.message}
      </Banner>
    </>
  );
}
