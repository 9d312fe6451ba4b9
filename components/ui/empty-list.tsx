import { FileQuestion } from "lucide-react";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { LinkButton } from "./button";
import { Empty } from "./empty";

/** An address that leads nowhere, and the way on. */
export function EmptyList({ texts }: { readonly texts: UiTexts["common"]["notFound"] }) {
  return (
    <Empty
      icon={<FileQuestion />}
      title={texts.title}
      isPageTitle
      actions={
        <LinkButton href="/files" variant="primary">
          {texts.back}
        </LinkButton>
      }
    >
      {texts.text}
    </Empty>
  );
}
