'use client'
/** A new account, and at once logged in with it. */
import { campusbite } from '../lib/campusbite'
import { TextField } from '../ui/text-field'
import { CredentialsForm } from './credentials-form'

export function RegisterForm({ next, error }: { next: string; error: string | null }) {
  return (
    <CredentialsForm
      action="/api/auth/register"
      next={next}
      submitLabel="Create account"
      error={error}
      submit={async ({ name = '', email = '', password = '' }) => {
        await campusbite().register({ name, email, password })
        await campusbite().login({ email, password })
      }}
    >
      <TextField label="Name" name="name" autoComplete="name" maxLength={100} autoFocus />
      <TextField label="Email" name="email" type="email" autoComplete="email" maxLength={254} />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={8}
        maxLength={128}
        hint="At least 8 characters. A few words make a good one."
      />
    </CredentialsForm>
  )
}
