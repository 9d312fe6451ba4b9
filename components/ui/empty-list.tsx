import { FileQuestion } from "lucide-react";
import type { UiWords } from "@/lib/i18n/ui/ui-texts.ts";
import { LinkButton } from "./button";
import { Empty } from "./empty";

/** An address that leads nowhere, and the way on. */
export function NothingHere({ words }: { readonly words: UiWords["common"]["notFound"] }) {
  return (
    <Empty
      icon={<FileQuestion className="i" />}
      title={words.title}
      isPageTitle
      actions={
        <LinkButton href="/files" variant="primary">
          {words.back}
        </LinkButton>
      }
    >
      {words.text}
    </Empty>
  );
}
