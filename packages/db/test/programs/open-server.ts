/** Opens the database at the given URL, with the migrations of the given folder. */
import { Revocations } from '@campusbite/auth'
import { openDatabase } from '../../src/index'

const [, , url, migrationsDir] = process.argv
const database = await openDatabase({ url, migrationsDir, revocations: new Revocations() })
await database.close()
