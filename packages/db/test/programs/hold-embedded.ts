/** Opens the embedded database in the given folder, starts a session, and holds it until it is killed. */
import { Revocations } from '@campusbite/auth'
import { openDatabase } from '../../src/index'
import { aSession, aUser } from '../people'

const database = await openDatabase({ dataDir: process.argv[2], revocations: new Revocations() })
const { sid } = await aSession(database, await aUser(database))
console.log(sid)
