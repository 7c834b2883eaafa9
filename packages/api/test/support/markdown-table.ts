/** Reads the tables of a document, so that a test can compare them with the code. */

/** The cells of each row of the first table below a heading, without the header row. */
export function tableUnder(text: string, heading: string): string[][] {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading)
  const first = lines.findIndex((line, index) => index > start && line.startsWith('|'))
  if (start < 0 || first < 0) throw new Error(`There is no table under "${heading}".`)
  const after = lines.findIndex((line, index) => index > first && !line.startsWith('|'))
  return lines.slice(first + 2, after < 0 ? undefined : after).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}
