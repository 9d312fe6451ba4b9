import { NothingHere } from "@/components/ui/empty-list";
import { readChoices } from "./person";

export default async function NotFound() {
  return (
    <main className="si" id="main">
      <div className="self-center w-full max-w-xl">
        <NothingHere words={(await readChoices()).words.common.notFound} />
      </div>
    </main>
  );
}
