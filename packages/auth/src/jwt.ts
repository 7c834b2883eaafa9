/**
 * Signs and verifies our own JWTs with Node's cryptography, in the compact form of RFC 7515 §7.1. A library must handle any
 * token, and uses the thread pool and a promise for each step, which costs more than the signature itself. Knows no claim by
 * name.
 */
const segment = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The header segment of all tokens of one kind. */
export const jwtHeader = (header: { alg: string; typ: string; kid?: string }): string => segment(header)

/** @param sign returns the signature in base64url */
export function signJwt(header: string, claims: object, sign: (signed: string) => string): string {
  const signed = `${header}.${segment(claims)}`
  return `${signed}.${sign(signed)}`
}

/**
 * The claims of a token whose header equals ours byte for byte: a sender's `alg` is never read, let alone obeyed (RFC 8725
 * §3.1). Null for anything else.
 * @param isSignature gets the encoded signature, and must accept only one encoding of it
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
