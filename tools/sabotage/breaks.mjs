// All breaks, by guarantee. An index and nothing else.
import { onTheDevice } from './breaks/device.mjs'
import { atTheDoors } from './breaks/doors.mjs'
import { beforeTheScript } from './breaks/early-click.mjs'
import { ofFollowers } from './breaks/followers.mjs'
import { further } from './breaks/further.mjs'
import { ofTheNextUser } from './breaks/next-user.mjs'
import { ofPages } from './breaks/page.mjs'
import { ofSessions } from './breaks/sessions.mjs'

const all = [
  ...ofSessions,
  ...ofFollowers,
  ...atTheDoors,
  ...onTheDevice,
  ...ofTheNextUser,
  ...ofPages,
  ...beforeTheScript,
  ...further,
]

export const breaks = all.sort((one, other) => one.guarantee.localeCompare(other.guarantee))
