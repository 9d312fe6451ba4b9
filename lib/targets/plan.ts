import type { Certificate } from "../pki/x509/certificate.ts";
import type { Receiver } from "../pki/receivers/receiver.ts";
import type { Crl } from "../pki/x509/crl.ts";
import type { Handshake, StrictCaller } from "./handshake.ts";
import type { KnownMessage } from "./known-message.ts";
import type { CheckResult, Confirmation } from "./preflight.ts";
import type { StepNote } from "./step-notes.ts";
import type { NameReason, RoleTitle } from "./titles.ts";

/**
 * Everything that follows from the inputs. Plain data but for `Certificate`s and bytes; the DTO is made by
 * lib/commands.
 */
export interface Plan {
  /** Machines, in the order in which they are worked on. One pack folder each; a single machine is `[""]`. */
  readonly nodes: readonly string[];
  readonly roles: readonly Role[];
  readonly trusts: readonly TrustList[];
  /** Keys and requests that have to be made before there is anything to deploy. */
  readonly requests: readonly PlannedRequest[];
  /** Of roles and of the whole, in the order of roles; what passes is there too. */
  readonly checks: readonly CheckResult[];
  readonly files: readonly PlannedFile[];
  readonly settings: readonly SettingsText[];
  readonly steps: readonly Step[];
  readonly handshakes: readonly Handshake[];
  /** Messages that the programs print when it goes wrong, with their meaning. */
  readonly troubles: readonly Trouble[];
}

/** A message of the service's programs, with the steps of this plan that mend it. */
export interface Trouble extends KnownMessage {
  /** Ids of steps. */
  readonly steps: readonly string[];
}

/** What a service asks for by itself: its messages are those of its target. */
export type DraftPlan = Omit<Plan, "troubles">;

export type Use = "server" | "client";

/** The requirements on one identity for one purpose. The common checks (preflight.ts) run over roles. */
export interface Role {
  /** `webbridge3-https`, with the node where several have one: `callbridge@cms2`. Unique in the plan. */
  readonly id: string;
  /** Words of it: lib/i18n/{en,ko}/ui/services.ts `roles`. */
  readonly title: RoleTitle;
  readonly node: string | null;
  /** Stored name that the inputs chose; null when none was. */
  readonly identity: string | null;
  /** The purposes that an extended key usage extension has to allow, when there is one; none: it is not for TLS. */
  readonly uses: readonly Use[];
  /** Names that clients will look for: each has to be covered by a subject alternative name. */
  readonly names: readonly RequiredName[];
  /** The common name, exactly, where something compares it (`postgres`). */
  readonly commonName: string | null;
  /**
   * The vendor's own request has no alternative names: one that lacks them is a warning, as long as the common name
   * fits.
   */
  readonly commonNameCounts: boolean;
  readonly wildcard: "allowed" | "refused" | "unproven";
  /** A program that calls it and takes neither a wildcard nor a certificate that signed itself; null: there is none. */
  readonly strictCaller: StrictCaller | null;
  /** What a key usage that is there has to allow by the text of the service; null: TLS alone decides. */
  readonly keyUsage: "digitalSignature" | null;
  /**
   * Which kind of authority has to issue it: `public` wants a public one, `private` must not have one (client
   * authentication).
   */
  readonly audience: "public" | "private" | "any";
  /** Minimum sizes and digests, where the service has its own. */
  readonly minimum: KeyMinimum | null;
  /** True when the service needs the private key (false for a client certificate whose key is elsewhere). */
  readonly needsKey: boolean;
  /** Certificates that this side is verified against, for the path check: ids of `TrustList`s; empty: its own root. */
  readonly verifiedBy: readonly string[];
  /** Request to make when it is missing: id of a `PlannedRequest`. */
  readonly request: string | null;
  /** The programs that check it in the connections of this service: one that refuses it fails the role. */
  readonly receivers: readonly Receiver[];
  /** Programs that may connect as well, beside those that the service is for: one that refuses it is a warning. */
  readonly visitors: readonly Receiver[];
  readonly citation: string;
  readonly confirmation: Confirmation;
}

export interface RequiredName {
  readonly value: string;
  /** Why it is looked for. */
  readonly reason: NameReason;
}

export interface KeyMinimum {
  readonly rsaBits: number;
  readonly ecBits: number;
  /** Digests of the signature that are refused, lower case without hyphen: `sha1`, `md5`. */
  readonly refusedDigests: readonly string[];
  readonly citation: string;
}

/** Certificates that something trusts, in the order of the file. */
export interface TrustList {
  readonly id: string;
  readonly title: RoleTitle;
  readonly node: string | null;
  readonly certificates: readonly Certificate[];
  /** Stored names of the inputs they came from; empty when they were derived from identities. */
  readonly from: readonly string[];
  /** The field of the inputs that those names stand in; null when they were derived. */
  readonly field: string | null;
  /** Stored files that would be the right list while nothing is chosen: the roots of the chosen clients. */
  readonly proposed: readonly string[];
  /** Which end of a connection it judges. */
  readonly judges: Use;
  readonly citation: string;
  readonly confirmation: Confirmation;
}

/** A request to make by `pki csr` (or `pki selfsigned` and `pki sign`, see the steps). */
export interface PlannedRequest {
  readonly id: string;
  /** Basename of the new key and request. */
  readonly name: string;
  readonly commonName: string;
  /** As the form wants them: the common name among them, where it is a host. */
  readonly subjectAltNames: readonly string[];
  /** The profile that the signing authority has to allow. */
  readonly profile: "server" | "client" | "server-client";
  readonly audience: Role["audience"];
  /** Ids of the roles it is for: several share one certificate. */
  readonly roles: readonly string[];
  /** The appliance's line: `pki csr webbridge CN:… subjectAltName:…`. */
  readonly line: string;
  /**
   * The stored name that is in use: a request under it would replace the live key, so `name` is another one. Null while
   * nothing is stored under the name that the inputs chose.
   */
  readonly liveName: string | null;
  /**
   * Where the inputs choose its name: a field, or rows of one in which `identity` is the name unless they say so; null
   * where they cannot.
   */
  readonly chosenBy: {
    readonly field: string;
    readonly rows: readonly Readonly<Record<string, string>>[] | null;
  } | null;
}

export type PlannedFileKind = "key" | "certificate" | "chain" | "trust" | "crl" | "settings" | "script" | "pkcs12";

/** A file of the pack. `path` is its name within its node's folder, with `/` for folders below. */
export interface PlannedFile {
  readonly node: string;
  readonly path: string;
  readonly kind: PlannedFileKind;
  readonly source: FileSource;
  /** Unix mode: 0o600 for keys. */
  readonly mode: number;
}

export type FileSource =
  /**
   * The private key of a stored name, in clear PEM (the pack asks for a confirmation) unless the pack's maker locks it.
   */
  | { readonly from: "key"; readonly identity: string }
  /** PEM, one after the other in this order, exactly one line feed after each (`writePem`). */
  | { readonly from: "certificates"; readonly certificates: readonly Certificate[] }
  /** One certificate in DER. */
  | { readonly from: "der"; readonly certificate: Certificate }
  /** PEM, one after the other: one of each level. */
  | { readonly from: "crls"; readonly crls: readonly Crl[] }
  | { readonly from: "text"; readonly text: string }
  /** Key, leaf and chain under a passphrase. */
  | { readonly from: "pkcs12"; readonly identity: string; readonly certificates: readonly Certificate[] };

export interface SettingsText {
  readonly id: string;
  readonly node: string;
  /** Where it goes on the machine: `/etc/nginx/sites-available/mattermost`. */
  readonly path: string;
  readonly language: "nginx" | "javascript" | "json" | "shell" | "text";
  readonly text: string;
  readonly confirmation: Confirmation;
}

export type Phase =
  | "make" // keys, requests, signatures
  | "copy" // files to the machine
  | "apply" // the service takes them
  | "check" // see that it works
  | "renew" // the next time
  | "undo";

/** One step of the instructions, which a person can mark as done. */
export interface Step {
  /** Stable for the same inputs: marks are stored by it. Unique in the plan. */
  readonly id: string;
  readonly node: string;
  readonly phase: Phase;
  /** To be typed, in this order; empty when the note alone says what to do. */
  readonly lines: readonly string[];
  /** Of a shell, of the appliance, of this console's terminal, or of nothing that can be typed. */
  readonly where: "mmp" | "shell" | "console" | "browser";
  readonly note: StepNote | null;
  /** Of phase `renew`: the stored names whose renewal asks for it; null: of whatever the service uses. */
  readonly concerns: readonly string[] | null;
  /** Ids of the roles that it is for; empty for what concerns a machine or the whole. */
  readonly roles: readonly string[];
  /** Where the console sees by itself that it is done; null where a person has to say so. */
  readonly proof: StepProof | null;
  /** Stored names whose certificates it takes: it waits for those that are not here. */
  readonly needs: readonly string[];
  readonly confirmation: Confirmation;
  readonly citation: string;
}

/** Id of the step that a rehearsal proves. */
export const rehearsalStep = "rehearsal";

export type StepProof =
  /** The key and request of a planned request are in the inventory, or its certificate already. */
  | { readonly of: "request"; readonly request: string }
  /** The certificate of a planned request is in the inventory. */
  | { readonly of: "certificate"; readonly request: string }
  /** The authority that issued the certificate of one of these requests is in the inventory. */
  | { readonly of: "authority"; readonly requests: readonly string[] }
  /** The certificates of a trust list are chosen. */
  | { readonly of: "list"; readonly list: string }
  /** This stored name has a request, or a certificate. */
  | { readonly of: "stored"; readonly name: string; readonly part: "request" | "certificate" }
  /** Every handshake of the plan went as expected in a rehearsal, with the certificates that are stored now. */
  | { readonly of: "rehearsal" };
