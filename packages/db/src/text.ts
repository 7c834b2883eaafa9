/** What PostgreSQL can hold as text: all but the character 0 and half a character, which it answers with an error, not with "not found". */
export function canBeText(value: string): boolean {
  return !value.includes('\0') && !/\p{Cs}/u.test(value)
}
