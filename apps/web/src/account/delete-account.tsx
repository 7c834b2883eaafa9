'use client'
/** The end of an account, with all that is in it. Asks once more, for the password. */
import { api } from '@campusbite/client/react'
import { useId, useState } from 'react'
import { Form } from 'react-aria-components/Form'
import { Button } from '../ui/button'
import { Notice } from '../ui/notice'
import { TextField } from '../ui/text-field'
import { fieldErrors, messageOf } from './failure'

export function DeleteAccount() {
  const titleId = useId()
  const [asking, setAsking] = useState(false)
  return (
    <section aria-labelledby={titleId} className="card flex flex-col gap-4 p-6">
      <h2 id={titleId} className="font-bold text-xl">
        Delete account
      </h2>
      <p className="text-soft">Your account, your orders and every session of yours go at once, and for good.</p>
      {asking ? (
        <ConfirmDeletion onCancel={() => setAsking(false)} />
      ) : (
        <Button variant="danger" className="self-start" onPress={() => setAsking(true)}>
          Delete account
        </Button>
      )}
    </section>
  )
}

function ConfirmDeletion({ onCancel }: { onCancel(): void }) {
  // Its success is the end of this session: the client wipes the page and leaves it.
  const remove = api.auth.deleteAccount.useMutation()
  const message = messageOf(remove.error, ['WRONG_PASSWORD'])
  return (
    <Form
      method="post"
      action="/account"
      validationErrors={fieldErrors(remove.error, { WRONG_PASSWORD: 'password' })}
      onSubmit={(event) => {
        event.preventDefault()
        const password = new FormData(event.currentTarget).get('password')
        if (!remove.isPending && typeof password === 'string') remove.mutate({ password })
      }}
      className="flex flex-col gap-5 border-line border-t pt-5"
    >
      {message && <Notice kind="alert">{message}</Notice>}
      <TextField label="Your password" name="password" type="password" autoComplete="current-password" autoFocus />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" variant="danger" isPending={remove.isPending || remove.isSuccess}>
          Delete my account for good
        </Button>
        <Button variant="quiet" onPress={onCancel}>
          Keep my account
        </Button>
      </div>
    </Form>
  )
}
