/** Fills the memory of endings in a separate process, and reports how much that took. */
import { Revocations } from '@campusbite/auth'
import { sidOf } from './sessions'

const count = Number(process.argv[2])
const { gc } = globalThis
if (!gc) throw new Error('Run it with --expose-gc.')

const until = new Date(Date.now() + 3_600_000)
gc()
const before = process.memoryUsage().heapUsed
const revocations = new Revocations()
const startedAt = performance.now()
// Each its own string, like those from the database.
for (let n = 0; n < count; n += 1) revocations.add(Buffer.from(sidOf(n)).toString(), until, 'logout')
const seconds = (performance.now() - startedAt) / 1000
gc()
const bytes = process.memoryUsage().heapUsed - before
if (revocations.size !== count) throw new Error('Endings are missing.')
console.log(JSON.stringify({ bytes, seconds }))
