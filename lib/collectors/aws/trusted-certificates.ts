/** Which certificates AWS may show: those that Node.js trusts, and those of AWS_CA_BUNDLE. */
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { getCACertificates } from 'node:tls'
import { env } from '#lib/env'
import { AppError } from '#lib/errors'

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g

/** Undefined: the defaults of Node.js, which hold those of NODE_EXTRA_CA_CERTS. Throws on a file that is of no use. */
export function trustedCertificates(): string[] | undefined {
  const { awsCaBundle, nodeExtraCaCerts } = env()
  // Node.js itself only warns where it cannot read them, and then trusts nobody's proxy.
  if (nodeExtraCaCerts) readCertificates('NODE_EXTRA_CA_CERTS', nodeExtraCaCerts)
  return awsCaBundle ? [...getCACertificates('default'), ...readCertificates('AWS_CA_BUNDLE', awsCaBundle)] : undefined
}

function readCertificates(setting: string, path: string): string[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const { code = 'unreadable' } = error as { code?: string }
    throw new AppError('usage', `${setting} names a file that cannot be read (${code}).`)
  }
  const certificates = text.match(CERTIFICATE) ?? []
  if (certificates.length === 0 || !certificates.every(isCertificate)) {
    throw new AppError('usage', `${setting} names a file that does not hold certificates in PEM.`)
  }
  return certificates
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined
  } catch {
    return false
  }
}
