'use client'
/** The login form. */
import { emailLength, loggedInPath } from '@campusbite/auth/contract'
import { campusbite } from '../lib/campusbite'
import { CheckedForm, SubmitButton } from '../ui/checked-form'
import { TextField } from '../ui/text-field'

/** `next` has been made safe on the server. */
export function LoginForm({ next, error, autoFocus }: { next: string; error: string | null; autoFocus: boolean }) {
  return (
    <CheckedForm
      action="/api/auth/login"
      leaves
      error={error}
      className="card p-6 sm:p-8"
      submit={async ({ email = '', password = '' }) => {
        await campusbite().login({ email, password })
        // A soft navigation would keep this signed-out page in the router, and Back would show what came before it. The server
        // redirects, since it knows whether this user may go there.
        location.assign(loggedInPath(next))
      }}
    >
      <input type="hidden" name="next" value={next} />
      <TextField
        label="Email"
        name="email"
        type="email"
        autoComplete="email"
        maxLength={emailLength.most}
        autoFocus={autoFocus}
      />
      <TextField label="Password" name="password" type="password" autoComplete="current-password" />
      <SubmitButton size="lg">Log in</SubmitButton>
    </CheckedForm>
  )
}
