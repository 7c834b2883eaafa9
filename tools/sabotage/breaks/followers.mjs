// What an instance's memory of endings rests on, and who keeps it up to date. And one line that takes it away.

const api = 'packages/api/test'

/** @type {readonly import('../break.mjs').Break[]} */
export const ofFollowers = [
  {
    guarantee: 'G02',
    says: 'A token passes while its revocation state is unknown',
    file: 'packages/auth/src/revocations.ts',
    find: 'return this.isFollowed(now)',
    put: 'return now.getTime() > 0 || this.isFollowed(now)',
    caughtBy: [
      {
        file: `${api}/races/follower.test.ts`,
        title: 'G02 an instance cut off from the database fails closed once its memory is stale, and recovers',
      },
      {
        file: 'packages/auth/test/revocations.test.ts',
        title: 'G02 memory is not trusted before the follower has caught up, or when it last did too long ago',
      },
    ],
  },
  {
    guarantee: 'G02',
    says: 'Notified that a session may have ended, an instance trusts its memory about it until it has read the database',
    file: 'packages/auth/src/revocations.ts',
    find: ' && !(sid !== undefined && this.#doubted.has(sid))',
    put: '',
    caughtBy: [
      {
        file: 'packages/db/test/lost-line.test.ts',
        title:
          'G02 after a notification, memory is trusted about all other sessions, and about that one after the read',
      },
      {
        file: 'packages/auth/test/revocations.test.ts',
        title: 'G02 memory is not trusted about a session that may have ended, until the follower has read again',
      },
    ],
  },
  {
    guarantee: 'G02',
    says: 'Memory is still trusted after the connection is lost',
    file: 'packages/db/src/company.ts',
    find: `deaf(): void {
    this.#startAnew()`,
    put: 'deaf(): void {',
    caughtBy: [
      {
        file: 'packages/db/test/lost-line.test.ts',
        title:
          'G02 memory is not trusted from the moment the connection is lost until there is a new one, even while reads continue',
      },
    ],
  },
  {
    guarantee: 'G02',
    says: 'A read that started before the connection was lost restores trust in memory',
    file: 'packages/db/src/follow-endings.ts',
    find: 'const told = alone === startedAlone && unnamed',
    put: 'const told = unnamed',
    caughtBy: [
      {
        file: 'packages/db/test/lost-line.test.ts',
        title:
          'G02 a read in progress when the connection is lost restores no trust, even if it ends on a new connection',
      },
    ],
  },
  {
    guarantee: 'G02',
    says: 'An instance trusts its memory while others, whose notifications come after their responses, are running',
    file: 'packages/db/src/follow-endings.ts',
    find: 'revocations.confirm(startedAt, tells, told)',
    put: 'revocations.confirm(startedAt, tells, () => hearing)',
    caughtBy: [
      {
        file: `${api}/races/first-request.test.ts`,
        title:
          'G02 after one instance confirms an ending, the next request to another is refused, even before it is notified',
      },
      {
        file: 'packages/db/test/company.test.ts',
        title:
          'G02 an instance that is alone trusts its memory until another arrives, which waits for that; and again after it leaves',
      },
    ],
  },
  {
    guarantee: 'G02',
    says: 'An instance that is not alone sends no notifications',
    file: 'packages/db/src/open-database.ts',
    find: '() => revocations.isCurrent(now())',
    put: '() => true',
    caughtBy: [
      {
        file: 'packages/db/test/logouts.test.ts',
        title: 'G02 an instance that is alone notifies nobody, until another has come',
      },
    ],
  },
  {
    guarantee: 'G02',
    says: 'An ending is confirmed while another instance may trust memory that does not know of it',
    file: 'packages/db/src/answered-for.ts',
    find: 'const answerable = connection.answerable()',
    put: 'const answerable: Promise<void> | undefined = void connection',
    caughtBy: [
      {
        file: 'packages/db/test/unheard-of.test.ts',
        title:
          'G02 an instance whose connection was dropped silently does not pass what a new instance has confirmed as ended',
      },
      {
        file: 'packages/db/test/unheard-of.test.ts',
        title:
          'G02 what an instance confirms after an outage does not pass on one that believed it was alone meanwhile',
      },
      {
        file: 'packages/db/test/unheard-of.test.ts',
        title:
          'G02 an instance without a listening connection confirms nothing that still passes where nobody knows it has started',
      },
    ],
  },
  {
    guarantee: 'G02',
    says: 'An instance believes that it is alone until it finds out otherwise',
    file: 'packages/db/src/company.ts',
    find: 'this.#name === name && this.#isHere()',
    put: 'this.#name === name',
    caughtBy: [
      {
        file: 'packages/db/test/company.test.ts',
        title: 'G02 being alone is valid for three seconds from before the query, and no longer',
      },
    ],
  },
  {
    guarantee: 'G02',
    says: 'An ending is remembered until the last access token expires, not the longest-lived one',
    file: 'packages/db/src/rotations.ts',
    find: 'access_until = greatest(s.access_until, $5)',
    put: 'access_until = $5',
    caughtBy: [
      {
        file: `${api}/races/first-request.test.ts`,
        title: 'G02 a token issued before its lifetime was shortened is refused after logout until it expires',
      },
    ],
  },
  {
    guarantee: 'G02',
    says: 'An instance ignores endings by others',
    file: 'packages/db/src/follow-endings.ts',
    find: 'revocations.add(sid, accessUntil, reason)',
    put: 'void [sid, accessUntil, reason]',
    caughtBy: [
      {
        file: 'packages/db/test/follow-endings.test.ts',
        title: 'G02 hears at once of an ending by another instance, or by hand',
      },
    ],
  },
  {
    guarantee: 'G02',
    says: 'A logout that finds its session gone is not noted in memory',
    file: 'packages/auth/src/end-session.ts',
    find: 'if (ended.length === 0) deps.revocations.doubt(sid)',
    put: 'void ended',
    caughtBy: [
      {
        file: 'packages/api/test/races/first-request.test.ts',
        title: 'G02 a logout of a session that is already gone takes effect at once on an instance that had not heard',
      },
    ],
  },
  {
    guarantee: 'G19',
    says: 'Disabling a user ends their sessions only through the API',
    file: 'prisma/migrations/20261124100000_disabling_ends_sessions/migration.sql',
    find: 'WHEN (OLD."disabled_at" IS NULL AND NEW."disabled_at" IS NOT NULL)',
    put: 'WHEN (false)',
    caughtBy: [
      {
        file: 'packages/db/test/suites/user-suite.ts',
        title: "G19 disabling a user by a manual UPDATE also ends their sessions, and nobody else's",
      },
    ],
  },
]
