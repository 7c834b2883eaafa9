'use client'
/** Email and password, and in. */
import { campusbite } from '../lib/campusbite'
import { TextField } from '../ui/text-field'
import { CredentialsForm } from './credentials-form'

export function LoginForm({ next, error, autoFocus }: { next: string; error: string | null; autoFocus: boolean }) {
  return (
    <CredentialsForm
      action="/api/auth/login"
      next={next}
      submitLabel="Log in"
      error={error}
      submit={({ email = '', password = '' }) => campusbite().login({ email, password })}
    >
      <TextField label="Email" name="email" type="email" autoComplete="email" maxLength={254} autoFocus={autoFocus} />
      <TextField label="Password" name="password" type="password" autoComplete="current-password" />
    </CredentialsForm>
  )
}
