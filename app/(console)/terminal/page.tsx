import type { Metadata } from "next";
import { PageHead } from "@/components/ui/page-head";
import { Terminal } from "@/components/terminal/terminal";
import { grammars } from "@/lib/server/gate/grammars.ts";
import { readChoices, requirePerson } from "../../person";
import { completeFiles, typeLine } from "./actions";
import { cardClass, cardHeadClass } from "@/components/styles/card";

const commandsClass = [
  "py-2 [&>li]:grid [&>li]:grid-cols-[104px_minmax(0,1fr)] [&>li]:gap-2 [&>li]:px-4 [&>li]:py-1.5",
  "[&>li]:text-sm/[18px] [&>li>span]:text-muted",
].join(" ");

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.terminal.title };
}

export default async function TerminalPage({
  searchParams,
}: {
  readonly searchParams: Promise<{ readonly line?: string }>;
}) {
  const [person, { texts }, { line }] = await Promise.all([requirePerson(), readChoices(), searchParams]);
  const text = texts.terminal;
  const about = Object.entries(text.about);
  return (
    <>
      <PageHead title={text.title} lede={text.lede} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_296px]">
        <Terminal
          type={typeLine}
          complete={completeFiles}
          grammars={grammars}
          start={String(line ?? "")}
          who={`${person.email}, ${texts.frame.roles[person.role]}`}
          texts={text}
        />
        <aside className={cardClass}>
          <h2 className={cardHeadClass}>{text.commands}</h2>
          <ul className={commandsClass}>
            {about.map(([name, summary]) => (
              <li key={name}>
                <code className="mono">{name}</code>
                <span>{summary}</span>
              </li>
            ))}
          </ul>
        </aside>
      </div>
    </>
  );
}
