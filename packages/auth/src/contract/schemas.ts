/** The types that cross the wire: one zod schema each, shared by REST, tRPC, the OpenAPI document and the client's types. */
import { z } from 'zod'
import { emailLength, nameLength, passwordLength } from './limits'

const email = z
  .string({ error: 'Email is required.' })
  .trim()
  .toLowerCase()
  .max(emailLength.most, 'Email is too long.')
  .pipe(z.email('Enter an email address, like you@example.com.'))

/** Length limits only, as ASVS 6.2.1 and 6.2.9 require: no composition rules, long passphrases welcome. */
const newPassword = z
  .string({ error: 'Password is required.' })
  .min(passwordLength.least, `Use at least ${passwordLength.least} characters.`)
  .max(passwordLength.most, `Use at most ${passwordLength.most} characters.`)

/** A password to be checked: its length was validated when it was set. */
const givenPassword = z
  .string({ error: 'Password is required.' })
  .min(1, 'Password is required.')
  .max(1024, 'Password is too long.')

/** Any string: a token that is not ours is well-formed input. The body limit bounds its length. */
const token = z.string({ error: 'Must be a string.' })

/** Where the response's tokens travel: in the body (bearer mode), or only in HttpOnly cookies (cookie mode). */
export const TokenDelivery = z.enum(['body', 'cookie'])

export const RegisterInput = z.object({
  name: z
    .string({ error: 'Name is required.' })
    .trim()
    .min(1, 'Name is required.')
    .max(nameLength.most, `Use at most ${nameLength.most} characters.`)
    // Control characters and lone surrogates: some databases cannot store them, and no page can show them.
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'Use readable characters only.'),
  email,
  password: newPassword,
})

export const LoginInput = z.object({ email, password: givenPassword, delivery: TokenDelivery.optional() })

export const RefreshInput = z.object({ refreshToken: token.nullish(), delivery: TokenDelivery.optional() }).nullish()

export const LogoutInput = z.object({ refreshToken: token.nullish(), logoutTicket: token.nullish() }).nullish()

export const ChangePasswordInput = z.object({ currentPassword: givenPassword, newPassword })

export const DeleteAccountInput = z.object({ password: givenPassword })

/** Any string, as with tokens: one that cannot be an id names no session, and that is not an error. */
export const EndSessionInput = z.object({ id: z.string({ error: 'Session id is required.' }).min(1) })

export const User = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(['customer', 'operator']),
})

/**
 * The result of a refresh. In cookie mode the two tokens are absent from the body, and `user` says whose they are. `expiresIn`:
 * seconds until the access token expires.
 */
export const RefreshOutput = z.object({
  user: User.optional(),
  accessToken: z.string().optional(),
  refreshToken: z.string().optional(),
  logoutTicket: z.string(),
  expiresIn: z.number().int(),
})

export const LoginOutput = RefreshOutput.extend({ user: User })

export const LogoutOutput = z.object({ success: z.literal(true), message: z.literal('Logged out successfully.') })

/** One session, as its user sees it. Times are ISO 8601 in UTC. */
export const SessionInfo = z.object({
  id: z.string(),
  device: z.string(),
  ipAddress: z.string().nullable(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
  current: z.boolean(),
})

/** The first event of a watched session. */
export const WatchedSession = z.object({ id: z.string() })

/** How many sessions were ended. */
export const EndedCount = z.object({ ended: z.number().int() })

export const Done = z.object({ success: z.literal(true) })

export const OperatorUserInput = z.object({ email })

/** The `cursor` of the last response, or nothing for every ending that still matters. */
export const EndingsInput = z
  .object({
    since: z
      .string()
      .regex(/^\d{1,19}$/, 'Use the cursor of the last response.')
      .optional(),
  })
  .optional()

/** Sessions that have ended, for another service that verifies access tokens itself. */
export const EndingsOutput = z.object({
  cursor: z.string(),
  endings: z.array(z.object({ sid: z.string(), accessUntil: z.iso.datetime() })),
})

/** One session, as an operator sees it. */
export const OperatorSession = SessionInfo.omit({ current: true })
