/** How a failed call is shown: one message for the whole, or one per field. */
import { CampusBiteError, isLoggedOut } from '@campusbite/client'

/** The client's own messages, without a response from the API, are for developers. Users get these. */
const unanswered: Partial<Record<CampusBiteError['code'], string>> = {
  NETWORK: 'CampusBite could not be reached. Check your connection, and try again.',
  TIMEOUT: 'CampusBite did not answer in time. Try again.',
  UNAVAILABLE: 'CampusBite cannot answer at the moment. Try again shortly.',
  BAD_ANSWER: 'CampusBite cannot answer at the moment. Try again shortly.',
}
const unknown = 'That did not work. Try again shortly.'

/** One sentence for the whole, even if the API named a field. */
export function messageOf(thrown: unknown): string | null {
  // The response came after a logout: nothing went wrong, and there is nobody to tell.
  if (!thrown || isLoggedOut(thrown)) return null
  if (!(thrown instanceof CampusBiteError)) return unknown
  return thrown.shape ? thrown.message : (unanswered[thrown.code] ?? unknown)
}

export interface Failure {
  message: string | null
  /** By field name. */
  fields: Record<string, string>
}

/** `fieldOfCode`: which field an error code is about. */
export function failureOf(thrown: unknown, fieldOfCode: Record<string, string> = {}): Failure {
  const message = messageOf(thrown)
  if (message === null || !(thrown instanceof CampusBiteError)) return { message, fields: {} }
  const field = fieldOfCode[thrown.code]
  if (field) return { message: null, fields: { [field]: message } }
  // Without a path, it is about the whole form.
  const errors = thrown.errors.filter(({ path }) => path !== '')
  const fields = Object.fromEntries(errors.map((error) => [error.path, error.message]))
  return { message: errors.length > 0 ? 'Check the fields marked below.' : message, fields }
}
