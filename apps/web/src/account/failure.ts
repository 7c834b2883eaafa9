/** What a form shows of a failed call: a message for the whole, or one at the field it is about. */
import { CampusBiteError, isLoggedOut } from '@campusbite/client'

/** Null where there is nothing to show, `atField` naming the codes whose message stands at a field. */
export function messageOf(error: unknown, atField: readonly string[] = []): string | null {
  if (!error || isLoggedOut(error)) return null
  if (!(error instanceof CampusBiteError)) return 'That did not work. Try again shortly.'
  return atField.includes(error.code) || error.errors.length > 0 ? null : error.message
}

/** Messages by the name of their field; `codes` says which field a code is about. */
export function fieldErrors(error: unknown, codes: Record<string, string> = {}): Record<string, string> {
  if (!(error instanceof CampusBiteError)) return {}
  const field = codes[error.code]
  if (field) return { [field]: error.message }
  return Object.fromEntries(error.errors.map(({ path, message }) => [path, message]))
}
