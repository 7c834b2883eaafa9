/** How long the commands take in a fresh clone, and once everything is there. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runNpm, startUntilAnswered } from '../machine/run-npm'
import type { Section } from './section'

const project = fileURLToPath(new URL('../../..', import.meta.url))

export const cold: Section = {
  name: 'cold',
  about: 'npm start, npm run build and npm test in a fresh clone; runs only if named',
  onlyWhenNamed: true,
  async run({ say }) {
    const folder = join(mkdtempSync(join(tmpdir(), 'campusbite-cold-')), 'clone')
    const git = (cwd: string, ...args: string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' }).trim()
    try {
      git(project, 'clone', '--quiet', '.', folder)
      const commit = git(folder, 'rev-parse', '--short', 'HEAD')
      const steps = [
        { name: 'npm start, just cloned: installs, builds, answers', run: () => startUntilAnswered(folder) },
        { name: 'npm start, once more', run: () => startUntilAnswered(folder) },
        {
          name: 'npm run build, installed and nothing built',
          run: () => {
            // The build, and its caches.
            git(folder, 'clean', '-ffdxq', '-e', 'node_modules')
            return runNpm(folder, ['run', 'build'])
          },
        },
        { name: 'npm run build, once more', run: () => runNpm(folder, ['run', 'build']) },
        { name: 'npm test, all of it', run: () => runNpm(folder, ['test']) },
      ]
      const figures = []
      for (const { name, run } of steps) {
        say(`cold: ${name} …`)
        figures.push({ name, seconds: await run() })
      }
      return [
        {
          title: 'From a clone',
          text:
            `Commit ${commit}, once each, in this order, in a temporary folder, with npm's existing cache. ` +
            'The start is measured until the first page has arrived.',
          columns: ['what', 'seconds'],
          rows: figures.map(({ name, seconds }) => [name, seconds.toFixed(1)]),
          figures,
        },
      ]
    } finally {
      rmSync(join(folder, '..'), { recursive: true, force: true })
    }
  },
}
