import { answerCommand } from "@/lib/server/http/answer.ts";
import { readCommandInput } from "@/lib/server/http/body.ts";

/** Any command by its name: JSON in, JSON out; `export` and `download` answer with the bytes. */
export async function POST(request: Request, { params }: { params: Promise<{ command: string }> }): Promise<Response> {
  const { command } = await params;
  return answerCommand(request, command, () => readCommandInput(request, command));
}
