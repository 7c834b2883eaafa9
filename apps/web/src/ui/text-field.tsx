'use client'
/** One labelled input with its hint and its error, tied together for assistive technology. */
import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { TextField as AriaTextField } from 'react-aria-components/TextField'
import { AlertIcon } from './icons'

export interface TextFieldProps {
  label: string
  name: string
  type?: 'text' | 'email' | 'password'
  autoComplete: string
  hint?: string
  minLength?: number
  maxLength?: number
  autoFocus?: boolean
  defaultValue?: string
}

export function TextField({ label, hint, autoFocus, ...field }: TextFieldProps) {
  return (
    <AriaTextField {...field} isRequired className="group flex flex-col gap-1.5">
      <Label className="font-semibold">{label}</Label>
      <Input
        // biome-ignore lint/a11y/noAutofocus: the one task of a login page, and nothing stands before it
        autoFocus={autoFocus ?? false}
        className="min-h-12 rounded-xl border border-field bg-surface px-4 text-base text-ink group-data-invalid:border-danger group-data-invalid:outline-danger"
      />
      {hint && (
        <Text slot="description" className="text-sm text-soft">
          {hint}
        </Text>
      )}
      <FieldError className="flex items-start gap-1.5 text-sm font-medium text-danger">
        {({ validationDetails, validationErrors }) => (
          <>
            <AlertIcon className="mt-0.5 size-4" />
            <span>{ownWords(label, validationDetails, field.minLength) ?? validationErrors.join(' ')}</span>
          </>
        )}
      </FieldError>
    </AriaTextField>
  )
}

/** The browser's own messages come in its language and say less than the server's. */
function ownWords(label: string, fault: ValidityState, minLength: number | undefined): string | null {
  if (fault.valueMissing) return `${label} is required.`
  if (fault.typeMismatch) return 'Enter an email address, like you@example.com.'
  if (fault.tooShort) return `Use at least ${minLength} characters.`
  return null
}
