/** What PostgreSQL can store as text: anything but NUL and lone surrogates, which raise an error instead of "not found". */
export function canBeText(value: string): boolean {
  return !value.includes('\0') && !/\p{Cs}/u.test(value)
}
