import { isPubliclyIssued } from "./checks/public-authority.ts";
import type { Certificate } from "../pki/x509/certificate.ts";
import { isSelfIssued } from "../pki/x509/certificate.ts";
import { commonNameOf } from "../pki/x509/name.ts";
import type { Handshake } from "./handshake.ts";
import type { Identity, Material } from "./material.ts";
import type { Phase, PlannedFile, PlannedRequest, Role, Step, StepProof, TrustList } from "./plan.ts";
import type { StepNote } from "./step-notes.ts";
import type { Confirmation } from "./preflight.ts";

/** Functions from which several targets build their plans. */

export const identityOf = ({ identities }: Material, name: string | null | undefined): Identity | null =>
  name === null || name === undefined ? null : (identities.get(name) ?? null);

/**
 * Leaf first, then its issuers; `withRoot` decides about a self-signed one at the end (a lone self-signed leaf stays).
 */
export function chainOf(identity: Identity, withRoot: boolean): readonly Certificate[] {
  if (identity.leaf === null) return [];
  const chain = [identity.leaf, ...identity.issuers];
  return withRoot ? chain : chain.filter((each, index) => index === 0 || !isSelfIssued(each));
}

export const derOf = (certificates: readonly Certificate[]): Uint8Array[] => certificates.map(({ der }) => der);

/** The root that a chain ends in; the last that is known when it is not complete. */
export function anchorOf(identity: Identity): readonly Certificate[] {
  const last = identity.issuers.at(-1) ?? identity.leaf;
  return last === null ? [] : [last];
}

/**
 * The stored files of the roots that all of these chain up to; none when one of them does not, or the root has no file.
 */
export function rootFilesOf(names: readonly string[], material: Material): readonly string[] {
  const roots = names.map((name) => {
    const identity = identityOf(material, name);
    return identity?.leaf && identity.isComplete ? (identity.issuerFiles.at(-1) ?? null) : null;
  });
  return roots.includes(null) ? [] : [...new Set(roots.flatMap((root) => root ?? []))];
}

/** Each certificate once, in the order of its first appearance. */
export function withoutRepeats(certificates: readonly Certificate[]): Certificate[] {
  const seen = new Set<string>();
  return certificates.filter(({ der }) => {
    const key = Buffer.from(der).toString("latin1");
    return !seen.has(key) && seen.add(key);
  });
}

export function trustFrom(names: readonly string[], { certificates }: Material): Certificate[] {
  return withoutRepeats(names.flatMap((name) => certificates.get(name)?.certificates ?? []));
}

type RoleInput = Pick<Role, "id" | "title" | "identity" | "uses" | "citation"> & Partial<Role>;

export const role = (input: RoleInput): Role => ({
  node: null,
  names: [],
  commonName: null,
  wildcard: "allowed",
  strictCaller: null,
  keyUsage: null,
  audience: "any",
  minimum: null,
  needsKey: true,
  verifiedBy: [],
  request: null,
  commonNameCounts: false,
  receivers: ["openssl"],
  visitors: [],
  confirmation: "vendor",
  ...input,
});

export const trustList = (
  input: Pick<TrustList, "id" | "title" | "certificates" | "judges" | "citation"> & Partial<TrustList>,
): TrustList => ({
  node: null,
  from: [],
  field: null,
  proposed: [],
  confirmation: "vendor",
  ...input,
});

/** The chosen name, else the proposed one, or what is free in its place where others have it. */
export const nameOr = (chosen: string | undefined, proposed: string, { instead }: Material): string =>
  chosen ?? instead.get(proposed) ?? proposed;

/** `www` → `www-next` → `www-next2`: a name beside one that is in use. */
function nextName(name: string): string {
  const [, stem, count] = /^(.+)-next(\d{0,3})$/.exec(name) ?? [];
  return stem === undefined ? `${name}-next` : `${stem}-next${Number(count || "1") + 1}`;
}

type RequestInput = Pick<
  PlannedRequest,
  "id" | "name" | "commonName" | "subjectAltNames" | "profile" | "audience" | "roles"
> &
  Partial<Pick<PlannedRequest, "chosenBy">>;

/**
 * `pki csr <name> CN:<name> [subjectAltName:<list>]`. With other names the common name is not repeated (as in the
 * vendor's examples): the console puts it there by itself, and says so. Without any, it becomes the list, because
 * clients look at nothing else; `isBare` leaves the vendor's line as it is.
 */
export function request(
  input: RequestInput,
  material: Material,
  options: { readonly isBare?: boolean } = {},
): PlannedRequest {
  const isLive = Boolean(identityOf(material, input.name)?.leaf);
  const beside = nextName(input.name);
  const name = isLive ? (material.instead.get(beside) ?? beside) : input.name;
  const { commonName } = input;
  const others = input.subjectAltNames.filter((each) => each !== commonName);
  const isServer = input.profile !== "client";
  const typed = others.length > 0 || options.isBare === true || !isServer ? others : [commonName];
  const list = typed.length === 0 ? "" : ` subjectAltName:${typed.join(",")}`;
  return {
    chosenBy: null,
    ...input,
    name,
    subjectAltNames: isServer ? [commonName, ...others] : others,
    line: `pki csr ${name} CN:${commonName}${list}`,
    liveName: isLive ? input.name : null,
  };
}

/** The request for the certificate of a target's one server, whose name is chosen in the field `server`. */
export function serverRequest(
  input: {
    readonly name: string;
    readonly host: string;
    readonly otherNames?: readonly string[];
    readonly role: string;
    readonly audience?: PlannedRequest["audience"];
  },
  material: Material,
): PlannedRequest {
  return request(
    {
      id: "server",
      name: input.name,
      commonName: input.host,
      subjectAltNames: input.otherNames ?? [],
      profile: "server",
      audience: input.audience ?? "any",
      roles: [input.role],
      chosenBy: { field: "server", rows: null },
    },
    material,
  );
}

/** The authorities whose client certificates a server accepts, as chosen in the field `clientAuthorities`. */
export const clientTrustList = (
  input: Pick<TrustList, "title" | "citation" | "certificates" | "from"> & Partial<Pick<TrustList, "proposed">>,
): TrustList => trustList({ id: "client-trust", field: "clientAuthorities", judges: "client", ...input });

interface StepInput {
  readonly id: string;
  readonly node?: string;
  readonly phase: Phase;
  readonly lines?: readonly string[];
  readonly where?: Step["where"];
  readonly note?: StepNote | null;
  readonly concerns?: readonly string[] | null;
  readonly roles?: readonly string[];
  readonly proof?: StepProof | null;
  readonly needs?: readonly string[];
  readonly confirmation?: Confirmation;
  readonly citation: string;
}

export const step = ({
  node = "",
  lines = [],
  where = "shell",
  note = null,
  concerns = null,
  roles = [],
  proof = null,
  needs = [],
  confirmation = "vendor",
  ...rest
}: StepInput): Step => ({
  ...rest,
  node,
  lines,
  where,
  note,
  concerns,
  roles,
  proof,
  needs,
  confirmation,
});

export const keyFile = (path: string, identity: string, node = ""): PlannedFile => ({
  node,
  path,
  kind: "key",
  source: { from: "key", identity },
  mode: 0o600,
});

export const certificatesFile = (
  path: string,
  kind: "certificate" | "chain" | "trust",
  certificates: readonly Certificate[],
  node = "",
): PlannedFile => ({ node, path, kind, source: { from: "certificates", certificates }, mode: 0o644 });

/**
 * The root of a server that no system knows, as a file of the pack: without it a client can only say that it knows
 * nothing. None while the chain is not complete, and for what a public authority issued.
 */
export function serverRootFile(identity: Identity | null, node = ""): PlannedFile[] {
  if (!identity?.leaf || !identity.isComplete || isPubliclyIssued(identity.leaf)) return [];
  return [certificatesFile(serverRoot, "trust", anchorOf(identity), node)];
}
/** For those who connect, not for the server: beside its files. */
const serverRoot = "clients/server-root.crt";

/** ` -CAfile clients/server-root.crt` where the pack has that file, for lines of OpenSSL. */
export const trustingRoot = (identity: Identity | null): string =>
  serverRootFile(identity).length === 0 ? "" : ` -CAfile ${serverRoot}`;

export const textFile = (path: string, kind: "settings" | "script", text: string, node = ""): PlannedFile => ({
  node,
  path,
  kind,
  source: { from: "text", text },
  mode: kind === "script" ? 0o755 : 0o644,
});

/** A connection as it is when nothing special is asked: both versions, no client certificate, no rules. */
export function handshake(
  input: Pick<Handshake, "id" | "title" | "roles"> & {
    readonly facts?: Handshake["facts"];
    readonly server: Pick<Handshake["server"], "identity" | "chain"> & Partial<Handshake["server"]>;
    readonly client: Partial<Handshake["client"]>;
    readonly rules?: Handshake["rules"];
    readonly expected?: Handshake["expected"];
  },
): Handshake {
  return {
    id: input.id,
    title: input.title,
    roles: input.roles,
    facts: input.facts ?? {},
    server: { trust: [], clientCertificate: "none", trustsCertificates: false, crls: [], ...input.server },
    client: {
      identity: null,
      chain: [],
      trust: [],
      expectedName: null,
      commonNameCounts: false,
      ...input.client,
    },
    versions: ["TLSv1.2", "TLSv1.3"],
    expected: input.expected ?? "accepted",
    rules: input.rules ?? {},
  };
}

/**
 * True for an identity that can connect as a client: a certificate whose key is here, locked or not. A locked one fails
 * its line of the rehearsal with the reason; without the key nothing can be tried from here.
 */
export const hasClientKey = ({ leaf, key }: Identity): boolean => leaf !== null && key !== "absent";

/** The common name of an identity's certificate, "" without one. */
export const commonNameIn = (identity: Identity | null): string =>
  !identity?.leaf ? "" : (commonNameOf(identity.leaf.subject) ?? "");
