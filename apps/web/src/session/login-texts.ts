/** The login page's texts: why it is shown, and why a login without JavaScript failed. */
import { type ErrorCode, errorCodes, type LoginNotice } from '@campusbite/auth/contract'

export const noticeTexts: Record<LoginNotice, string> = {
  'logged-out': 'You have been logged out.',
  'logged-out-queued': 'You have been logged out. The server will be told as soon as it can be reached.',
  expired: 'Your session has expired. Log in to continue.',
  'ended-elsewhere':
    'Your session was ended from another device, or by CampusBite. If that was not you, log in and change your password.',
  reused:
    'Your session was ended because somebody used an old copy of it. If that was not you, log in and change your password.',
  'account-deleted': 'Your account and all its data have been deleted.',
  'account-created': 'Your account has been created. Log in with it.',
}

const errorTexts: Partial<Record<ErrorCode, string>> = {
  BAD_INPUT: 'Check your input and try again.',
  EMAIL_TAKEN: 'An account with this email address already exists. Log in instead.',
  INVALID_CREDENTIALS: 'Invalid email or password.',
  TOO_MANY_ATTEMPTS: 'Too many attempts. Wait a few minutes and try again.',
  UNAVAILABLE: 'The service cannot be reached at the moment. Try again shortly.',
}

/** Shown when a login has just succeeded and this browser is in no session all the same. */
export const loginNotKept =
  'You are not logged in. CampusBite needs cookies: if your browser blocks them for this site, allow them and log in again.'

/** The text for `?error=` of a form post; null without one, and a generic text for any unknown code. */
export function errorText(code: unknown): string | null {
  if (typeof code !== 'string') return null
  const known = errorCodes.find((candidate) => candidate === code)
  return (known && errorTexts[known]) ?? 'That did not work. Try again shortly.'
}
