import { Banner } from "./banner";
import { PageHead } from "./page-head";

interface RefusalProps {
  readonly error: { readonly code: string; readonly message: string };
  readonly title: string;
  readonly texts: { readonly failed: string };
}

/** A page whose question could not be answered says why, in the place of the answer. */
export function Refusal({ error, title, texts }: RefusalProps) {
  return (
    <>
      <PageHead title={title} />
      <Banner tone="danger" title={texts.failed} role="alert">
        {error.message}
      </Banner>
    </>
  );
}
