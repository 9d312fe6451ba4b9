import type { ReactNode } from "react";
import { Mark } from "@/components/ui/brand";

const guestClass = [
  "mx-auto grid max-w-[720px] grid-cols-1 gap-6 px-5 pt-8 pb-16 [&_h1]:text-page [&_h2]:text-lg [&_h2]:font-semibold",
].join(" ");

/** For people who have no account here: no navigation, nothing of the inventory. */
export default function HandOutLayout({ children }: { readonly children: ReactNode }) {
  return (
    <main className={guestClass} id="main">
      <div className="flex items-center gap-2 font-semibold print:hidden">
        <Mark className="size-6.5" />
        Chainsmith
      </div>
      {children}
    </main>
  );
}
