"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { keepChoice } from "./choices";

/** Tells the server the person's time zone once, so that exact instants are in it. */
export function ZoneKeeper({ known }: { readonly known: string }) {
  const router = useRouter();
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone === "" || zone === known || document.cookie.includes(`zone=${encodeURIComponent(zone)}`)) return;
    keepChoice("zone", zone);
    router.refresh();
  }, [known, router]);
  return null;
}
