import { FileBadge, Globe } from "lucide-react";
import type { OutputOf } from "@/lib/commands/index.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import { shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Badge } from "../../ui/badge";
import { cardClass, cardHeadClass } from "../../styles/card";

export type Needed = OutputOf<"preflight">["certificates"];

const sumClass = [
  "grid grid-cols-3 [&>div]:border-l [&>div]:px-4 [&>div]:py-2.5 [&>div]:text-xs/4 [&>div]:text-subtle",
  "[&>div:first-child]:border-l-0 [&_b]:block [&_b]:text-xl [&_b]:tracking-[-0.018em] [&_b]:text-ink",
].join(" ");

interface NeededProps {
  readonly needed: Needed | null;
  readonly texts: Pick<UiTexts, "services" | "servicePage">;
  readonly viewer: Omit<Viewer, "now">;
}

const isHere = ({ state }: Needed[number]): boolean => state === "found" || state === "offered";

export const countsOf = (needed: Needed) => ({
  all: needed.length,
  found: needed.filter(isHere).length,
  toMake: needed.filter(({ state }) => state === "to-make").length,
});

/** Beside the form: the certificates that follow from it, found or to make, who shares each and under which names. */
export function NeededCertificates({ needed, texts, viewer }: NeededProps) {
  const text = texts.servicePage.describe;
  const counts = needed === null ? null : countsOf(needed);
  return (
    <section className={cardClass} id="needs" aria-labelledby="needs-head" tabIndex={-1}>
      <div className={cardHeadClass}>
        <h2 id="needs-head">{text.needs}</h2>
        <span className="ml-auto">
          <Badge tone="accent">{text.live}</Badge>
        </span>
      </div>
      {needed === null || counts === null ? (
        <p className="p-4 text-sm text-muted">{text.waiting}</p>
      ) : (
        <>
          <div className={sumClass}>
            <div>
              <b>{counts.all}</b>
              {text.certificates}
            </div>
            <div>
              <b>{counts.found}</b>
              {text.foundCount}
            </div>
            <div>
              <b>{counts.toMake}</b>
              {text.toMakeCount}
            </div>
          </div>
          <ul className="max-h-[60vh] overflow-y-auto border-t" tabIndex={0} aria-label={text.needs}>
            {needed.map((each) => (
              <NeededRow key={each.name} each={each} texts={texts} viewer={viewer} />
            ))}
          </ul>
        </>
      )}
      <p className="border-t px-4 py-2.5 text-xs/[18px] text-subtle">{text.needsHelp}</p>
    </section>
  );
}

function NeededRow({ each, texts, viewer }: Omit<NeededProps, "needed"> & { readonly each: Needed[number] }) {
  const text = texts.servicePage.describe;
  const Icon = each.audience === "public" ? Globe : FileBadge;
  const asked = [
    ...(each.commonName === null ? [] : [fill(text.cn, { name: each.commonName })]),
    ...(each.names.length === 0
      ? []
      : each.names.length < 3
        ? each.names
        : [count(viewer.locale, text.andNames, each.names.length)]),
    ...(each.profile === null ? [] : [text.profiles[each.profile]]),
    ...(each.audience === "public" ? [text.publicAuthority] : []),
    ...(each.notAfter === null
      ? []
      : [fill(text.ends, { date: shortDate({ ...viewer, now: new Date(each.notAfter) }, new Date(each.notAfter)) })]),
  ];
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-2.5 border-t px-4 py-2.5 text-sm first:border-t-0">
      <Icon className="mt-0.5 text-subtle" aria-hidden />
      <span className="mono font-medium wrap-anywhere">{each.name}</span>
      <Badge tone={isHere(each) ? "ok" : each.state === "requested" ? "info" : "idle"}>{text[each.state]}</Badge>
      <span className="col-span-2 col-start-2 text-xs/[18px] wrap-anywhere text-subtle">
        <b className="font-medium text-muted">{wordsOfRoles(each.roles, texts)}.</b> {asked.join(", ")}.
        {each.offer === null || each.offer === each.name ? null : (
          <span className="block text-ok">{fill(text.offer, { name: each.offer })}</span>
        )}
      </span>
    </li>
  );
}

/** "Call Bridge of cms1, cms2, cms3; Recorder of cms3" */
function wordsOfRoles(roles: Needed[number]["roles"], { services, servicePage }: NeededProps["texts"]): string {
  const titles = [...new Set(roles.map(({ title }) => title))];
  return titles
    .map((title) => {
      const nodes = roles.flatMap((role) =>
        role.title === title && role.node !== null && role.node !== "" ? [role.node] : [],
      );
      const role = services.roles[title];
      return nodes.length === 0 ? role : fill(servicePage.describe.whom, { role, node: nodes.join(", ") });
    })
    .join("; ");
}
