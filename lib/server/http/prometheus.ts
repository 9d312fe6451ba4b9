import "server-only";
import type { MetricFamily } from "../../commands/ports/operation.ts";

export const prometheusType = "text/plain; version=0.0.4; charset=utf-8";

/** Writes measurements in the text format 0.0.4 of Prometheus. */
export function writePrometheus(families: readonly MetricFamily[]): string {
  return families.map((family) => `${headOf(family)}${linesOf(family).join("")}`).join("");
}

function headOf({ name, help, type }: MetricFamily): string {
  return `# HELP ${name} ${help.replace(/\\/g, "\\\\").replace(/\n/g, "\\n")}\n# TYPE ${name} ${type}\n`;
}

function linesOf(family: MetricFamily): string[] {
  const { name } = family;
  if (family.type !== "histogram") return family.samples.map(({ labels, value }) => line(name, labels, value));
  return family.histograms.flatMap(({ labels, buckets, sum }) => [
    ...buckets.map(({ bound, count }) =>
      line(`${name}_bucket`, { ...labels, le: bound === null ? "+Inf" : String(bound) }, count),
    ),
    line(`${name}_sum`, labels, sum),
    line(`${name}_count`, labels, buckets.at(-1)?.count ?? 0),
  ]);
}

function line(name: string, labels: Readonly<Record<string, string>>, value: number): string {
  const inside = Object.entries(labels)
    .map(([label, text]) => `${label}="${escaped(text)}"`)
    .join(",");
  return `${name}${inside === "" ? "" : `{${inside}}`} ${value}\n`;
}

function escaped(text: string): string {
  return text.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n");
}
