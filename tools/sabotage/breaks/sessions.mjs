// What sessions and tokens rest on in the rules and the database, and one line that takes it away.

const api = 'packages/api/test'

/** @type {readonly import('../break.mjs').Break[]} */
export const ofSessions = [
  {
    guarantee: 'G01',
    says: 'A logout deletes by token instead of by session',
    file: 'packages/auth/src/end-session.ts',
    find: 'const ofRefresh = (token: string) => readSymmetric(refreshKind(keys), issuer, token)',
    put: "const ofRefresh = async (token: string) => { const claims = await readSymmetric(refreshKind(keys), issuer, token); const row = claims && (await deps.sessions.find(claims.sid)); return row && Buffer.compare(row.currentHash, (await import('./token-pair')).hashOfJti(claims.jti)) === 0 ? claims : null }",
    caughtBy: [
      {
        file: `${api}/oldest-token.test.ts`,
        title: 'G01 a logout by the oldest token of a lineage makes the newest one worthless',
      },
    ],
  },
  {
    guarantee: 'G01',
    says: 'A rotation that finds no row inserts it',
    file: 'packages/db/src/session-store.ts',
    find: `const session = await find(rotation.sid)
`,
    put: `await prisma.$executeRaw\`INSERT INTO session (sid, user_id, current_hash, created_at, last_used_at, expires_at, access_until) SELECT sid, user_id, \${rotation.fromHash}, started_at, \${rotation.now}, access_until, access_until FROM session_ending WHERE sid = \${rotation.sid}::uuid\`
      const session = await find(rotation.sid)
`,
    caughtBy: [
      {
        file: 'packages/db/test/suites/rotation-suite.ts',
        title: 'G01 does not bring back an ended session, by its current or previous token',
      },
    ],
  },
  {
    guarantee: 'G02',
    says: 'An access token is valid until it expires',
    file: 'packages/auth/src/authenticate.ts',
    find: 'if (deps.revocations.has(claims.sid) || !(await knownAlive(deps, claims.sid))) {',
    put: 'if (!(await knownAlive(deps, claims.sid))) {',
    build: 'server',
    caughtBy: [
      { file: `${api}/seed.test.ts`, title: 'G02 is refused at once, although it has not expired' },
      { file: `${api}/access-token.test.ts`, title: 'G02 %s refuses it, over tRPC' },
      { file: 'e2e/logout.spec.ts', title: 'G02 a captured access token is refused at once' },
    ],
  },
  {
    guarantee: 'G04',
    says: 'A rotation reads, then updates',
    file: 'packages/db/src/rotations.ts',
    find: 's.current_hash = $2',
    put: '(SELECT current_hash FROM session WHERE sid = $1::uuid) = $2',
    caughtBy: [
      {
        file: 'packages/db/test/races.test.ts',
        title: 'G04 of eight concurrent redemptions of one token, one wins and the others repeat',
      },
    ],
  },
  {
    guarantee: 'G04',
    says: 'A late refresh sets its cookies without a final check',
    file: 'packages/api/src/reply.ts',
    find: 'if (this.hasEnded(sid)) this.clearSession(cookieTag(sid))',
    put: 'void sid',
    caughtBy: [{ file: `${api}/races/late-cookies.test.ts`, title: 'G04 after %s, a refresh held %s sets no cookie' }],
  },
  {
    guarantee: 'G15',
    says: 'A reused token is only refused',
    file: 'packages/auth/src/rotate.ts',
    find: "await endSessions(deps, { which: { sid }, reason: 'reuse', endedBy: 'system' })",
    put: '',
    caughtBy: [
      {
        file: `${api}/stolen.test.ts`,
        title: 'G15 a refresh token used by both thief and owner ends the session for both',
      },
    ],
  },
  {
    guarantee: 'G15',
    says: 'The reuse interval never ends',
    file: 'packages/db/src/session-store.ts',
    find: 'session.rotatedAt >= repeatableSince',
    put: 'repeatableSince',
    caughtBy: [
      {
        file: 'packages/db/test/suites/rotation-suite.ts',
        title: 'G15 is reuse after the interval, and at once for an older or unknown token',
      },
    ],
  },
  {
    guarantee: 'G18',
    says: 'A refresh token outlives its session',
    file: 'packages/db/src/rotations.ts',
    find: 's.expires_at > $4 AND ',
    put: '',
    caughtBy: [
      { file: 'packages/db/test/suites/rotation-suite.ts', title: 'G18 is refused from the absolute limit on' },
    ],
  },
  {
    guarantee: 'G19',
    says: 'A password change leaves the other sessions alive',
    file: 'packages/db/src/user-store.ts',
    find: 'deleteSessions({ userId, except: keepSid }',
    put: "deleteSessions({ sid: '' }",
    caughtBy: [
      {
        file: `${api}/logout.test.ts`,
        title: 'G19 a password change ends the other sessions, an account deletion all',
      },
    ],
  },
  {
    guarantee: 'G22',
    says: 'A token of one kind passes for any other kind',
    file: 'packages/auth/src/symmetric-token.ts',
    find: 'readJwt(token, headers[kind.typ],',
    put: "readJwt(token, (token.split('.')[0] ?? '') as never,",
    caughtBy: [
      {
        file: 'packages/auth/test/tokens.test.ts',
        title: 'G22 a ticket signed with the refresh key, or with the right key and a wrong typ, is refused',
      },
    ],
  },
  {
    guarantee: 'G18',
    says: 'Batched refreshes ignore the idle limit',
    file: 'packages/db/src/rotations.ts',
    find: ' AND s.last_used_at >= a.idle_before',
    put: '',
    caughtBy: [
      {
        file: 'packages/db/test/races.test.ts',
        title: 'G15 G18 each refresh in a batch is judged on its own',
      },
    ],
  },
  {
    guarantee: 'G28',
    says: 'An ending is recorded without its reason',
    file: 'packages/db/src/delete-sessions.ts',
    find: `set_config('campusbite.reason', \${reason}, true)`,
    put: `set_config('campusbite.reason', \${'unknown'}, true)`,
    caughtBy: [
      {
        file: 'packages/db/test/suites/ending-suite.ts',
        title: 'G28 records an ending for the reason %s, in the statement that ends it',
      },
    ],
  },
]
