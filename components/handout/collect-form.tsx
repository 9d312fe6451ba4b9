"use client";
import { clsx } from "clsx";
import { Download } from "lucide-react";
import { useEffect, useState } from "react";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { TextField } from "../form/text-field";
import { cardClass } from "../styles/card";

/**
 * The code comes behind `#`, which no server, proxy or referrer sees; it is taken out of the address at once. A plain
 * form posts it: phones take a certificate in only from a navigation of their own.
 */
export function CollectForm({ texts }: { readonly texts: UiTexts["collect"] }) {
  const [code, setCode] = useState("");
  const [isAsked, setAsked] = useState(false);
  const [isSent, setSent] = useState(false);
  useEffect(() => {
    function take(): void {
      const found = window.location.hash.slice(1);
      setAsked(found === "");
      if (found === "") return;
      setCode(decodeURIComponent(found));
      setSent(false);
      window.history.replaceState(null, "", window.location.pathname);
    }
    const timer = setTimeout(take);
    window.addEventListener("hashchange", take);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("hashchange", take);
    };
  }, []);
  return (
    <form
      className={clsx(cardClass, "p-4 grid grid-cols-1 content-start gap-4")}
      method="post"
      action="/collect/file"
      onSubmit={(event) => {
        if (code === "" || isSent) event.preventDefault();
        else setTimeout(() => setSent(true), 300);
      }}
    >
      <p className="text-muted">{texts.once}</p>
      {isAsked ? (
        <TextField id="code" label={texts.code} help={texts.codeHelp} value={code} onChange={setCode} isMono />
      ) : null}
      <input type="hidden" name="code" value={code.split("#").at(-1)} />
      <div>
        <Button
          type="submit"
          variant="primary"
          icon={<Download aria-hidden />}
          blocked={isSent ? texts.fetched : code === "" ? texts.codeFirst : null}
        >
          {texts.button}
        </Button>
      </div>
      {isSent ? (
        <Banner tone="ok" role="status">
          {texts.done}
        </Banner>
      ) : null}
    </form>
  );
}
