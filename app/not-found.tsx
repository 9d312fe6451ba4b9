import { EmptyList } from "@/components/ui/empty-list";
import { readChoices } from "./person";
import { guestPageClass } from "@/components/styles/section";

export default async function NotFound() {
  return (
    <main className={guestPageClass} id="main">
      <div className="self-center w-full max-w-xl">
        <EmptyList texts={(await readChoices()).texts.common.notFound} />
      </div>
    </main>
  );
}
