import { FileBadge, Server, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import type { OutputOf } from "@/lib/commands/index.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { cardClass, groupHeadClass } from "../styles/card";

type Preview = Pick<OutputOf<"revoke-preview">, "services" | "people" | "rows">;

/** Of each kind so many are told by name; the rest is a number. */
const mostShown = 8;

/** Services, people and certificates below, by name: what stops when the certificates are revoked. */
export function GoesDown({ preview, texts }: { readonly preview: Preview; readonly texts: UiTexts["revoke"] }) {
  const { services, people, rows } = preview;
  const below = rows.flatMap((row) => row.below);
  const groups = [
    {
      title: texts.services,
      items: services.map((name) => ({ key: name, icon: <Server aria-hidden />, name, note: "" })),
    },
    {
      title: texts.people,
      items: people.map(({ batch, title, name, email, department }, index) => ({
        key: `${batch} ${index}`,
        icon: <UserRound aria-hidden />,
        name,
        note: [email, department, title].filter((each) => each !== null && each !== "").join(" · "),
      })),
    },
    {
      title: texts.below,
      items: below.map(({ sha256, name, commonName, isRevoked }) => ({
        key: sha256,
        icon: <FileBadge aria-hidden />,
        name,
        note: [commonName === name ? "" : commonName, isRevoked ? texts.isRevoked : ""].filter(Boolean).join(" · "),
      })),
    },
  ].filter(({ items }) => items.length > 0);
  return (
    <section aria-labelledby="goes-down">
      <h2 className="mb-3 text-section" id="goes-down">
        {texts.goesDown}
      </h2>
      <div className={cardClass}>
        {groups.length === 0 ? <p className="px-4 py-3 text-sm text-muted">{texts.nobody}</p> : null}
        {groups.map(({ title, items }) => (
          <div key={title}>
            <h3 className={groupHeadClass}>
              {title} <span className="ml-auto">{items.length}</span>
            </h3>
            <ul>
              {items.slice(0, mostShown).map((item) => (
                <Line key={item.key} icon={item.icon} name={item.name} note={item.note} />
              ))}
              {items.length > mostShown ? (
                <li className="border-t px-4 py-2 text-sm text-subtle">
                  {fill(texts.more, { n: items.length - mostShown })}
                </li>
              ) : null}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}

function Line({ icon, name, note }: { readonly icon: ReactNode; readonly name: string; readonly note: string }) {
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)] items-start gap-2.5 border-t px-4 py-2 text-sm icon:mt-0.5 icon:text-subtle">
      {icon}
      <span className="min-w-0">
        <b className="font-medium wrap-anywhere">{name}</b>
        {note === "" ? null : <span className="block text-xs text-subtle wrap-anywhere">{note}</span>}
      </span>
    </li>
  );
}
