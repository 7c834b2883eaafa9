'use client'
/** The form that deletes the account with all its data. Asks for the password to confirm. */
import { useId } from 'react'
import { campusbite } from '../lib/campusbite'
import { Button } from '../ui/button'
import { CheckedForm, SubmitButton } from '../ui/checked-form'
import { TextField } from '../ui/text-field'
import { type Asking, useAsking } from './use-asking'

export function DeleteAccount() {
  const titleId = useId()
  const question = useAsking()
  return (
    <section aria-labelledby={titleId} className="card flex flex-col gap-4 p-6">
      <h2 id={titleId} className="font-bold text-xl">
        Delete account
      </h2>
      <p className="text-soft">
        This deletes your account and your orders, and ends all your sessions, at once and for good.
      </p>
      {question.asking ? (
        <ConfirmDeletion {...question} />
      ) : (
        <Button ref={question.asker} variant="danger" className="self-start" onClick={question.ask}>
          Delete account
        </Button>
      )}
    </section>
  )
}

function ConfirmDeletion({ underWay, cancel, carryOut }: Asking) {
  return (
    <CheckedForm
      action="/account"
      leaves
      fieldOfCode={{ WRONG_PASSWORD: 'password' }}
      className="border-line border-t pt-5"
      // Success ends this session: the client wipes the page and leaves it.
      submit={({ password = '' }) => carryOut(() => campusbite().api.auth.deleteAccount.mutate({ password }))}
    >
      <TextField label="Your password" name="password" type="password" autoComplete="current-password" autoFocus />
      <div className="flex flex-wrap gap-3">
        <SubmitButton needsScript variant="danger">
          Delete my account for good
        </SubmitButton>
        <Button variant="quiet" idle={underWay} onClick={cancel}>
          Keep my account
        </Button>
      </div>
    </CheckedForm>
  )
}
