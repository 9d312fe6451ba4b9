import { FileQuestion } from "lucide-react";

import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";

import { readChoices } from "./person";

export default async function NotFound() {
  const { notFound } = (await readChoices()).words.common;
  return (
    <main className="si" id="main">
      <div className="self-center w-full max-w-xl">
        <Empty icon={<FileQuestion className="i" />} title={notFound.title} actions={<LinkButton href="/files" variant="primary">{notFound.back}</LinkButton>}>
          {notFound.text}
        </Empty>
      </div>
    </main>
  );
}
