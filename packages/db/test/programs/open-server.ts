/** Opens the database at the address it is told, with the migrations of the folder it is told. */
import { Revocations } from '@campusbite/auth'
import { openDatabase } from '../../src/index'

const [, , url, migrationsDir] = process.argv
const database = await openDatabase({ url, migrationsDir, revocations: new Revocations() })
await database.close()
