import type { Fix } from "@/lib/pki/targets/preflight.ts";

/** Where a fix is made: a form with what is known filled in. Null where the place is the service's own form and there is none. */
export function fixAddress(fix: Fix, service: string | null): string {
  switch (fix.code) {
    case "fix.request":
      return `/request?${new URLSearchParams({ name: fix.params.name, CN: fix.params.commonName, ...(fix.params.subjectAltNames === "" ? {} : { names: fix.params.subjectAltNames }) }).toString()}`;
    case "fix.sign":
      return `/sign?${new URLSearchParams({ request: `${fix.params.request}.csr`, profile: fix.params.profile }).toString()}`;
    case "fix.unlock":
      return `/unlock?key=${encodeURIComponent(fix.params.file)}`;
    case "fix.upload":
      return "/files"; // where there is no button that takes files in
    case "fix.add-to-list":
    case "fix.choose":
      return service === null ? "/services" : `/services/${encodeURIComponent(service)}/edit`;
  }
}
