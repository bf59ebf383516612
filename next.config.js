/** @type {import('next').NextConfig} */
export default {
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
}
