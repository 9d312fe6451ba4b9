/**
 * The server block of nginx before Mattermost: the proxy guide's block with the client certificate guide's lines in it.
 */
export interface MattermostBlock {
  readonly host: string;
  /** `127.0.0.1:8065` */
  readonly backend: string;
  /** Folder of the files on the machine. */
  readonly folder: string;
  readonly verify: "on" | "optional";
  readonly depth: number;
  readonly hasCrl: boolean;
  /** Before 1.25.1 there is no `http2 on;`. */
  readonly isOldNginx: boolean;
}

const identityHeaders = `    proxy_set_header X-SSL-Client-Cert $ssl_client_escaped_cert;
    proxy_set_header X-SSL-Client-Cert-Subject-DN $ssl_client_s_dn;`;

const proxyHeaders = `    proxy_set_header Host $http_host;
    proxy_set_header X-Real-IP $remote_addr;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_set_header X-Frame-Options SAMEORIGIN;
    proxy_buffers 256 16k;
    proxy_buffer_size 16k;`;

export function mattermostBlock({ host, backend, folder, verify, depth, hasCrl, isOldNginx }: MattermostBlock): string {
  const listen = isOldNginx
    ? "  listen 443 ssl http2;\n  listen [::]:443 ssl http2;"
    : "  listen 443 ssl;\n  listen [::]:443 ssl;\n  http2 on;";
  return `upstream mattermost_backend {
  server ${backend};
  keepalive 32;
}

server {
  listen 80;
  listen [::]:80;
  server_name ${host};
  return 301 https://$server_name$request_uri;
}

server {
${listen}
  server_name ${host};

  ssl_certificate ${folder}/fullchain.pem;
  ssl_certificate_key ${folder}/privkey.pem;
  ssl_protocols TLSv1.2 TLSv1.3;
  ssl_session_timeout 1d;
  ssl_session_cache shared:mattermost:10m;
  ssl_session_tickets off;

  # Who may connect at all: certificates of these authorities.
  ssl_client_certificate ${folder}/ca.mattermost.crt;
  ssl_verify_client ${verify};
  ssl_verify_depth ${depth};
${hasCrl ? `  ssl_crl ${folder}/ca.mattermost.crl;\n` : ""}
  location ~ /api/v[0-9]+/(users/)?websocket$ {
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection "upgrade";
    client_max_body_size 50M;
${proxyHeaders}
${identityHeaders}
    client_body_timeout 60s;
    send_timeout 300s;
    lingering_timeout 5s;
    proxy_connect_timeout 90s;
    proxy_send_timeout 300s;
    proxy_read_timeout 90s;
    proxy_http_version 1.1;
    proxy_pass http://mattermost_backend;
  }

  location / {
    client_max_body_size 100M;
    proxy_set_header Connection "";
${proxyHeaders}
${identityHeaders}
    proxy_read_timeout 600s;
    proxy_http_version 1.1;
    proxy_pass http://mattermost_backend;
  }
}
`;
}

/**
 * The extensions that make a client certificate version 3: without them \`openssl x509 -req\` writes version 1, with no
 * use and no key id.
 */
export const clientExtensions = `basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
`;
