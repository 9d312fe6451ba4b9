import type { Metadata } from "next";
import { PageHead } from "@/components/ui/page-head";
import { Terminal } from "@/components/terminal/terminal";
import { grammars } from "@/lib/server/gate/grammars.ts";
import { readChoices, requirePerson } from "../../person";
import { completeFiles, typeLine } from "./actions";

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
      <div className="tt">
        <Terminal
          type={typeLine}
          complete={completeFiles}
          grammars={grammars}
          start={String(line ?? "")}
          who={`${person.email}, ${texts.frame.roles[person.role]}`}
          texts={text}
        />
        <aside className="card">
          <h2 className="cap">{text.commands}</h2>
          <ul className="cmds py-2">
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
