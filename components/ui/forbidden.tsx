import type { Role } from "@/lib/commands/permission.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiWords } from "@/lib/i18n/ui/ui-texts.ts";
import { Banner } from "./banner";
import { PageHead } from "./page-head";

/** A form that would be refused is not offered; the gate refuses it all the same. */
export function Forbidden({
  title,
  role,
  words,
}: {
  readonly title: string;
  readonly role: Role;
  readonly words: UiWords;
}) {
  return (
    <>
      <PageHead title={title} />
      <Banner tone="warn" title={words.common.forbidden.title}>
        {fill(words.common.forbidden.text, { role: words.frame.roles[role] })}
      </Banner>
    </>
  );
}
