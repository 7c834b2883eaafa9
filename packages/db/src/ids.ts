/** Which strings are ids of rows. Any other is simply not found: deciding that here keeps PostgreSQL from raising an error. */

const form = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

/**
 * Only as we make them and PostgreSQL writes them. It accepts other spellings of the same uuid, and would end a session under a
 * name by which no revocation knows it.
 */
export function isId(value: string): boolean {
  return form.test(value)
}

/** For a statement: no row equals NULL. */
export function idOrNull(value: string): string | null {
  return isId(value) ? value : null
}
