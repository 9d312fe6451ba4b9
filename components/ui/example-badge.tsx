import { Badge } from "./badge";

/** What stands beside the name of whatever is of the example inventory. */
export function ExampleBadge({
  texts,
}: {
  readonly texts: { readonly example: string; readonly exampleTitle: string };
}) {
  return <Badge title={texts.exampleTitle}>{texts.example}</Badge>;
}
