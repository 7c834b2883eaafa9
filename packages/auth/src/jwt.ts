/**
 * JWTs that we issue ourselves, signed and verified with Node's own cryptography, in the compact form of RFC 7515 §7.1. A
 * library that reads whatever others may have made goes through the thread pool and through a promise for each step, which
 * costs more than the signature itself. Knows no claim by name.
 */
const segment = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The first part of all tokens of one kind. */
export const jwtHeader = (header: { alg: string; typ: string; kid?: string }): string => segment(header)

export function signJwt(header: string, claims: object, sign: (signed: string) => Buffer): string {
  const signed = `${header}.${segment(claims)}`
  return `${signed}.${sign(signed).toString('base64url')}`
}

/**
 * The claims of a token whose header is, byte for byte, the one we write: an `alg` of the sender's choice is never read, let
 * alone obeyed (RFC 8725 §3.1). Null for all else.
 */
export function readJwt(
  token: string,
  header: string,
  isSignature: (signed: string, signature: Buffer) => boolean,
): Record<string, unknown> | null {
  const end = token.lastIndexOf('.')
  if (!token.startsWith(`${header}.`) || end <= header.length) return null
  const payload = token.slice(header.length + 1, end)
  const signature = signatureOf(token)
  if (!signature || !isSignature(token.slice(0, end), signature)) return null
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
    return typeof claims === 'object' ? (claims as Record<string, unknown> | null) : null
  } catch {
    return null
  }
}

/**
 * The bytes of a token's signature, or null where they are spelt in any other way than ours: the last letter has bits that
 * decoding ignores, so that one signature could be written as several tokens (RFC 4648 §3.5).
 */
function signatureOf(token: string): Buffer | null {
  const spelt = token.slice(token.lastIndexOf('.') + 1)
  const signature = Buffer.from(spelt, 'base64url')
  return signature.toString('base64url') === spelt ? signature : null
}
