/** Which strings are ids of rows. What is none is found nowhere: that is decided here, so that it is never PostgreSQL's error. */

const form = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

/**
 * As we make them and PostgreSQL writes them. It would take other ways to write the same uuid for it, and so end a session
 * under a name that no revocation goes by.
 */
export function isId(value: string): boolean {
  return form.test(value)
}

/** For a statement: no row equals NULL. */
export function idOrNull(value: string): string | null {
  return isId(value) ? value : null
}
