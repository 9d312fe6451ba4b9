/** Servers for a webhook that refuse every client without a certificate of Dialogflow's. */
export interface WebhookTexts {
  readonly host: string;
  readonly port: number;
  readonly backend: string;
  readonly clientNames: readonly string[];
  readonly depth: number;
  /** A header whose value has to be the one in the file `webhook-token`; null asks for none. */
  readonly header: string | null;
}

export function nodeServer({ port, clientNames, header }: WebhookTexts): string {
  const names = JSON.stringify(clientNames);
  const tokenLines =
    header === null
      ? ""
      : `
// The certificate names Google and not your agent, so a secret of your own comes with it.
const token = readFileSync("./webhook-token", "utf8").trim();
const digest = (text) => createHash("sha256").update(text).digest();
const hasToken = (request) => timingSafeEqual(digest(String(request.headers[${JSON.stringify(header.toLowerCase())}] ?? "")), digest(token));
`;
  const imports = header === null ? "" : 'import { createHash, timingSafeEqual } from "node:crypto";\n';
  const guard =
    header === null ? "" : `  if (!hasToken(request)) return answer(response, 401, { error: "unauthorized" });\n`;
  return `${imports}import { readFileSync } from "node:fs";
import { createServer } from "node:https";

const allowedNames = new Set(${names});
${tokenLines}
const server = createServer(
  {
    key: readFileSync("./server-key.pem"),
    cert: readFileSync("./server-crt.pem"),
    ca: readFileSync("./ca-crt.pem"),
    minVersion: "TLSv1.2",
    // Both together: ask for a certificate, and end the handshake without a valid one.
    requestCert: true,
    rejectUnauthorized: true,
  },
  (request, response) => {
    const name = request.socket.getPeerCertificate().subject?.CN;
    if (!request.socket.authorized || !allowedNames.has(name)) return answer(response, 403, { error: "forbidden" });
${guard.replace(/^/gm, "  ").replace(/ +$/, "")}    request.resume().on("end", () => answer(response, 200, { fulfillmentText: "hello" }));
  },
);

function answer(response, status, body) {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

// A refused handshake never reaches a request; its reason is here.
server.on("tlsClientError", (error, socket) => console.error(\`\${socket.remoteAddress ?? "?"} refused: \${error.code ?? error.message}\`));
server.listen(${port}, () => console.log(\`listening on \${server.address().port}\`));
`;
}

/** A value inside of double quotes in a regular expression of nginx. */
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

export function nginxServer({ host, port, backend, clientNames, depth, header }: WebhookTexts): string {
  const names = clientNames.map((name) => `  "~(^|,)CN=${escaped(name)}(,|$)" 1;`).join("\n");
  const headerMap =
    header === null
      ? ""
      : `
# webhook-token.conf holds one line: "<the secret>" 1;
map $http_${header.toLowerCase().replaceAll("-", "_")} $has_token {
  default 0;
  include /etc/nginx/webhook/webhook-token.conf;
}
`;
  const headerGuard = header === null ? "" : "    if ($has_token = 0) { return 401; }\n";
  return `map $ssl_client_s_dn $is_dialogflow {
  default 0;
${names}
}
${headerMap}
server {
  listen ${port} ssl;
  server_name ${host};

  ssl_certificate /etc/nginx/webhook/server-crt.pem;
  ssl_certificate_key /etc/nginx/webhook/server-key.pem;
  ssl_protocols TLSv1.2 TLSv1.3;

  ssl_client_certificate /etc/nginx/webhook/ca-crt.pem;
  ssl_verify_client on;
  ssl_verify_depth ${depth};

  location / {
    if ($is_dialogflow = 0) { return 403; }
${headerGuard}    proxy_set_header Host $host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-SSL-Client-Subject-DN $ssl_client_s_dn;
    proxy_pass http://${backend};
  }
}
`;
}
