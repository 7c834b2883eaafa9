/** Writes the results: Markdown for people, JSON for programs. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Machine } from './machine/describe-machine'
import type { Options } from './options'
import type { Table } from './sections/section'

export interface Report {
  at: Date
  machine: Machine
  options: Options
  /** Of PostgreSQL, and where they are. */
  files: string
  tables: readonly Table[]
}

export function asMarkdown({ at, machine, options, files, tables }: Report): string {
  const { processor, cores, memoryGiB, system, node, loadBefore } = machine
  return [
    `# Bench, ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `${processor}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}; load before it began: ${loadBefore}.`,
    `Medians of ${options.rounds} rounds of ${options.seconds} s, with the lowest and the highest, unless a table says otherwise; ratios are computed within a round. PostgreSQL's files: ${files}.`,
    ...tables.map(asTable),
  ].join('\n\n')
}

function asTable({ title, text, columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const body = [columns, columns.map((_, index) => (index === 0 ? '---' : '---:')), ...rows].map(line).join('\n')
  return `## ${title}\n\n${text}\n\n${body}`
}

/** @returns the path without its extension */
export function writeReport(report: Report): string {
  const folder = fileURLToPath(new URL('../results', import.meta.url))
  mkdirSync(folder, { recursive: true })
  const path = `${folder}/${report.at.toISOString().slice(0, 16).replace(':', '')}`
  writeFileSync(`${path}.md`, `${asMarkdown(report)}\n`)
  const tables = report.tables.map(({ title, figures }) => ({ title, figures }))
  writeFileSync(`${path}.json`, `${JSON.stringify({ ...report, tables }, null, 2)}\n`)
  return path
}
