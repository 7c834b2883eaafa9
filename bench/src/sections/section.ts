/** One part of the report: its name, and how it produces its table. */
import type { PostgresServer } from '@campusbite/db/testing'
import type { Options } from '../options'

export interface Table {
  title: string
  /** An explanation of the results, in a sentence or two. */
  text: string
  columns: readonly string[]
  rows: readonly (readonly string[])[]
  /** The same, for programs. */
  figures: unknown
}

export interface SectionGiven {
  options: Options
  /** Started on first use. */
  postgres(): Promise<PostgresServer>
  say(line: string): void
}

export interface Section {
  name: string
  /** Its text in `--help`. */
  about: string
  /** Not in a run without named sections. */
  onlyWhenNamed?: true
  run(given: SectionGiven): Promise<Table[]>
}
