import { FileQuestion } from "lucide-react";
import type { UiWords } from "@/lib/i18n/ui-words.ts";
import { LinkButton } from "../ui/button";
import { Empty } from "../ui/empty";

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
