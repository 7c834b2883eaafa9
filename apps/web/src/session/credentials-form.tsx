'use client'
/**
 * What the login and the register form share: a real form post, so that a submit before or without JavaScript never puts
 * a password into a URL; and with JavaScript the client, errors in place, and a full page load to where it leads.
 */
import { CampusBiteError } from '@campusbite/client'
import { useEffect, useRef, useState } from 'react'
import { Form } from 'react-aria-components/Form'
import { Button } from '../ui/button'
import { Notice } from '../ui/notice'

interface CredentialsFormProps {
  action: '/api/auth/login' | '/api/auth/register'
  /** Has been made safe on the server. */
  next: string
  submitLabel: string
  /** What a form post without JavaScript was told. */
  error: string | null
  submit(fields: Record<string, string>): Promise<unknown>
  children: React.ReactNode
}

interface Failure {
  message: string | null
  fields: Record<string, string>
}

export function CredentialsForm({ action, next, submitLabel, error, submit, children }: CredentialsFormProps) {
  const [pending, setPending] = useState(false)
  const [failure, setFailure] = useState<Failure>({ message: error, fields: {} })
  const form = useRef<HTMLFormElement>(null)

  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus()
  }, [failure])

  async function onSubmit(event: React.FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    setPending(true)
    setFailure({ message: null, fields: {} })
    try {
      await submit(Object.fromEntries(textFields(event.currentTarget)))
      // A soft navigation would keep this signed-out page in the router, and Back would show what came before it.
      location.assign(next)
    } catch (thrown) {
      setFailure(failureOf(thrown))
      setPending(false)
    }
  }

  return (
    <Form
      ref={form}
      method="post"
      action={action}
      onSubmit={(event) => void onSubmit(event)}
      validationErrors={failure.fields}
      className="card flex flex-col gap-5 p-6 sm:p-8"
    >
      <input type="hidden" name="next" value={next} />
      {failure.message && <Notice kind="alert">{failure.message}</Notice>}
      {children}
      <Button type="submit" size="lg" isPending={pending}>
        {submitLabel}
      </Button>
    </Form>
  )
}

const textFields = (form: HTMLFormElement): [string, string][] =>
  [...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string')

function failureOf(thrown: unknown): Failure {
  if (!(thrown instanceof CampusBiteError)) return { message: 'That did not work. Try again shortly.', fields: {} }
  const fields = Object.fromEntries(thrown.errors.map(({ path, message }) => [path, message]))
  return { message: thrown.errors.length > 0 ? 'Check the fields marked below.' : thrown.message, fields }
}
