'use client'
/** A new password. It ends every other session of the user, and says how many that were. */
import { api } from '@campusbite/client/react'
import { useId } from 'react'
import { Form } from 'react-aria-components/Form'
import { Button } from '../ui/button'
import { Notice } from '../ui/notice'
import { TextField } from '../ui/text-field'
import { fieldErrors, messageOf } from './failure'

export function ChangePassword({ email }: { email: string }) {
  const titleId = useId()
  const change = api.auth.changePassword.useMutation()
  return (
    <section aria-labelledby={titleId} className="card p-6">
      <Form
        method="post"
        action="/account"
        validationErrors={fieldErrors(change.error, { WRONG_PASSWORD: 'currentPassword' })}
        onSubmit={(event) => {
          event.preventDefault()
          if (change.isPending) return
          const form = event.currentTarget
          const fields = new FormData(form)
          const input = { currentPassword: text(fields, 'currentPassword'), newPassword: text(fields, 'newPassword') }
          change.mutate(input, { onSuccess: () => form.reset() })
        }}
        className="flex flex-col gap-5"
      >
        <h2 id={titleId} className="font-bold text-xl">
          Change password
        </h2>
        {change.isSuccess && <Notice kind="status">{changed(change.data.ended)}</Notice>}
        {messageOf(change.error, ['WRONG_PASSWORD']) && (
          <Notice kind="alert">{messageOf(change.error, ['WRONG_PASSWORD'])}</Notice>
        )}
        {/* Password managers look for whose password it is. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <TextField label="Current password" name="currentPassword" type="password" autoComplete="current-password" />
        <TextField
          label="New password"
          name="newPassword"
          type="password"
          autoComplete="new-password"
          minLength={8}
          maxLength={128}
          hint="At least 8 characters. Your other devices will be logged out."
        />
        <Button type="submit" isPending={change.isPending} className="self-start">
          Change password
        </Button>
      </Form>
    </section>
  )
}

const text = (fields: FormData, name: string): string => {
  const value = fields.get(name)
  return typeof value === 'string' ? value : ''
}

function changed(ended: number): string {
  if (ended === 0) return 'Your password has been changed.'
  return `Your password has been changed. ${ended === 1 ? 'One other device was' : `${ended} other devices were`} logged out.`
}
