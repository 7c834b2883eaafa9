'use client'
/** One labelled input, with its hint and error linked for assistive technology. */
import { useId, useState } from 'react'
import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { TextField as AriaTextField } from 'react-aria-components/TextField'
import { useForm } from './checked-form'
import { AlertIcon } from './icons'

export interface TextFieldProps {
  label: string
  name: string
  type?: 'text' | 'email' | 'password'
  autoComplete: string
  hint?: string
  minLength?: number
  /** Not for passwords: browsers silently cut off pasted text, and nobody sees what is missing (ASVS 6.2.8). */
  maxLength?: number
  autoFocus?: boolean
}

export function TextField({ label, hint, name, autoFocus = false, ...field }: TextFieldProps) {
  const form = useForm()
  const error = form.fields[name]
  const id = useId()
  const [typed] = useState(() => typedInto(id))
  return (
    <AriaTextField
      {...field}
      id={id}
      name={name}
      defaultValue={typed}
      isRequired
      validationBehavior="aria"
      isInvalid={error !== undefined}
      onChange={() => error !== undefined && form.forget(name)}
      className="group flex flex-col gap-1.5"
    >
      <Label className="font-semibold">{label}</Label>
      <Input
        required
        autoFocus={autoFocus}
        className="min-h-12 rounded-xl border border-field bg-surface px-4 text-base text-ink group-data-invalid:border-danger group-data-invalid:outline-danger"
      />
      {hint && (
        <Text slot="description" className="text-sm text-soft">
          {hint}
        </Text>
      )}
      <FieldError className="flex items-start gap-1.5 font-medium text-danger text-sm">
        <AlertIcon className="mt-0.5 size-4" />
        <span>{error}</span>
      </FieldError>
    </AriaTextField>
  )
}

/** Text entered before the script loaded, by the user or the browser: hydration would empty the field. */
function typedInto(id: string): string {
  if (typeof document === 'undefined') return ''
  const input = document.getElementById(id)
  return input instanceof HTMLInputElement ? input.value : ''
}
