/** On every answer; lib/serve/page-guard.ts adds the Content-Security-Policy of pages, client-address.ts the one header that needs https. */
const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value:
      "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
  },
];

/** Plain JavaScript: a TypeScript one is compiled again at every start. @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks the types; a first start need not do it again.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
  serverExternalPackages: [
    "@libsql/client",
    "libsql",
    "@prisma/adapter-libsql",
    "@prisma/adapter-pg",
    "pg",
    "pino",
    "better-auth",
  ],
  experimental: {
    // Files of up to 20 MB come as base64 in an action. Next would cut a longer body short without an error.
    serverActions: { bodySizeLimit: "30mb" },
  },
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default config;
