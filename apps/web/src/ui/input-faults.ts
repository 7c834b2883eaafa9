/** What the browser finds wrong with a form's inputs, in our words: its own come in its language, and say less. */
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
  // Browsers say `tooShort` of what was typed only, not of what a password manager put in.
  if (validity.tooShort || value.length < minLength) return `Use at least ${minLength} characters.`
  return null
}
