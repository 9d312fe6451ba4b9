import type { OutputOf } from "@/lib/commands/index.ts";
import type { Fix } from "@/lib/targets/preflight.ts";

/** A fix that is made in a form, and not by one click on the page. */
export type FormFix = Exclude<Fix, { readonly code: "fix.upload" | "fix.add-to-list" | "fix.use" | "fix.take-root" }>;

/** The form, with what is known filled in, and the service to come back to. */
export function fixAddress(fix: FormFix, service: string): string {
  const from: Readonly<Record<string, string>> = service === "" ? {} : { service };
  switch (fix.code) {
    case "fix.request":
      return `/request?${new URLSearchParams({ name: fix.params.name, CN: fix.params.commonName, ...(fix.params.subjectAltNames === "" ? {} : { names: fix.params.subjectAltNames }), ...from }).toString()}`;
    case "fix.sign":
      return `/sign?${new URLSearchParams({ request: `${fix.params.request}.csr`, profile: fix.params.profile, ...from }).toString()}`;
    case "fix.renew":
      return `/renew?${namesInRenewal(fix.params)}`;
    case "fix.request-like":
      return `/request?like=${encodeURIComponent(fix.params.name)}`;
    case "fix.unlock":
      return `/unlock?key=${encodeURIComponent(fix.params.file)}`;
    case "fix.sign-list":
      return `/files/${encodeURIComponent(fix.params.authority)}#lists`;
    case "fix.choose":
      return `/services/${encodeURIComponent(service)}/edit#${encodeURIComponent(fix.params.field)}`;
  }
}

/** Host names that a service looks for are proposed by the form itself; a user's name has to be brought there. */
function namesInRenewal({ name, names }: { readonly name: string; readonly names: string }): string {
  const query = new URLSearchParams({ certificate: name });
  for (const each of names.split(",")) if (each.startsWith("UPN:")) query.append("add", each);
  return query.toString();
}

type Reissue = NonNullable<OutputOf<"verify">["fixes"][number]["reissue"]>;

export interface ReissueRights {
  readonly maySign: boolean;
  readonly mayWrite: boolean;
}

/**
 * The form that issues a certificate again: its request signed once more, or a new request. Null without the rights for
 * either.
 */
export function reissueAddress(again: Reissue, { maySign, mayWrite }: ReissueRights): string | null {
  if (maySign && again.request !== null) {
    return `/sign?${withNames({ request: again.request, ...(again.issuer === null ? {} : { issuer: again.issuer }), profile: again.profile }, again.names)}`;
  }
  if (!mayWrite) return null;
  const name = again.name === "" ? "" : `${again.name.slice(0, 59)}-next`;
  return `/request?${withNames({ name, CN: again.commonName }, again.names)}`;
}

/** One by one, because a URI may hold a comma. */
function withNames(others: Readonly<Record<string, string>>, names: readonly string[]): string {
  const query = new URLSearchParams(others);
  for (const name of [...names, ""]) query.append("names", name);
  return query.toString();
}
