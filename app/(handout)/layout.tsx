import type { ReactNode } from "react";
import { Mark } from "@/components/ui/brand";

/** For people who have no account here: no navigation, nothing of the inventory. */
export default function HandOutLayout({ children }: { readonly children: ReactNode }) {
  return (
    <main className="guest" id="main">
      <div className="mark no-print">
        <Mark />
        Chainsmith
      </div>
      {children}
    </main>
  );
}
