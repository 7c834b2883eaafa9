/** Decides which strings are row ids. Any other is simply not found; otherwise PostgreSQL would raise an error. */

const form = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

/**
 * Only the spelling that we generate and PostgreSQL writes. PostgreSQL accepts other spellings of the same uuid, and would end a
 * session under a name that matches no revocation.
 */
export function isId(value: string): boolean {
  return form.test(value)
}

/** For statements: no row equals NULL. */
export function idOrNull(value: string): string | null {
  return isId(value) ? value : null
}
