import { randomBytes } from "node:crypto";
import { createServer, type TLSSocket } from "node:tls";
import { Oid } from "../../lib/pki/asn1/oid.ts";
import { generatePassphrase } from "../../lib/pki/keys/passphrase.ts";
import { type Pkcs12Input, writePkcs12 } from "../../lib/pki/pkcs12/write.ts";
import { make } from "./authority.ts";
import { pemOf } from "./handshake.ts";

/** A web server that refuses clients without a certificate of its authority, and greets the others by name. */

const root = make({ subject: { CN: "Staff root" }, isCa: true });
const site = make({
  subject: { CN: "chat.example.com" },
  issuer: root,
  purposes: [Oid.serverAuth],
  names: [{ kind: "dns", value: "localhost" }],
});
const minji = make({ subject: { CN: "김민지" }, issuer: root, purposes: [Oid.clientAuth] });

export const rootPem = pemOf(root);

export async function startMutualServer(): Promise<{ readonly port: number; close(): void }> {
  const options = {
    key: site.privateKey.export({ format: "pem", type: "pkcs8" }),
    cert: pemOf(site),
    ca: rootPem,
    requestCert: true,
    rejectUnauthorized: true,
  };
  const server = createServer(options, (socket: TLSSocket) => {
    const name = socket.getPeerCertificate().subject.CN;
    socket.once("data", () => socket.end(`HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nhello ${name}`));
    socket.on("error", () => undefined);
  });
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { port: typeof address === "object" && address !== null ? address.port : 0, close: () => void server.close() };
}

/** A file as a batch hands it out. */
export async function clientFile(
  profile: Pkcs12Input["profile"],
): Promise<{ readonly pkcs12: Uint8Array; readonly passphrase: string }> {
  const passphrase = generatePassphrase(randomBytes);
  const key = Uint8Array.from(minji.privateKey.export({ format: "der", type: "pkcs8" }));
  const pkcs12 = await writePkcs12({
    key,
    certificates: [minji.der, root.der],
    friendlyName: "김민지",
    passphrase,
    profile,
    random: randomBytes,
  });
  return { pkcs12, passphrase };
}
