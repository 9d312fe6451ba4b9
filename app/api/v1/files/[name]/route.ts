import { answerCommand } from "@/lib/server/http/answer.ts";
import { readFileUpload, respondUpload } from "@/lib/server/http/files.ts";

interface Place {
  params: Promise<{ name: string }>;
}

/** The bytes of a stored file; of one that holds a private key never (`file.is-secret`). */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  const file = await fileName(params);
  const generation = query(request, "generation");
  return answerCommand(request, "download", async () => ({
    file,
    ...(generation === null ? {} : { generation: Number(generation) }),
  }));
}

/**
 * Stores raw bytes under a name: 201, or 200 when they were here already. `?confirm=replace` replaces other content.
 */
export async function PUT(request: Request, { params }: Place): Promise<Response> {
  const name = await fileName(params);
  const isReplacing = query(request, "confirm") === "replace";
  return answerCommand(request, "upload", () => readFileUpload(request, name, isReplacing), respondUpload);
}

/**
 * The verb on an exact file name is the confirmation. When other files depend on it, the answer names them, and the
 * confirmation is `?confirm=<file name>`.
 */
export async function DELETE(request: Request, { params }: Place): Promise<Response> {
  const file = await fileName(params);
  const anyway = query(request, "confirm") === file;
  return answerCommand(request, "remove", async () => ({ file, confirm: true, ...(anyway ? { anyway } : {}) }));
}

function query(request: Request, name: string): string | null {
  return new URL(request.url).searchParams.get(name);
}

/** Next hands the part of the path over as it stands in the address. */
async function fileName(params: Place["params"]): Promise<string> {
  const { name } = await params;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
