import type { ReactNode } from "react";
import { Mark } from "@/components/ui/brand";
import { guestPageClass } from "@/components/styles/section";

/* The one form of the page: larger than a form among others. */
const boxClass = [
  "w-full max-w-96 self-center [&_form]:mt-5 [&_form]:grid [&_form]:gap-4 [&_h1]:text-page [&_input]:h-10",
  "[&_input:not([type=checkbox])]:text-md",
].join(" ");

export default function AuthLayout({ children }: { readonly children: ReactNode }) {
  return (
    <main className={guestPageClass} id="main">
      <div className={boxClass}>
        <div className="mb-7 flex items-center justify-center gap-2.5 text-[17px]/5 font-semibold tracking-[-0.018em]">
          <Mark className="size-6.5" />
          Chainsmith
        </div>
        {children}
      </div>
    </main>
  );
}
