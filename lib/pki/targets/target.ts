import type { Certificate } from "../certificate.ts";
import type { Crl } from "../crl.ts";
import type { Fields, ValuesOf } from "./fields.ts";
import type { CheckResult } from "./preflight.ts";
import type { StepNote } from "./step-notes.ts";

/**
 * What a service wants of its certificates. A target is one module of this folder and a word in index.ts: its fields, and one
 * function from (inputs, material) to a plan. No I/O and no clock: the same inputs and material give the same plan, byte by
 * byte, so that a pack can be made again.
 */
export interface Target<F extends Fields = Fields> {
  /** `tls-server`: what a script names. Its words stand in lib/i18n/{en,ko}/targets.ts. */
  readonly name: string;
  /** Whose software, for the list: `Cisco`, `Mattermost`; null for what belongs to nobody. */
  readonly vendor: string | null;
  readonly fields: F;
  plan(inputs: ValuesOf<F>, material: Material): Plan;
}

/** A target whose fields are not known to the caller; `planOf` of index.ts parses nothing, lib/commands does. */
export interface AnyTarget {
  readonly name: string;
  readonly vendor: string | null;
  readonly fields: Fields;
  plan(inputs: Readonly<Record<string, unknown>>, material: Material): Plan;
}

export function target<const F extends Fields>(definition: Target<F>): AnyTarget {
  return definition as unknown as AnyTarget;
}

// ---- what is known of the stored files

/**
 * The stored identities, certificates and revocation lists that the inputs name, and the instant to judge at. Loaded by
 * lib/commands/parts/material.ts. Never a key's bytes. A name that is not stored is absent from its map.
 */
export interface Material {
  readonly now: Date;
  readonly identities: ReadonlyMap<string, Identity>;
  /** Stored name as given in the inputs → its certificates in the order of the file. */
  readonly certificates: ReadonlyMap<string, StoredCertificates>;
  readonly crls: ReadonlyMap<string, StoredCrl>;
}

/** One stored name: its key, its certificate, and who issued it as far as the inventory knows. */
export interface Identity {
  /** `webbridge`: the basename. */
  readonly name: string;
  readonly keyFile: string | null;
  readonly key: "present" | "locked" | "absent";
  /** SHA-256 of the key's SubjectPublicKeyInfo; null while it is locked or absent. */
  readonly keySpkiSha256: string | null;
  readonly certificateFile: string | null;
  readonly leaf: Certificate | null;
  /** Issuers by name and signature, nearest first; the last one is self-signed when `isComplete`. */
  readonly issuers: readonly Certificate[];
  readonly isComplete: boolean;
  /** File name of each issuer in the inventory, null for a member of a bundle. */
  readonly issuerFiles: readonly (string | null)[];
  /** A request that waits for its certificate, or is older than it. */
  readonly requestFile: string | null;
  /** Generation of the live certificate, 0 without one. */
  readonly generation: number;
}

export interface StoredCertificates {
  readonly name: string;
  readonly fileName: string;
  readonly certificates: readonly Certificate[];
  /** How it lies in the inventory: services read PEM only, so what is not PEM is written anew. */
  readonly form: "pem" | "der" | "pkcs7";
  /** The PEM as it was uploaded, for what is said about its line breaks; null when it is no PEM. */
  readonly text: string | null;
}

export interface StoredCrl {
  readonly name: string;
  readonly fileName: string;
  readonly crl: Crl;
}

// ---- the plan

/** Everything that follows from the inputs. Plain data but for `Certificate`s and octets; the DTO is made by lib/commands. */
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
  /** What the programs print when it goes wrong, and what that means. */
  readonly troubles: readonly Trouble[];
}

export interface Trouble {
  /** As the program prints it, never translated. */
  readonly message: string;
  readonly meaning: StepNote;
}

/** Whether the maker's own text says so (services.md of the project's reference, the seeds), or nobody could confirm it. */
export type Confirmation = "vendor" | "unconfirmed";

export type Use = "server" | "client";

/** What one identity has to be for one purpose. The common checks (preflight.ts) run over roles. */
export interface Role {
  /** `webbridge3-https`, with the node where several have one: `callbridge@cms2`. Unique in the plan. */
  readonly id: string;
  /** Words of it: lib/i18n/{en,ko}/targets.ts `roles`. */
  readonly title: RoleTitle;
  readonly node: string | null;
  /** Stored name that the inputs chose; null when none was. */
  readonly identity: string | null;
  /** What an extended key usage extension has to allow, when there is one. */
  readonly uses: readonly Use[];
  /** Names that clients will look for: each has to be covered by a subject alternative name. */
  readonly names: readonly RequiredName[];
  /** The common name, exactly, where something compares it (`postgres`). */
  readonly commonName: string | null;
  /** The vendor's own request has no alternative names: one that lacks them is a warning, as long as the common name fits. */
  readonly commonNameCounts: boolean;
  readonly wildcard: "allowed" | "refused" | "unproven";
  /** Who has to trust it: `public` wants a public authority, `private` must not have one (client authentication). */
  readonly audience: "public" | "private" | "any";
  /** Minimum sizes and digests, where the service has its own. */
  readonly minimum: KeyMinimum | null;
  /** Does the service need the private key (false for a client certificate that somebody else holds). */
  readonly needsKey: boolean;
  /** Certificates that this side is verified against, for the path check: ids of `TrustList`s; empty: its own root. */
  readonly verifiedBy: readonly string[];
  /** Request to make when it is missing: id of a `PlannedRequest`. */
  readonly request: string | null;
  readonly citation: string;
  readonly confirmation: Confirmation;
}

export interface RequiredName {
  readonly value: string;
  /** Why: lib/i18n/{en,ko}/targets.ts `reasons`. */
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
  /** Which end of a connection it judges. */
  readonly judges: Use;
  readonly citation: string;
  readonly confirmation: Confirmation;
}

/** What to ask of `pki csr` (or `pki selfsigned` and `pki sign`, see the steps). */
export interface PlannedRequest {
  readonly id: string;
  /** Basename of the new key and request. */
  readonly name: string;
  readonly commonName: string;
  /** As the form wants them: the common name among them, where it is a host. */
  readonly subjectAltNames: readonly string[];
  /** What the signing authority has to allow. */
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
  /** The private key of a stored name, in clear PEM (the pack asks for a confirmation) unless the pack's maker locks it. */
  | { readonly from: "key"; readonly identity: string }
  /** PEM, one after the other in this order, exactly one line feed after each (`writePem`). */
  | { readonly from: "certificates"; readonly certificates: readonly Certificate[] }
  | { readonly from: "crl"; readonly crl: Crl }
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

/** One thing to do, with its tick box. */
export interface Step {
  /** Stable for the same inputs: ticks are kept by it. Unique in the plan. */
  readonly id: string;
  readonly node: string;
  readonly phase: Phase;
  /** To be typed, in this order; empty when the note alone says what to do. */
  readonly lines: readonly string[];
  /** Of a shell, of the appliance, or of nothing that can be typed. */
  readonly where: "mmp" | "shell" | "browser";
  readonly note: StepNote | null;
  /** Of phase `renew`: the stored names whose renewal asks for it; null: of whatever the service uses. */
  readonly concerns: readonly string[] | null;
  readonly confirmation: Confirmation;
  readonly citation: string;
}

// ---- how to rehearse it

export type TlsVersion = "TLSv1.2" | "TLSv1.3";

/**
 * A connection that the service will make, with exactly the certificates of the pack. `server.identity` and
 * `client.identity` are stored names: the rehearsal takes their keys from the vault; null as a client's identity means a
 * client without a certificate (who must be refused when one is required).
 */
export interface Handshake {
  readonly id: string;
  /** Who connects to whom: lib/i18n/{en,ko}/targets.ts `handshakes`. */
  readonly title: HandshakeTitle;
  /** Facts of the title: node names, hosts. */
  readonly facts: Readonly<Record<string, string>>;
  readonly server: {
    readonly identity: string;
    /** DER, leaf first, as the server sends it. */
    readonly chain: readonly Uint8Array[];
    /** DER of what the server trusts for client certificates; empty without any. */
    readonly trust: readonly Uint8Array[];
    readonly clientCertificate: "none" | "optional" | "required";
    /** DER of revocation lists that the server knows. */
    readonly crls: readonly Uint8Array[];
  };
  readonly client: {
    readonly identity: string | null;
    readonly chain: readonly Uint8Array[];
    /** DER of what the client trusts for the server. */
    readonly trust: readonly Uint8Array[];
    /** The name that the client looks for; null: only the chain counts (libpq `verify-ca`). */
    readonly expectedName: string | null;
  };
  readonly versions: readonly TlsVersion[];
  /** `refused`: the rehearsal passes when the server turns this client away (a client without a certificate). */
  readonly expected: "accepted" | "refused";
  readonly rules: HandshakeRules;
  /** Ids of the roles whose certificates meet here: what fails is shown beside their checks. */
  readonly roles: readonly string[];
}

/** What the service asks beyond TLS itself. */
export interface HandshakeRules {
  readonly minimumRsaBits?: number;
  readonly minimumEcBits?: number;
  /** Lower case without hyphen: `sha1`. */
  readonly refusedDigests?: readonly string[];
  /** The client's common name has to be this (`postgres`), or one of them. */
  readonly requiredClientCommonNames?: readonly string[];
  /** How many issuers the server looks at (`ssl_verify_depth`). */
  readonly depth?: number;
  /** What the service makes of the client certificate: `nginx-dn` is `$ssl_client_s_dn`. */
  readonly identity?: "nginx-dn" | "cn" | "upn" | "email" | "postgres-cn";
}

// ---- words, each with a sentence in both languages

export type RoleTitle =
  | "server" | "client" | "client-trust" | "server-trust"
  | "web-admin" | "call-bridge" | "web-bridge-2" | "web-bridge-3-https" | "web-bridge-3-c2w" | "xmpp" | "turn" | "load-balancer"
  | "trunk" | "recorder" | "streamer" | "uploader" | "scheduler" | "database-server" | "database-client" | "database-authority"
  | "trust-c2w-callbridge" | "trust-c2w-webbridge" | "trust-c2w-scheduler" | "trust-callbridge-cluster" | "trust-web-bridge-2"
  | "trust-xmpp" | "trust-recorder" | "trust-streamer" | "trust-uploader" | "trust-load-balancer" | "trust-database"
  | "nginx-server" | "mattermost-user" | "tableau-server" | "tableau-client" | "tableau-authorities"
  | "webhook-server" | "dialogflow-client" | "dialogflow-authorities";

export type NameReason =
  | "server-name" | "cluster-name" | "peer-name" | "join-url" | "xmpp-domain" | "c2w-url" | "database-node" | "webhook-url";

export type HandshakeTitle =
  | "client-to-server" | "client-with-certificate" | "client-without-certificate"
  | "browser-to-web-admin" | "browser-to-web-bridge" | "call-bridge-to-web-bridge" | "scheduler-to-web-bridge"
  | "call-bridge-to-call-bridge" | "xmpp-client" | "turn-client" | "call-bridge-to-xmpp" | "call-bridge-to-recorder" | "call-bridge-to-streamer"
  | "uploader-to-web-admin" | "trunk-to-load-balancer" | "database"
  | "browser-to-mattermost" | "browser-to-tableau" | "dialogflow-to-webhook";
