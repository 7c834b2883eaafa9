/** What PostgreSQL can hold as text: anything but the character 0, which it answers with an error instead of "not found". */
export function canBeText(value: string): boolean {
  return !value.includes('\0')
}
