/** What is shown of a call that failed: a message for the whole, or one for each field it is about. */
import { CampusBiteError, isLoggedOut } from '@campusbite/client'

export interface Failure {
  message: string | null
  /** By the name of the field. */
  fields: Record<string, string>
}

/** `fieldOfCode` says which field an error code is about. */
export function failureOf(thrown: unknown, fieldOfCode: Record<string, string> = {}): Failure {
  // An answer that came after a logout: nothing went wrong, and there is nobody to tell.
  if (isLoggedOut(thrown)) return { message: null, fields: {} }
  if (!(thrown instanceof CampusBiteError)) return { message: 'That did not work. Try again shortly.', fields: {} }
  const field = fieldOfCode[thrown.code]
  if (field) return { message: null, fields: { [field]: thrown.message } }
  // Without a path it is about the whole.
  const errors = thrown.errors.filter(({ path }) => path !== '')
  const fields = Object.fromEntries(errors.map(({ path, message }) => [path, message]))
  return { message: errors.length > 0 ? 'Check the fields marked below.' : thrown.message, fields }
}

export const messageOf = (error: unknown): string | null => (error ? failureOf(error).message : null)
