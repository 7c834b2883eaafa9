/** The conditions for a report: every response was right, and the database agrees. Otherwise there is no report. */

export class Dishonest extends Error {
  override name = 'Dishonest'
}

export interface Tally {
  /** The contender, for the message. */
  who: string
  /** Sessions that were to end and whose response was right. */
  answered: number
  wrong: number
  /** One of the wrong responses. */
  example?: string | undefined
  rowsBefore: number
  rowsAfter: number
  /** How many sessions remain of those that were to end. */
  left: number
}

/** @throws Dishonest */
export function requireHonest({ who, answered, wrong, example, rowsBefore, rowsAfter, left }: Tally): void {
  requireRight({ who, answered, wrong, example })
  if (left > 0) throw new Dishonest(`${who}: ${left} sessions were said to have ended and are still there.`)
  const gone = rowsBefore - rowsAfter
  if (gone !== answered) throw new Dishonest(`${who}: ${answered} endings were answered, and ${gone} rows are gone.`)
}

/** @throws Dishonest */
export function requireRight({ who, answered, wrong, example }: Pick<Tally, 'who' | 'answered' | 'wrong' | 'example'>) {
  if (wrong > 0) throw new Dishonest(`${who}: ${wrong} of ${answered + wrong} answers were wrong, such as ${example}.`)
  if (answered === 0) throw new Dishonest(`${who}: nothing was answered.`)
}
