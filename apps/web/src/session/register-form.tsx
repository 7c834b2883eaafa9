'use client'
/** The registration form, which also logs in. */
import { emailLength, loggedInPath, nameLength, passwordLength } from '@campusbite/auth/contract'
import { campusbite } from '../lib/campusbite'
import { CheckedForm, SubmitButton } from '../ui/checked-form'
import { TextField } from '../ui/text-field'

/** `next` has been made safe on the server. */
export function RegisterForm({ next, error }: { next: string; error: string | null }) {
  return (
    <CheckedForm
      action="/api/auth/register"
      leaves
      error={error}
      fieldOfCode={{ EMAIL_TAKEN: 'email' }}
      className="card p-6 sm:p-8"
      submit={async ({ name = '', email = '', password = '' }) => {
        await campusbite().register({ name, email, password })
        await campusbite().login({ email, password })
        location.assign(loggedInPath(next))
      }}
    >
      <input type="hidden" name="next" value={next} />
      <TextField label="Name" name="name" autoComplete="name" maxLength={nameLength.most} autoFocus />
      <TextField label="Email" name="email" type="email" autoComplete="email" maxLength={emailLength.most} />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={passwordLength.least}
        hint={`At least ${passwordLength.least} characters. A few words make a good one.`}
      />
      <SubmitButton size="lg">Create account</SubmitButton>
    </CheckedForm>
  )
}
