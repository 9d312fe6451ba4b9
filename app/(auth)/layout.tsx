import type { ReactNode } from "react";
import { Mark } from "@/components/ui/brand";

export default function AuthLayout({ children }: { readonly children: ReactNode }) {
  return (
    <main className="si" id="main">
      <div className="box">
        <div className="lg">
          <Mark />
          Chainsmith
        </div>
        {children}
      </div>
    </main>
  );
}
