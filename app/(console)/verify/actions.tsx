"use server";
import type { ReactNode } from "react";
import { VerifyAnswer } from "@/components/verify/verify-answer";
import { may } from "@/lib/commands/permission.ts";
import { read } from "@/lib/server/gate/action.ts";
import { requireFields } from "@/lib/server/gate/form-data.ts";
import { readChoices, requirePerson } from "../../person";

/** A question with a text in it, which no address may hold: asked and drawn like any other. */
export async function verifyText(sent: Readonly<Record<string, unknown>>): Promise<ReactNode> {
  let input: Readonly<Record<string, unknown>> = {};
  const readInput = async () => (input = requireFields(sent));
  const [{ role }, answer, { texts, viewer }] = await Promise.all([
    requirePerson(),
    read("verify", readInput),
    readChoices(),
  ]);
  const setting = (name: string): string => (typeof input[name] === "string" ? input[name] : "");
  const asked = {
    purpose: setting("purpose") || "any",
    name: setting("name"),
    at: setting("at"),
    profile: setting("profile") || "standard",
  };
  const named = (given: unknown): string[] => [given].flat().filter((each) => typeof each === "string");
  return (
    <VerifyAnswer
      answer={answer}
      asked={asked}
      sources={{ file: named(input["file"]), bundle: named(input["bundle"]), anchors: named(input["anchors"]) }}
      texts={texts}
      viewer={viewer}
      rights={{ maySign: may(role, "certificate.sign"), mayWrite: may(role, "inventory.write") }}
    />
  );
}
