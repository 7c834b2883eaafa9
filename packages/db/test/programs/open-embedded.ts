/** Opens the embedded database in the given folder, and prints why it could not. */
import { Revocations } from '@campusbite/auth'
import { openDatabase } from '../../src/index'

const opening = openDatabase({ dataDir: process.argv[2], revocations: new Revocations() })
await opening.then(
  (database) => database.close(),
  (error: Error) => console.log(error.message),
)
