'use client'
/**
 * A form that shows what is wrong next to the field. It is a real form post, so that a submit before or without JavaScript never
 * puts a password into a URL. An error stays until its field changes: if it disappeared on blur, the button would move away from
 * under the pointer that is about to press it.
 */
import { createContext, use, useRef, useState } from 'react'
import { Form } from 'react-aria-components/Form'
import { flushSync } from 'react-dom'
import { Button, type ButtonProps } from './button'
import { type Failure, failureOf } from './failure'
import { inputFaults } from './input-faults'
import { Notice } from './notice'
import { useHydrated } from './use-hydrated'

interface FormState extends Failure {
  pending: boolean
  forget(field: string): void
}

const FormContext = createContext<FormState | null>(null)

export function useForm(): FormState {
  const state = use(FormContext)
  if (!state) throw new Error('Fields and submit buttons must be inside a <CheckedForm>.')
  return state
}

interface CheckedFormProps {
  action: string
  /** Called with the input once every field is valid. What it throws is shown. */
  submit(fields: Record<string, string>, form: HTMLFormElement): Promise<unknown>
  /** Success leaves the page, so until then the button stays pending. */
  leaves?: boolean
  /** Error codes whose message belongs to one field. */
  fieldOfCode?: Record<string, string>
  /** The error of a form post without JavaScript. */
  error?: string | null
  className?: string
  children: React.ReactNode
}

const sound: Failure = { message: null, fields: {} }

export function CheckedForm({ action, submit, leaves, fieldOfCode, error, className, children }: CheckedFormProps) {
  const hydrated = useHydrated()
  const form = useRef<HTMLFormElement>(null)
  const [pending, setPending] = useState(false)
  const [failure, setFailure] = useState<Failure>({ ...sound, message: error ?? null })

  const show = (next: Failure) => {
    flushSync(() => setFailure(next))
    form.current?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus()
  }

  async function onSubmit(event: React.FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const element = event.currentTarget
    if (pending) return
    const faults = inputFaults(element)
    if (Object.keys(faults).length > 0) return show({ message: null, fields: faults })
    setFailure(sound)
    setPending(true)
    try {
      await submit(entries(element), element)
      if (!leaves) setPending(false)
    } catch (thrown) {
      setPending(false)
      show(failureOf(thrown, fieldOfCode))
    }
  }

  const forget = (field: string) =>
    setFailure(({ message, fields: { [field]: _, ...fields } }) => ({ message, fields }))
  return (
    <Form
      ref={form}
      method="post"
      action={action}
      validationBehavior={hydrated ? 'aria' : 'native'}
      onSubmit={(event) => void onSubmit(event)}
      className={`flex flex-col gap-5 ${className ?? ''}`}
    >
      {failure.message && <Notice kind="alert">{failure.message}</Notice>}
      <FormContext value={{ ...failure, pending, forget }}>{children}</FormContext>
    </Form>
  )
}

export function SubmitButton(props: Omit<ButtonProps, 'type' | 'pending'>) {
  const { pending } = useForm()
  const hydrated = useHydrated()
  // Without script, posting it would replace the page with a raw API response.
  return <Button {...props} type={hydrated || !props.needsScript ? 'submit' : 'button'} pending={pending} />
}

const entries = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries([...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
