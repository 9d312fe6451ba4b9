import type { NextConfig } from "next";

/**
 * On every answer; lib/serve/page-guard.ts adds the Content-Security-Policy of pages, client-address.ts the one header
 * that needs https.
 */
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

const config: NextConfig = {
  poweredByHeader: false,
  // No image is made to measure: the route that does so would fetch and decode what any client asks for.
  images: { unoptimized: true },
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
    // A body of an action is multipart with the files as they are: 20 MB of them, the limit of a file, and 1 MB for the
    // names and headers around it. Next answers a longer one with 413; the forms say so before they send.
    serverActions: { bodySizeLimit: "21mb" },
  },
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default config;
