// What an instance's memory of endings rests on, and who keeps it up to date. And one line that takes it away.

const api = 'packages/api/test'

/** @type {readonly import('../break.mjs').Break[]} */
export const ofFollowers = [
  {
    guarantee: 'G02',
    says: 'Where revocation is unknown, a token passes',
    file: 'packages/auth/src/revocations.ts',
    find: 'return this.#told && this.isFollowed(now)',
    put: 'return now.getTime() > 0',
    caughtBy: [
      {
        file: `${api}/races/follower.test.ts`,
        title:
          'G02 an instance that is cut off from the database fails closed once it may not trust its memory, and recovers',
      },
      {
        file: 'packages/auth/test/revocations.test.ts',
        title: 'G02 nobody knows before the follower has caught up once, or when it last did too long ago',
      },
    ],
  },
  {
    guarantee: 'G02',
    says: 'Told that a session may have ended, an instance trusts its memory about it until it has looked',
    file: 'packages/auth/src/revocations.ts',
    find: ' && !(sid !== undefined && this.#doubted.has(sid))',
    put: '',
    caughtBy: [
      {
        file: `${api}/races/follower.test.ts`,
        title: 'G02 an instance that has only been told of an ending refuses its tokens from then on, and no others',
      },
      {
        file: 'packages/auth/test/revocations.test.ts',
        title: 'G02 memory is not trusted about a session that may have ended, until the follower has looked since',
      },
    ],
  },
  {
    guarantee: 'G02',
    says: 'At the loss of the line, memory is still trusted',
    file: 'packages/db/src/follow-endings.ts',
    find: `line = undefined
      revocations.unheard()`,
    put: 'void 0',
    caughtBy: [
      {
        file: `${api}/races/lost-line.test.ts`,
        title: 'G02 while the line is cut, a logout elsewhere is refused by the next request, and who lives is let in',
      },
      {
        file: 'packages/db/test/lost-line.test.ts',
        title:
          'G02 memory is trusted no more in the moment in which the line is lost, though looks go on, until there is another',
      },
    ],
  },
  {
    guarantee: 'G02',
    says: 'A look that began on a line that is lost restores the trust in memory',
    file: 'packages/db/src/follow-endings.ts',
    find: 'line !== undefined && line === startedOn',
    put: 'line !== undefined',
    caughtBy: [
      {
        file: 'packages/db/test/lost-line.test.ts',
        title:
          'G02 a look under way when the line is lost restores no trust, though another line is there when it ends',
      },
    ],
  },
  {
    guarantee: 'G02',
    says: 'An instance believes no ending but its own',
    file: 'packages/db/src/follow-endings.ts',
    find: 'revocations.add(sid, accessUntil, reason)',
    put: 'void [sid, accessUntil, reason]',
    caughtBy: [
      {
        file: `${api}/races/follower.test.ts`,
        title: 'G02 an instance that was started after a logout refuses the token from its first request on',
      },
    ],
  },
]
