'use client'
/** The form that changes the password. It ends every other session of the user, and says how many. */
import { passwordLength } from '@campusbite/auth/contract'
import { useId, useState } from 'react'
import { campusbite } from '../lib/campusbite'
import { CheckedForm, SubmitButton } from '../ui/checked-form'
import { Notice } from '../ui/notice'
import { TextField } from '../ui/text-field'

export function ChangePassword({ email }: { email: string }) {
  const titleId = useId()
  const [ended, setEnded] = useState<number | null>(null)
  return (
    <section aria-labelledby={titleId} className="card flex flex-col gap-5 p-6">
      <h2 id={titleId} className="font-bold text-xl">
        Change password
      </h2>
      {ended !== null && <Notice kind="status">{changed(ended)}</Notice>}
      <CheckedForm
        action="/account"
        fieldOfCode={{ WRONG_PASSWORD: 'currentPassword' }}
        submit={async ({ currentPassword = '', newPassword = '' }, form) => {
          setEnded(null)
          const done = await campusbite().api.auth.changePassword.mutate({ currentPassword, newPassword })
          form.reset()
          setEnded(done.ended)
        }}
      >
        {/* Lets password managers find the account. */}
        <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
        <TextField label="Current password" name="currentPassword" type="password" autoComplete="current-password" />
        <TextField
          label="New password"
          name="newPassword"
          type="password"
          autoComplete="new-password"
          minLength={passwordLength.least}
          hint={`At least ${passwordLength.least} characters. Your other devices will be logged out.`}
        />
        <SubmitButton needsScript className="self-start">
          Change password
        </SubmitButton>
      </CheckedForm>
    </section>
  )
}

function changed(ended: number): string {
  if (ended === 0) return 'Your password has been changed.'
  return `Your password has been changed. ${ended === 1 ? 'One other device was' : `${ended} other devices were`} logged out.`
}
