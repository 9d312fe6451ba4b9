import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";

/** One step that makes the names of a request fit; `names` is the whole list after it, as it would be typed. */
export type Mend =
  | { readonly code: "take-list"; readonly names: readonly string[] }
  | { readonly code: "respell"; readonly from: string; readonly to: string; readonly names: readonly string[] }
  | { readonly code: "add-host"; readonly host: string; readonly names: readonly string[] };

interface MendsProps {
  readonly mends: readonly Mend[];
  readonly onTake: (names: readonly string[]) => void;
  readonly texts: UiTexts["sign"];
}

/** Offers each step as a button: the names below it change, and nothing is signed yet. */
export function Mends({ mends, onTake, texts }: MendsProps) {
  const [first] = mends;
  if (first === undefined) return null;
  const buttons = mends.map((mend) => (
    <Button key={mend.names.join(" ")} size="sm" onClick={() => onTake(mend.names)}>
      {actOf(mend, texts)}
    </Button>
  ));
  return (
    <Banner tone="warn">
      <p>{questionOf(first, texts)}</p>
      <div className="mt-2 flex flex-wrap gap-2">{buttons}</div>
    </Banner>
  );
}

function questionOf(mend: Mend, texts: UiTexts["sign"]): string {
  if (mend.code === "take-list") return texts.mendList;
  return mend.code === "respell"
    ? fill(texts.mendRespell, { from: mend.from })
    : fill(texts.mendHost, { host: mend.host });
}

function actOf(mend: Mend, texts: UiTexts["sign"]): string {
  if (mend.code === "take-list") return fill(texts.takeList, { names: mend.names.join(", ") });
  return mend.code === "respell" ? fill(texts.respell, { to: mend.to }) : fill(texts.addHost, { host: mend.host });
}
