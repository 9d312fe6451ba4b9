"use server";
import type { ReactNode } from "react";
import { InspectResult } from "@/components/inspect/inspect-result";
import { read } from "@/lib/server/gate/action.ts";
import { requireForm, sentText } from "@/lib/server/gate/form-data.ts";
import { readFormFile } from "@/lib/server/gate/form-file.ts";
import { may } from "@/lib/commands/permission.ts";
import { readChoices, requirePerson } from "../../person";
import { storeBundle } from "../bundle/actions";

export type InspectReply =
  | { readonly ok: true; readonly view: ReactNode; readonly isLocked: boolean; readonly hasList: boolean }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** Inspects a dropped or pasted file, drawn on the server with the views of an item's page. Nothing is stored. */
export async function inspectThis(sent: FormData): Promise<InspectReply> {
  let fileName = "";
  const readInput = async () => {
    const form = requireForm(sent);
    const [file, passphrase, serial] = [form.get("file"), form.get("passphrase"), form.get("serial")];
    fileName = sentText(form.get("name") ?? "").slice(0, 200);
    return {
      bytes: file instanceof File ? (await readFormFile(file)).bytes : new Uint8Array(),
      ...(fileName === "" ? {} : { fileName }),
      // an empty one is sent where it is said to be empty, and only there
      ...(typeof passphrase === "string" ? { passphrase } : {}),
      ...(typeof serial === "string" && serial !== "" ? { serial } : {}),
    };
  };
  const [answer, { texts, viewer }, person] = await Promise.all([
    read("inspect", readInput),
    readChoices(),
    requirePerson(),
  ]);
  if (!answer.ok) return { ok: false, code: answer.error.code, message: answer.error.message };
  const { inspection, given, lists } = answer.value;
  const store = may(person.role, "inventory.write") ? storeBundle : null;
  const isLocked = inspection.elements.some(
    (element) => element.kind === "locked-key" || (element.kind === "pkcs12" && element.card?.isLocked === true),
  );
  return {
    ok: true,
    isLocked,
    hasList: inspection.elements.some(({ kind }) => kind === "crl"),
    view: (
      <InspectResult
        given={given}
        store={store}
        inspection={inspection}
        lists={lists}
        fileName={fileName}
        texts={texts}
        copied={texts.common.copied}
        viewer={viewer}
      />
    ),
  };
}
