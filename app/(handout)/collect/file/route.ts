import { answerLink } from "@/lib/server/http/link.ts";

/** The file behind a one-time link: a POST, because mail programs and chats open what they are sent. */
export async function POST(request: Request): Promise<Response> {
  return answerLink(request, "batch-collect");
}
