const SECURITY_HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=()' },
]

/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  poweredByHeader: false,
  // The development server is opened by this name too.
  allowedDevOrigins: ['127.0.0.1'],
  reactStrictMode: true,
  productionBrowserSourceMaps: false,
  // No optimiser: `/_next/image` does not exist (T4).
  images: { unoptimized: true },
  // They find files of their own at run time, or hold sockets that must not be bundled twice.
  serverExternalPackages: [
    'pg',
    'pg-boss',
    'pino',
    '@prisma/client',
    '@prisma/adapter-pg',
    'better-auth',
    'write-excel-file',
  ],
  experimental: { authInterrupts: true },
  // What pages are made of; tests have their own check of types.
  typescript: { tsconfigPath: 'tsconfig.build.json' },
  headers: async () => [{ source: '/:path*', headers: SECURITY_HEADERS }],
}
