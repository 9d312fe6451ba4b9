"use client";
import { useState } from "react";
import { FileNameField, type SuggestFiles } from "../pickers/file-name-field";
import { RehearsalPanel, type RehearsalPanelProps, type ServiceQuestion } from "./rehearsal-panel";
import { TextField } from "../form/text-field";
import { fieldPairClass } from "../form/layout";

interface RehearsalFormProps extends Omit<RehearsalPanelProps, "question"> {
  readonly suggest: SuggestFiles;
  readonly optional: string;
  readonly start: {
    readonly server: string;
    readonly host: string;
    readonly client: string;
    readonly authorities: string;
  };
}

const trustable = ["authority", "bundle", "certificate", "pkcs7"];

/** Any server and any client of the inventory: the target is mutual TLS, or a plain server where no client is named. */
export function RehearsalForm({ suggest, optional, start, ...panel }: RehearsalFormProps) {
  const { text, form } = panel.texts;
  const [values, setValues] = useState(start);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const put = (name: keyof typeof start) => (value: string) => {
    setMissing(missing.filter((each) => each !== name));
    setValues({ ...values, [name]: value });
  };
  const errorOf = (name: string) => (missing.includes(name) ? form.required : undefined);
  function question(): ServiceQuestion | null {
    const isMutual = values.client.trim() !== "" || values.authorities.trim() !== "";
    const lacking = (["server", "host", ...(isMutual ? ["authorities"] : [])] as const).filter(
      (name) => values[name as keyof typeof start].trim() === "",
    );
    setMissing(lacking);
    document.getElementById(lacking[0] ?? "")?.focus();
    return lacking.length > 0 ? null : questionOf(values, isMutual);
  }
  return (
    <form noValidate className="grid grid-cols-1 content-start gap-4" onSubmit={(event) => event.preventDefault()}>
      <div className={fieldPairClass}>
        <FileNameField
          id="server"
          label={text.server}
          help={text.serverHelp}
          value={values.server}
          onChange={put("server")}
          kinds={["certificate", "bundle"]}
          suggest={suggest}
          texts={form}
          error={errorOf("server")}
        />
        <TextField
          id="host"
          label={text.host}
          value={values.host}
          onChange={put("host")}
          error={errorOf("host")}
          isMono
          inputMode="url"
          placeholder="service.example.com"
        />
        <FileNameField
          id="client"
          label={text.client}
          optional={optional}
          help={text.clientHelp}
          value={values.client}
          onChange={put("client")}
          kinds={["certificate", "bundle"]}
          suggest={suggest}
          texts={form}
        />
        <FileNameField
          id="authorities"
          label={text.authorities}
          optional={optional}
          help={text.authoritiesHelp}
          value={values.authorities}
          onChange={put("authorities")}
          kinds={trustable}
          suggest={suggest}
          texts={form}
          error={errorOf("authorities")}
        />
      </div>
      <RehearsalPanel {...panel} question={question} />
    </form>
  );
}

function questionOf(
  { server, host, client, authorities }: RehearsalFormProps["start"],
  isMutual: boolean,
): ServiceQuestion {
  const listOf = (text: string) =>
    text
      .split(",")
      .map((each) => each.trim())
      .filter((each) => each !== "");
  if (!isMutual) return { target: "tls-server", inputs: { host: host.trim(), identity: nameOf(server) } };
  return {
    target: "mutual-tls",
    inputs: {
      host: host.trim(),
      server: nameOf(server),
      clients: listOf(client).map(nameOf),
      clientAuthorities: listOf(authorities),
    },
  };
}

/** An identity goes by its name: `api` for `api.crt`. */
const nameOf = (fileName: string): string => fileName.trim().replace(/\.(crt|cer|pem|key)$/i, "");
