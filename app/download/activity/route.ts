import { filtersOf, readActivityAddress } from "@/components/activity/activity-query";
import { answerPerson } from "@/lib/server/http/person.ts";
import { readChoices } from "../../person";

/** The audit log as CSV, as its address narrows it. */
export async function GET(request: Request): Promise<Response> {
  return answerPerson(request, "audit-csv", async () => {
    const { viewer } = await readChoices();
    const address = readActivityAddress(Object.fromEntries(new URL(request.url).searchParams));
    return { ...filtersOf(address, viewer), language: viewer.locale };
  });
}
