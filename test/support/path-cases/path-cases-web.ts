import { generateKeyPairSync } from "node:crypto";
import { contextConstructed, contextPrimitive } from "../../../lib/pki/asn1/der.ts";
import { encode, writeSequence, writeOid } from "../../../lib/pki/asn1/der-write.ts";
import { subjectAltNameExtension } from "../../../lib/pki/x509/extension-write.ts";
import { writeName } from "../../../lib/pki/x509/name.ts";
import { Oid } from "../../../lib/pki/asn1/oid.ts";
import { keyIdentifier } from "../../../lib/pki/keys/public-key.ts";
import { make, type Made, type Plan } from "../authority.ts";
import type { PathCase } from "./path-case.ts";
import { extension, issuing, leafOf, root } from "./path-cases.ts";

/** The web profile: what a relying party sees of the Baseline Requirements. OpenSSL and GnuTLS know none of them. */

const theirs = { says: "accept" as const, because: "the Baseline Requirements are not its business" };
const name = "host.good.example";
const site = (more: Partial<Plan> = {}): Made =>
  leafOf(issuing, {
    subject: { CN: name },
    names: [{ kind: "dns", value: name }],
    purposes: [Oid.serverAuth],
    ...more,
  });
const web = (rule: string, chain: readonly Made[], code: PathCase["code"], more: Partial<PathCase> = {}): PathCase => ({
  rule: `web${rule}`,
  chain,
  code,
  options: { profile: "web", purpose: "server" },
  ...(code === null ? {} : { openssl: theirs, certtool: theirs }),
  ...more,
});
const sited = (more: Partial<Plan>): Made[] => [site(more), issuing, root];
/** A root of its own with a leaf, because here the root is at fault. */
function rooted(more: Partial<Plan>): Made[] {
  const own = make({ subject: { CN: "Root", O: "Rules" }, isCa: true, ...more });
  return [
    leafOf(own, { subject: { CN: name }, names: [{ kind: "dns", value: name }], purposes: [Oid.serverAuth] }),
    own,
  ];
}
const ed25519 = generateKeyPairSync("ed25519").privateKey;

export const webCases: readonly PathCase[] = [
  web("", sited({}), null),
  web(
    ": no names",
    [
      leafOf(issuing, {
        subject: { CN: name },
        names: [{ kind: "email", value: "who@good.example" }],
        purposes: [Oid.serverAuth],
      }),
      issuing,
      root,
    ],
    "path.web.name-missing",
  ),
  web(": no purpose", [leafOf(issuing, { subject: { CN: name } }), issuing, root], "path.web.purpose-missing"),
  web(": any purpose", sited({ purposes: [Oid.serverAuth, Oid.anyExtendedKeyUsage] }), "path.web.purpose-any"),
  web(
    ": a critical purpose",
    sited({ purposes: [], extensions: [extension(Oid.extendedKeyUsage, writeSequence(writeOid(Oid.serverAuth)))] }),
    "path.web.purpose-critical",
  ),
  web(": a root with a purpose", rooted({ purposes: [Oid.serverAuth] }), "path.web.root-purpose"),
  web(
    ": critical names",
    sited({ extensions: [subjectAltNameExtension([{ kind: "dns", value: name }], true)] }),
    "path.web.names-critical",
  ),
  web(
    ": an authority as a server",
    [
      make({
        subject: { CN: name, O: "Rules" },
        issuer: issuing,
        isCa: true,
        usages: ["keyCertSign", "digitalSignature"],
        names: [{ kind: "dns", value: name }],
        purposes: [Oid.serverAuth],
      }),
      issuing,
      root,
    ],
    "path.web.end-entity-is-ca",
  ),
  web(
    ": a common name of its own",
    sited({ subject: { CN: "other.good.example" } }),
    "path.web.common-name-not-in-names",
  ),
  web(
    ": a wildcard over a registry",
    sited({ subject: { O: "Rules", CN: "*.example" }, names: [{ kind: "dns", value: "*.example" }] }),
    "path.web.wildcard-too-wide",
  ),
  web(
    ": a kind of key",
    [
      make({
        subject: {},
        like: { ...root, privateKey: ed25519, name: writeName({ CN: name }) },
        issuer: issuing,
        names: [{ kind: "dns", value: name }],
        purposes: [Oid.serverAuth],
      }),
      issuing,
      root,
    ],
    "path.web.key-not-allowed",
  ),
  web(
    ": version 1",
    [
      make({
        subject: { CN: name },
        issuer: root,
        version: 1,
        without: [Oid.basicConstraints, Oid.keyUsage, Oid.subjectKeyIdentifier, Oid.authorityKeyIdentifier],
      }),
      root,
    ],
    "path.web.version",
    { certtool: null },
  ),
  (() => {
    const chain = rooted({});
    const own = chain.at(-1)!;
    const wrongKeyId = extension(
      Oid.authorityKeyIdentifier,
      writeSequence(
        encode(contextPrimitive(0), keyIdentifier(own.spki)),
        encode(contextConstructed(1), encode(contextConstructed(4), own.name)),
        encode(contextPrimitive(2), Uint8Array.of(7)),
      ),
      false,
    );
    return web(": a root that names its issuer", rooted({ extensions: [wrongKeyId] }), "path.web.root-key-id", {
      openssl: { says: "reject", because: "the key id of its issuer names another serial number" },
    });
  })(),
];
