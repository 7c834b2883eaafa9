/**
 * JWTs that we issue ourselves, signed and verified with Node's own cryptography, in the compact form of RFC 7515 §7.1. A
 * library that reads whatever others may have made goes through the thread pool and through a promise for each step, which
 * costs more than the signature itself. Knows no claim by name.
 */
const segment = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The first part of all tokens of one kind. */
export const jwtHeader = (header: { alg: string; typ: string; kid?: string }): string => segment(header)

/** @param sign the signature, in base64url */
export function signJwt(header: string, claims: object, sign: (signed: string) => string): string {
  const signed = `${header}.${segment(claims)}`
  return `${signed}.${sign(signed)}`
}

/**
 * The claims of a token whose header is, byte for byte, the one we write: an `alg` of the sender's choice is never read, let
 * alone obeyed (RFC 8725 §3.1). Null for all else.
 * @param isSignature is given the signature as it is encoded, and must accept one encoding of it only
 */
export function readJwt(
  token: string,
  header: string,
  isSignature: (signed: string, spelt: string) => boolean,
): Record<string, unknown> | null {
  const end = token.lastIndexOf('.')
  if (!token.startsWith(`${header}.`) || end <= header.length) return null
  const payload = token.slice(header.length + 1, end)
  if (!isSignature(token.slice(0, end), token.slice(end + 1))) return null
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
    return typeof claims === 'object' ? (claims as Record<string, unknown> | null) : null
  } catch {
    return null
  }
}
