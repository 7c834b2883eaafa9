/** One part of the report: what it is called, and how it comes by its table. */
import type { PostgresServer } from '@campusbite/db/testing'
import type { Options } from '../options'

export interface Table {
  title: string
  /** What the figures are, in a sentence or two. */
  text: string
  columns: readonly string[]
  rows: readonly (readonly string[])[]
  /** The same, for programs. */
  figures: unknown
}

export interface SectionGiven {
  options: Options
  /** Started when it is first asked for. */
  postgres(): Promise<PostgresServer>
  say(line: string): void
}

export interface Section {
  name: string
  /** What `--help` says of it. */
  about: string
  /** Not in a run that names no section. */
  onlyWhenNamed?: true
  run(given: SectionGiven): Promise<Table[]>
}
