// What the doors of the server rest on: the API and the page gate, their cookies and headers. And one line that takes it away.

const api = 'packages/api/test'

/** @type {readonly import('../break.mjs').Break[]} */
export const atTheDoors = [
  {
    guarantee: 'G03',
    says: 'A logout by cookies only deletes the cookies',
    file: 'packages/api/src/auth/logout.ts',
    find: '=> auth.sessionNamedBy({ refreshCookie: refresh, accessCookie: access }) ?? [],',
    put: '=> (access === refresh ? (auth.sessionNamedBy({}) ?? []) : []),',
    caughtBy: [
      {
        file: `${api}/logout.test.ts`,
        title: "G03 the request's cookies, if the body names nothing; the whole jar is refused afterwards",
      },
    ],
  },
  {
    guarantee: 'G03',
    says: 'Pages are shown for any signed refresh cookie, even if its session has ended',
    file: 'packages/auth/src/session-of.ts',
    find: 'if (!claims || deps.revocations.has(claims.sid)) return null',
    put: `if (!claims) return null
  if (claims.userId) return { sid: claims.sid, userId: claims.userId, role: 'customer', expiresAt: claims.expiresAt }`,
    build: 'server',
    caughtBy: [
      { file: 'e2e/logout.spec.ts', title: 'G03 a whole cookie jar copied before logout is refused after it' },
    ],
  },
  {
    guarantee: 'G06',
    says: '`no-cache` for `no-store` on pages',
    file: 'apps/web/src/server/page-gate.ts',
    find: "'no-store'",
    put: "'no-cache'",
    build: 'server',
    caughtBy: [
      {
        file: 'apps/web/test/page-gate.test.ts',
        title: 'G06 is no-store and has the security headers',
      },
      { file: 'e2e/history.spec.ts', title: 'G06 every private page is sent with no-store' },
    ],
  },
  {
    guarantee: 'G06',
    says: '`no-cache` for `no-store` on the API',
    file: 'packages/api/src/http/exchange.ts',
    find: "'no-store'",
    put: "'no-cache'",
    build: 'server',
    caughtBy: [
      { file: `${api}/seed.test.ts`, title: 'G12 200: exactly success and message, as JSON, never stored' },
      { file: 'e2e/history.spec.ts', title: 'G06 every private page is sent with no-store' },
    ],
  },
  {
    guarantee: 'G07',
    says: 'A cookie is deleted without `Secure`',
    file: 'packages/api/src/cookies.ts',
    find: '{ ...attributes(secure), maxAge: 0, expires: new Date(0) }',
    put: '{ ...attributes(false), maxAge: 0, expires: new Date(0) }',
    build: 'server',
    caughtBy: [
      {
        file: `${api}/logout.test.ts`,
        title: 'G07 a deletion mirrors the setting: same name, path, Secure, HttpOnly, SameSite',
      },
      {
        file: 'e2e/logout.spec.ts',
        title: 'G07 no cookie of the session remains, and each deletion mirrors the cookie it deletes',
      },
    ],
  },
  {
    guarantee: 'G11',
    says: 'The server ignores tombstones',
    file: 'packages/api/src/http/honour-tombstones.ts',
    find: 'if (dead.size === 0)',
    put: 'if (dead.size >= 0)',
    build: 'server',
    caughtBy: [
      {
        file: `${api}/logout.test.ts`,
        title:
          'G12 a tombstone that could not be honoured is not a success, and the session ends with the next request',
      },
      {
        file: 'e2e/offline.spec.ts',
        title: 'G11 a failing endpoint: the ticket is kept and delivered once it recovers',
      },
    ],
  },
  {
    guarantee: 'G12',
    says: 'A database failure is reported as success',
    file: 'packages/auth/src/end-session.ts',
    find: `tell({ type: 'ending-failed', reason })
    throw error
`,
    put: `tell({ type: 'ending-failed', reason })
    return []
`,
    caughtBy: [
      {
        file: `${api}/seed.test.ts`,
        title:
          'G12 500: a failing database is never reported as success, and the session lives until the logout is repeated',
      },
    ],
  },
  {
    guarantee: 'G13',
    says: 'GET logs out',
    file: 'packages/api/src/rest/routes.ts',
    find: "const wanted = method === 'HEAD' ? 'GET' : method",
    put: "const wanted = pathname === '/api/auth/logout' ? 'POST' : method === 'HEAD' ? 'GET' : method",
    caughtBy: [{ file: `${api}/logout.test.ts`, title: 'G13 %s never logs out' }],
  },
  {
    guarantee: 'G13',
    says: 'Every origin counts as our own',
    file: 'packages/api/src/http/origin-check.ts',
    find: "? 'allowed' : 'foreign'",
    put: "? 'allowed' : 'own'",
    caughtBy: [{ file: `${api}/logout.test.ts`, title: 'G13 a cross-site POST of %s does nothing' }],
  },
  {
    guarantee: 'G13',
    says: "A form post is answered like a script's request",
    file: 'packages/api/src/rest/form-post.ts',
    find: "if (body.trimStart().startsWith('{')) return false",
    put: 'if (body.length >= 0) return false',
    caughtBy: [{ file: `${api}/logout.test.ts`, title: "G13 the app's own form works without JavaScript" }],
  },
  {
    guarantee: 'G14',
    says: 'A logout ends every session of its user',
    file: 'packages/auth/src/end-session.ts',
    find: 'which: { sid, userId }',
    put: 'which: { userId }',
    caughtBy: [
      {
        file: `${api}/seed.test.ts`,
        title: 'G14 multiple sessions: each device has its own token, and only the named session ends',
      },
    ],
  },
  {
    guarantee: 'G14',
    says: "A user can end another user's session by naming it",
    file: 'packages/db/src/delete-sessions.ts',
    find: `\${named} AND \${ofUser(which.userId)}`,
    put: `\${named}`,
    caughtBy: [
      { file: `${api}/logout.test.ts`, title: "G14 no user can end another's session, and nothing is revealed" },
      {
        file: 'packages/db/test/suites/ending-suite.ts',
        title: "G14 leaves another user's session alone, however it is named",
      },
    ],
  },
  {
    guarantee: 'G16',
    says: "A logout with an unreadable ticket falls back to the current user's cookies",
    file: 'packages/api/src/auth/logout.ts',
    find: 'if (sessions.length === 0 && !logoutTicket) return',
    put: 'if (sessions.length === 0) return',
    caughtBy: [{ file: `${api}/logout.test.ts`, title: 'G16 an unreadable ticket ends nothing' }],
  },
  {
    guarantee: 'G23',
    says: 'Script can read the cookies',
    file: 'packages/api/src/cookies.ts',
    find: "path: '/', httpOnly: true,",
    put: "path: '/', httpOnly: false,",
    caughtBy: [
      {
        file: `${api}/logout.test.ts`,
        title: 'G23 every cookie is __Host-, Secure, HttpOnly, SameSite, path /, without a domain',
      },
    ],
  },
]
