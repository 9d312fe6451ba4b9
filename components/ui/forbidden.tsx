import type { Role } from "@/lib/commands/permission.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Banner } from "./banner";
import { PageHead } from "./page-head";

/** A form that would be refused is not offered; the gate refuses it all the same. */
export function Forbidden({
  title,
  role,
  texts,
}: {
  readonly title: string;
  readonly role: Role;
  readonly texts: UiTexts;
}) {
  return (
    <>
      <PageHead title={title} />
      <Banner tone="warn" title={texts.common.forbidden.title}>
        {fill(texts.common.forbidden.text, { role: texts.frame.roles[role] })}
      </Banner>
    </>
  );
}
