/** Validation messages in our own words: the browser's come in its own language, and say less. */
export function inputFaults(form: HTMLFormElement): Record<string, string> {
  const faults: Record<string, string> = {}
  for (const input of form.querySelectorAll('input')) {
    const fault = input.willValidate ? faultOf(input) : null
    if (fault) faults[input.name] = fault
  }
  return faults
}

function faultOf({ validity, labels, minLength, value }: HTMLInputElement): string | null {
  if (validity.valueMissing) return `${labels?.[0]?.textContent ?? 'This'} is required.`
  if (validity.typeMismatch) return 'Enter an email address, like you@example.com.'
  // Browsers report `tooShort` only for typed input, not for what a password manager filled in.
  if (validity.tooShort || value.length < minLength) return `Use at least ${minLength} characters.`
  return null
}
