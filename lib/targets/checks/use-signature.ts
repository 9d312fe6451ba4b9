import { extensionOf, valueOf } from "../../pki/x509/certificate.ts";
import { readKeyUsage } from "../../pki/x509/extension-values.ts";
import { Oid } from "../../pki/asn1/oid.ts";
import { readPublicKeyFacts } from "../../pki/keys/public-key.ts";
import { demandOf, requestFix, roleRule } from "./check.ts";

/**
 * Both ends of a handshake sign it with their keys, so a key usage that is there has to allow signatures. An RSA key
 * can be used without in TLS 1.2 by some programs, any other kind of key by none; a service may demand it of every key.
 */
export const useSignature = roleRule({
  code: "use.signature",
  citation: "RFC 8446 §4.4.2.2",
  confirmation: "vendor",
  find(view) {
    const { identity, role } = view;

    if (!identity?.leaf || role.uses.length === 0 || extensionOf(identity.leaf, Oid.keyUsage) === undefined) return [];
    const { leaf } = identity;
    const usages = valueOf(leaf, Oid.keyUsage, readKeyUsage);
    if (usages === null || usages.size === 0) return [];
    if (usages.has("digitalSignature")) return [{ status: "pass", params: { usages: [...usages].join(", ") } }];
    const isDemanded = role.keyUsage !== null;
    const { family, label } = readPublicKeyFacts(leaf.spki);
    const params = { usages: [...usages].join(", "), key: label };
    if (family === "rsa" && !isDemanded) return [{ status: "warn", params }];
    const profile = role.uses.length === 2 ? "server-client" : role.uses[0]!;
    const fix =
      identity.requestFile === null
        ? requestFix(view)
        : ({ code: "fix.sign", params: { request: identity.name, profile } } as const);
    return [{ status: "fail", params, fix, ...(isDemanded ? { by: demandOf(view) } : {}) }];
  },
});
