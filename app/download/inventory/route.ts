import { cookies } from "next/headers";
import { queryOf, readAddress } from "@/components/files/list-query";
import { chooseLocale } from "@/lib/i18n/choose-locale.ts";
import { localeCookie } from "@/lib/i18n/locale.ts";
import { answerPerson } from "@/lib/server/http/person.ts";

/** The list as CSV, as its address narrows it; or the names of a service. */
export async function GET(request: Request): Promise<Response> {
  return answerPerson(request, "inventory-csv", async () => {
    const words = Object.fromEntries(new URL(request.url).searchParams);
    const { limit: _limit, cursor: _cursor, ...query } = queryOf(readAddress(words), 1);
    const language = chooseLocale((await cookies()).get(localeCookie)?.value, request.headers.get("accept-language"));
    return { ...(words["service"] === undefined ? query : { service: words["service"] }), language };
  });
}
